"""`interviewer export` and `interviewer import`: everything in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interviewer.commands.shared import call
from interviewer.i18n import translate


def export(
    output: Annotated[Path, typer.Option("-o", help="The file to write, such as interviewer.jsonl.gz.")],
    with_recordings: Annotated[bool, typer.Option("--with-recordings", help="The audio of answers too.")] = False,
) -> None:
    """Write sessions, corrections, edited key points and preferences to one file. Notes are not in it."""
    made = call.container().archives.export_to(output, with_recordings=with_recordings)
    size = output.stat().st_size
    result = {"file": str(output), "bytes": size, "records": dict(made.counts), "unreadable": made.unreadable}
    words = [translate("archive.exported", call.language, file=output, n=made.counts.get("session", 0))]
    if not with_recordings:
        words.append(translate("archive.without_recordings", call.language))
    if made.unreadable:
        words.append(translate("archive.unreadable", call.language, n=made.unreadable))
    call.print(result, "\n".join(words))


def import_(
    file: Annotated[Path, typer.Argument(help="A file that `export` wrote.")],
    preview: Annotated[bool, typer.Option("--preview", help="Say what would be added, and change nothing.")] = False,
) -> None:
    """Put what a file holds to what is here: all of it or nothing. Twice does no more than once."""
    from interviewer.services.archive_words import lines
    from interviewer.services.archives import opened

    archives = call.container().archives
    with opened(file) as content:
        merged = archives.preview(content) if preview else archives.merge(content)
    call.print(merged.as_json(), "\n".join(lines(merged, call.language)))
