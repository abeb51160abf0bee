"""Measure a chat model as grader: `python -m bench.accuracy [MODEL] [ANSWERS.jsonl CSV...] [--limit N] [--yes]`.

What it may cost is told first. Grades are kept in data/accuracy: a run that was broken off, or in which some answers
fell back, goes on where it stopped and asks for the rest only. Figures go to bench/results/accuracy-<model>.json.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from bench.figures import ROOT, SHARED, write
from interviewer.adapters.grading_prompt import SCHEMA, VARIABLES, values
from interviewer.adapters.openai_chat import schema_in_words
from interviewer.bootstrap import Container
from interviewer.domain.errors import InterviewerError, MissingApiKey
from interviewer.domain.tokens import most_tokens
from interviewer.domain.usage import Usage
from interviewer.i18n import explain
from interviewer.prompting import load as load_prompt
from interviewer.services.costs import cost, dollars, price_of
from interviewer.services.evaluation_files import GradedAnswer, read_csv, read_jsonl
from interviewer.services.evaluation_grading import Judged, answer_figures, csv_figures, judge_all, p50
from interviewer.services.evaluation_models import how_graded
from interviewer.settings import Settings, load

REPLY_TOKENS_A_POINT = 70
MOST_CALLS = 3


def chosen_from(answers: Sequence[GradedAnswer], limit: int | None) -> list[GradedAnswer]:
    """So many answers, evenly from all kinds; the same ones each time."""
    if limit is None or limit >= len(answers):
        return list(answers)
    ordered = sorted(range(len(answers)), key=lambda at: (answers[at].kind, at))
    places = sorted(ordered[at * len(ordered) // limit] for at in range(limit))
    return [answers[at] for at in places]


def estimated(model: str, answers: Sequence[GradedAnswer]) -> Usage:
    """What one call an answer takes, on the high side; thinking, which some models bill, cannot be foreseen."""
    prompts = {language: load_prompt("grade", language, VARIABLES) for language in ("zh", "en")}
    schema = most_tokens(schema_in_words(SCHEMA))
    usage = Usage(model)
    for each in answers:
        prompt = prompts[each.question.language]
        text = prompt.system + prompt.fill(**values(each.question, each.answer, ()), repair="")
        reply = REPLY_TOKENS_A_POINT * len(each.question.key_points)
        usage += Usage(model, 1, most_tokens(text) + schema, 0, reply)
    return usage


def told(usage: Usage) -> str:
    """The estimate in words."""
    tokens = f"{usage.prompt_tokens:,} tokens of prompts and {usage.completion_tokens:,} of replies"
    price = cost(usage)
    if price is None:
        return f"{usage.calls} answers, {tokens}; the price of {usage.model} is not known"
    most = dollars(MOST_CALLS * price)
    return f"{usage.calls} answers, {tokens}: about {dollars(price)}, at most {most} with three calls each"


def confirmed(question: str) -> bool:
    if not sys.stdin.isatty():
        print("Give YES=1 (or --yes) to go on without being asked.", file=sys.stderr)
        return False
    return input(f"{question} [y/N] ").strip().casefold() in ("y", "yes")


def measured(file: Path, answers: Sequence[GradedAnswer], container: Container) -> dict[str, Any]:
    """Figures over the answers, with a line for each: what became of it and why."""
    grader = container.llm_grader
    if grader is None:
        raise MissingApiKey()
    done: list[Judged] = []

    def seen(judged: Judged) -> None:
        done.append(judged)
        print(f"{file.name} {len(done)}/{len(answers)}  {in_brief(judged)}", file=sys.stderr, flush=True)

    judged = judge_all(answers, grader.inner, grader.embedder, seen)
    figures = answer_figures(judged) if file.suffix == ".jsonl" else csv_figures(judged)
    assessments = [each.assessment for each in judged]
    return {**figures, "p50_ms": p50(judged), **how_graded(assessments), "answers": [row(each) for each in judged]}


def row(judged: Judged) -> dict[str, Any]:
    made = judged.assessment
    return {
        "kind": judged.graded.kind or None,
        "true_score": judged.graded.score,
        "score": made.score,
        "grader": made.grader,
        "gate": made.gate.value if made.gate else None,
        "fallback_reason": made.fallback_reason.value if made.fallback_reason else None,
        "unscored_reason": made.unscored_reason.value if made.unscored_reason else None,
        "verdicts": [verdict.kind.value + ("?" if verdict.unsure else "") for verdict in made.verdicts],
        "calls": made.usage.calls if made.usage else 0,
        "tokens": made.usage.tokens if made.usage else 0,
        "seconds": round(judged.milliseconds / 1000, 1),
    }


def in_brief(judged: Judged) -> str:
    said = row(judged)
    why = said["fallback_reason"] or said["unscored_reason"] or said["gate"] or ""
    parts = [said["kind"], f"{said['score']} ({said['true_score']:g})", said["grader"], why, f"{said['calls']} calls"]
    return "  ".join(str(part) for part in parts if part) + f"  {said['seconds']} s"


def name_of(model: str) -> str:
    return "accuracy-" + re.sub(r"[^A-Za-z0-9._-]+", "-", model).strip("-").lower()


def settings_for(model: str | None) -> Settings:
    """The user's settings, with that model, and a data folder for measuring. Raises MissingApiKey."""
    settings = load(openai_model=model)
    if not settings.has_llm:
        raise MissingApiKey()
    return settings.model_copy(update={"data_dir": ROOT / "data" / "accuracy", "database_url": ""})


def run(options: argparse.Namespace) -> None:
    settings = settings_for(options.model)
    model = settings.openai_model
    files = options.files or sorted((SHARED / "bench").glob("answers-*.jsonl"))
    read = {file: read_jsonl(file) if file.suffix == ".jsonl" else read_csv(file) for file in files}
    chosen = {file: chosen_from(answers, options.limit) for file, answers in read.items()}
    estimate = estimated(model, [answer for answers in chosen.values() for answer in answers])
    print(f"{model}: {told(estimate)}. A model that thinks costs more.", file=sys.stderr)
    if not (options.yes or confirmed("Go on?")):
        sys.exit(1)
    container = Container(settings)
    try:
        sets = {file.name: measured(file, answers, container) for file, answers in chosen.items()}
    finally:
        container.close()
    figures = {"model": model, "price_known": price_of(model) is not None, "limit": options.limit, "sets": sets}
    print(write(name_of(model), figures, files).read_text("utf-8"))


def main() -> NoReturn:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", help="default: OPENAI_MODEL")
    parser.add_argument("files", nargs="*", type=Path, help="graded answers; default: answers-*.jsonl of BENCH_INPUTS")
    parser.add_argument("--limit", type=int, help="so many answers of each file, evenly from all kinds")
    parser.add_argument("--yes", action="store_true", help="do not ask before money is spent")
    try:
        run(parser.parse_args())
    except InterviewerError as error:
        sys.exit(explain(error, "en"))
    except KeyboardInterrupt:
        sys.exit("Broken off. Run it again: what is graded is kept.")
    sys.exit(0)


if __name__ == "__main__":
    main()
