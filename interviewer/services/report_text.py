"""A report as Markdown for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime

from interviewer.domain.assessment import Assessment, Band, Verdict
from interviewer.domain.incident import WorkOrder
from interviewer.domain.notes import SourceLines
from interviewer.domain.sessions import TurnState
from interviewer.domain.speech import Spoken
from interviewer.i18n import strings, translate
from interviewer.services.costs import in_words
from interviewer.services.delivery_text import advice, line, session_line
from interviewer.services.incident_drill import in_words as drill_in_words
from interviewer.services.incident_drill import lines_of
from interviewer.services.markdown_text import inline, quoted
from interviewer.services.report_json import report_json
from interviewer.services.report_opening import Opening, Unit
from interviewer.services.report_parts_text import before_questions, place_text
from interviewer.services.report_values import FollowUpReport, QuestionReport, Report


def to_json(report: Report) -> str:
    """The report as one JSON object; `schema` names its version."""
    text = json.dumps(report_json(report), ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode("utf-8")


def to_markdown(report: Report, language: str) -> str:
    """The report in `zh` or `en`. What came from answers, notes and models is text in it and never markup."""
    return _Markdown(language).whole(report)


def opening_sentence(opening: Opening, language: str) -> str:
    """What went well and where points were lost, in one plain sentence; names in it are not escaped."""
    values: dict[str, object] = {"questions": opening.questions}
    for role, unit in (("best", opening.best), ("worst", opening.worst)):
        if unit is not None:
            values |= {role: unit.name, f"{role}_score": unit.score, "how": _how_lost(unit, language)}
    return translate(f"report.opening.{opening.kind.value}", language, **values)


def _how_lost(unit: Unit, language: str) -> str:
    counts = {
        "missed": unit.missed,
        "contradicted": unit.contradicted,
        "partial": unit.partial,
        "false_claims": unit.false_claims,
    }
    parts = [translate(f"report.lost.{kind}", language, n=count) for kind, count in counts.items() if count]
    return translate("report.comma", language).join(parts)


class _Markdown:
    """Writes the parts of a report in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def whole(self, report: Report) -> str:
        blocks = [
            f"# {self._t('title')}",
            inline(opening_sentence(report.opening, self._language)),
            self._head(report),
            *before_questions(report, self._language),
            *self._topics(report),
            *self._study(report),
            f"## {self._t('questions')}",
            *(block for question in report.questions for block in self._question(question)),
        ]
        return "\n\n".join(blocks) + "\n"

    def _head(self, report: Report) -> str:
        counts = {"planned": report.planned, "asked": len(report.questions), "scored": len(report.scored)}
        rows = [
            self._score(report.score, report.band),
            *self._as_graded(report),
            self._t("when", started=_minute(report.started_at), finished=self._finished(report)),
            self._t(f"mode.{report.mode.value}"),
            self._t("counts", **counts),
            self._t("points", **asdict(report.points)),
        ]
        if report.seconds:
            rows.append(self._t("time", time=minutes(report.seconds)))
        if report.hints:
            rows.append(self._t("hints", n=report.hints))
        if report.skipped:
            rows.append(self._t("skipped", numbers=self._numbers(q.number for q in report.skipped)))
        if report.unscored:
            rows.append(self._t("unscored", numbers=self._numbers(q.number for q in report.unscored)))
        for use in report.graders:
            rows.append(self._t("graded_by", grader=self._grader(use.grader, use.model), n=use.questions))
        for fallback in report.fallbacks:
            why = translate(f"fallback.{fallback.reason.value}", self._language)
            rows.append(self._t("fell_back", numbers=self._numbers(fallback.numbers), why=why))
        if told := session_line(report.deliveries, self._language):
            rows.append(self._t("delivery.session", line=inline(told)))
        rows += [self._t("usage", usage=inline(in_words(each, self._language))) for each in report.usage]
        return "\n".join(f"- {row}" for row in rows)

    def _as_graded(self, report: Report) -> Iterator[str]:
        if report.corrected:
            score = self._mark(report.score_as_graded)
            yield self._t("corrected", n=report.corrected, score=score)

    def _topics(self, report: Report) -> Iterator[str]:
        if len(report.topics) > 1:
            head = f"| {self._t('topic')} | {self._t('score')} | {self._t('question_count')} |\n|---|---|---|"
            rows = [f"| {inline(t.topic)} | {self._mark(t.score)} | {t.questions} |" for t in report.topics]
            yield f"## {self._t('topics')}"
            yield "\n".join([head, *rows])

    def _study(self, report: Report) -> Iterator[str]:
        if not report.study:
            return
        yield f"## {self._t('study')}"
        rows = []
        for item in report.study:
            rows.append(f"- **{inline(item.path)}**{self._place(item.source)} · {self._t('score')} {item.score}")
            rows += [f"    - {self._lost(verdict)}" for verdict in item.lost]
        yield "\n".join(rows)

    def _question(self, question: QuestionReport) -> Iterator[str]:
        yield f"### {question.number}\\. {inline(question.question.text)}"
        standing = " · ".join([self._standing(question), *took(question.seconds, question.hints, self._language)])
        yield f"{inline(question.question.path)}{self._place(question.source)} · {standing}"
        for hint in question.course.hints:
            yield self._t("hint", hint=inline(hint))
        if answer := quoted(question.answer):
            yield answer
        yield from self._delivery(question.course.spoken)
        if question.assessment:
            yield from self._assessment(question.assessment)
        if question.work_order:
            yield self._work_order(question.work_order)
        for follow_up in question.follow_ups:
            yield from self._follow_up(follow_up)

    def _work_order(self, order: WorkOrder) -> str:
        """The steps told, in the order in which they are safe, and what was wrong with it."""
        told = [line for line in lines_of(order) if line.quote]
        names = [translate(f"ui.work_order.step.{line.step.value}", self._language) for line in told]
        quotes = [self._t("quote", quote=inline(line.quote)) for line in told]
        rows = [f"{name}{quote}" for name, quote in zip(names, quotes, strict=True)]
        verdict, *slips = drill_in_words(order, self._language)
        title = translate("ui.work_order.title", self._language)
        return "\n".join([f"**{title}** · {verdict}", "", *(f"- {each}" for each in [*rows, *slips])]).rstrip()

    def _standing(self, question: QuestionReport) -> str:
        if question.unscored and question.assessment and question.assessment.unscored_reason:
            why = self._t(f"unscored_reason.{question.assessment.unscored_reason.value}")
            return self._t("could_not_grade", why=why)
        if question.assessment:
            return self._score(question.score, question.assessment.current_band)
        states = {TurnState.SKIPPED: "was_skipped", TurnState.ANSWERED: "not_graded_yet"}
        return self._t(states.get(question.state, "not_answered"))

    def _assessment(self, assessment: Assessment) -> Iterator[str]:
        rows = [self._verdict(verdict) for verdict in assessment.verdicts]
        rows += [
            self._t("false_claim", quote=inline(f.quote), why=inline(f.correction)) for f in assessment.false_claims
        ]
        if assessment.gate:
            rows.append(self._t(f"gate.{assessment.gate.value}"))
        if assessment.score_parts:
            parts = assessment.score_parts
            values = {"coverage": f"{parts.coverage:.1f}", "penalties": parts.penalties, "total": parts.total}
            rows.append(self._t("arithmetic", **values))
            if assessment.corrected:
                rows.append(self._t("score_as_graded", score=assessment.as_graded.score))
            rows.append(self._grader(assessment.grader, assessment.model))
        if assessment.fallback_reason:
            rows.append(translate(f"fallback.{assessment.fallback_reason.value}", self._language))
        if assessment.usage:
            rows.append(inline(in_words(assessment.usage, self._language, from_cache=assessment.from_cache)))
        if rows:
            yield "\n".join(f"- {row}" for row in rows)

    def _delivery(self, spoken: Spoken | None) -> Iterator[str]:
        if spoken is None or spoken.delivery is None:
            return
        if told := line(spoken.delivery, self._language):
            hint = advice(spoken.delivery, self._language)
            yield self._t("delivery.answer", line=inline(told)) + (f"\n{inline(hint)}" if hint else "")

    def _verdict(self, verdict: Verdict) -> str:
        quote = self._t("quote", quote=inline(verdict.quote)) if verdict.quote else ""
        remark = f" · {inline(verdict.remark)}" if verdict.remark else ""
        marks = "".join(f"\n    - {mark}" for mark in self._marks(verdict))
        return f"{self._lost(verdict)}{quote}{remark}{marks}"

    def _marks(self, verdict: Verdict) -> Iterator[str]:
        """What became of a verdict: appeals, and who corrected it."""
        for appeal in verdict.appeals:
            values = {"at": _minute(appeal.at), "reason": inline(appeal.reason)}
            yield self._t(
                f"appeal.{appeal.outcome.value}", before=self._t(f"kind.{appeal.before.kind.value}"), **values
            )
            if appeal.argument:
                yield self._t("argued", argument=inline(appeal.argument))
        if mark := verdict.corrected:
            kind = self._t(f"kind.{mark.before.kind.value}")
            quote = self._t("graded_quote", quote=inline(mark.before.quote)) if mark.before.quote else ""
            reason = self._t("because", reason=inline(mark.reason)) if mark.reason else ""
            yield self._t("corrected_verdict", at=_minute(mark.at), kind=kind) + quote + reason

    def _lost(self, verdict: Verdict) -> str:
        point = verdict.key_point
        unsure = self._t("unsure") if verdict.unsure else ""
        return f"**{self._t(f'kind.{verdict.kind.value}')}**{unsure} {inline(point.text)}{self._place(point.source)}"

    def _follow_up(self, follow_up: FollowUpReport) -> Iterator[str]:
        turn = follow_up.turn
        about = took(follow_up.seconds, len(follow_up.hints), self._language)
        yield " · ".join([f"**{self._t('follow_up')}** {inline(turn.follow_up.text)}", *about])
        for hint in follow_up.hints:
            yield self._t("hint", hint=inline(hint))
        if turn.answer is None:
            yield self._t("not_answered")
        else:
            yield quoted(turn.answer) or self._t("was_skipped")
        yield from self._delivery(turn.course.spoken)
        if turn.assessment and turn.assessment.unscored_reason is None:
            yield "\n".join(f"- {self._verdict(verdict)}" for verdict in turn.assessment.verdicts)
        if follow_up.recovered:
            yield self._t("recovered")

    def _score(self, score: int | None, band: Band | None) -> str:
        if score is None:
            return self._t("no_score")
        text = f"**{score} / 100**"
        if band is None:
            return text
        sure = self._t(f"certainty.{band.label.value}")
        return f"{text}{self._t('band', low=band.low, high=band.high, sure=sure)}"

    def _mark(self, score: int | None) -> str:
        return self._t("no_mark") if score is None else str(score)

    def _place(self, source: SourceLines | None) -> str:
        return place_text(source, self._language)

    def _grader(self, grader: str, model: str) -> str:
        known = f"report.grader.{grader}" in strings(self._language)
        return self._t(f"grader.{grader}", model=inline(model)) if known else inline(f"{grader} {model}")

    def _finished(self, report: Report) -> str:
        return _minute(report.finished_at) if report.finished_at else self._t("unfinished")

    def _numbers(self, numbers: Iterable[int]) -> str:
        return self._t("number_comma").join(map(str, numbers))

    def _t(self, key: str, **values: object) -> str:
        return translate(f"report.{key}", self._language, **values)


def took(seconds: float | None, hints: int, language: str) -> list[str]:
    """What an answer took, in short phrases; empty where nothing is known and no help was given."""
    said = [] if seconds is None else [translate("report.took", language, time=minutes(seconds))]
    return said + ([translate("report.with_hints", language, n=hints)] if hints else [])


def minutes(seconds: float) -> str:
    """`2:05`, as a clock shows it."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def _minute(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")
