"""Makes the compact form of the shipped notes that helps search: `make known-notes`, after `knowledge/` changed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import yaml

from ingest.chunk import chunks_of
from interviewer.adapters.known_notes import FILE
from interviewer.adapters.known_notes_file import Known, write_known_notes
from interviewer.bootstrap import scratch
from interviewer.domain.notes import Section, SectionStatus
from interviewer.services.topics import Topics
from interviewer.settings import Settings


def main() -> None:
    settings = Settings.model_validate({})
    with scratch(settings, [settings.knowledge_dir]) as container:
        shipped = known(container.notes.all_sections(), settings.knowledge_dir)
        write_known_notes(shipped, container.embedder)
    print(f"{len(shipped)} sections, {FILE.stat().st_size / 1e6:.1f} MB: {FILE}")


def known(sections: Sequence[Section], knowledge: Path) -> list[Known]:
    """The sections with text, in the order of file and line, with what else search learns from."""
    topics, result = Topics.read(knowledge / "topics.yaml"), []
    for file, group in groupby(sections, key=lambda each: each.source.file):
        asked = list(questions_of(knowledge.parent / file).values())
        texts = [each for each in group if each.status is not SectionStatus.GAP]
        if len(asked) != len(texts):
            asked = [[] for _ in texts]
        for section, questions in zip(texts, asked, strict=True):
            result.append(Known(section, chunks_of(section), topics.of(section.steps) or "", questions))
    return result


def questions_of(note: Path) -> dict[str, list[str]]:
    """The questions by the heading that answers them, in the order of the note; a translated note has those of its
    original, whose sections stand in the same order."""
    return {title: [text for _, _, text in rows] for title, rows in styled_questions_of(note).items()}


def styled_questions_of(note: Path) -> dict[str, list[tuple[str, str, str]]]:
    """The same as (style, language, question)."""
    file = note.with_name(note.name.split(".")[0] + ".questions.yaml")
    if not file.is_file():
        return {}
    loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {
        title: [
            (style, language, text)
            for style, languages in styles.items()
            for language, texts in languages.items()
            for text in texts
        ]
        for title, styles in loaded.items()
    }


if __name__ == "__main__":
    main()
