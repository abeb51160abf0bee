"""`make bench-desk`: what the interviewer's desk suggests while a candidate talks, and how fast.

Ticks and probes are out of fold: the answers of a topic are judged by models that saw no graded answer of it. Fitting
takes minutes; `--models FILE` keeps the models of the folds for the next run on the same answers.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

from bench.calibrate import as_json, digest, examples, fit
from bench.desk_llm import speed_with_model
from bench.desk_speed import speed
from bench.examples import load
from bench.figures import SHARED, write
from bench.grading import FOLDS
from bench.question_leaks import Uttered, leak_in
from interviewer.adapters.desk_words import DeskWords
from interviewer.adapters.embedded_grader import EmbeddedGrader
from interviewer.adapters.embedded_grader.model import from_json
from interviewer.adapters.usem3_embedder import Usem3Embedder
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.desk import SetQuestion
from interviewer.domain.ports import Grader
from interviewer.services.desk.asked import as_question
from interviewer.services.desk.probes import Probing, Suggestions
from interviewer.services.desk.ticking import Ticking
from interviewer.services.evaluation_files import GradedAnswer, read_jsonl
from interviewer.services.gated_grading import GatedGrader

CLEAN = ("full", "full-paraphrase", "half", "one-point", "english", "spoken")
"""Kinds of answers that say what they say: nothing swapped, denied, stuffed or addressed to the grader."""
_NAME = re.compile(r"[A-Za-z][\w.+/-]*")
_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_SHORTEST_RUN = 3
_COVERED, _NOT_COVERED = 0.75, 0.25
_MOST_EXAMPLES = 12


@dataclass(frozen=True, slots=True)
class Seen:
    """A graded answer with what the desk suggested for the whole of it."""

    graded: GradedAnswer
    question: SetQuestion
    suggested: Suggestions

    @property
    def ticked(self) -> set[str]:
        return {each.key_point_id for each in self.suggested.ticks if each.kind is VerdictKind.COVERED}


def set_question(graded: GradedAnswer) -> SetQuestion:
    asked = graded.question
    ladder = DeskWords().ladder(asked)
    return SetQuestion(
        "q", asked.text, "s", asked.path, key_points=asked.key_points, ladder=ladder, reference=asked.reference
    )


def fold_models(file: Path, kept: Path | None, embedder: Usem3Embedder) -> list[dict[str, Any]]:
    """For each fold the numbers of its answers (`test`) and the `model` that saw none of their topics."""
    if kept and kept.is_file():
        read = json.loads(kept.read_text(encoding="utf-8"))
        if read["answers"] == digest(file):
            return list(read["folds"])
    given, topics = examples(load(file), [], embedder), np.array([each["topic"] for each in load(file)])
    folds = []
    for _, test in GroupKFold(FOLDS).split(topics, groups=topics):
        model = as_json(*fit(given.without(topics=topics[test])), {})
        folds.append({"test": [int(at) for at in test], "model": model})
    if kept:
        kept.write_text(json.dumps({"answers": digest(file), "folds": folds}), encoding="utf-8")
    return folds


def seen_out_of_fold(file: Path, folds: Sequence[dict[str, Any]], embedder: Usem3Embedder) -> list[Seen]:
    answers = read_jsonl(file)
    found = []
    for fold in folds:
        grader = GatedGrader(EmbeddedGrader(embedder, from_json(fold["model"])), embedder)
        probing = Probing(Ticking(grader), DeskWords())
        for at in fold["test"]:
            question = set_question(answers[at])
            suggested = probing.suggest(question, answers[at].answer, answers[at].question.language)
            found.append(Seen(answers[at], question, suggested))
    return found


def ticks(seen: Sequence[Seen]) -> dict[str, Any]:
    """Precision and recall of suggested ticks; what people gave half is left out, and counted as wrong in `strict`."""
    count: Counter[str] = Counter()
    for each in seen:
        for point, truth in zip(each.question.key_points, each.graded.covered, strict=True):
            ticked = point.id in each.ticked
            count["ticked"] += ticked
            count["right"] += ticked and truth >= _COVERED
            count["wrong"] += ticked and truth <= _NOT_COVERED
            count["covered"] += truth >= _COVERED
    clear = count["right"] + count["wrong"]
    return {
        "n": len(seen),
        "points_ticked": count["ticked"],
        "precision": round(count["right"] / clear, 4) if clear else 1.0,
        "precision_strict": round(count["right"] / count["ticked"], 4) if count["ticked"] else 1.0,
        "recall": round(count["right"] / count["covered"], 4) if count["covered"] else 1.0,
    }


def first_probes(seen: Sequence[Seen]) -> dict[str, Any]:
    """Whether the first probe aims at a point that people found not fully covered; none at all counts as no aim."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for each in seen:
        lost = {
            point.id for point, truth in zip(each.question.key_points, each.graded.covered, strict=True) if truth < 1
        }
        if lost:
            first = each.suggested.probes[0].point_id if each.suggested.probes else ""
            hits[each.graded.kind].append(first in lost)
    rows = {kind: _share(some) for kind, some in sorted(hits.items())}
    return {**rows, "all": _share([hit for some in hits.values() for hit in some])}


