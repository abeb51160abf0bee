"""Makes the compact form of the shipped notes that helps search: `make known-notes`, after `knowledge/` changed."""

from __future__ import annotations

from ingest.chunk import chunks_of
from interviewer.adapters.known_notes import FILE, write_known_notes
from interviewer.bootstrap import scratch
from interviewer.domain.notes import SectionStatus
from interviewer.settings import Settings


def main() -> None:
    settings = Settings.model_validate({})
    with scratch(settings, [settings.knowledge_dir]) as container:
        sections = [each for each in container.notes.all_sections() if each.status is not SectionStatus.GAP]
        write_known_notes(sections, [chunks_of(section) for section in sections], container.embedder)
    print(f"{len(sections)} sections, {FILE.stat().st_size / 1e6:.1f} MB: {FILE}")


if __name__ == "__main__":
    main()
