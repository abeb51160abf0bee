"""What a browser holds of a page, and what it tells the server: Streamlit's messages without a browser.

A browser sends the values of untouched widgets too; here only what was touched is sent, and the server takes the rest
to be as it drew it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.proto.WidgetStates_pb2 import WidgetState

CARD = "-card-"
"""Part of the id of a block that holds feedback."""
_RUNS_KEPT = 2
"""Script runs after which a browser forgets a big message that was not shown again: global.maxCachedMessageAge."""


@dataclass(slots=True)
class Page:
    """Empty until messages come in. `widgets` and `disabled` are ids, `html` the texts that were drawn in this run,
    `cards` the feedback blocks that have something in them."""

    hash: str = ""
    query: str = ""
    addresses: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)
    disabled: set[str] = field(default_factory=set)
    html: list[str] = field(default_factory=list)
    cards: set[str] = field(default_factory=set)
    trouble: str = ""
    _blocks: dict[tuple[int, ...], str] = field(default_factory=dict)
    _big: dict[str, tuple[int, ForwardMsg]] = field(default_factory=dict)
    _run: int = 0

    def receive(self, raw: bytes) -> str:
        """Takes a message in; gives its kind, and "settled" for the end of a run that no other one follows."""
        message = ForwardMsg.FromString(raw)
        kind = message.WhichOneof("type") or ""
        if kind == "ref_hash":
            meant = ForwardMsg()
            meant.CopyFrom(self._big[message.ref_hash][1])
            meant.metadata.CopyFrom(message.metadata)
            self._big[message.ref_hash] = (self._run, meant)
            message, kind = meant, meant.WhichOneof("type") or ""
        elif message.metadata.cacheable:
            self._big[message.hash] = (self._run, message)
        if kind == "script_finished":
            return self._finished(message.script_finished)
        if kind in _TAKEN_IN:
            _TAKEN_IN[kind](self, message)
        return kind

    def _finished(self, how: int) -> str:
        if how == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return "script_finished"
        self._run += 1
        self._big = {name: kept for name, kept in self._big.items() if self._run - kept[0] <= _RUNS_KEPT}
        return "settled"

    def _begin(self, message: ForwardMsg) -> None:
        session: NewSession = message.new_session
        self.hash = session.page_script_hash
        for kept in (self.widgets, self.disabled, self.html, self.cards, self._blocks):
            kept.clear()

    def _navigated(self, message: ForwardMsg) -> None:
        self.hash = message.navigation.page_script_hash
        self.addresses = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}

    def _moved(self, message: ForwardMsg) -> None:
        self.query = message.page_info_changed.query_string

    def _drawn(self, message: ForwardMsg) -> None:
        path, delta = tuple(message.metadata.delta_path), message.delta
        if delta.WhichOneof("type") == "add_block":
            self._blocks[path] = delta.add_block.id
        elif delta.WhichOneof("type") == "new_element":
            self._element(path, delta)

    def _element(self, path: tuple[int, ...], delta: Delta) -> None:
        kind = delta.new_element.WhichOneof("type") or ""
        element: Any = getattr(delta.new_element, kind) if kind else None
        if kind == "html":
            self.html.append(element.body)
            self.cards |= {own for at, own in self._blocks.items() if CARD in own and path[: len(at)] == at}
        elif kind == "exception":
            self.trouble = element.message
        elif getattr(element, "id", ""):
            self._widget(element)

    def _widget(self, element: Any) -> None:
        """Found by its key, which ends its id, or else by its label."""
        name = element.id.split("-", 2)[-1]
        if name == "None":
            name = getattr(element, "label", "")
        self.widgets[name] = element.id
        if getattr(element, "disabled", False):
            self.disabled.add(name)

    def can(self, name: str) -> bool:
        return name in self.widgets and name not in self.disabled

    def answer_box(self) -> str:
        """The name of the box that an answer can be written in; empty without one."""
        return next((name for name in self.widgets if name.startswith("answer-") and self.can(name)), "")

    def opened(self) -> bytes:
        """What a browser sends to be shown the page, at first and after a change of its address."""
        return self._rerun().SerializeToString()

    def pressed(self, name: str) -> bytes:
        return self._touched(name, lambda state: setattr(state, "trigger_value", True))

    def written(self, name: str, text: str) -> bytes:
        return self._touched(name, lambda state: setattr(state.chat_input_value, "data", text))

    def _touched(self, name: str, touch: Callable[[WidgetState], None]) -> bytes:
        message = self._rerun()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.widgets[name]
        touch(state)
        return message.SerializeToString()

    def _rerun(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.hash
        message.rerun_script.context_info.timezone = "Asia/Shanghai"
        message.rerun_script.context_info.timezone_offset = -480
        message.rerun_script.context_info.locale = "zh-CN"
        message.rerun_script.cached_message_hashes.extend(self._big)
        return message


_TAKEN_IN: dict[str, Callable[[Page, ForwardMsg], None]] = {
    "new_session": Page._begin,
    "navigation": Page._navigated,
    "page_info_changed": Page._moved,
    "delta": Page._drawn,
}
