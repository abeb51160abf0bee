"""`interviewer sessions`: the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.commands.shared import call
from interviewer.i18n import translate

if TYPE_CHECKING:
    from interviewer.domain.sessions import SessionSummary

app = typer.Typer(help="Your sessions: list, find, rename, delete and restore them.")


@app.callback(invoke_without_command=True)
def sessions(
    context: typer.Context,
    search: Annotated[str, typer.Option(help="Words in names, topics, questions and answers; all of them.")] = "",
    deleted: Annotated[bool, typer.Option("--deleted", help="Those that can still be restored.")] = False,
) -> None:
    """List the sessions, newest first."""
    if context.invoked_subcommand is not None:
        return
    from interviewer.domain.history import HistoryFilter, Standing
    from interviewer.services.as_json import summary_json

    wanted = HistoryFilter(words=search, standing=Standing.DELETED if deleted else Standing.ALL)
    store = call.container().sessions
    found = store.summaries() if wanted == HistoryFilter() else store.page(wanted, 0, _ALL).sessions
    empty = "cli.no_sessions" if wanted == HistoryFilter() else "cli.no_such_sessions"
    call.print([summary_json(each) for each in found], "\n".join(map(_line, found)), empty)


_ALL = 1_000_000


@app.command("rename")
def sessions_rename(session_id: Annotated[str, typer.Argument(metavar="ID")], name: str) -> None:
    """Give a session a name; an empty one takes the name away."""
    kept = call.container().history.rename(session_id, name)
    words = translate("cli.session_renamed", call.language, id=session_id, name=kept or "–")
    call.print({"renamed": session_id, "name": kept}, words)


@app.command("delete")
def sessions_delete(session_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Delete a session. It can be restored for 30 days."""
    history = call.container().history
    history.delete(session_id)
    history.tidy()
    call.print({"deleted": session_id}, translate("cli.session_deleted", call.language, id=session_id))


@app.command("restore")
def sessions_restore(session_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Bring a deleted session back."""
    call.container().history.restore(session_id)
    call.print({"restored": session_id}, translate("cli.session_restored", call.language, id=session_id))


def _line(summary: SessionSummary) -> str:
    score = "–" if summary.score is None else summary.score
    named = f"  {summary.name}" if summary.name else ""
    return f"{summary.id}  {summary.started_at.isoformat()[:16]}  {score}{named}"
