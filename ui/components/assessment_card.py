"""The assessment of one answer: the score and how it came about, then every key point with its evidence."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.assessment import Assessment, FalseClaim, VerdictKind
from interviewer.domain.notes import Section
from interviewer.domain.scoring import CONTRADICTION_PENALTY, FALSE_CLAIM_PENALTY
from interviewer.domain.sessions import Turn
from interviewer.i18n import translate
from interviewer.services.costs import in_words
from ui.components import better_answer, verdict_row
from ui.components.markup import disclosure, escape, icon, notice, passage, share_bar
from ui.state import language, t


def show(turn: Turn, section: Section | None, *, asking: bool = False) -> None:
    """Draw the card of a turn that has an assessment. `section` is the note's as it is now, None when it is gone.

    While a follow-up waits for its answer (`asking`), what the lost points say and the sentence to add are held back.
    """
    assessment = turn.assessment
    if assessment is None:
        return
    with st.container(key=f"card-{turn.id}", gap=None):
        st.html(f'<h3 class="iv-hidden">{escape(t("card.label"))}</h3>{notes_on(assessment)}{_head(assessment)}')
        if assessment.score is not None:
            verdict_row.show_all(turn, section, asking=asking)
        reference = passage(section, turn.question.reference, section.source if section else None)
        below = "".join(map(_false_claim, assessment.false_claims))
        below = f'<ul class="iv-points">{below}</ul>' if below else ""
        if not asking:
            below += better_answer.sentence(assessment, turn.question)
        below += better_answer.whole(turn.question, section)
        st.html(below + disclosure(t("card.reference"), reference) + asked_of_a_model(assessment))


def notes_on(assessment: Assessment) -> str:
    """What the reader should know about how this grade was made."""
    said = []
    if assessment.unscored_reason is not None:
        said.append(t(f"card.unscored.{assessment.unscored_reason.value}"))
    if assessment.fallback_reason is not None:
        why = translate(f"fallback.{assessment.fallback_reason.value}", language())
        said.append(t("card.fallback", why=why))
    if assessment.gate is not None:
        said.append(t(f"gate.{assessment.gate.value}"))
    return "".join(f'<div style="margin-bottom:.9rem">{notice(each, warn=True)}</div>' for each in said)


def asked_of_a_model(assessment: Assessment) -> str:
    """A quiet line on the calls that the grade took; nothing when this machine made it alone."""
    if assessment.usage is None:
        return ""
    said = in_words(assessment.usage, language(), from_cache=assessment.from_cache)
    return f'<div class="iv-small iv-quiet" style="margin-top:.6rem">{escape(said)}</div>'


def _head(assessment: Assessment) -> str:
    if assessment.score is None:
        return ""
    counts = {kind: len(assessment.of_kind(kind)) for kind in VerdictKind}
    total = len(assessment.verdicts)
    words = " · ".join(f"{count} {t(f'verdict.{kind.value}')}" for kind, count in counts.items() if count)
    sure = f'<span class="iv-pill">{escape(t(f"sure.{assessment.band.label.value}"))}</span>' if assessment.band else ""
    summary = t("card.summary", counts=words, arithmetic=arithmetic(assessment))
    return (
        '<div class="iv-head"><div class="iv-spread">'
        f'<span class="iv-score">{assessment.score}<small> / 100</small></span>{sure}</div>'
        + share_bar([(kind.value, count / total) for kind, count in counts.items()])
        + f'<div class="iv-small iv-quiet">{escape(summary)}{escape(_as_graded(assessment))}</div></div>'
    )


def _as_graded(assessment: Assessment) -> str:
    """What the score would be without the verdicts that a person set."""
    return t("card.as_graded", score=assessment.as_graded.score) if assessment.corrected else ""


def arithmetic(assessment: Assessment) -> str:
    """How the score came about, in a sentence."""
    parts = assessment.score_parts
    if parts is None:
        return ""
    sentence = t("card.coverage", coverage=f"{parts.coverage:.0f}")
    contradicted = len(assessment.of_kind(VerdictKind.CONTRADICTED))
    if contradicted:
        sentence += t("card.minus_contradicted", points=CONTRADICTION_PENALTY * contradicted)
    if assessment.false_claims:
        sentence += t("card.minus_false", points=FALSE_CLAIM_PENALTY * len(assessment.false_claims))
    return sentence


def _false_claim(claim: FalseClaim) -> str:
    return (
        f"<li>{icon('contradicted')}<div class='what'>{escape(t('card.quote', quote=claim.quote))} "
        f'<span class="iv-kind iv-contradicted">{escape(t("card.false_claim"))}</span></div>'
        f'<div class="below">{escape(claim.correction)}</div></li>'
    )
