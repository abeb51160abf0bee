"""What search finds, and what each part of it is worth: `python -m bench.retrieval`, figures in bench/results.

Three sets. The user's notes are asked the queries made for them. Terse forms of our own notes, and the notes
themselves, are asked one half of the questions written about them, while search knows the other half. `in_sample` says
whether the weights were learnt from a set: they were learnt on the other half, asked of other terse forms of the same
notes, so of these only the wording is new; and which signals there are was chosen while looking at results on another
split, which shares about half of the questions asked here. Terse lines are also words of the shipped notes that search
follows, which flatters following. Of the queries for the user's notes none was learnt from, but some older
switches (clauses, what questions have in common) were chosen while looking at them: their figures may be kinder than
those on queries that nobody has seen. Times are of the machine as it was, which may have been busy.

`EXTENT=short python -m bench.retrieval` leaves out what each part is worth.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.figures import ROOT, SHARED, write
from bench.known_notes import known
from bench.terse import as_file, asked_of_shipped, asked_of_terse, half_of, sections_of, write_terse
from interviewer.adapters.known_notes import KnownNotes, known_notes
from interviewer.adapters.known_notes_file import write_known_notes
from interviewer.adapters.query_reader import EmbeddingQueryReader
from interviewer.bootstrap import Container, scratch
from interviewer.domain.ports import QueryReading
from interviewer.services import search
from interviewer.services.evaluation_retrieval import evaluate_retrieval
from interviewer.services.topics import Topics
from interviewer.settings import load

NOTES = SHARED / "notes" / "interview.md"
QUERIES = SHARED / "bench" / "queries-dev.jsonl"
KNOWLEDGE = ROOT / "knowledge"
_PARTS = ("LINE", "CLAUSES", "LEAD", "WORDS", "PAIRS", "TERMS", "TOLD", "TOPIC")
_ASKED, _KNOWN, _SEED = 1, 0, 3
"""The half of the questions that is asked, the half that search knows, and the terse form: none was learnt from."""


class _PlainReader:
    """The whole query as it is, and nothing else."""

    def __init__(self, container: Container) -> None:
        self._embedder = container.embedder

    def read(self, query: str) -> QueryReading:
        return QueryReading(query, self._embedder.embed([query]))


def main() -> None:
    settings, topics = load(), Topics.read(KNOWLEDGE / "topics.yaml")
    figures: dict[str, Any] = {}
    with scratch(settings, [NOTES]) as own:
        figures["own_notes"] = {"in_sample": False, **evaluate_retrieval(own.search, QUERIES)}
    with scratch(settings, [NOTES, KNOWLEDGE]) as both:
        figures["with_shipped_notes"] = {"in_sample": False, **evaluate_retrieval(both.search, QUERIES, topics)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "terse").mkdir()
        paths = write_terse(KNOWLEDGE, folder / "terse", _SEED)
        terse = as_file(asked_of_terse(KNOWLEDGE, paths, _ASKED), folder / "terse.jsonl")
        shipped = as_file(asked_of_shipped(KNOWLEDGE, _ASKED), folder / "shipped.jsonl")
        with scratch(settings, [folder / "terse"]) as notes:
            half = _half_known(notes, folder / "half.npz")
            fourth = as_file(asked_of_terse(KNOWLEDGE, paths, _ASKED)[::4], folder / "fourth.jsonl")
            figures["terse_notes"] = {"in_sample": False, **evaluate_retrieval(_search(notes, half), terse)}
            figures["terse_notes_not_following"] = _short(evaluate_retrieval(_alone(notes), terse))
            if os.environ.get("EXTENT") != "short":
                figures["terse_notes_without"] = dict(_without(notes, half, fourth))
        with scratch(settings, [KNOWLEDGE]) as notes:
            figures["shipped_notes"] = {"in_sample": False, **evaluate_retrieval(_search(notes, half), shipped)}
        headings = as_file(_english_headings(), folder / "headings.jsonl")
        with scratch(settings, [file for file in KNOWLEDGE.rglob("*.md") if not file.name.endswith(".en.md")]) as notes:
            figures["english_headings_on_chinese_notes"] = evaluate_retrieval(notes.search, headings)
    print(write("retrieval", figures, [NOTES, QUERIES]).read_text(encoding="utf-8"))


def _english_headings() -> list[dict[str, Any]]:
    """Each English heading, with the Chinese section of the same place in the twin: nobody wrote them as queries."""
    rows = []
    for english in sorted(KNOWLEDGE.rglob("*.en.md")):
        chinese = sections_of(english.with_name(english.name.replace(".en.md", ".md")), KNOWLEDGE)
        for asked, wanted in zip(sections_of(english, KNOWLEDGE), chinese, strict=True):
            rows.append({"query": asked.title, "topic": wanted.path, "language": "en", "style": "formal"})
    return rows


def _half_known(container: Container, file: Path) -> KnownNotes:
    """The shipped notes as search knows them, with the half of the questions that is not asked."""
    sections = [section for note in sorted(KNOWLEDGE.rglob("*.md")) for section in sections_of(note, KNOWLEDGE)]
    shipped = [
        replace(each, questions=[text for text in each.questions if half_of(text) == _KNOWN])
        for each in known(sections, KNOWLEDGE)
    ]
    write_known_notes(shipped, container.embedder, file)
    read = known_notes(container.embedder.name, file)
    assert read is not None
    return read


def _without(container: Container, half: KnownNotes, queries: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Recall, of a fourth of the queries, with everything, without each part of search, and with the bare query."""
    yield "nothing", _short(evaluate_retrieval(_search(container, half), queries))
    for part in _PARTS:
        with _weightless(part):
            yield part.lower(), _short(evaluate_retrieval(_search(container, half), queries))
        print(part, file=sys.stderr)
    plain = search.Search(container.notes, container.vectors, container.lexical, _PlainReader(container))
    yield "reading_of_the_query", _short(evaluate_retrieval(plain, queries))


@contextmanager
def _weightless(part: str) -> Iterator[None]:
    weight = getattr(search, part)
    setattr(search, part, 0.0)
    try:
        yield
    finally:
        setattr(search, part, weight)


def _search(container: Container, half: KnownNotes) -> search.Search:
    reader = EmbeddingQueryReader(container.embedder, half)
    return search.Search(container.notes, container.vectors, container.lexical, reader, container.topics)


def _alone(container: Container) -> search.Search:
    """Search as on notes of subjects that the shipped ones do not have."""
    reader = EmbeddingQueryReader(container.embedder, follow=False)
    return search.Search(container.notes, container.vectors, container.lexical, reader)


def _short(figures: dict[str, Any]) -> dict[str, float]:
    return {name: figures[name] for name in ("recall_at_1", "recall_at_3", "mrr")}


if __name__ == "__main__":
    main()
