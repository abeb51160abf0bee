"""Documents that may unfold without end are converted in a process of their own, with limits."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from contextlib import suppress
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from ingest.convert import DOCUMENT_SUFFIXES, check_docx, to_markdown
from interviewer.domain.errors import NoteUnreadable

SECONDS = 60
MEMORY = 2 * 1024**3
LONGEST_TEXT = 20_000_000
"""Limits of processor time, of memory where the system has such a limit, and of characters."""
_SMALL = 3 * 1024 * 1024
"""Bytes of a Word file, unpacked: so much is read within a second or two, without another process."""
_ROOT = Path(__file__).resolve().parent.parent
_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"


def document_text(data: bytes, path: Path) -> str:
    """A document as Markdown. Raises NoteUnreadable as `to_markdown` does, and `unfolds` beyond the limits."""
    suffix = path.suffix.lower()
    if find_spec("pypdf" if suffix == ".pdf" else "mammoth") is None:
        raise NoteUnreadable(file=path, why="needs_documents")
    if suffix == ".docx" and _unpacked(data, path) <= _SMALL:
        return to_markdown(data, path)
    return _in_a_process(data, path, suffix)


def check_kind(data: bytes, path: Path) -> None:
    """Raises NoteUnreadable for a document under a name of another kind, and for a text under that of a document."""
    kind = ".pdf" if _PDF in data[:1024] and data.lstrip()[:5] == _PDF else ".docx" if data.startswith(_ZIP) else ""
    suffix = path.suffix.lower()
    if kind != (suffix if suffix in DOCUMENT_SUFFIXES else "") and (kind or _is_text(data)):
        raise NoteUnreadable(file=path, why="mislabelled")


def _is_text(data: bytes) -> bool:
    """Whether it may be a text; what is neither that nor a document is for its reader to call broken."""
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _unpacked(data: bytes, path: Path) -> int:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return check_docx(archive, path)
    except NoteUnreadable:
        raise
    except Exception as error:  # zipfile raises many kinds over a broken file
        raise NoteUnreadable(file=path, why="broken_document") from error


def _in_a_process(data: bytes, path: Path, suffix: str) -> str:
    line = [sys.executable, "-c", "from ingest.apart import main; main()", suffix, str(SECONDS)]
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TEMP", "TMP")}
    try:
        done = subprocess.run(
            line,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * SECONDS,
            env=kept | {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NoteUnreadable(file=path, why="unfolds") from error
    if done.returncode != 0 or not done.stdout:
        raise NoteUnreadable(file=path, why="unfolds")
    told = done.stdout[1:].decode("utf-8")
    if done.stdout[:1] == b"-":
        raise NoteUnreadable(file=path, why=told)
    return told


def main() -> None:
    """Read a document from standard input, of the kind and within the seconds that the arguments name; write "+" and
    its text, or "-" and why not."""
    _limit(int(sys.argv[2]))
    path = Path(f"document{sys.argv[1]}")
    try:
        text = to_markdown(sys.stdin.buffer.read(), path)
        answer = b"+" + text.encode("utf-8", "replace") if len(text) <= LONGEST_TEXT else b"-unfolds"
    except NoteUnreadable as error:
        answer = b"-" + str(error.details["why"]).encode()
    except MemoryError:
        answer = b"-unfolds"
    sys.stdout.buffer.write(answer)


def _limit(seconds: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, MEMORY)):
        with suppress(ValueError, OSError):  # a system may have a lower limit, or none of this kind
            resource.setrlimit(kind, (most, most))
