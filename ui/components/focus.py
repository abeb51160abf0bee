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
    if (box && !box.disabled) {
      if (box.tabIndex < 0) box.tabIndex = -1;   // a heading can hold the focus too
      seen[data.id] = true;
      box.focus({ preventScroll: true });
      if (data.inSight) setTimeout(bring, 200);   // by then the rest of it is drawn
      return;
    }
    if (tries++ < 40) setTimeout(take, 50);
  };
  const bring = () => {
    const what = document.querySelector(data.inSight)?.getBoundingClientRect();
    const bar = document.querySelector('[data-testid="stBottom"]')?.getBoundingClientRect();
    const floor = bar && bar.height ? bar.top : window.innerHeight;
    if (what && (what.top < 60 || what.bottom > floor)) document.querySelector(data.inSight).scrollIntoView();
  };
  take();
}
"""
_mounted = st.components.v2.component("focus", js=_SCRIPT)
ANSWER_BOX = '[data-testid="stChatInputTextArea"]'
QUESTION = ".iv-question"
FORWARD = ".st-key-forward button"
TEXT_AREA = '[data-testid="stTextArea"] textarea'


def take(selector: str, request: str, *, key: str = "focus", in_sight: str = "") -> None:
    """Focus the first element that matches, once for each request id; `key` tells apart those who ask on one page.

    What `in_sight` selects is scrolled to where it is not seen whole. Selectors are made of constants and ids.
    """
    _mounted(data={"id": request, "selector": selector, "inSight": in_sight}, key=key, height=0)
