"""What the parts of a report say, in plain sentences of `zh` or `en`; words of answers and notes in them are not
escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from interviewer.domain.notes import PATH_JOINER
from interviewer.i18n import translate
from interviewer.services.report_parts import Comparison, Fix, TopicChange
from interviewer.services.report_values import Report


def how_worked_out(report: Report, language: str) -> list[str]:
    """How the one score came about, and what is not in it; empty without a score."""
    return list(_working(report, language)) if report.score is not None else []


def _working(report: Report, language: str) -> Iterator[str]:
    made = report.headline
    if len(made.rows) > 1:
        values = {"n": len(made.rows), "total": made.total, "score": report.score}
        yield translate("report.working.mean", language, **values)
    else:
        yield translate("report.working.one", language, number=made.rows[0].number)
    yield translate("report.working.each", language)
    for kind in ("skipped", "unscored", "waiting", "unsure"):
        if numbers := getattr(made, kind):
            yield translate(f"report.working.{kind}", language, numbers=numbers_in_words(numbers, language))
    if report.points.recovered:
        yield translate("report.working.recovered", language, n=report.points.recovered)
    if made.corrected:
        yield translate("report.working.corrected", language, n=made.corrected, score=report.score_as_graded)


def kind_of(fix: Fix, language: str) -> str:
    """`说反了`, `没说到`: what was wrong with it, in a word."""
    return translate(f"report.fix.{fix.verdict.kind.value if fix.verdict else 'claim'}", language)


def quote_of(fix: Fix) -> str:
    """What the candidate said; empty where nothing was said of it."""
    return fix.verdict.quote if fix.verdict else fix.claim.quote if fix.claim else ""


def cost_of(fix: Fix, language: str) -> str:
    return translate("report.fix.cost", language, number=fix.number, cost=int(fix.cost + 0.5))


def compared(comparison: Comparison, language: str) -> list[str]:
    """A line a topic, and a warning where graders differ."""
    names = short_names([each.topic for each in comparison.topics])
    lines = [change_in_words(each, name, language) for each, name in zip(comparison.topics, names, strict=True)]
    return lines + ([translate("report.compare.differs", language)] if not comparison.same_graders else [])


def change_in_words(each: TopicChange, name: str, language: str) -> str:
    kind = "other_grader"
    if each.change is not None:
        kind = "more" if each.change > 0 else "less" if each.change < 0 else "same"
    values = {"topic": name, "before": each.before, "now": each.now, "by": abs(each.change or 0)}
    return translate(f"report.compare.{kind}", language, **values)


def last_step(path: str) -> str:
    return path.split(PATH_JOINER)[-1]


def short_names(topics: Sequence[str]) -> list[str]:
    """The last step of each; the whole of it where two would read the same."""
    last = [last_step(each) for each in topics]
    return [name if last.count(name) == 1 else topic for name, topic in zip(last, topics, strict=True)]


def numbers_in_words(numbers: Iterable[int], language: str) -> str:
    return translate("report.number_comma", language).join(map(str, numbers))
