"""Keys between the answer box and the buttons: Escape leaves the box, A goes back to it."""

from __future__ import annotations

import streamlit as st

from ui.components.focus import ANSWER_BOX

_SCRIPT = """
export default function(component) {
  window.__answerBox = component.data;
  if (window.__answerKeys) return;   // one listener a page, whatever is drawn again
  window.__answerKeys = true;
  const fields = 'input, textarea, select, [contenteditable=true]';
  const typing = (target) => target instanceof Element && target.closest(fields);
  document.addEventListener('keydown', (event) => {
    const box = document.querySelector(window.__answerBox);
    if (!box || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && document.activeElement === box) {
      box.blur();
    } else if (event.key.toLowerCase() === 'a' && !box.disabled && !typing(event.target)) {
      event.preventDefault();
      box.focus();
    }
  });
}
"""
_mounted = st.components.v2.component("keys", js=_SCRIPT)
REPEAT, REPHRASE, HINT, PAUSE = "Q", "W", "H", "P"
DONT_KNOW, SKIP, NEXT = "D", "S", "N"
"""One key a button. They do nothing while something is typed; C and R belong to the framework, A to the box. Ending the
session has none: it cannot be taken back."""


def listen() -> None:
    _mounted(data=ANSWER_BOX, key="keys", height=0)
