"""One line of a section's body: its marker, and what kind of thing it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.inline import plain, states_nothing

_MARKER = re.compile(
    r"^(?P<indent>\s*)(?:>\s*)*(?:"
    r"(?P<nested>\d{1,9}(?:\.\d{1,9}){1,5})[.、)）]?\s+|"
    r"[(（](?P<paren>\d{1,9})[)）]\s*|"
    r"(?P<number>\d{1,9})(?:[.、．。)）](?!\d)\s*|\s*[)）]\s*)|"
    r"(?P<circled>[①-⑳])\s*|"
    r"(?P<letter>[a-z])[.)]\s+|"
    r"(?P<bullet>[-*+•·●▪◦])\s+"
    r")(?:\[[ xX/-]\]\s+)?"
)
_QUOTE = re.compile(r"^\s*(?:>\s*)+|^\s*:\s+(?=\S)")
_TABLE_RULE = re.compile(r"^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$")
_COLUMN = re.compile(r"(?<!\\)\|")
_COUNTS = re.compile(r"^(?:#|no\.?|序号|编号|)$", re.I)
_CJK = re.compile(r"[\u3400-\u9fff]")
_COMMAND_PART = re.compile(r"(^|\s)(--?[A-Za-z]|[./~]*/|<|\||>|\$|[A-Za-z_]+=|[\w.-]+/[\w./-]+:)")
_HEAD = re.compile(r"^(?P<head>[^：:。；;]{1,40}?)\s*[：:]\s*(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of a section as it stands in the file.

    `code` marks what is shown and not said: fences in a programming language, footnotes. `prose` marks lines outside
    fences, where the end of a line may be typography only.
    """

    number: int
    text: str
    code: bool
    prose: bool = False


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
    if line.code or not line.text.strip() or _is_rule(line.text):
        return None
    match = _MARKER.match(line.text)
    if match:
        indent = len(match["indent"].expandtabs(4)) + (2 if match["nested"] or match["letter"] else 0)
        return _item(line, line.text[match.end() :], _ordinal(match), indent)
    text = _QUOTE.sub("", line.text)
    if text.lstrip().startswith("#"):
        return None
    if text.strip().startswith("|"):
        return _item(line, _table_row(text), 0, 0)
    return _item(line, text, None, len(text) - len(text.lstrip()))


def _item(line: BodyLine, text: str, ordinal: int | None, indent: int) -> Item | None:
    if states_nothing(text):
        return None
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


def _is_rule(line: str) -> bool:
    return "-" in line and bool(_TABLE_RULE.match(line.strip()))


def read_items(lines: Sequence[BodyLine]) -> list[Item | None]:
    """The item on each line; a table's head states nothing itself, and names the rows of three columns or more."""
    items = [read_item(line) for line in lines]
    at = 1
    while at < len(lines):
        head = _cells(lines[at - 1].text) if _is_rule(lines[at].text) and "|" in lines[at].text else []
        at += 1
        if len(head) < 2 or lines[at - 1].code:
            continue
        named = len(head) > 2 or bool(_COUNTS.match(head[0]))
        items[at - 2] = None
        while at < len(lines) and "|" in lines[at].text:
            items[at] = _row(lines[at], _cells(lines[at].text), head if named else [])
            at += 1
    return items


def _row(line: BodyLine, cells: Sequence[str], head: Sequence[str]) -> Item | None:
    """`name：column value，column value`; a first column of mere numbers is left out."""
    if head and _COUNTS.match(head[0]):
        cells, head = cells[1:], head[1:]
    names = [*head[: len(cells)], *[""] * (len(cells) - len(head))]
    said = [f"{name} {cell}".strip() for name, cell in list(zip(names, cells, strict=True))[1:] if cell]
    first = cells[0] if cells else ""
    text = f"{first}：{'，'.join(said)}" if first and said else first or "，".join(said)
    return _item(line, text, 0, 0)


def _cells(text: str) -> list[str]:
    inner = text.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip().replace("\\|", "|") for cell in _COLUMN.split(inner)]


def _table_row(text: str) -> str:
    cells = [cell for cell in _cells(text) if cell]
    return cells[0] + "：" + "，".join(cells[1:]) if len(cells) > 1 else "".join(cells)


def is_command(text: str, language: str) -> bool:
    """Whether a line is something to type and not something to say: ASCII in a Chinese note, with flags or paths."""
    typed = text.split(" #")[0]
    says = _CJK.search(typed) or "->" in typed or len(typed.split()) < 3
    return language == "zh" and not says and bool(_COMMAND_PART.search(typed))
