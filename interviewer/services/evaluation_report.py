"""The figures of a grader as text for a terminal: the whole, each kind, and the worst answers for reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Any

from rich.cells import cell_len

from interviewer.domain.assessment import Verdict, VerdictKind
from interviewer.i18n import translate
from interviewer.services.evaluation_grading import Judged

WORST = 20
_FIGURES = ("keypoint_auc", "keypoint_f1", "score_pearson", "score_mae", "pearson", "rmse", "qwk", "p50_ms")


def as_text(figures: dict[str, Any], judged: Sequence[Judged], language: str, worst: int = WORST) -> str:
    return "\n".join(
        [*_overall(figures, judged, language), *_kinds(judged, language), *_worst(judged, language, worst)]
    )


def _overall(figures: dict[str, Any], judged: Sequence[Judged], language: str) -> Iterator[str]:
    counts = {"n": figures["n"], "unscored": figures["unscored"]}
    yield translate("evaluation.graded", language, **counts, grader=_graders(judged))
    yield translate("evaluation.in_sample" if figures["in_sample"] else "evaluation.not_in_sample", language)
    yield ""
    shown = [name for name in _FIGURES if name in figures]
    words = [translate(f"evaluation.figure.{name}", language) for name in shown]
    values = ["–" if figures[name] is None else f"{figures[name]:g}" for name in shown]
    yield from in_columns(list(zip(words, values, strict=True)), right=(1,))
    for name, counts in figures.items():
        if name in ("graded_by", "fallbacks") and counts:
            told = ", ".join(f"{what} {count}" for what, count in counts.items())
            yield f"{translate(f'evaluation.{name}', language)}: {told}"


def _graders(judged: Sequence[Judged]) -> str:
    """Who graded, with the models, without what else a model's name says."""
    found: dict[str, set[str]] = {}
    for each in judged:
        found.setdefault(each.assessment.grader, set()).add(each.assessment.model.partition(";")[0])
    return ", ".join(f"{who} {'/'.join(sorted(filter(None, models)))}".strip() for who, models in sorted(found.items()))


def _kinds(judged: Sequence[Judged], language: str) -> Iterator[str]:
    kinds = sorted({each.graded.kind for each in judged})
    if kinds == [""]:
        return
    heads = [translate(f"evaluation.column.{name}", language) for name in ("kind", "n", "given", "true", "error")]
    rows = [_row(kind, [each for each in judged if each.graded.kind == kind]) for kind in kinds]
    total = _row(translate("evaluation.all_kinds", language), judged)
    yield ""
    yield from in_columns([heads, *rows, total], right=(1, 2, 3, 4))


def _row(name: str, some: Sequence[Judged]) -> list[str]:
    means = (fmean(each.score for each in some), fmean(each.truth for each in some), fmean(each.error for each in some))
    return [name, str(len(some)), *(f"{mean:.1f}" for mean in means)]


def _worst(judged: Sequence[Judged], language: str, count: int) -> Iterator[str]:
    chosen = sorted(judged, key=lambda each: -each.error)[:count]
    if chosen:
        yield ""
        yield translate("evaluation.worst", language, n=len(chosen), of=len(judged))
    for place, each in enumerate(chosen, start=1):
        yield ""
        yield from _answer(place, each, language)


def _answer(place: int, judged: Judged, language: str) -> Iterator[str]:
    made = judged.assessment
    given = translate("verdict.unscored", language) if made.score is None else str(made.score)
    name = judged.graded.id or translate("evaluation.line", language, n=judged.graded.line)
    head = translate("evaluation.answer", language, name=name, true=f"{judged.truth:.0f}", given=given)
    notes = [judged.graded.kind, translate(f"ui.gate.{made.gate.value}", language) if made.gate else ""]
    yield f"{place}. {head}" + "".join(f"  [{note}]" for note in notes if note)
    yield f"   {judged.graded.question.text}"
    yield f"   > {' '.join(judged.graded.answer.split())}"
    truths = judged.graded.covered or (None,) * len(made.verdicts)
    for verdict, truth in zip(made.verdicts, truths, strict=False):
        if truth is None or _differs(verdict, truth):
            yield f"   - {_verdict(verdict, truth, language)}"
    for claim in made.false_claims:
        yield f"   - {translate('evaluation.false_claim', language)}  “{claim.quote}”  {claim.correction}"


def _differs(verdict: Verdict, truth: float) -> bool:
    """Whether people gave the point something else than it earns by this verdict."""
    earned = {VerdictKind.COVERED: 1.0, VerdictKind.PARTIAL: 0.5}.get(verdict.kind, 0.0)
    return abs(earned - truth) >= 0.25


def _verdict(verdict: Verdict, truth: float | None, language: str) -> str:
    said = translate(f"verdict.{verdict.kind.value}", language)
    if truth is not None:
        said = translate(
            "evaluation.verdict", language, said=said, sure=f"{verdict.probability:.2f}", true=f"{truth:g}"
        )
    return f"{said}  {verdict.key_point.text}" + (f"  “{verdict.quote}”" if verdict.quote else "")


def in_columns(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Rows as lines with aligned columns, also where characters are two cells wide; `right` are those of numbers."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_padded(row[at], widths[at], at in right) for at in range(len(row))).rstrip() for row in rows]


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - cell_len(text))
    return space + text if right else text + space
