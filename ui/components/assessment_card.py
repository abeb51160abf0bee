"""The assessment of one answer: the score and how it came about, then every key point with its evidence."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.assessment import Assessment, FalseClaim, Verdict, VerdictKind
from interviewer.domain.edits import Weight
from interviewer.domain.notes import Section
from interviewer.domain.questions import Question
from interviewer.domain.scoring import CONTRADICTION_PENALTY, FALSE_CLAIM_PENALTY
from interviewer.i18n import translate
from interviewer.services.costs import in_words
from ui.components.markup import disclosure, escape, icon, notice, passage, place, share_bar
from ui.state import language, t


def show(assessment: Assessment, question: Question, section: Section | None) -> None:
    """Draw the card. `section` is the note's section as it is now, None when it is gone."""
    st.html(card(assessment, question, section))


def card(assessment: Assessment, question: Question, section: Section | None) -> str:
    """The card as HTML."""
    body = notes_on(assessment)
    if assessment.score is not None:
        body += _head(assessment) + _points(assessment, question, section)
    reference = passage(section, question.reference, section.source if section else None)
    body += disclosure(t("card.reference"), reference) + asked_of_a_model(assessment)
    return f'<section class="iv-card" aria-label="{escape(t("card.label"))}">{body}</section>'


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
    counts = {kind: len(assessment.of_kind(kind)) for kind in VerdictKind}
    total = len(assessment.verdicts)
    words = " · ".join(f"{count} {t(f'verdict.{kind.value}')}" for kind, count in counts.items() if count)
    sure = f'<span class="iv-pill">{escape(t(f"sure.{assessment.band.label.value}"))}</span>' if assessment.band else ""
    summary = t("card.summary", counts=words, arithmetic=arithmetic(assessment))
    return (
        f'<div class="iv-spread"><span class="iv-score">{assessment.score}<small> / 100</small></span>{sure}</div>'
        + share_bar([(kind.value, count / total) for kind, count in counts.items()])
        + f'<div class="iv-small iv-quiet">{escape(summary)}</div>'
    )


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


def _points(assessment: Assessment, question: Question, section: Section | None) -> str:
    rows = "".join(_verdict(verdict, question, section) for verdict in assessment.verdicts)
    rows += "".join(_false_claim(claim) for claim in assessment.false_claims)
    return f'<ul class="iv-points">{rows}</ul>'


def _verdict(verdict: Verdict, question: Question, section: Section | None) -> str:
    kind = verdict.kind.value
    below = ""
    if verdict.quote:
        below += (
            f'<div class="iv-said">{escape(t("card.you_said"))}{escape(t("card.quote", quote=verdict.quote))}</div>'
        )
    if verdict.remark and not (verdict.kind is VerdictKind.MISSED and verdict.key_point.text in verdict.remark):
        below += f'<div class="iv-quiet">{escape(verdict.remark)}</div>'
    if verdict.unsure:
        below += f'<div class="iv-quiet iv-small">{escape(t("card.unsure"))}</div>'
    source = verdict.key_point.source
    if source is not None:
        below += disclosure(place(source), passage(section, question.reference, source))
    return (
        f"<li>{icon(kind)}<div class='what'>{escape(verdict.key_point.text)} "
        f'<span class="iv-kind iv-{kind}">{escape(t(f"verdict.{kind}"))}</span>{_weight(verdict)}</div>'
        f'<div class="below">{below}</div></li>'
    )


def _weight(verdict: Verdict) -> str:
    """How much the point counts, where that is not what any point does."""
    weight = Weight.nearest(verdict.key_point.weight)
    if weight is Weight.NORMAL:
        return ""
    return f' <span class="iv-pill">{escape(t(f"points.weights.{weight.name.lower()}"))}</span>'


def _false_claim(claim: FalseClaim) -> str:
    return (
        f"<li>{icon('contradicted')}<div class='what'>{escape(t('card.quote', quote=claim.quote))} "
        f'<span class="iv-kind iv-contradicted">{escape(t("card.false_claim"))}</span></div>'
        f'<div class="below">{escape(claim.correction)}</div></li>'
    )
