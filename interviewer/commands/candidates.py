"""`interviewer desk`: what comes after an interview: candidates, their scorecards, and deleting them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.commands.report import Language
from interviewer.commands.shared import call, write
from interviewer.i18n import translate
from interviewer.services.desk.card_files import CardFormat, file_name

if TYPE_CHECKING:
    from interviewer.services.desk.candidates import CandidateRow
    from interviewer.services.desk.card_values import CardView


def add_to(app: typer.Typer) -> None:
    app.command()(scorecard)
    app.command()(candidates)
    app.command("delete-candidate")(delete_candidate)


def scorecard(
    interview_id: Annotated[str, typer.Argument(metavar="ID", help="The interview, as `desk candidates` lists it.")],
    format: Annotated[CardFormat | None, typer.Option(help="Default: md, with --json json.")] = None,
    output: Annotated[Path | None, typer.Option("-o", help="Write to a file.")] = None,
    language: Annotated[Language | None, typer.Option(help="Default: INTERVIEWER_LANGUAGE.")] = None,
) -> None:
    """Print or write the scorecard of an interview. A PDF is always written, here without -o."""
    container = call.container()
    view = container.candidates.scorecards.view(interview_id)
    kind = format or (CardFormat.JSON if call.as_json and output is None else CardFormat.MD)
    content = container.card_files.make(view, kind, language.value if language else call.language)
    if output is None and kind is not CardFormat.PDF:
        text = content.decode()
        call.print(json.loads(text) if kind is CardFormat.JSON else text, text)
        return
    file = output or Path(file_name(view, kind))
    write(file, content)
    if output is None:
        print(translate("cli.report_written", call.language, file=file), file=sys.stderr)
    call.print({"file": str(file)}, str(file))


def candidates() -> None:
    """List the candidates that are kept, with their interviews."""
    rows = call.container().candidates.rows()
    found = [_row(each) for each in rows]
    call.print(found, "\n".join(_line(each) for each in found), "cli.no_candidates")


def delete_candidate(
    candidate_id: Annotated[str, typer.Argument(metavar="ID", help="As `desk candidates` lists it.")],
) -> None:
    """Delete a candidate with his interviews, scorecards, their logs and recordings."""
    known = call.container().candidates
    name = known.store.get(candidate_id).name
    known.delete(candidate_id)
    call.print({"deleted": candidate_id}, translate("cli.candidate_deleted", call.language, name=name))


def _row(row: CandidateRow) -> dict[str, Any]:
    return {
        "id": row.candidate.id,
        "name": row.candidate.name,
        "last": row.last.isoformat(),
        "deleted_on": row.goes_at.isoformat() if row.goes_at else None,
        "interviews": [_interview(each) for each in row.interviews],
    }


def _interview(view: CardView) -> dict[str, Any]:
    card = view.card
    return {
        "id": view.interview.id,
        "set": view.interview.set.name,
        "interviewer": view.interview.interviewer,
        "signed": card.signed.name if card.signed else None,
        "mean_rating": None if view.mean_rating is None else round(view.mean_rating, 2),
        "recommendation": card.recommendation.value if card.recommendation else None,
    }


def _line(row: dict[str, Any]) -> str:
    lines = [f"{row['id']}  {row['name']}  {row['last'][:10]}"]
    for each in row["interviews"]:
        key = "signed_by" if each["signed"] else "unsigned"
        state = translate(f"cli.{key}", call.language, name=each["signed"])
        lines.append(f"  {each['id']}  {each['set']}  {state}")
    return "\n".join(lines)
