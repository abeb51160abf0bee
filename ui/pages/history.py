"""All sessions, newest first, in pages: to be found, opened, named, deleted, and moved to another machine."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.history import HistoryFilter, HistoryPage, Standing
from interviewer.services.history import PAGE, pages
from ui import routes, theme
from ui.components import archive_box, history_filter, session_row
from ui.components.markup import escape, notice
from ui.state import HistoryView, container, history_view, look_at_history, page_parameters, t


def _view(wanted: HistoryFilter) -> HistoryView:
    """Another filter begins at its first page."""
    if wanted != history_view().wanted:
        look_at_history(wanted=wanted, page=1)
    return history_view()


def _told(view: HistoryView) -> None:
    """What became of the last change, with the way back from a deletion."""
    if view.problem:
        st.html(notice(view.problem, warn=True))
    if not view.deleted:
        return
    gone = container().sessions.page(HistoryFilter(standing=Standing.DELETED), 0, 1).sessions
    if not gone or gone[0].id != view.deleted:
        return  # brought back, or another one was deleted since, in another window
    name = session_row.title(gone[0])
    with st.container(horizontal=True, vertical_alignment="center", key="history-undo"):
        st.html(f'<div role="status">{escape(t("history.deleted", name=name))}</div>', width="stretch")
        st.button(t("history.undo"), icon=":material/undo:", on_click=session_row.bring_back, args=(view.deleted,))


def _nothing(wanted: HistoryFilter) -> None:
    if wanted == HistoryFilter():
        st.html(notice(t("history.empty")))
        st.page_link(routes.START, label=t("nav.start"), icon=":material/home:", query_params=page_parameters())
        return
    only_deleted = wanted == HistoryFilter(standing=Standing.DELETED)
    st.html(notice(t("history.none_deleted" if only_deleted else "history.nothing")))
    st.button(t("history.clear"), key="history-clear-all", icon=":material/close:", on_click=history_filter.clear)


def _turning(found: HistoryPage, number: int) -> None:
    """Where one is in the list, and the ways to what is newer and older."""
    first = (number - 1) * PAGE + 1
    with st.container(horizontal=True, vertical_alignment="center", key="history-pages"):
        said = t("history.found", first=first, last=first + len(found.sessions) - 1, total=f"{found.total:,}")
        st.html(f'<div class="iv-quiet iv-small" role="status">{escape(said)}</div>', width="stretch")
        if pages(found.total) == 1:
            return
        _to_page("newer", number - 1, disabled=number <= 1)
        _to_page("older", number + 1, disabled=number >= pages(found.total))


def _to_page(name: str, number: int, *, disabled: bool) -> None:
    st.button(
        t(f"history.{name}"),
        key=f"history-{name}",
        type="tertiary",
        icon=":material/chevron_left:" if name == "newer" else ":material/chevron_right:",
        disabled=disabled,
        on_click=_turn_to,
        args=(number,),
    )


def _turn_to(number: int) -> None:
    look_at_history(page=number)


def _list(view: HistoryView) -> None:
    found = container().history.page(view.wanted, view.page)
    if not found.sessions:
        _nothing(view.wanted)
        return
    with st.container(gap=None, key="history-list"):
        for each in found.sessions:
            session_row.show(each)
    _turning(found, min(view.page, pages(found.total)))


theme.apply()
st.title(t("history.title"), anchor=False)
wanted = history_filter.show(container().history.choices())
view = _view(wanted)
_told(view)
_list(view)
archive_box.show()
