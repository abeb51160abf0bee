"""`make bench-questions`: what the interviewer says, over every section of the shipped notes and of the given ones.

Leaks (question_leaks.py), where first follow-ups aim (candidates.py), how the wordings vary, and how well the order of
work in an incident is read (incidents.py). All with the embedded writer and grader; no key, no network.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from bench import figures, incidents
from bench.candidates import aims, built, of_graded
from bench.figures import SHARED, write
from bench.question_leaks import leaks
from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.adapters.heading_words import wordings
from interviewer.bootstrap import scratch
from interviewer.domain.notes import Origin, Section, SectionStatus
from interviewer.i18n import LANGUAGES
from interviewer.settings import Settings

_ALIKE = 0.8
"""Share of pairs of characters from which two wordings are near-duplicates."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", nargs="*", type=Path, default=[SHARED / "notes" / "interview.md"])
    parser.add_argument("--every", type=int, default=1, help="look at every n-th section of the shipped notes only")
    chosen = parser.parse_args()
    notes: list[Path] = chosen.notes
    settings = Settings.model_validate({})
    writer = EmbeddedWriter()
    with scratch(settings, [*notes, settings.knowledge_dir]) as container:
        sections = _every([each for each in container.notes.all_sections() if each.key_points], chosen.every)
        grader = container.embedded_grader
        made = {
            "sections": len(sections),
            "every": chosen.every,
            "leaks": leaks(sections, writer, grader.inner),
            "follow_ups_aim": aims(chain(built(sections, writer), of_graded(chosen.every)), grader, writer),
            "wordings": varied(sections, writer),
            "incidents": incidents.measured(),
        }
    inputs = [
        *notes,
        *sorted(incidents.FOLDER.glob("*.jsonl")),
        *sorted((figures.ROOT / "bench/answers").glob("*.jsonl")),
    ]
    print(write("questions", made, inputs))


def _every(sections: Sequence[Section], n: int) -> list[Section]:
    """All sections of the given notes, and every n-th of the shipped ones."""
    shipped = [each for each in sections if each.origin is Origin.SHIPPED]
    return [each for each in sections if each.origin is not Origin.SHIPPED] + shipped[::n]


def varied(sections: Sequence[Section], writer: EmbeddedWriter) -> dict[str, Any]:
    """How many wordings each form has, how often the commonest opener comes, and wordings that are nearly the same."""
    asked: dict[str, Counter[str]] = defaultdict(Counter)
    for at, section in enumerate(each for each in sections if each.status is SectionStatus.TEXT):
        question = writer.question(section, language=section.language, variant=at)
        asked[question.language][_opener(question.text, question.language)] += 1
    tables = {language: wordings(language)["question"] for language in LANGUAGES}
    return {
        "fewest_a_form": {
            name: min(len(each) for form, each in table.items() if form != "bare") for name, table in tables.items()
        },
        "a_form": {name: {form: len(each) for form, each in table.items()} for name, table in tables.items()},
        "commonest_opener": {
            name: {"opener": some.most_common(1)[0][0], "share": round(some.most_common(1)[0][1] / some.total(), 3)}
            for name, some in asked.items()
        },
        "near_duplicates": [pair for table in tables.values() for texts in table.values() for pair in _alike(texts)],
    }


def _opener(text: str, language: str) -> str:
    return text[:4] if language == "zh" else " ".join(text.split()[:2])


def _alike(texts: Sequence[str]) -> Iterator[str]:
    for one, other in combinations(texts, 2):
        first, second = _pairs(one), _pairs(other)
        if first and second and len(first & second) / len(first | second) >= _ALIKE:
            yield f"{one} | {other}"


def _pairs(text: str) -> set[str]:
    bare = re.sub(r"\{topic\}|[，。？！：,.?!:\s]", "", text)
    return {bare[at : at + 2] for at in range(len(bare) - 1)}


if __name__ == "__main__":
    main()
