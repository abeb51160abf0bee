"""Several interviewers on one candidate, side by side: how far they agree, and where they differ."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.desk import QuestionSet
from interviewer.services.desk.agreement import FEWEST_COMMON, Agreement, Row, SideBySide
from interviewer.services.desk.card_values import CardView
from interviewer.services.desk.card_words import CardWords
from ui.components.markup import escape, notice
from ui.state import language, t


def show(questions: QuestionSet, found: SideBySide) -> None:
    st.subheader(questions.name, anchor=False)
    if found.cards:
        _table(found)
    if len(found.cards) < 2:
        st.html(notice(t("side_by_side.one" if found.cards else "side_by_side.none")))
    else:
        _agreement(found)
        _furthest(found)
    if found.drafts:
        st.html(f'<div class="iv-small iv-quiet">{escape(t("side_by_side.drafts", n=found.drafts))}</div>')


def _table(found: SideBySide) -> None:
    words = CardWords(language())
    head = "".join(f'<th class="num"><b>{escape(_who(each))}</b></th>' for each in found.cards)
    given = [each.card.recommendation for each in found.cards]
    first = "".join(
        f'<td class="num">{escape(words(f"recommendations.{each}") if each else "–")}</td>' for each in given
    )
    means = "".join(
        f'<td class="num">{"–" if each.mean_rating is None else f"{each.mean_rating:.1f}"}</td>' for each in found.cards
    )
    rows = "".join(_row(number, row) for number, row in enumerate(found.rows, 1))
    st.html(
        f'<div class="iv-sc-scroll" tabindex="0" role="region" aria-label="{escape(t("side_by_side.agreement"))}">'
        f'<table class="iv-table iv-sc-table"><thead><tr><th></th>{head}</tr></thead><tbody>'
        f'<tr class="sum"><td>{escape(words("recommendation"))}</td>{first}</tr>'
        f'<tr class="sum"><td>{escape(t("candidates.mean"))}</td>{means}</tr>{rows}</tbody></table></div>'
    )


def _row(number: int, row: Row) -> str:
    cells = "".join(f'<td class="num">{"–" if each is None else each}</td>' for each in row.ratings)
    apart = t("side_by_side.apart", n=row.spread)
    far = f' <span class="iv-small iv-sc-far">{escape(apart)}</span>' if row.spread > 1 else ""
    return f"<tr><td>{number}. {escape(row.question.text)}{far}</td>{cells}</tr>"


def _agreement(found: SideBySide) -> None:
    st.html(f'<div class="iv-group">{escape(t("side_by_side.agreement"))}</div>')
    for pair in found.pairs:
        names = t("side_by_side.pair", left=_who(found.cards[pair.left]), right=_who(found.cards[pair.right]))
        same = t("side_by_side.same", same=pair.same, common=pair.common, apart=f"{pair.apart:.1f}")
        st.html(
            f'<div class="iv-row" style="line-height:1.7"><span>{escape(names)}</span>'
            f'<span class="iv-quiet">{escape(_kappa(pair))} · {escape(same)}</span></div>'
        )
    st.html(f'<div class="iv-small iv-quiet">{escape(t("side_by_side.kappa_why"))}</div>')


def _kappa(pair: Agreement) -> str:
    if pair.kappa is not None:
        return t("side_by_side.kappa", kappa=f"{pair.kappa:.2f}")
    if pair.few:
        return t("side_by_side.few", n=pair.common, least=FEWEST_COMMON)
    return t("side_by_side.flat")


def _furthest(found: SideBySide) -> None:
    st.html(f'<div class="iv-group">{escape(t("side_by_side.furthest"))}</div>')
    if not found.furthest:
        st.html(f'<div class="iv-quiet">{escape(t("side_by_side.alike"))}</div>')
    for row in found.furthest:
        said = ""
        for view, rating in zip(found.cards, row.ratings, strict=True):
            if rating is not None:
                remarks = view.card.question(row.question.id).remarks
                who = t("side_by_side.said", who=_who(view), rating=rating)
                said += f'<div class="below">{escape(" · ".join([who, *([remarks] if remarks else [])]))}</div>'
        apart = t("side_by_side.apart", n=row.spread)
        st.html(
            f'<div class="iv-finding"><span>{escape(row.question.text)}</span>'
            f'<span class="where iv-sc-far">{escape(apart)}</span>{said}</div>'
        )


def _who(view: CardView) -> str:
    """Who answers for the card."""
    return view.card.signed.name if view.card.signed else view.interview.interviewer
