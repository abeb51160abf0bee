"""The scorecard of one interview: read, fill in, sign, export."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.scorecard import Recommendation
from interviewer.services.desk.card_values import CardView, QuestionView
from interviewer.services.desk.card_words import CardWords
from ui import routes, theme
from ui.components import card_downloads, card_edits, card_proposals, card_question, card_recordings
from ui.components.markup import disclosure, escape, notice, plain, share_bar
from ui.state import container, language, page_parameters, t, take_notice, take_problem


def _head(view: CardView, words: CardWords) -> None:
    mark = words("draft_mark") if view.card.is_draft else words("signed_mark")
    st.title(f"{words('title')} · {plain(view.interview.candidate or words('unnamed'))}", anchor=False)
    facts = "".join(
        f'<span><span class="iv-quiet">{escape(what)}</span> {escape(value)}</span>'
        for what, value in words.facts(view)[1:]
    )
    consent = f'<div class="iv-small iv-quiet">{escape(told)}</div>' if (told := words.consent(view)) else ""
    st.html(f'<div class="iv-sc-facts"><span class="iv-pill">{escape(mark)}</span>{facts}</div>{consent}')
    state = words.state(view)
    st.html(notice(" · ".join(state), warn=view.card.is_draft))
    if view.interview.ended_at is None and view.card.is_draft:
        st.html(notice(t("scorecard.going_on")))


def _numbers(view: CardView, words: CardWords) -> None:
    """The mean of the ratings, the shares of the points, and each question in a line."""
    mean = "–" if view.mean_rating is None else f"{view.mean_rating:.1f}"
    told = words.numbers(view, score=card_proposals.all_seen(view))
    if view.mean_rating is None:
        told = [t("scorecard.no_mean"), *told]
    counts = dict.fromkeys(VerdictKind, 0)
    for each in view.asked:
        for _, mark in each.points:
            counts[mark.kind] += 1
    total = sum(counts.values()) or 1
    shares = share_bar([(kind.value, count / total) for kind, count in counts.items()])
    points = t("report.points", **{kind.value: count for kind, count in counts.items()})
    rows = "".join(
        f"<tr><td>{each.number}. {escape(each.question.text)}</td>"
        f'<td class="num iv-quiet">{_proposed(view, each)}</td>'
        f'<td class="num">{_rated(each.card.asked, each.card.rating, words)}</td></tr>'
        for each in view.questions
    )
    below = "".join(f'<div class="iv-small iv-quiet">{escape(line)}</div>' for line in [points, *told])
    st.html(
        f'<section class="iv-card" aria-label="{escape(t("scorecard.mean"))}"><div class="iv-spread">'
        f'<span class="iv-score">{mean}<small> {escape(t("scorecard.of"))}</small></span></div>{shares}{below}'
        '<table class="iv-table iv-sc-table" style="margin-top:.9rem"><thead><tr>'
        f"<th>{escape(t('scorecard.question'))}</th>"
        f'<th class="num">{escape(t("scorecard.proposed_column"))}</th>'
        f'<th class="num">{escape(t("scorecard.rating_column"))}</th></tr></thead><tbody>{rows}</tbody></table>'
        + disclosure(t("scorecard.how"), f'<p class="iv-small">{escape(words("rule"))}</p>')
        + "</section>"
    )


def _proposed(view: CardView, each: QuestionView) -> str:
    if each.card.proposed is None:
        return "–"
    return str(each.card.proposed) if card_proposals.seen(view, each) else escape(t("scorecard.after_yours"))


def _rated(asked: bool, rating: int | None, words: CardWords) -> str:
    if not asked:
        return f'<span class="iv-quiet">{escape(words("not_asked"))}</span>'
    return "–" if rating is None else f"<b>{rating}</b>"


def _recommendation(view: CardView, words: CardWords) -> None:
    st.subheader(words("recommendation"), anchor=False)
    if not card_edits.may_edit(view):
        given = escape(words.recommendation(view.card.recommendation))
        st.html(f'<div class="iv-notice">{given}</div>')
        return
    key = "sc-recommendation"
    st.session_state[key] = view.card.recommendation.value if view.card.recommendation else None
    st.radio(
        words("recommendation"),
        [each.value for each in Recommendation],
        index=None,
        format_func=lambda given: f"**{words(f'recommendations.{given}')}**",
        captions=[words(f"meaning.{each.value}") for each in Recommendation],
        key=key,
        label_visibility="collapsed",
        on_change=card_edits.recommend,
        args=(view.interview.id, key),
    )


def _lines(view: CardView, words: CardWords) -> None:
    """Strengths and concerns, a line each."""
    interview = view.interview.id
    for column, part in zip(st.columns(2, gap="medium"), ("strengths", "concerns"), strict=True):
        with column:
            if card_edits.may_edit(view):
                key = f"sc-{part}"
                st.session_state[key] = "\n".join(getattr(view.card, part))
                st.text_area(
                    words(part),
                    key=key,
                    height="content",
                    placeholder=t("scorecard.lines_hint"),
                    on_change=card_edits.write,
                    args=(interview, part, key),
                )
            else:
                _listed(words(part), getattr(view.card, part), words)
    if card_edits.may_edit(view):
        st.button(
            t("scorecard.redraft"),
            key="sc-redraft",
            type="tertiary",
            icon=":material/refresh:",
            on_click=card_edits.redraft,
            args=(interview,),
        )


def _listed(name: str, lines: Sequence[str], words: CardWords) -> None:
    st.subheader(name, anchor=False)
    rows = "".join(f"<li>{escape(line)}</li>" for line in lines)
    body = f'<ul class="iv-sc-log">{rows}</ul>' if rows else f'<span class="iv-quiet">{escape(words("none"))}</span>'
    st.html(body)


def _questions(view: CardView, words: CardWords) -> None:
    st.subheader(words("questions"), anchor=False)
    card_proposals.offer(view)
    first = view.card.unrated[0].question_id if view.card.unrated else ""
    opened = card_edits.touched(view.interview.id) or first
    for each in view.questions:
        card_question.show(view, each, opened=each.question.id == opened)


def _sign(view: CardView, words: CardWords) -> None:
    interview = view.interview.id
    st.subheader(t("scorecard.sign_title") if view.card.is_draft else words("log"), anchor=False)
    if view.card.signed is None:
        st.html(f'<p class="iv-quiet" style="margin:0">{escape(t("scorecard.sign_why"))}</p>')
        if why := card_edits.why_unsigned(interview):
            st.html(notice(why, warn=True))
        key = f"sc-name-{interview}"
        st.session_state.setdefault(key, view.interview.interviewer)
        with st.container(horizontal=True, vertical_alignment="bottom", key="sc-sign"):
            st.text_input(t("scorecard.name"), key=key, max_chars=80)
            st.button(
                t("scorecard.sign"),
                type="primary",
                icon=":material/edit:",
                key="sc-sign-button",
                on_click=card_edits.sign,
                args=(interview, key),
            )
        return
    rows = "".join(f"<li>{'<br>'.join(map(escape, words.change(each, view)))}</li>" for each in reversed(view.log))
    st.html(f'<ul class="iv-sc-log">{rows}</ul>')


def _hand(view: CardView) -> None:
    """Who changes a signed card, and why: asked before anything can be changed."""
    if view.card.is_draft:
        return
    interview, changing = view.interview.id, card_edits.may_edit(view)
    if not changing:
        st.button(
            t("scorecard.change"),
            key="sc-change",
            icon=":material/edit_note:",
            on_click=card_edits.change_signed,
            args=(interview, True),
        )
        return
    who, why = card_edits.hand_keys(interview)
    with st.container(border=True, key="sc-hand"):
        st.html(f'<div class="iv-small iv-quiet">{escape(t("scorecard.change_why"))}</div>')
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(t("scorecard.who"), key=who, max_chars=80)
            st.text_input(t("scorecard.why"), key=why, max_chars=300)
            st.button(t("scorecard.stop"), key="sc-stop", on_click=card_edits.change_signed, args=(interview, False))


def _page() -> None:
    theme.apply(theme.WIDE)
    words = CardWords(language(), local=True)
    interview_id = st.query_params.get("interview")
    st.page_link(
        routes.CANDIDATES,
        label=t("scorecard.to_candidates"),
        icon=":material/arrow_back:",
        query_params=page_parameters(),
    )
    if not interview_id:
        st.title(words("title"), anchor=False)
        st.html(notice(t("scorecard.missing")))
        return
    view = container().candidates.scorecards.view(interview_id)
    card_edits.shown(view)
    _head(view, words)
    if problem := take_problem():
        st.html(notice(problem, warn=True))
        st.toast(plain(problem), icon=":material/warning:")  # what went wrong may be far below
    if done := take_notice():
        st.html(notice(done))
    with st.container(horizontal=True):
        card_downloads.show(view)
        if not card_edits.may_edit(view):
            _hand(view)
    if card_edits.may_edit(view):
        _hand(view)
    with st.container(key="sc-body"):
        _numbers(view, words)
        _questions(view, words)
        card_recordings.show(view)
        _recommendation(view, words)
        _lines(view, words)
        _sign(view, words)


_page()
