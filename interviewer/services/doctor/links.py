"""Links to other notes, pictures and headings that lead nowhere. What lies on the network is not looked at."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from ingest.inline import plain
from interviewer.services.doctor.documents import Document
from interviewer.services.doctor.findings import Finding, FindingKind

_LINK = re.compile(
    r"\[[^\[\]]{0,400}\]\(\s*(?:<(?P<angle>[^<>]{1,600})>|(?P<bare>[^\s()<>]{1,600}(?:\([^\s()]{0,200}\))?))"
)
_REFERENCE = re.compile(r"^\s{0,3}\[[^\[\]^]{1,200}\]:\s+<?(?P<bare>[^\s<>]{1,600})")
_WIKI = re.compile(r"\[\[(?P<target>[^\[\]|\s][^\[\]|]{0,300})(?:\|[^\[\]]{0,300})?\]\]")
_CODE_SPAN = re.compile(r"(?<!`)(`{1,3})(?!`)[^`]{1,400}\1(?!`)")
_ELSEWHERE = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]{1,20}:|//|\{|\$|<|%7B)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(?P<text>.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^\s{0,3}(?:=+|-{2,})\s*$")
_OWN_ANCHOR = re.compile(
    r"""<[A-Za-z][^<>]{0,200}?\b(?:id|name)\s*=\s*["']?([^"'\s>]+)|\{#([^}\s]+)\}|\s\^([\w-]+)\s*$"""
)
_NO_SLUG = re.compile(r"[^\w\- ]")
_NOTE_SUFFIXES = (".md", ".markdown", ".mdx", ".txt")
_MOST_ENTRIES = 20_000


def find_dead_links(documents: Sequence[Document]) -> Iterator[Finding]:
    reader = _Reader(documents)
    for document in documents:
        if document.converted:
            continue
        for line, target, wiki in _links(document):
            reason, nearest = reader.dead(document, target, wiki=wiki)
            if reason:
                reason = f"{reason}_near" if nearest else reason
                details = {"target": target, "nearest": nearest}
                path = document.path_at(line)
                yield Finding(FindingKind.DEAD_LINK, path, document.file, line, reason, details)


def _links(document: Document) -> Iterator[tuple[int, str, bool]]:
    """(line, target, whether it is written as [[…]]) of the links outside code."""
    comment = False
    for number, (line, fenced) in enumerate(zip(document.lines, document.fenced, strict=True), 1):
        comment = (comment or "<!--" in line) and "-->" not in line
        if fenced or comment or number <= document.head or "[" not in line or line.startswith(("    ", "\t")):
            continue
        line = _CODE_SPAN.sub("", line)
        for match in (*_LINK.finditer(line), *_REFERENCE.finditer(line)):
            target = match.groupdict().get("angle") or match["bare"] or ""
            if target and not _ELSEWHERE.match(target):
                yield number, target, False
        for match in _WIKI.finditer(line):
            if not match["target"].startswith(("-", "!", "$")):
                yield number, match["target"].strip(), True


