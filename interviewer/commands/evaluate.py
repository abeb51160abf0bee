"""`interviewer eval`: search and grading, measured on files of examples."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer._click.exceptions import UsageError

from interviewer.commands.shared import GraderChoice, call, chosen_grader, write
from interviewer.i18n import translate

if TYPE_CHECKING:
    from interviewer.services.evaluation_grading import Judged

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
    worst: Annotated[int, typer.Option(min=0, help="So many of the answers that were graded worst.")] = 20,
    plot: Annotated[Path | None, typer.Option(help="Draw predictions against truth, as .png or .svg.")] = None,
) -> None:
    """Measure how well a grader agrees with people."""
    from interviewer.bootstrap import calibrated_on
    from interviewer.services.evaluation_files import read_csv, read_jsonl
    from interviewer.services.evaluation_grading import evaluate
    from interviewer.services.evaluation_report import as_text

    file = answers or csv
    if file is None or (answers and csv):
        raise UsageError("give --answers or --csv, one of them")
    _check_picture(plot)
    chosen = chosen_grader(call.container(), grader)
    read = read_jsonl(file) if answers else read_csv(file)
    figures, judged = evaluate(file, read, chosen.inner, chosen.embedder, calibrated_on())
    words = as_text(figures, judged, call.language, worst)
    if plot:
        _draw(plot, judged)
        words += "\n\n" + translate("evaluation.drawn", call.language, file=plot)
    call.print(figures, words)


def _check_picture(file: Path | None) -> None:
    """Before anything is measured in vain."""
    from interviewer.adapters.charts import need_charts

    if file is None:
        return
    if file.suffix.lower() not in (".png", ".svg"):
        raise UsageError("--plot needs a file that ends in .png or .svg")
    need_charts()


def _draw(file: Path, judged: Sequence[Judged]) -> None:
    from interviewer.adapters.charts import drawn, reliability
    from interviewer.services.reliability import of_answers

    what = "points" if any(each.graded.covered for each in judged) else "marks"
    write(file, drawn(reliability(of_answers(judged), what, call.language), file.suffix.lower()[1:]))
