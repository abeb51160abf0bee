"""Areas, course, fixes, strengths and comparison of a report as Markdown blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.domain.notes import SourceLines
from interviewer.i18n import translate
from interviewer.services.markdown_text import inline
from interviewer.services.report_parts import Fix
from interviewer.services.report_sentences import compared, cost_of, how_worked_out, kind_of, last_step, quote_of
from interviewer.services.report_values import Report


def place_text(source: SourceLines | None, language: str) -> str:
    """`（redis.md，第 3–5 行）`; empty where no place is known."""
    if source is None:
        return ""
    first, last = source.first_line, source.last_line
    key = "report.place" if first == last else "report.places"
    return translate(key, language, file=inline(source.file), first=first, last=last)


def before_questions(report: Report, language: str) -> Iterator[str]:
    """What stands above the single questions; a part without content has no heading."""
    if worked := how_worked_out(report, language):
        yield _heading("working", language)
        yield "\n".join(f"- {inline(each)}" for each in worked)
    yield from _areas(report, language)
    if report.fixes:
        yield _heading("fix", language, "title" if len(report.fixes) > 2 else "title_fewer")
        yield "\n".join(_fix(at, each, language) for at, each in enumerate(report.fixes, 1))
    if report.strengths:
        yield _heading("strong", language)
        yield "\n".join(_strengths(report, language))
    if report.comparison:
        date = f"{report.comparison.started_at:%Y-%m-%d}"
        yield _heading("compare", language)
        yield translate("report.compare.since", language, date=date)
        lines = [*compared(report.comparison, language), translate("report.compare.caution", language)]
        yield "\n".join(f"- {inline(each)}" for each in lines)
    yield from _course(report, language)


def _heading(part: str, language: str, key: str = "title") -> str:
    return f"## {translate(f'report.{part}.{key}', language)}"


def _fix(at: int, fix: Fix, language: str) -> str:
    place = place_text(fix.source, language)
    unsure = translate("report.unsure", language) if fix.verdict and fix.verdict.unsure else ""
    key = "right" if fix.claim else "say"
    said = translate(f"report.fix.{key}", language, sentence=inline(fix.sentence))
    rows = [f"{at}. **{kind_of(fix, language)}**{unsure} {inline(last_step(fix.question.path))}{place}"]
    rows[0] += f" · {cost_of(fix, language)}"
    if quote := quote_of(fix):
        rows.append(translate("report.fix.said", language, quote=inline(quote)))
    return "\n    - ".join([*rows, said])


def _strengths(report: Report, language: str) -> Iterator[str]:
    for each in report.strengths:
        point = each.verdict.key_point
        said = translate("report.strong.said", language, quote=inline(each.verdict.quote))
        yield f"- {inline(point.text)}{place_text(point.source, language)}\n    - {said}"


def _areas(report: Report, language: str) -> Iterator[str]:
    if len(report.areas) > 1:
        keys = ("report.areas.area", "report.score", "report.question_count")
        rows = [(inline(each.area), _or_dash(each.score, language), str(each.questions)) for each in report.areas]
        yield _heading("areas", language)
        yield _table([translate(key, language) for key in keys], rows)


def _course(report: Report, language: str) -> Iterator[str]:
    if sum(each.score is not None for each in report.timeline) < 2:
        return
    keys = ("working.question", "course.minutes", "score", "course.took", "course.pace")
    rows = []
    for each in report.timeline:
        kind = "spoken" if each.pace and each.pace.spoken else "typed"
        pace = translate(f"report.course.{kind}", language, rate=round(each.pace.rate)) if each.pace else "—"
        took = "—" if each.seconds is None else f"{round(each.seconds) // 60}:{round(each.seconds) % 60:02}"
        rows.append((str(each.number), f"{each.minutes:.1f}", _or_dash(each.score, language), took, pace))
    yield _heading("course", language)
    yield _table([translate(f"report.{key}", language) for key in keys], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(line)} |" for line in (head, *rows)]
    return "\n".join([lines[0], "|---" * len(head) + "|", *lines[1:]])


def _or_dash(score: int | None, language: str) -> str:
    return translate("report.no_mark", language) if score is None else str(score)
