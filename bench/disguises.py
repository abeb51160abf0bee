"""Ways to hide what a text says from a reader that looks at characters."""

from __future__ import annotations

import base64
from collections.abc import Callable
from string import ascii_lowercase, ascii_uppercase

_HOMOGLYPHS = str.maketrans("aeopcxyiS", "аеорсхуіЅ")
_LEET = str.maketrans("aeiost", "431057")


def zero_width(text: str) -> str:
    return "\u200b".join(text)


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def spelled(text: str) -> str:
    return "  ".join(" ".join(word) for word in text.split())


def backwards(text: str) -> str:
    return f"\u202e{text[::-1]}\u202c"


def dotted(text: str) -> str:
    return "".join(char + "·" if char.isalpha() and ord(char) > 0x2E80 else char for char in text)


def marked(text: str) -> str:
    return "".join(char + "\u0336" if char.isalpha() else char for char in text)


def bold(text: str) -> str:
    """Mathematical letters."""
    moved = {ord(char): chr(0x1D400 + at) for at, char in enumerate(ascii_uppercase + ascii_lowercase)}
    return text.translate(moved)


DISGUISES: dict[str, Callable[[str], str]] = {
    "zero-width": zero_width,
    "full-width": full_width,
    "homoglyphs": lambda text: text.translate(_HOMOGLYPHS),
    "right-to-left": backwards,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "spelled": spelled,
    "marked": marked,
    "bold": bold,
    "leet": lambda text: text.translate(_LEET),
    "dotted": dotted,
    "hex": lambda text: text.encode().hex(),
}
