"""One question of a scorecard: the checklist with quotes, the notes, the rating on its anchored scale, remarks."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.rating import RATINGS
from interviewer.services.desk.card_values import CardView, QuestionView
from interviewer.services.desk.card_words import CardWords
from ui.components import card_edits, card_proposals
from ui.components.markup import escape, icon, place, plain
from ui.state import language, t


def show(view: CardView, each: QuestionView, *, opened: bool) -> None:
    words = CardWords(language())
    label = f"{each.number}. {plain(each.question.text)}  ·  {plain(words.rating(each))}"
    with st.expander(label, expanded=opened, key=f"sc-question-{each.question.id}"):
        left, right = st.columns([3, 2], gap="medium")
        with left:
            _checklist(view, each, words)
        with right:
            _rating(view, each, words)


def _checklist(view: CardView, each: QuestionView, words: CardWords) -> None:
    if each.points:
        rows = "".join(_row(each, at, words) for at in range(len(each.points)))
        scored = words.how_scored(each) if card_proposals.seen(view, each) else ""
        below = f'<div class="iv-small iv-quiet">{escape(scored)}</div>' if scored else ""
        st.html(f'<div class="iv-sc-label">{escape(words("points"))}</div><ul class="iv-points">{rows}</ul>{below}')
        if card_edits.may_edit(view):
            _correct(view, each, words)
    noted = each.card.notes.strip()
    body = f'<div class="iv-sc-notes">{escape(each.card.notes)}</div>' if noted else _quiet(t("scorecard.no_notes"))
    st.html(f'<div class="iv-sc-label">{escape(words("notes"))}</div>{body}')
    if each.question.red_flags:
        flags = "".join(f"<li>{escape(flag)}</li>" for flag in each.question.red_flags)
        st.html(
            f'<div class="iv-sc-label">{escape(words("red_flags"))}</div>'
            f'<ul class="iv-small" style="margin:0;padding-left:1.2rem">{flags}</ul>'
        )


def _row(each: QuestionView, at: int, words: CardWords) -> str:
    point, mark = each.points[at]
    kind = mark.kind.value
    quote = f'<div class="below iv-said">{escape(words("quote", quote=mark.quote))}</div>' if mark.quote else ""
    told = [words.whose(mark), *([place(point.source)] if point.source else [])]
    weight = f" ×{point.weight:g}" if point.weight != 1 else ""
    return (
        f'<li>{icon(kind)}<div class="what"><span class="iv-kind iv-{kind}">{escape(words.kind(mark))}</span> '
        f"{escape(point.text)}{weight}</div>{quote}"
        f'<div class="below iv-quiet">{escape(" · ".join(told))}</div></li>'
    )


def _correct(view: CardView, each: QuestionView, words: CardWords) -> None:
    interview, question = view.interview.id, each.question.id
    with st.popover(t("scorecard.correct"), type="tertiary", icon=":material/rule:", key=f"sc-correct-{question}"):
        for point, mark in each.points:
            key = f"sc-mark-{question}-{point.id}"
            st.session_state[key] = mark.kind.value
            st.selectbox(
                plain(point.text),
                [kind.value for kind in VerdictKind],
                format_func=lambda kind: words.kind_name(kind),
                key=key,
                on_change=card_edits.mark,
                args=(interview, question, point.id, key),
            )


def _rating(view: CardView, each: QuestionView, words: CardWords) -> None:
    if card_edits.may_edit(view):
        _rate(view, each, words)
    else:
        _read(each, words)


def _rate(view: CardView, each: QuestionView, words: CardWords) -> None:
    interview, question = view.interview.id, each.question.id
    grades, seen = words.grades(each.question), card_proposals.seen(view, each)
    key = f"sc-rating-{question}"
    st.session_state[key] = each.card.rating
    st.radio(
        t("scorecard.rating", n=each.number),
        RATINGS,
        index=None,
        format_func=lambda rating: _option(rating, each, seen),
        captions=[plain(grades[rating]) for rating in RATINGS],
        key=key,
        on_change=card_edits.rate,
        args=(interview, question, key),
    )
    if seen and (told := words.proposed(each)):
        st.html(_quiet(told))
    key = f"sc-remarks-{question}"
    st.session_state[key] = each.card.remarks
    st.text_area(
        t("scorecard.remarks"),
        key=key,
        height="content",
        on_change=card_edits.remark,
        args=(interview, question, key),
    )


def _read(each: QuestionView, words: CardWords) -> None:
    """The whole scale with the rating that was given, and the remarks."""
    rows = "".join(
        f"<li{_chosen(rating == each.card.rating)}><b>{rating}</b><span>{escape(meaning)}</span></li>"
        for rating, meaning in words.grades(each.question).items()
    )
    told = words.proposed(each)
    st.html(
        f'<div class="iv-sc-label">{escape(words.rating(each))}</div><ul class="iv-sc-grades">{rows}</ul>'
        + (_quiet(told) if told else "")
    )
    if each.card.remarks.strip():
        st.html(
            f'<div class="iv-sc-label">{escape(words("remarks"))}</div>'
            f'<div style="white-space:pre-wrap;overflow-wrap:anywhere">{escape(each.card.remarks)}</div>'
        )


def _chosen(yes: bool) -> str:
    return ' class="chosen" aria-current="true"' if yes else ""


def _option(rating: int, each: QuestionView, seen: bool) -> str:
    """The rating, and whether the machine proposes it while nobody has rated and the proposal may be seen."""
    proposed = seen and each.card.rating is None and each.card.proposed == rating
    return f"**{rating}** · {t('scorecard.proposed_mark')}" if proposed else f"**{rating}**"


def _quiet(text: str) -> str:
    return f'<div class="iv-small iv-quiet">{escape(text)}</div>'
