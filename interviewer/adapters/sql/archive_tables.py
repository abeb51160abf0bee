"""Which tables are exported, and how their rows look in the file. A new table joins by a line here."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, Table

from interviewer.adapters.sql import tables
from interviewer.adapters.sql.checked import checked
from interviewer.adapters.sql.codec import dumps, loads
from interviewer.adapters.sql.columns import UtcTime
from interviewer.adapters.sql.scope import OWNER
from interviewer.domain.assessment import Assessment
from interviewer.domain.corrections import Correction
from interviewer.domain.desk import QuestionSet
from interviewer.domain.edits import KeyPointEdit, Refinement
from interviewer.domain.questions import Question
from interviewer.domain.sessions import Course, FollowUpTurn, Plan
from interviewer.domain.speech import Recording

_LONGEST_KEY = 500
_SECRETS = ("key", "token", "secret", "password")


def _never(_file: Mapping[str, Any], _here: Mapping[str, Any]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Exported:
    """A table in the file: each row a record of that `kind`, without the columns that are `derived`.

    `documents` are the columns that hold values made by the codec. `newer` says whether a row of the file replaces
    the one here with the same key. Rows with the same `group` belong together: where there are other ones here, none
    is added.
    """

    kind: str
    table: Table
    documents: Mapping[str, Any] = field(default_factory=dict)
    derived: frozenset[str] = frozenset()
    newer: Callable[[Mapping[str, Any], Mapping[str, Any]], bool] = _never
    group: str = ""
    wanted: Callable[[Mapping[str, Any]], bool] = lambda _row: True

    @property
    def columns(self) -> list[Column[Any]]:
        """Not whose they are: what is imported becomes the importer's."""
        return [column for column in self.table.c if column.name not in self.derived | {OWNER}]

    @property
    def key(self) -> list[Column[Any]]:
        return [column for column in self.table.primary_key.columns if column.name != OWNER]

    def as_record(self, row: Any) -> dict[str, Any]:
        """Raises ValueError, TypeError or what else a value that is no such value brings on."""
        return {column.name: self._to_json(column, getattr(row, column.name)) for column in self.columns}

    def as_row(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Raises likewise."""
        return {column.name: self._from_json(column, record) for column in self.columns if _is_given(column, record)}

    def _to_json(self, column: Column[Any], value: Any) -> Any:
        if value is None:
            return None
        if kind := self.documents.get(column.name):
            checked(kind, loads(kind, value))
            return json.loads(value)
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat()
        return b64encode(value).decode() if isinstance(value, bytes) else value

    def _from_json(self, column: Column[Any], record: Mapping[str, Any]) -> Any:
        value = record[column.name]
        if value is None and column.nullable:
            return None
        if kind := self.documents.get(column.name):
            return dumps(checked(kind, loads(kind, json.dumps(value))))
        if isinstance(column.type, UtcTime):
            return checked(datetime, datetime.fromisoformat(value)).astimezone(UTC)
        if isinstance(column.type, LargeBinary):
            return b64decode(value, validate=True)
        for kind, type_ in ((Boolean, bool), (Integer, int), (Float, float)):
            if isinstance(column.type, kind):
                return checked(type_, value)
        if column.primary_key and not 0 < len(value) <= _LONGEST_KEY:
            raise ValueError("no key")
        return checked(str, value)


def _is_given(column: Column[Any], record: Mapping[str, Any]) -> bool:
    """A column that an older version did not have may be missing, where it has a default."""
    return column.name in record or not (column.nullable or column.server_default is not None)


def _later(name: str) -> Callable[[Mapping[str, Any], Mapping[str, Any]], bool]:
    return lambda file, here: bool(file[name] > here[name])


def _newer_set(file: Mapping[str, Any], here: Mapping[str, Any]) -> bool:
    """A locked one stays as it is."""
    return bool(file["version"] > here["version"] and not here["locked"])


SESSION = Exported(
    "session",
    tables.session,
    documents={"plan": Plan},
    derived=frozenset({"deleted_at", "questions", "answered", "score", "grader", "topics"}),
)
TURN = Exported(
    "turn",
    tables.turn,
    documents={
        "question": Question,
        "assessment": Assessment,
        "follow_ups": tuple[FollowUpTurn, ...],
        "course": Course,
    },
    derived=frozenset({"score", "grader"}),
)
RECORDING = Exported("recording", tables.recording, documents={"document": Recording})
OTHERS = (
    Exported("question_set", tables.question_set, documents={"document": QuestionSet}, newer=_newer_set),
    Exported("correction", tables.correction, documents={"document": Correction}, newer=_later("at")),
    Exported("key_point_edit", tables.key_point_edit, documents={"document": KeyPointEdit}, group="section_id"),
    Exported("refinement", tables.refinement, documents={"document": Refinement}),
    Exported(
        "preference",
        tables.preference,
        wanted=lambda row: not any(word in row["name"].casefold() for word in _SECRETS),
    ),
)
"""Tables whose rows stand by themselves."""
