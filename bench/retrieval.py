"""What search finds, and what each part of it is worth: `python -m bench.retrieval`, figures in bench/results.

The user's notes are asked the queries made for them; our own notes are asked their English headings against the Chinese
twin, which nobody wrote as a query. Weights were fitted on pairs from our own notes, and some switches were chosen
while looking at the queries, so the figures are kinder than those on notes and queries that nobody has seen.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.figures import ROOT, SHARED, write
from interviewer.adapters.query_reader import EmbeddingQueryReader
from interviewer.bootstrap import Container, scratch
from interviewer.domain.notes import Section, SectionStatus
from interviewer.domain.ports import QueryReading
from interviewer.services import search
from interviewer.services.evaluation_retrieval import evaluate_retrieval
from interviewer.services.topics import Topics
from interviewer.settings import load

NOTES = SHARED / "notes" / "interview.md"
QUERIES = SHARED / "bench" / "queries-dev.jsonl"
KNOWLEDGE = ROOT / "knowledge"
_PARTS = ("LINE", "LINES", "CLAUSES", "LEAD", "WORDS", "PAIRS", "TERMS", "ALIKE")


class _PlainReader:
    """The whole query as it is, and nothing else."""

    def __init__(self, container: Container) -> None:
        self._embedder = container.embedder

    def read(self, query: str) -> QueryReading:
        return QueryReading(self._embedder.embed([query]))


def main() -> None:
    settings = load()
    with scratch(settings, [NOTES]) as own:
        figures: dict[str, Any] = {
            "own_notes": evaluate_retrieval(own.search, QUERIES),
            "without": dict(_without(lambda: evaluate_retrieval(_plain(own), QUERIES), own)),
        }
    with scratch(settings, [NOTES, KNOWLEDGE]) as both:
        figures["with_shipped_notes"] = evaluate_retrieval(both.search, QUERIES, Topics.read(KNOWLEDGE / "topics.yaml"))
    with tempfile.TemporaryDirectory() as folder, scratch(settings, _chinese_twins()) as twins:
        queries = Path(folder) / "twins.jsonl"
        queries.write_text("\n".join(_english_headings(settings)), encoding="utf-8")
        figures["english_headings_on_chinese_notes"] = evaluate_retrieval(twins.search, queries)
        figures["english_headings_not_following"] = evaluate_retrieval(_alone(twins), queries)
    print(write("retrieval", figures, [NOTES, QUERIES]).read_text(encoding="utf-8"))


def _without(measure: Callable[[], dict[str, Any]], own: Container) -> Iterator[tuple[str, dict[str, float]]]:
    """Recall without each part of search, and with none of what reading a query adds."""
    for part in _PARTS:
        with _weightless(part):
            yield part.lower(), _short(evaluate_retrieval(own.search, QUERIES))
        print(part, file=sys.stderr)
    yield "reading_of_the_query", _short(measure())


@contextmanager
def _weightless(part: str) -> Iterator[None]:
    weight = getattr(search, part)
    setattr(search, part, 0.0)
    try:
        yield
    finally:
        setattr(search, part, weight)


def _plain(container: Container) -> search.Search:
    return search.Search(container.notes, container.vectors, container.lexical, _PlainReader(container))


def _alone(container: Container) -> search.Search:
    """Search as on notes of subjects that the shipped ones do not have."""
    reader = EmbeddingQueryReader(container.embedder, follow=False)
    return search.Search(container.notes, container.vectors, container.lexical, reader)


def _short(figures: dict[str, Any]) -> dict[str, float]:
    return {name: figures[name] for name in ("recall_at_1", "recall_at_3", "mrr")}


def _chinese_twins() -> list[Path]:
    return [file for file in sorted(KNOWLEDGE.rglob("*.md")) if not file.name.endswith(".en.md")]


def _english_headings(settings: Any) -> Iterator[str]:
    """Queries of the benchmark's form; the sections of twins stand in the same order."""
    english = sorted(KNOWLEDGE.rglob("*.en.md"))
    chinese = [file.with_name(file.name.replace(".en.md", ".md")) for file in english]
    with scratch(settings, english + chinese) as container:
        for one, other in zip(english, chinese, strict=True):
            asked, wanted = _sections(container, one), _sections(container, other)
            if len(asked) == len(wanted):
                for query, section in zip(asked, wanted, strict=True):
                    row = {"query": query.title, "topic": section.path, "language": "en", "style": "formal"}
                    yield json.dumps(row, ensure_ascii=False)


def _sections(container: Container, file: Path) -> list[Section]:
    name = file.relative_to(ROOT).as_posix()
    return [each for each in container.notes.all_sections(name) if each.status is not SectionStatus.GAP]


if __name__ == "__main__":
    main()
