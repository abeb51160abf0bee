"""Word and PDF files as Markdown, by mammoth, markdownify and pypdf: the optional extra `documents`.

Lines of such a note count in the converted text. These three were chosen for their weight (15 MB with all they need,
pure Python) and upkeep; converters that use models for the layout weigh hundreds of megabytes and more.
"""

from __future__ import annotations

import logging
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from ingest.labels import is_label, ordinal_title
from interviewer.domain.errors import NoteUnreadable
from interviewer.domain.text import fold

DOCUMENT_SUFFIXES = {".docx", ".pdf"}
_LARGEST_UNPACKED = 100 * 1024 * 1024
_MOST_PAGES = 2000
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+\S")
_FEWEST_PAGES_WITH_FOOTERS = 4
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}


def to_markdown(data: bytes, path: Path) -> str:
    """The document's text with its headings. Raises NoteUnreadable: `needs_documents` without the extra, `locked`,
    `unfolds`, or `broken_document`."""
    convert = _pdf if path.suffix.lower() == ".pdf" else _docx
    try:
        return convert(data, path)
    except NoteUnreadable:
        raise
    except ImportError as error:
        raise NoteUnreadable(file=path, why="needs_documents") from error
    except MemoryError as error:
        raise NoteUnreadable(file=path, why="unfolds") from error
    except Exception as error:  # these libraries raise whatever a broken file makes them stumble over
        raise NoteUnreadable(file=path, why="broken_document") from error


def check_docx(archive: zipfile.ZipFile, path: Path) -> int:
    """The bytes that it unpacks to, as it says itself: what lies beyond them is never read. Raises NoteUnreadable."""
    unpacked = sum(each.file_size for each in archive.infolist())
    if unpacked > _LARGEST_UNPACKED:
        raise NoteUnreadable(file=path, why="unfolds")
    return unpacked


def _docx(data: bytes, path: Path) -> str:
    import mammoth
    from markdownify import markdownify

    with zipfile.ZipFile(BytesIO(data)) as archive:
        check_docx(archive, path)
    html = mammoth.convert_to_html(BytesIO(data), convert_image=mammoth.images.img_element(lambda _image: {})).value
    marks: dict[str, Any] = {"escape_asterisks": False, "escape_underscores": False, "escape_misc": False}
    return str(markdownify(html, heading_style="ATX", bullets="-", strip=["img", "a"], **marks)).replace("\xa0", " ")


def _pdf(data: bytes, path: Path) -> str:
    from pypdf import PasswordType, PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote the document
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise NoteUnreadable(file=path, why="locked")
    pages = [page.extract_text().split("\n") for page in reader.pages[:_MOST_PAGES]]
    chapters = Counter({(page, fold(title)): rank for title, rank, page in _chapters(reader, reader.outline)})
    footers = _repeated(pages)
    lines: list[str] = []
    for number, page in enumerate(pages):
        for line in map(str.strip, page):
            if _shape(line) in footers:
                continue
            rank = chapters[number, fold(line)] or (0 if chapters else _rank(line))
            lines += ["", f"{'#' * rank} {line}", ""] if rank and line else [line]
    return "\n".join(lines).translate(_LIGATURES)


def _chapters(reader: Any, outline: Iterable[Any], rank: int = 1) -> Iterator[tuple[str, int, int]]:
    """(title, rank, page from 0) of the document's own table of contents."""
    for entry in outline:
        if isinstance(entry, list):
            yield from _chapters(reader, entry, min(rank + 1, 6))
        elif (page := reader.get_destination_page_number(entry)) is not None:
            yield str(entry.title), rank, page


def _rank(line: str) -> int:
    """The rank of a line that carries a number as headings do, 0 for others."""
    if ordinal_title(line):
        return 1
    return min(6, line.split()[0].strip(".").count(".") + 1) if _NUMBERED.match(line) and is_label(line) else 0


def _repeated(pages: list[list[str]]) -> set[str]:
    """Lines that stand on more than half of the pages: heads and feet, but for their page numbers."""
    if len(pages) < _FEWEST_PAGES_WITH_FOOTERS:
        return set()
    counts = Counter(shape for page in pages for shape in {_shape(line.strip()) for line in page})
    return {shape for shape, count in counts.items() if shape and count * 2 > len(pages)}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)
