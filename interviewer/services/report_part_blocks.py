"""What to fix first, what was strong, and the comparison with the last session, for a printed report."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.services.report_blocks import Block, Facts, Heading, Item, Items, Text
from interviewer.services.report_parts import Fix
from interviewer.services.report_sentences import compared, cost_of, kind_of, last_step, quote_of
from interviewer.services.report_values import Report
from interviewer.services.report_words import Words


def fix_blocks(report: Report, words: Words) -> Iterator[Block]:
    if report.fixes:
        yield Heading(words("report.fix.title" if len(report.fixes) > 2 else "report.fix.title_fewer"))
        yield Items(tuple(_fix(each, words) for each in report.fixes))


def strength_blocks(report: Report, words: Words) -> Iterator[Block]:
    if not report.strengths:
        return
    yield Heading(words("report.strong.title"))
    rows = []
    for each in report.strengths:
        said = words("report.strong.said", quote=words.line(each.verdict.quote))
        point = each.verdict.key_point
        rows.append(Item(words.line(point.text), words.place(point.source), "", (said,)))
    yield Items(tuple(rows))


def comparison_blocks(report: Report, words: Words) -> Iterator[Block]:
    if report.comparison is None:
        return
    yield Heading(words("report.compare.title"))
    yield Text(words("report.compare.since", date=f"{report.comparison.started_at:%Y-%m-%d}"))
    told = tuple(map(words.line, compared(report.comparison, words.language)))
    yield Facts((*told, words("report.compare.caution")))


def _fix(fix: Fix, words: Words) -> Item:
    """Where it was lost and what it cost, what was said, and what to say."""
    lines = [cost_of(fix, words.language)]
    if fix.verdict and fix.verdict.unsure:
        lines.append(words("report.fix.unsure"))
    if quote := words.line(quote_of(fix)):
        lines.append(words("report.fix.said", quote=quote))
    lines.append(words("report.fix.right" if fix.claim else "report.fix.say", sentence=words.line(fix.sentence)))
    name = f"{kind_of(fix, words.language)} · {words.line(last_step(fix.question.path))}"
    return Item(name, words.place(fix.source), "", tuple(lines))