def probe_leaks(seen: Sequence[Seen], grader: Grader) -> dict[str, Any]:
    """Probes and ladders that give away a point which was not covered, by checks that the desk does not use."""
    count: dict[str, Counter[str]] = {"probe": Counter(), "ladder": Counter()}
    found: list[str] = []
    for each, answer in _uttered(seen):
        own = replace(each, text=_own_words(each.text, answer))
        leaked = leak_in(own, grader)
        count[each.kind].update({"n": 1, "leaks": bool(leaked)})
        if leaked and len(found) < _MOST_EXAMPLES:
            found.append(f"{', '.join(leaked)}: {each.text}")
    shares = {
        kind: {"n": some["n"], "leaks": some["leaks"], "share": round(some["leaks"] / max(1, some["n"]), 4)}
        for kind, some in count.items()
    }
    return {**shares, "examples": found}


def _own_words(text: str, answer: str) -> str:
    """A probe without what it takes up of the answer: names, and three hanzi or more in a row that stand there too."""
    said = answer.casefold()
    text = _NAME.sub(lambda match: match[0] if match[0].casefold() not in said else " ", text)
    return _RUN.sub(lambda match: _unsaid(match[0], said), text)


def _unsaid(run: str, said: str) -> str:
    at = 0
    while at + _SHORTEST_RUN <= len(run):
        end = at
        while end < len(run) and run[at : end + 1] in said:
            end += 1
        run, at = (run[:at] + run[end:], at) if end - at >= _SHORTEST_RUN else (run, at + 1)
    return run


def _uttered(seen: Sequence[Seen]) -> Iterator[tuple[Uttered, str]]:
    words, asked_before = DeskWords(), set[str]()
    for each in seen:
        question = as_question(each.question, each.graded.question.language)
        pairs = zip(question.key_points, each.graded.covered, strict=True)
        hidden = tuple(point for point, truth in pairs if truth < 1)
        known = f"{question.text}\n{question.path}"
        for probe in each.suggested.probes:
            shown = f"{known}\n{each.graded.answer}"
            yield Uttered("probe", probe.text, hidden, shown, question), each.graded.answer
        if question.text not in asked_before:
            asked_before.add(question.text)
            for rung in words.ladder(question):
                yield Uttered("ladder", rung.text, question.key_points, known, question), ""


def reasons(seen: Sequence[Seen]) -> dict[str, int]:
    """What the probes are asked for."""
    return dict(Counter(probe.why.value for each in seen for probe in each.suggested.probes))


def _share(hits: Sequence[bool]) -> dict[str, Any]:
    return {"n": len(hits), "share": round(sum(hits) / len(hits), 4) if hits else 0.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", nargs="?", type=Path, default=SHARED / "bench" / "answers-dev.jsonl")
    parser.add_argument("--models", type=Path, help="where the models of the folds are kept")
    chosen = parser.parse_args()
    embedder = Usem3Embedder(threads=1)
    seen = seen_out_of_fold(chosen.answers, fold_models(chosen.answers, chosen.models, embedder), embedder)
    grader = GatedGrader(EmbeddedGrader(embedder), embedder)
    given = [(set_question(each.graded), each.graded.answer) for each in seen]
    made = {
        "ticks": {
            "clean": ticks([each for each in seen if each.graded.kind in CLEAN]),
            "all": ticks(seen),
            "by_kind": {
                kind: ticks([each for each in seen if each.graded.kind == kind])
                for kind in sorted({each.graded.kind for each in seen})
            },
            "folds": FOLDS,
        },
        "first_probe_aims": {**first_probes(seen), "folds": FOLDS},
        "leaks": {**probe_leaks(seen, grader.inner), "folds": FOLDS},
        "probes": reasons(seen),
        "speed": speed(given, grader),
        "speed_with_model": speed_with_model(given),
    }
    print(write("desk", made, [chosen.answers]).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
