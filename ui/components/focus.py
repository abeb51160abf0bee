"""Takes the keyboard to the answer box when a new thing is asked, without moving what is being read."""

from __future__ import annotations

import streamlit as st

_SCRIPT = """
export default function(component) {
  const { data } = component;
  const seen = (window.__focused = window.__focused || {});
  if (!data || seen[data.id]) return;   // every rerun mounts the same request again
  let tries = 0;
  const take = () => {
    const box = document.querySelector(data.selector);
    if (box && !box.disabled) { seen[data.id] = true; box.focus({ preventScroll: true }); return; }
    if (tries++ < 40) setTimeout(take, 50);
  };
  take();
}
"""
_mounted = st.components.v2.component("focus", js=_SCRIPT)
ANSWER_BOX = '[data-testid="stChatInputTextArea"]'
PRIMARY_BUTTON = '[data-testid="stBaseButton-primary"]'
TEXT_AREA = '[data-testid="stTextArea"] textarea'


def take(selector: str, request: str) -> None:
    """Focus the first element that matches, once for each request id. Selectors are constants of this module."""
    _mounted(data={"id": request, "selector": selector}, key="focus", height=0)
