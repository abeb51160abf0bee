"""A candidate contests a verdict: it is judged again, by words of the answer and never by the argument.

An argument may point at words and explain them, and a model reads it for that. Whether these words earn the verdict is
then judged without it, by the grader, on the words alone. So whoever can talk to a model can at most make it look at
other words of the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from interviewer.domain.addressing import cut_addresses
from interviewer.domain.assessment import Verdict
from interviewer.domain.errors import ModelUnavailable, VerdictNotFound
from interviewer.domain.ports import AppealReader, AppealReading, Clock, Grader, SessionStore
from interviewer.domain.quotes import accepted
from interviewer.domain.sessions import Turn
from interviewer.domain.text import fold
from interviewer.domain.usage import Usage
from interviewer.domain.verdicts import (
    Appeal,
    AppealClaim,
    AppealGround,
    AppealOutcome,
    VerdictKind,
    VerdictPlace,
)
from interviewer.i18n import translate
from interviewer.services.appeal_rules import better, check, refused, taken_back, worth
from interviewer.services.verdict_cases import VerdictCase, case_at, change

_THE_REST = "\n……"
"""Stands for the rest of the answer where words are judged alone, so that all of them may be quoted."""


@dataclass(frozen=True, slots=True)
class _Ruling:
    """What came of an appeal; `verdict` is None where the old one is upheld."""

    reason: str
    verdict: Verdict | None = None
    grader: str = ""
    model: str = ""
    usage: Usage | None = None


class Appeals:
    """`reader` has a model read arguments, None without one; `local` judges when the model does not answer."""

    def __init__(
        self, sessions: SessionStore, grader: Grader, local: Grader, reader: AppealReader | None, clock: Clock
    ) -> None:
        self._sessions = sessions
        self._grader = grader
        self._local = local
        self._reader = reader
        self._clock = clock

    def appeal(self, place: VerdictPlace, claim: AppealClaim, *, language: str) -> Turn:
        """Judge a verdict again, and keep what came of it. An appeal never makes a verdict worse.

        Raises ArgumentTooLong, NoAppealLeft, VerdictCorrected, WordsNotSaid, VerdictNotFound, SessionNotFound.
        """
        case = case_at(self._sessions, place)
        check(case.verdict, claim)
        claim = replace(claim, words=case.quote(claim.words) if claim.words.strip() else "")
        ruling = self._rule(case, replace(claim, argument=cut_addresses(claim.argument)[0].strip()), language)
        made = self._record(case.verdict, claim, ruling, language)

        def judged(now: VerdictCase) -> Verdict:
            if now.verdict != case.verdict:
                raise VerdictNotFound()
            return replace(ruling.verdict or now.verdict, appeals=(*now.verdict.appeals, made))

        return change(self._sessions, place, judged).turn

    def _record(self, before: Verdict, claim: AppealClaim, ruling: _Ruling, language: str) -> Appeal:
        cut = bool(cut_addresses(claim.argument)[1])
        return Appeal(
            ground=claim.ground,
            words=claim.words,
            argument=claim.argument.strip(),
            outcome=AppealOutcome.CHANGED if ruling.verdict else AppealOutcome.UPHELD,
            reason=ruling.reason + (_t("cut", language) if cut else ""),
            before=before.bare,
            at=self._clock.now(),
            grader=ruling.grader or self._grader.name,
            model=ruling.model,
            cut=cut,
            usage=ruling.usage,
        )

    def _rule(self, case: VerdictCase, claim: AppealClaim, language: str) -> _Ruling:
        if refused(case):
            return _Ruling(_t("gated", language))
        if self._reader is None or not (claim.words or claim.argument):
            return self._by_words(case, claim, language, self._grader)
        try:
            reading = self._reader.read(case.question, cut_addresses(case.answer)[0], case.verdict, claim)
        except ModelUnavailable as error:
            ruling = self._by_words(case, claim, language, self._local)
            return replace(ruling, reason=_t("no_model", language) + ruling.reason, usage=error.usage)
        return self._by_reading(case, reading, language)

    def _by_reading(self, case: VerdictCase, reading: AppealReading, language: str) -> _Ruling:
        """The model's proposal, as far as the words that it quotes bear it out by themselves."""
        words = accepted(reading.quote, cut_addresses(case.answer)[0])
        if words is None or not better(reading.kind, case.verdict, words):
            return _Ruling(reading.reason, model=reading.usage.model, usage=reading.usage)
        ruling = self._judged(case, words, language, self._grader, at_most=reading.kind)
        spent = reading.usage + (ruling.usage or Usage())
        return replace(ruling, usage=spent, reason=reading.reason if ruling.verdict else ruling.reason)

    def _by_words(self, case: VerdictCase, claim: AppealClaim, language: str, grader: Grader) -> _Ruling:
        if claim.words:
            return self._judged(case, claim.words, language, grader)
        return _Ruling(_t("note" if claim.ground is AppealGround.NOTE else "no_words", language), grader=grader.name)

    def _judged(
        self,
        case: VerdictCase,
        words: str,
        language: str,
        grader: Grader,
        at_most: VerdictKind = VerdictKind.COVERED,
    ) -> _Ruling:
        """The words by themselves, as if nothing else had been said and nobody had argued."""
        before = case.verdict
        if taken_back(words, case):
            return _Ruling(_t("said_otherwise_later", language, quote=before.quote), grader=grader.name)
        made = grader.grade(case.question, f"{words}{_THE_REST}")
        alone = next(each for each in made.verdicts if each.key_point.id == before.key_point.id)
        kind = min(alone.kind, at_most, key=worth)
        ruling = _Ruling("", grader=made.grader, model=made.model, usage=made.usage)
        if not better(kind, before, words) or fold(words) in fold(case.question.text):
            still = _t("upheld", language, words=words, kind=_word(before.kind, language))
            return replace(ruling, reason=still + alone.remark)
        quote = "" if kind is VerdictKind.MISSED else words
        reason = _t("changed", language, words=words, after=_word(kind, language))
        return replace(
            ruling, reason=reason, verdict=replace(alone, key_point=before.key_point, kind=kind, quote=quote)
        )


def _word(kind: VerdictKind, language: str) -> str:
    return translate(f"ui.verdict.{kind.value}", language)


def _t(key: str, language: str, **values: object) -> str:
    return translate(f"appeal.{key}", language, **values)