class _Reader:
    """Looks targets up, each file once."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._lines = {os.path.realpath(each.place): each.lines for each in documents}
        self._anchors: dict[str, frozenset[str]] = {}
        self._roots: dict[Path, Path] = {}
        self._listings: dict[Path, tuple[Path, ...]] = {}

    def dead(self, document: Document, target: str, *, wiki: bool) -> tuple[str, str]:
        """(the reason, the target that was likely meant); two empty strings for a link that leads somewhere."""
        name, _, anchor = target.partition("#")
        name = name if wiki else unquote(name.split("?")[0])
        place = os.path.realpath(document.place)
        if name:
            found = self._wiki_place(document, name) if wiki else self._place(document, name)
            if found is None:
                return "dead_link", _nearest(Path(name).name, (entry.name for entry in self._entries(document)))
            place = found
        if not anchor or not place.lower().endswith(_NOTE_SUFFIXES[:3]):
            return "", ""
        known = self._known_anchors(place)
        wanted = anchor.rpartition("#")[2] if wiki else unquote(anchor)
        if not known or wanted.lower().lstrip("^") in known or slug(wanted) in known or _is_line(wanted):
            return "", ""
        return "dead_anchor", _nearest(slug(wanted), known)

    def _place(self, document: Document, name: str) -> str | None:
        """The file or folder that a relative link names; one from the root is looked for in every folder above."""
        base = document.place.resolve().parent
        starts = [base, *base.parents] if name.startswith("/") else [base]
        for start in starts:
            for ending in ("", ".md", ".mdx", "/index.md", "/README.md"):
                place = start / (name.lstrip("/") + ending)
                if _exists(place):
                    return str(place.resolve())
        # A site may serve an address that no file has.
        return "" if name.startswith("/") and Path(name).suffix not in _NOTE_SUFFIXES else None

    def _wiki_place(self, document: Document, name: str) -> str | None:
        wanted = PurePosixPath(name.lower())
        for entry in self._entries(document):
            have = PurePosixPath(entry.as_posix().lower())
            for each in (have, have.with_suffix("") if have.suffix in _NOTE_SUFFIXES else have):
                if each.parts[-len(wanted.parts) :] == wanted.parts:
                    return os.path.realpath(self._root(document) / entry)
        return self._place(document, name)

    def _root(self, document: Document) -> Path:
        folder = document.place.resolve().parent
        if folder not in self._roots:
            self._roots[folder] = _root(folder)
        return self._roots[folder]

    def _entries(self, document: Document) -> tuple[Path, ...]:
        root = self._root(document)
        if root not in self._listings:
            self._listings[root] = _listing(root)
        return self._listings[root]

    def _known_anchors(self, place: str) -> frozenset[str]:
        if place not in self._anchors:
            lines = self._lines.get(place) or _read_lines(Path(place))
            self._anchors[place] = anchors_of(lines)
        return self._anchors[place]


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    folded = unicodedata.normalize("NFC", plain(heading)).lower()
    return _NO_SLUG.sub("", folded).strip().replace(" ", "-")


def anchors_of(lines: Sequence[str]) -> frozenset[str]:
    """All that a link into a note may name, in lower case: headings (also the second of a name), ids, block marks."""
    found: set[str] = set()
    seen: Counter[str] = Counter()
    for at, line in enumerate(lines):
        match = _HEADING.match(line)
        below = lines[at + 1] if at + 1 < len(lines) else ""
        title = match["text"] if match else line if line.strip() and _UNDERLINE.match(below) else ""
        if title:
            name = slug(re.sub(r"\s*\{#[^}]*\}\s*$", "", title))
            found.add(f"{name}-{seen[name]}" if seen[name] else name)
            seen[name] += 1
        found.update(each.lower() for groups in _OWN_ANCHOR.findall(line) for each in groups if each)
    return frozenset(found)


def _is_line(anchor: str) -> bool:
    return bool(re.fullmatch(r"L\d+(?:-L?\d+)?|:~:.*|top|_.*", anchor))


def _nearest(wanted: str, known: Iterator[str] | frozenset[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(wanted, sorted(set(known))[:2000], n=1, cutoff=0.6)), "")


def _root(folder: Path) -> Path:
    """The vault or repository that a note belongs to, else its folder."""
    for each in (folder, *folder.parents):
        if _exists(each / ".obsidian") or _exists(each / ".git"):
            return each
    return folder


def _listing(root: Path) -> tuple[Path, ...]:
    """Files below a folder by relative path, those of programs and hidden ones left out; at most some thousands."""
    found: list[Path] = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(each for each in folders if not each.startswith((".", "node_modules", "__pycache__")))
        found.extend(Path(folder, name).relative_to(root) for name in sorted(files) if not name.startswith("."))
        if len(found) > _MOST_ENTRIES:
            break
    return tuple(found)


def _exists(place: Path) -> bool:
    try:
        return place.exists()
    except (OSError, ValueError):
        return False


def _read_lines(place: Path) -> list[str]:
    try:
        return place.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
