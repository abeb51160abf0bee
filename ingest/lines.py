"""One line of a section's body: its marker, and what kind of thing it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.blocks import plain

_MARKER = re.compile(
    r"^(?P<indent>\s*)(?:>\s*)*(?:"
    r"(?P<nested>\d+(?:\.\d+)+)[.、)）]?\s+|"
    r"[(（](?P<paren>\d+)[)）]\s*|"
    r"(?P<number>\d+)(?:[.、．。)）](?!\d)\s*|\s*[)）]\s*)|"
    r"(?P<circled>[①-⑳])\s*|"
    r"(?P<letter>[a-z])[.)]\s+|"
    r"(?P<bullet>[-*+•·])\s+(?:\[[ xX]\]\s+)?"
    r")"
)
_QUOTE = re.compile(r"^\s*(?:>\s*)+")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_CJK = re.compile(r"[\u3400-\u9fff]")
_COMMAND_PART = re.compile(r"(^|\s)(--?[A-Za-z]|[./~]*/|<|\||>|\$|[A-Za-z_]+=|[\w.-]+/[\w./-]+:)")
_HEAD = re.compile(r"^(?P<head>[^：:。；;]{1,40}?)\s*[：:]\s*(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of a section as it stands in the file; `code` marks lines of fences in a programming language."""

    number: int
    text: str
    code: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A line without its marker. `ordinal` is its number in a list, 0 for a bullet, None for a plain line."""

    number: int
    text: str
    ordinal: int | None
    indent: int

    @property
    def head(self) -> str:
        """What stands before the colon, empty without one."""
        match = _HEAD.match(self.text)
        return match["head"].strip() if match else ""

    @property
    def rest(self) -> str:
        """What stands behind the colon."""
        match = _HEAD.match(self.text)
        return match["rest"].strip() if match else ""

    @property
    def opens(self) -> bool:
        """Whether the line ends in a colon: what it announces stands below it."""
        return self.text.endswith(("：", ":"))


def read_item(line: BodyLine) -> Item | None:
    """The item on a line, or None where nothing is stated (blank, code, a table's rule, a comment)."""
    if line.code or not line.text.strip() or _TABLE_RULE.match(line.text):
        return None
    match = _MARKER.match(line.text)
    if match:
        indent = len(match["indent"]) + (2 if match["nested"] or match["letter"] else 0)
        return _item(line, line.text[match.end() :], _ordinal(match), indent)
    text = _QUOTE.sub("", line.text)
    if text.lstrip().startswith("#"):
        return None
    if text.strip().startswith("|"):
        return _item(line, _table_row(text), 0, 0)
    return _item(line, text, None, len(text) - len(text.lstrip()))


def _item(line: BodyLine, text: str, ordinal: int | None, indent: int) -> Item | None:
    text = re.sub(r"\s{2,}", " ", plain(text))
    return Item(line.number, text, ordinal, indent) if re.search(r"\w", text) else None


def _ordinal(match: re.Match[str]) -> int:
    if match["number"] or match["paren"]:
        return int(match["number"] or match["paren"])
    if match["nested"]:
        return int(match["nested"].rsplit(".", 1)[1])
    if match["circled"]:
        return ord(match["circled"]) - ord("①") + 1
    return ord(match["letter"]) - ord("a") + 1 if match["letter"] else 0


def _table_row(text: str) -> str:
    cells = [cell.strip() for cell in text.strip().strip("|").split("|") if cell.strip()]
    return cells[0] + "：" + "，".join(cells[1:]) if len(cells) > 1 else "".join(cells)


def is_command(text: str, language: str) -> bool:
    """Whether a line is something to type and not something to say: ASCII in a Chinese note, with flags or paths."""
    typed = text.split(" #")[0]
    says = _CJK.search(typed) or "->" in typed or len(typed.split()) < 3
    return language == "zh" and not says and bool(_COMMAND_PART.search(typed))
