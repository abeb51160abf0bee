"""Candidates of one set beside each other, with names or without."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from interviewer.services.desk.card_words import CardWords
from interviewer.services.desk.comparing import Comparison, Standing
from ui.components.markup import escape, notice, plain
from ui.state import container, language, t


def show() -> None:
    known = {each.id: each.name for each in container().candidates.sets()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(t("candidates.set"), list(known), format_func=known.__getitem__, key="sc-set")
        blind = st.toggle(t("candidates.blind"), key="sc-blind", help=t("candidates.blind_why"))
    found = container().candidates.compare(chosen, blind=blind) if chosen else None
    if found is None or not found.standings:
        st.html(notice(t("candidates.nothing_signed")))
    else:
        _table(found)
        for each in found.standings:
            _words(each)
    if found and found.waiting:
        st.html(f'<div class="iv-small iv-quiet">{escape(t("candidates.waiting", n=found.waiting))}</div>')


def _table(found: Comparison) -> None:
    words = CardWords(language())
    head = "".join(f'<th class="num"><b>{escape(each.label)}</b></th>' for each in found.standings)
    rows = [
        _row(t("candidates.mean"), found, lambda each: _number(each.rating, 1), "sum"),
        _row(words("recommendation"), found, lambda each: _given(each, words)),
        _row(t("candidates.score"), found, lambda each: _number(each.score, 0)),
        _row(t("candidates.cards"), found, lambda each: str(each.cards)),
    ]
    for number, question in enumerate(found.questions, 1):
        rows.append(
            _row(f"{number}. {question.text}", found, lambda each, id=question.id: _number(each.ratings.get(id), 1))  # type: ignore[misc]
        )
    common = t("candidates.common", n=len(found.common), all=len(found.questions))
    told = common if found.common else t("candidates.no_common")
    st.html(
        f'<div class="iv-sc-scroll" tabindex="0" role="region" aria-label="{escape(t("candidates.compare"))}">'
        f'<table class="iv-table iv-sc-table"><thead><tr><th></th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
        f'<div class="iv-small iv-quiet">{escape(told)}</div>'
    )


def _row(name: str, found: Comparison, value: Callable[[Standing], str], kind: str = "") -> str:
    cells = "".join(f'<td class="num">{escape(value(each))}</td>' for each in found.standings)
    return f'<tr class="{kind}"><td>{escape(name)}</td>{cells}</tr>'


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _given(each: Standing, words: CardWords) -> str:
    return " / ".join(words(f"recommendations.{given.value}") for given in each.recommendations) or "–"


def _words(each: Standing) -> None:
    """What the interviewers noted of him, without his name where that is wanted."""
    words = CardWords(language())
    with st.expander(t("candidates.more", label=plain(each.label)), key=f"sc-more-{each.candidate_id}"):
        for column, (name, lines) in zip(
            st.columns(2), (("strengths", each.strengths), ("concerns", each.concerns)), strict=True
        ):
            listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
            body = f'<ul style="margin:0;padding-left:1.2rem">{listed}</ul>' if lines else escape(words("none"))
            column.html(f'<div class="iv-sc-label">{escape(words(name))}</div>{body}')
