"""A report as a document to print: what stands where, in `zh` or `en`. HTML and PDF are drawn from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from interviewer.domain.assessment import VerdictKind
from interviewer.i18n import translate
from interviewer.services.costs import in_words
from interviewer.services.delivery_text import session_line
from interviewer.services.report_blocks import (
    Bar,
    Bars,
    Block,
    Cell,
    Document,
    Facts,
    Heading,
    Item,
    Items,
    Lead,
    Score,
    Share,
    Table,
    Text,
    Title,
)
from interviewer.services.report_part_blocks import comparison_blocks, fix_blocks, strength_blocks
from interviewer.services.report_pictures import Drawer, radar_picture, timeline_picture
from interviewer.services.report_questions import anchor_of, question_blocks, standing
from interviewer.services.report_sentences import how_worked_out
from interviewer.services.report_text import minutes, opening_sentence
from interviewer.services.report_values import Report
from interviewer.services.report_words import Words


def document_of(report: Report, language: str, draw: Drawer) -> Document:
    """The whole report; `draw` makes its charts."""
    words = Words(language)
    blocks: list[Block] = [
        Title(words("report.title"), _when(report, words)),
        Lead(words.line(opening_sentence(report.opening, language))),
        _score(report, words),
        Facts(tuple(_facts(report, words))),
        *fix_blocks(report, words),
        *_by_area(report, words, draw),
        *_topics(report, words),
        *_course(report, words, draw),
        *strength_blocks(report, words),
        *comparison_blocks(report, words),
        *_study(report, words),
        *_overview(report, words),
    ]
    if report.questions:
        blocks.append(Heading(words("report.questions")))
    for question in report.questions:
        blocks += question_blocks(question, words)
    title = words("report.title")
    running = f"{title} · {report.started_at:%Y-%m-%d}"
    return Document(language, title, running, words("paper.page"), tuple(blocks))


def _score(report: Report, words: Words) -> Score:
    value = words("report.no_mark") if report.score is None else str(report.score)
    notes = [words("paper.nothing_scored")] if report.score is None else []
    if report.band:
        notes.append(words("paper.band", low=report.band.low, high=report.band.high))
    notes += map(words.line, how_worked_out(report, words.language))
    sure = words(f"report.certainty.{report.band.label.value}") if report.band else ""
    counts = asdict(report.points)
    shares = tuple(Share(kind, words(f"report.kind.{kind}"), counts[kind]) for kind in VerdictKind)
    return Score(value, words("paper.of"), sure, tuple(notes), shares)


def _when(report: Report, words: Words) -> str:
    finished = words.minute(report.finished_at) if report.finished_at else words("report.unfinished")
    return words("paper.when", started=words.minute(report.started_at), finished=finished)


def _facts(report: Report, words: Words) -> Iterator[str]:
    counts = {"planned": report.planned, "asked": len(report.questions), "scored": len(report.scored)}
    yield words("report.counts", **counts)
    yield words(f"report.mode.{report.mode.value}")
    if report.points.false_claims:
        yield words("paper.false_claims", n=report.points.false_claims)
    if report.seconds:
        yield words("report.time", time=minutes(report.seconds))
    if report.hints:
        yield words("report.hints", n=report.hints)
    yield from _not_scored(report, words)
    if told := session_line(report.deliveries, words.language):
        yield words("report.delivery.session", line=words.line(told))


def _not_scored(report: Report, words: Words) -> Iterator[str]:
    """What has no score, where nothing is said beside the score itself, and who gave those there are."""
    if report.skipped and report.score is None:
        yield words("report.skipped", numbers=words.numbers(each.number for each in report.skipped))
    if report.unscored and report.score is None:
        yield words("report.unscored", numbers=words.numbers(each.number for each in report.unscored))
    for use in report.graders:
        yield words("report.graded_by", grader=words.grader(use.grader, use.model), n=use.questions)
    for fallback in report.fallbacks:
        why = translate(f"fallback.{fallback.reason.value}", words.language)
        yield words("report.fell_back", numbers=words.numbers(fallback.numbers), why=why)
    for usage in report.usage:
        yield words("report.usage", usage=words.line(in_words(usage, words.language)))


def _by_area(report: Report, words: Words, draw: Drawer) -> Iterator[Block]:
    if drawn := radar_picture(report, words.language, draw):
        yield Heading(words("report.areas.title"))
        yield from drawn


def _course(report: Report, words: Words, draw: Drawer) -> Iterator[Block]:
    if drawn := timeline_picture(report, words.language, draw):
        yield Heading(words("report.course.title"))
        yield from drawn


def _topics(report: Report, words: Words) -> Iterator[Block]:
    if len(report.topics) > 1:
        yield Heading(words("report.topics"))
        rows = [Bar(words.line(each.topic), each.score, words.count(each.questions)) for each in report.topics]
        yield Bars(tuple(rows))


def _study(report: Report, words: Words) -> Iterator[Block]:
    if not report.study:
        return
    yield Heading(words("report.study"))
    rows = []
    for each in report.study:
        lost = tuple(words.lost(verdict) for verdict in each.lost)
        rows.append(Item(words.line(each.path), words.place(each.source), str(each.score), lost))
    yield Items(tuple(rows))


def _overview(report: Report, words: Words) -> Iterator[Block]:
    """All questions on one page, each with where to find it."""
    if not report.questions:
        yield Text(words("paper.no_questions"), "quiet")
        return
    yield Heading(words("paper.overview"))
    rows = []
    for each in report.questions:
        time = minutes(each.seconds) if each.seconds is not None else words("report.no_mark")
        link = Cell(words.line(each.question.text), anchor_of(each))
        rows.append((Cell(str(each.number)), link, Cell(time), Cell(standing(each, words))))
    head = ("#", words("paper.question"), words("paper.took"), words("report.score"))
    yield Table(head, tuple(rows), (0, 2, 3))
