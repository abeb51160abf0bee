"""The command `report`: a session's report, printed or written to a file."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from interviewer.commands.shared import call, write
from interviewer.i18n import translate
from interviewer.services.report_files import ReportFormat, file_name


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


def report(
    session_id: Annotated[str, typer.Argument(metavar="ID")],
    format: Annotated[ReportFormat | None, typer.Option(help="Default: md, with --json json.")] = None,
    output: Annotated[Path | None, typer.Option("-o", help="Write to a file.")] = None,
    language: Annotated[Language | None, typer.Option(help="Default: INTERVIEWER_LANGUAGE.")] = None,
) -> None:
    """Print or write the report of a session. PDF and Anki cards are always written, here without -o."""
    from interviewer.services.reports import build_from

    container = call.container()
    built = build_from(container.sessions, session_id)
    kind = format or (ReportFormat.JSON if call.as_json and output is None else ReportFormat.MD)
    content = container.report_files.make(built, kind, language.value if language else call.language)
    if output is None and kind.is_text:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")  # standard output has line ends of its own
        call.print(json.loads(text) if kind is ReportFormat.JSON else text, text)
        return
    file = output or Path(file_name(built, kind))
    write(file, content)
    if output is None:
        print(translate("cli.report_written", call.language, file=file), file=sys.stderr)
    call.print({"file": str(file)}, str(file))
