"""`interviewer eval`: search and grading, measured on files of examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from typer._click.exceptions import UsageError

from interviewer.commands.shared import GraderChoice, call, chosen_grader

app = typer.Typer(no_args_is_help=True, help="Measure retrieval and grading on a file of examples.")


@app.command("retrieval")
def eval_retrieval(
    notes: Annotated[list[Path], typer.Option(help="Notes to index; may be given several times.")],
    queries: Annotated[Path, typer.Option(help="JSON lines with query and topic.")],
) -> None:
    """Measure how well search finds the section that answers a query, on an index of its own."""
    from interviewer.bootstrap import scratch
    from interviewer.services.evaluation_retrieval import evaluate_retrieval
    from interviewer.services.topics import Topics

    settings = call.settings()
    topics = Topics.read(settings.knowledge_dir / "topics.yaml") if len(notes) > 1 else None
    with scratch(settings, notes) as container:
        result = evaluate_retrieval(container.search, queries, topics)
    call.print(result, json.dumps(result, ensure_ascii=False, indent=2))


@app.command("grading")
def eval_grading(
    answers: Annotated[Path | None, typer.Option(help="JSON lines with key points and marks.")] = None,
    csv: Annotated[Path | None, typer.Option(help="A table with question, reference, answer and score.")] = None,
    grader: Annotated[GraderChoice | None, typer.Option(help="Default: the LLM with a key, else embedded.")] = None,
) -> None:
    """Measure how well a grader agrees with people."""
    from interviewer.bootstrap import calibrated_on
    from interviewer.services.evaluation_grading import evaluate_answers, evaluate_csv

    if (answers is None) == (csv is None):
        raise UsageError("give --answers or --csv, one of them")
    chosen = chosen_grader(call.container(), grader)
    measure = evaluate_answers if answers else evaluate_csv
    result = measure(answers or csv or Path(), chosen.inner, chosen.embedder, calibrated_on())
    call.print(result, json.dumps(result, ensure_ascii=False, indent=2))
