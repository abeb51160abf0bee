"""The pictures of verdicts in a square of 20, drawn in the colour of the text around them."""

from __future__ import annotations

_DISC = "M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18z"

ICONS = {
    "covered": f'<path fill="currentColor" fill-rule="evenodd" d="{_DISC}m4.7 6.9-5.5 6a1 1 0 0 1-1.4.05l-2.6-2.5a1 1 '
    '0 0 1 1.36-1.46l1.86 1.73 4.8-5.24a1 1 0 0 1 1.48 1.42z"/>',
    "partial": '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path fill="currentColor" d="M10 3a7 7 0 0 0 0 14z"/>',
    "missed": '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="1.8" '
    'stroke-dasharray="2.5 2.5"/>',
    "contradicted": f'<path fill="currentColor" fill-rule="evenodd" d="{_DISC}m3.7 11.3a1 1 0 0 1-1.4 1.4L10 11.4l-2.3 '
    '2.3a1 1 0 0 1-1.4-1.4L8.6 10 6.3 7.7a1 1 0 0 1 1.4-1.4L10 8.6l2.3-2.3a1 1 0 0 1 1.4 1.4L11.4 10z"/>',
    "false": '<path fill="currentColor" fill-rule="evenodd" d="M10 1.5 19 18H1zM9 7.5v5h2v-5zm0 6.3v2h2v-2z"/>',
}
