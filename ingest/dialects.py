"""What Obsidian, MDX, VuePress, MkDocs and Hugo write into Markdown, taken out line by line.

The number of lines never changes, and what stays of a line is a slice of it, so that every place in a note keeps its
line number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.fences import Fences

_NO_TEXT = re.compile(
    r"^\s*(?:"
    r"\[\[?_?TOC_?\]?\]|"  # a table of contents to be
    r":{3,}.*|"  # ::: tip, of VuePress and Docusaurus
    r"\{[{%].{0,300}[%}]\}|"  # Hugo, Jekyll
    r"\{/\*.{0,2000}\*/\}|"  # a comment of MDX
    r"\^[A-Za-z0-9-]{1,60}|"  # a block id of Obsidian
    r"(?:#[^\s#]{1,60}[ \t]*)+"  # only tags; a heading has a space
    r")\s*$",
    re.I,
)
_TRAILING = re.compile(
    r"(?:\s+(?:\^(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9-]{1,60}|#(?=[^\s#]{0,60}[^\W\d_])[\w/\u3400-\u9fff-]{1,60}|"
    r"<!--[^<>]{0,2000}-->|%%[^%]{1,2000}%%))+\s*$"
)
_COMMENT = re.compile(r"^\s*%%(?P<rest>.*)$")
_MODULE = re.compile(
    r"^(?:import\s+(?:[\w{*][^'\"]{0,300}\sfrom\s+)?['\"][^'\"]{1,300}['\"]|export\s+\{[^}]{0,300}\}\s+from\s)"
)
_MODULE_OPENS = re.compile(r"^(?:import\s+\{[^}]*$|export\s+(?:default|const|let|function|async)\b)")
_ELEMENT = re.compile(r"^\s*</?[A-Z][\w.]*(?=[\s/>]|$)")
_EXPRESSION = re.compile(r"^\s*\{.*\}\s*$")
_ADMONITION = re.compile(r'^(?P<mark>!!!|\?\?\?\+?|===)\s*(?P<kind>[a-z]*)[^"]{0,40}(?:"(?P<title>[^"]{1,200})")?\s*$')
_FOOTNOTE = re.compile(r"^\[\^(?P<label>[^\[\]\s]{1,60})\]:\s*(?P<text>.*)$")
_LONGEST_ELEMENT = 40


@dataclass(slots=True)
class Cleaned:
    """The lines to be parsed, and the footnotes with their (1-based line, text) by label."""

    lines: list[str]
    footnotes: dict[str, list[tuple[int, str]]] = field(default_factory=dict)


def clean(lines: Sequence[str], fences: Fences, *, mdx: bool) -> Cleaned:
    """Take out what is no text. Fences are left as they are; display math becomes one."""
    cleaned = Cleaned(list(lines))
    _take_comments(cleaned, fences)
    _fence_math(cleaned, fences)
    _take_elements(cleaned, fences, mdx)
    _take_modules(cleaned, fences, mdx)
    _open_admonitions(cleaned, fences)
    _take_footnotes(cleaned, fences)
    for at, line in enumerate(cleaned.lines):
        if line and not fences.inside[at]:
            cleaned.lines[at] = "" if _NO_TEXT.match(line) else _TRAILING.sub("", line) if _may_trail(line) else line
    return cleaned


def _may_trail(line: str) -> bool:
    return ("^" in line or "#" in line or "%%" in line or "-->" in line) and len(line) < 5000


def _take_comments(cleaned: Cleaned, fences: Fences) -> None:
    """`%%` to `%%` of Obsidian, over several lines; one that is never closed is no comment."""
    opened: int | None = None
    for at, line in enumerate(cleaned.lines):
        if fences.inside[at] or "%%" not in line:
            continue
        if opened is not None:
            for each in range(opened, at + 1):
                cleaned.lines[each] = ""
            cleaned.lines[at] = line.partition("%%")[2]
            opened = None
        elif match := _COMMENT.match(line):
            _, closed, rest = match["rest"].partition("%%")
            cleaned.lines[at] = rest if closed else line
            opened = None if closed else at


def _fence_math(cleaned: Cleaned, fences: Fences) -> None:
    """Display math over several lines is shown as code: nobody says it aloud."""
    opened: int | None = None
    for at, line in enumerate(cleaned.lines):
        stripped = line.strip()
        if fences.inside[at] or stripped.startswith("#"):
            opened = None
        elif opened is None:
            opened = at if stripped.startswith("$$") and "$$" not in stripped[2:] else None
        elif stripped.endswith("$$"):
            fences.inside[opened : at + 1] = [True] * (at + 1 - opened)
            cleaned.lines[opened], cleaned.lines[at] = "```math", "```"
            opened = None


def _take_elements(cleaned: Cleaned, fences: Fences, mdx: bool) -> None:
    """Tags of components, also over several lines; what stands beside them stays."""
    at = 0
    while at < len(cleaned.lines):
        line = cleaned.lines[at]
        if fences.inside[at] or "<" not in line or not _ELEMENT.match(line) or (not mdx and ">" in line):
            at += 1
            continue
        end = _element_end(cleaned.lines, at)
        if end is None:
            at += 1
            continue
        last, column = end
        for each in range(at, last):
            cleaned.lines[each] = ""
        cleaned.lines[last] = re.sub(r"</[A-Z][\w.]*>\s*$", "", cleaned.lines[last][column:])
        at = last if last > at else at + 1


def _element_end(lines: Sequence[str], start: int) -> tuple[int, int] | None:
    """Where the tag that opens on a line ends: braces and quotes in it may hold a `>`."""
    depth, quote = 0, ""
    for at in range(start, min(len(lines), start + _LONGEST_ELEMENT)):
        for column, char in enumerate(lines[at][:2000]):
            if quote:
                quote = "" if char == quote else quote
            elif char in "\"'`" and (depth or lines[at][column - 1 : column] == "="):
                quote = char
            elif char in "{}":
                depth += 1 if char == "{" else -1
            elif char == ">" and depth <= 0:
                return at, column + 1
        if not lines[at].strip() and not depth:
            return None
    return None


def _take_modules(cleaned: Cleaned, fences: Fences, mdx: bool) -> None:
    """Imports and exports; in a file that is not MDX only the one-line ones, which cannot be prose."""
    inside = False
    for at, line in enumerate(cleaned.lines):
        if fences.inside[at]:
            continue
        if inside:
            inside = bool(line.strip())
            cleaned.lines[at] = ""
        elif _MODULE.match(line) or (mdx and _EXPRESSION.match(line)):
            cleaned.lines[at] = ""
        elif mdx and _MODULE_OPENS.match(line):
            cleaned.lines[at], inside = "", True


def _open_admonitions(cleaned: Cleaned, fences: Fences) -> None:
    """`!!! note "Title"` of MkDocs: the title stays, and the text below it loses its margin."""
    inside = False
    for at, line in enumerate(cleaned.lines):
        match = _ADMONITION.match(line) if not fences.inside[at] and line[:1] in ("!", "?", "=") else None
        if match and (match["kind"] or match["title"]):
            title = match["title"] or ""
            asks = match["kind"] in ("question", "faq", "help") or title.endswith(("?", "？"))
            cleaned.lines[at], inside = f"**{title}**" if title and asks else title, True
        elif inside and line.startswith(("    ", "\t")):
            cleaned.lines[at] = line[4:] if line.startswith("    ") else line[1:]
        elif line.strip():
            inside = False


def _take_footnotes(cleaned: Cleaned, fences: Fences) -> None:
    held: list[tuple[int, str]] | None = None
    for at, line in enumerate(cleaned.lines):
        if fences.inside[at]:
            held = None
        elif match := _FOOTNOTE.match(line):
            held = cleaned.footnotes.setdefault(match["label"], [])
            held.append((at + 1, match["text"]))
            cleaned.lines[at] = ""
        elif held is not None and line.startswith(("  ", "\t")) and line.strip():
            held.append((at + 1, line.strip()))
            cleaned.lines[at] = ""
        elif line.strip():
            held = None
