"""How an answer was spoken: a line, a picture, one sentence of advice, and on demand where each range comes from."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.delivery import Delivery
from interviewer.domain.delivery_ranges import readings
from interviewer.domain.speech import Spoken
from interviewer.services import delivery_text
from ui.components.delivery_timeline import timeline
from ui.components.markup import disclosure, escape
from ui.state import language, t


def show(spoken: Spoken | None) -> None:
    if drawn := card(spoken):
        st.html(drawn)


def card(spoken: Spoken | None) -> str:
    """As HTML; "" for an answer that was typed, or of which nothing can be told."""
    delivery = spoken.delivery if spoken else None
    if spoken is None or delivery is None:
        return ""
    told = delivery_text.line(delivery, language())
    if not told:
        return ""
    hint = delivery_text.advice(delivery, language())
    return (
        f'<section class="iv-delivery" aria-label="{escape(t("delivery.label"))}">'
        f'<div class="iv-small"><b>{escape(t("delivery.label"))}</b> '
        f'<span class="iv-quiet">{escape(told)}</span></div>'
        f"{timeline(delivery, language())}"
        + (f'<div class="hint">{escape(hint)}</div>' if hint else "")
        + disclosure(t("delivery.details"), _ranges(delivery) + _heard(delivery, spoken.heard) + _notes(delivery))
        + "</section>"
    )


def _ranges(delivery: Delivery) -> str:
    """Each measure beside its recommended range, in bold where it lies outside, with the source below."""
    rows = ""
    for reading in readings(delivery):
        value = escape(delivery_text.value_of(reading, delivery, language()))
        shown = f"<b>{value}</b>" if delivery_text.outside(reading) else value
        range_ = t("delivery.recommended", range=delivery_text.range_of(reading, delivery, language()))
        where = escape(delivery_text.source_of(reading, language()))
        rows += (
            f'<li><div class="iv-spread"><span>{shown}</span><span class="iv-quiet">{escape(range_)}</span></div>'
            f'<div class="iv-quiet iv-small">{where}</div></li>'
        )
    return f'<ul class="iv-ranges">{rows}</ul>'


def _heard(delivery: Delivery, heard: str) -> str:
    """The transcript with what was counted marked in it."""
    places = sorted(
        [(each.start, each.end) for each in delivery.fillers] + [(each.start, each.end) for each in delivery.repeats]
    )
    if not places or places[-1][1] > len(heard):
        return ""
    parts, at = [], 0
    for start, end in places:
        parts += [escape(heard[at:start]), f"<mark>{escape(heard[start:end])}</mark>"]
        at = end
    marked = "".join(parts) + escape(heard[at:])
    return f'<div class="iv-quiet iv-small">{escape(t("delivery.heard"))}</div><p class="heard">{marked}</p>'


def _notes(delivery: Delivery) -> str:
    notes = [t("delivery.at_least")] if delivery.at_least else []
    return "".join(
        f'<div class="iv-quiet iv-small">{escape(each)}</div>' for each in (*notes, t("delivery.not_scored"))
    )
