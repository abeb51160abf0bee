"""One question of a printed report: what was asked and said, and the verdicts on it."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.domain.assessment import Assessment, FalseClaim, Verdict
from interviewer.domain.incident import WorkOrder
from interviewer.domain.sessions import TurnState
from interviewer.domain.speech import Spoken
from interviewer.i18n import LANGUAGES, translate
from interviewer.services.costs import in_words
from interviewer.services.delivery_text import advice, line
from interviewer.services.incident_drill import in_words as drill_in_words
from interviewer.services.incident_drill import lines_of
from interviewer.services.report_blocks import Answer, Block, Facts, Heading, Mark, Marks, Text
from interviewer.services.report_text import took
from interviewer.services.report_values import FollowUpReport, QuestionReport
from interviewer.services.report_words import Words

_STATES = {TurnState.SKIPPED: "report.was_skipped", TurnState.ANSWERED: "report.not_graded_yet"}


def anchor_of(question: QuestionReport) -> str:
    return f"q{question.number}"


def standing(question: QuestionReport, words: Words) -> str:
    """The score, or in a word why there is none."""
    if question.score is not None:
        return str(question.score)
    return words("paper.unscored" if question.unscored else _STATES.get(question.state, "report.not_answered"))


def question_blocks(question: QuestionReport, words: Words) -> Iterator[Block]:
    title = f"{question.number}. {words.line(question.question.text)}"
    yield Heading(title, 3, standing(question, words), anchor_of(question))
    about = [words.line(question.question.path), words.place(question.source)]
    about += [words(f"ui.level.{question.question.level.value}")]
    about += took(question.seconds, question.hints, words.language)
    yield Text(" · ".join(each for each in about if each), "quiet")
    yield from _helped(question, words)
    if said := words.lines(question.answer):
        yield Answer(words("paper.answer"), said)
    yield from _delivery(question.course.spoken, words)
    if question.assessment:
        yield from _assessment(question.assessment, words)
    if question.work_order:
        yield from _work_order(question.work_order, words)
    for follow_up in question.follow_ups:
        yield from _follow_up(follow_up, words)


def _helped(question: QuestionReport, words: Words) -> Iterator[Block]:
    told = [words("paper.rephrased", text=words.line(each)) for each in question.course.rephrased]
    told += [words("report.hint", hint=words.line(each)) for each in question.course.hints]
    if told:
        yield Facts(tuple(told))


def _assessment(assessment: Assessment, words: Words) -> Iterator[Block]:
    rows = [verdict_mark(each, words) for each in assessment.verdicts]
    rows += [_claim_mark(each, words) for each in assessment.false_claims]
    if rows:
        yield Marks(tuple(rows))
    if assessment.gate:
        yield Text(words(f"report.gate.{assessment.gate.value}"), "warn")
    if reason := assessment.unscored_reason:
        yield Text(words("report.could_not_grade", why=words(f"report.unscored_reason.{reason.value}")), "warn")
    if how := list(_how(assessment, words)):
        yield Text(" · ".join(how), "quiet")
    if assessment.fallback_reason:
        yield Text(words(f"fallback.{assessment.fallback_reason.value}"), "quiet")


def _how(assessment: Assessment, words: Words) -> Iterator[str]:
    """How the score came about, how sure it is, and who gave it."""
    if parts := assessment.score_parts:
        coverage = f"{parts.coverage:.1f}".removesuffix(".0")
        yield words("report.arithmetic", coverage=coverage, penalties=parts.penalties, total=parts.total)
        if assessment.corrected:
            yield words("report.score_as_graded", score=assessment.as_graded.score)
        if band := assessment.current_band:
            yield words("paper.band", low=band.low, high=band.high)
            yield words(f"report.certainty.{band.label.value}")
        yield words.grader(assessment.grader, assessment.model)
    if assessment.usage:
        yield words.line(in_words(assessment.usage, words.language, from_cache=assessment.from_cache))


def verdict_mark(verdict: Verdict, words: Words) -> Mark:
    quote = words("paper.quote", quote=words.line(verdict.quote)) if verdict.quote else ""
    remark = words.line(verdict.remark)
    only_repeats = remark in {words.line(each) for each in _not_mentioned(verdict)}
    lines = [remark] if remark and not only_repeats else []
    lines += [words("paper.unsure")] if verdict.unsure else []
    lines += words.marks(verdict)
    point = verdict.key_point
    kind = verdict.kind.value
    text, place = words.line(point.text), words.place(point.source)
    return Mark(kind, words(f"report.kind.{kind}"), text, place, quote, tuple(lines))


def _not_mentioned(verdict: Verdict) -> Iterator[str]:
    """The remarks that say no more of a missed point than the row says already."""
    for language in LANGUAGES:
        yield translate("remark.missed", language, point=verdict.key_point.text)


def _claim_mark(claim: FalseClaim, words: Words) -> Mark:
    quote = words("paper.quote", quote=words.line(claim.quote))
    return Mark("false", words("paper.false_claim"), words.line(claim.correction), "", quote)


def _delivery(spoken: Spoken | None, words: Words) -> Iterator[Block]:
    if spoken is None or spoken.delivery is None:
        return
    if told := line(spoken.delivery, words.language):
        hint = words.line(advice(spoken.delivery, words.language))
        yield Facts((words("report.delivery.answer", line=words.line(told)), *([hint] if hint else [])))


def _work_order(order: WorkOrder, words: Words) -> Iterator[Block]:
    """The steps told, in the order in which they are safe, and what was wrong with it."""
    verdict, *slips = drill_in_words(order, words.language)
    yield Text(f"{words('ui.work_order.title')} · {verdict}")
    rows = []
    for each in lines_of(order):
        if each.quote:
            step = words(f"ui.work_order.step.{each.step.value}")
            rows.append(words("paper.step", step=step, quote=words.line(each.quote)))
    if rows or slips:
        yield Facts((*rows, *slips))


def _follow_up(follow_up: FollowUpReport, words: Words) -> Iterator[Block]:
    turn = follow_up.turn
    about = took(follow_up.seconds, len(follow_up.hints), words.language)
    asked = words("paper.follow_up", text=words.line(turn.follow_up.text))
    yield Text(" · ".join([asked, *about]), "follow")
    if follow_up.hints:
        yield Facts(tuple(words("report.hint", hint=words.line(each)) for each in follow_up.hints))
    if turn.answer is None or not turn.answer.strip():
        yield Text(words("report.not_answered" if turn.answer is None else "report.was_skipped"), "quiet")
    else:
        yield Answer(words("paper.answer"), words.lines(turn.answer))
    yield from _delivery(turn.course.spoken, words)
    if turn.assessment and turn.assessment.unscored_reason is None and turn.assessment.verdicts:
        yield Marks(tuple(verdict_mark(each, words) for each in turn.assessment.verdicts))
    if follow_up.recovered:
        yield Text(words("report.recovered"), "good")
