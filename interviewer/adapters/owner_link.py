"""How a command reaches the app that owns the index: a note in the index folder says where, and with which token."""

from __future__ import annotations

import json
import os
import secrets
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from interviewer.domain import errors
from interviewer.domain.errors import IndexOwnedElsewhere, InterviewerError

ROUTE = "/api/index"
_NOTE = "owner.json"
_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class OwnerLink:
    """The app that owns an index folder. Its token is readable by the user of this machine only."""

    folder: Path
    url: str
    token: str

    shows_progress: ClassVar[bool] = False

    def run(self, command: str, arguments: dict[str, Any]) -> Any:
        """What the command gave there. Raises the InterviewerError that it raised there, or IndexOwnedElsewhere."""
        request = urllib.request.Request(
            self.url + ROUTE,
            data=json.dumps({"command": command, "arguments": arguments}).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as reply:
                return json.load(reply)
        except urllib.error.HTTPError as error:
            raise _told(error, self.folder) from error
        except (OSError, json.JSONDecodeError) as error:
            raise IndexOwnedElsewhere(folder=self.folder, pid="?") from error


def announce(folder: Path, port: int) -> str:
    """Leave the note in the folder that this process owns; gives the token that callers have to show."""
    token = secrets.token_urlsafe(32)
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / _NOTE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"pid": os.getpid(), "url": f"http://127.0.0.1:{port}", "token": token}, file)
    return token


def find_owner(folder: Path) -> OwnerLink | None:
    """The app that left a note in the folder; None when there is none to be read."""
    try:
        note = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        return OwnerLink(folder, str(note["url"]), str(note["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def withdraw(folder: Path) -> None:
    """Take the note away again."""
    (folder / _NOTE).unlink(missing_ok=True)


def as_problem(error: InterviewerError) -> dict[str, Any]:
    """An error as it goes over the wire."""
    return {"error": type(error).__name__, "details": {name: str(value) for name, value in error.details.items()}}


def _told(error: urllib.error.HTTPError, folder: Path) -> InterviewerError:
    try:
        problem = json.loads(error.read())
        kind = getattr(errors, str(problem["error"]))
        if issubclass(kind, InterviewerError):
            made: InterviewerError = kind(**problem["details"])
            return made
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    return IndexOwnedElsewhere(folder=folder, pid="?")
