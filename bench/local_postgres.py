"""Postgres by hand, without a service: the machine's own programs as an ordinary user."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path


class PostgresMissingError(Exception):
    """Its text says what to install."""


def programs() -> Path:
    """The folder with initdb: Debian keeps it out of PATH, one folder a version. Raises PostgresMissingError."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise PostgresMissingError("no PostgreSQL server programs are installed (Debian: apt install postgresql)")
    return (found[-1] if found else Path(str(on_path))).parent


def as_ordinary_user(*folders: Path) -> list[str]:
    """What to put before a command, because Postgres refuses to run as root; the folders become that user's.

    Raises PostgresMissingError.
    """
    if os.geteuid() != 0:
        return []
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise PostgresMissingError("as root there must be a user postgres (Debian: apt install postgresql)") from None
    for folder in folders:
        os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def initdb(as_user: list[str], data: Path, *options: str) -> list[str]:
    """The command that makes a new server's files, with a user `app` who needs no password on its socket."""
    made = ["initdb", "-D", str(data), "-U", "app", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", *options]
    return [*as_user, str(programs() / made[0]), *made[1:]]


def call(command: list[str], folder: Path) -> None:
    """Run it in a folder. Raises RuntimeError with what it said when it fails."""
    # Not a pipe: a server that it starts would inherit it and keep it open.
    with (folder.parent / f"{folder.name}.out").open("w+") as output:
        environment = {**os.environ, "HOME": str(folder)}
        done = subprocess.run(command, stdout=output, stderr=output, cwd=folder, env=environment, check=False)
        output.seek(0)
        said = output.read()
    Path(output.name).unlink()
    if done.returncode:
        raise RuntimeError(f"{command[-1]} failed: {said}")
