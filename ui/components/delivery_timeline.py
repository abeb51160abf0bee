"""A recording as a strip: where somebody spoke, and where a long pause was."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from interviewer.domain.delivery import Delivery, Stretch
from interviewer.i18n import translate
from interviewer.services.delivery_text import clock, silences_of
from ui.components.markup import escape

_WIDTH, _HEIGHT = 1000, 20
_MOST_LABELS = 6
_ROOM = 0.13
"""Of the width: labels nearer to each other than that would overlap."""


def timeline(delivery: Delivery, language: str) -> str:
    """As HTML, "" without a recording.

    The pictures are SVG shapes that the style paints through, in the colours of the theme: Streamlit lets no SVG
    element into a page's HTML.
    """
    if not delivery.speech:
        return ""
    told = escape(silences_of(delivery, language))
    return (
        f'<div class="iv-strip" role="img" aria-label="{told}">'
        f'<i class="speech" style="--shape:{_shape(delivery.speech, delivery.seconds)}"></i>'
        f'<i class="pause" style="--shape:{_shape(delivery.pauses, delivery.seconds)}"></i>'
        f"{_labels(delivery, language)}</div>"
        f'<div class="iv-spread iv-small iv-quiet" aria-hidden="true"><span>0:00</span>'
        f"<span>{clock(delivery.seconds)}</span></div>"
    )


def svg(stretches: Sequence[Stretch], seconds: float) -> str:
    """One rectangle for each stretch, over the length of the recording."""
    bars = "".join(
        f"<rect x='{_WIDTH * each.start / seconds:.1f}' y='0' "
        f"width='{max(1.0, _WIDTH * each.seconds / seconds):.1f}' height='{_HEIGHT}' rx='3'/>"
        for each in stretches
    )
    box = f"xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {_HEIGHT}' preserveAspectRatio='none'"
    return f"<svg {box}>{bars}</svg>"


def _shape(stretches: Sequence[Stretch], seconds: float) -> str:
    return escape(f'url("data:image/svg+xml,{quote(svg(stretches, seconds))}")')


def _labels(delivery: Delivery, language: str) -> str:
    """The length of the longest pauses, over them."""
    longest = sorted(delivery.pauses, key=lambda each: -each.seconds)[:_MOST_LABELS]
    placed: list[float] = []
    found = []
    for pause in longest:
        middle = min(0.96, max(0.04, (pause.start + pause.end) / 2 / delivery.seconds))
        if all(abs(middle - other) >= _ROOM for other in placed):
            placed.append(middle)
            label = translate("delivery.picture.label", language, seconds=f"{pause.seconds:.1f}")
            found.append(f'<b style="left:{100 * middle:.1f}%">{escape(label)}</b>')
    return "".join(found)
