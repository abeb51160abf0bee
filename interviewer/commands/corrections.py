"""`interviewer corrections`: the verdicts that a person set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.commands.shared import call, write
from interviewer.i18n import translate

if TYPE_CHECKING:
    from interviewer.domain.corrections import Correction

app = typer.Typer(help="Verdicts that you corrected: list, export or remove them.")


@app.callback(invoke_without_command=True)
def corrections(context: typer.Context) -> None:
    """List the corrected verdicts, newest first."""
    from interviewer.services.as_json import correction_json

    if context.invoked_subcommand is not None:
        return
    found = call.container().corrections.all()
    lines = [_line(each) for each in found]
    call.print([correction_json(each) for each in found], "\n".join(lines), "cli.no_corrections")


@app.command("export")
def corrections_export(output: Annotated[Path, typer.Option("-o", help="The jsonl file to write.")]) -> None:
    """Write the corrections as graded answers that `make calibrate` can take."""
    from interviewer.services.correction_rows import to_jsonl

    found = call.container().corrections.all()
    write(output, to_jsonl(reversed(found)))
    words = translate("cli.corrections_exported", call.language, n=len(found), file=output)
    call.print({"file": str(output), "corrections": len(found)}, words)


@app.command("remove")
def corrections_remove(correction_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Take a correction back: the verdict is the grader's again, and nothing is learnt from it any more."""
    call.container().corrections.remove(correction_id)
    call.print({"removed": correction_id}, translate("cli.correction_removed", call.language, id=correction_id))


def _line(correction: Correction) -> str:
    language = call.language
    given, wanted = (translate(f"verdict.{kind.value}", language) for kind in (correction.given, correction.wanted))
    return f"{correction.id}  {correction.at:%Y-%m-%d}  {given} → {wanted}  {correction.key_point}  “{correction.said}”"
