"""Question sets as files: which form a file has, reading and writing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path, PurePath

from interviewer.domain.desk import QuestionSet
from interviewer.domain.errors import NoteUnreadable, PathNotFound
from interviewer.services.desk.csv_text import from_csv, to_csv
from interviewer.services.desk.print_text import to_markdown
from interviewer.services.desk.yaml_reader import from_yaml
from interviewer.services.desk.yaml_text import to_yaml

_WRITERS = {".csv": to_csv, ".md": to_markdown}


def as_text(questions: QuestionSet, suffix: str) -> str:
    """The set as YAML, or as a table (`.csv`) or a page to print (`.md`)."""
    return _WRITERS.get(suffix.casefold(), to_yaml)(questions)


def from_text(text: str, name: str, now: datetime) -> QuestionSet:
    """The set in the text of a file of that name: CSV by its ending, else YAML. Raises SetFileBroken."""
    read = from_csv if PurePath(name).suffix.casefold() == ".csv" else from_yaml
    return read(text, file=name, now=now)


def read_set(file: Path, now: datetime) -> QuestionSet:
    """Raises PathNotFound, NoteUnreadable, SetFileBroken."""
    return from_text(read_text(file), str(file), now)


def read_text(file: Path) -> str:
    """Raises PathNotFound, NoteUnreadable."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise PathNotFound(path=str(file)) from error
    except IsADirectoryError as error:
        raise NoteUnreadable(file=str(file), why="unsupported") from error
    except OSError as error:
        raise NoteUnreadable(file=str(file), why="no_permission") from error
    except UnicodeDecodeError as error:
        raise NoteUnreadable(file=str(file), why="unknown_encoding") from error
