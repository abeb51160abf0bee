"""What an import did, or would do, in words."""

from __future__ import annotations

from interviewer.domain.archive import Merged, Outcome
from interviewer.i18n import translate


def lines(merged: Merged, language: str) -> list[str]:
    """One for each kind of record that the file holds; one that says so, where it holds none."""
    if not merged.counts:
        return [translate("archive.nothing", language)]
    joiner = "，" if language == "zh" else ", "
    colon = "：" if language == "zh" else ": "
    found = []
    for kind, counted in merged.counts.items():
        came = [
            translate(f"archive.outcome.{each.value}", language, n=counted[each]) for each in Outcome if counted[each]
        ]
        found.append(translate(f"archive.kind.{kind}", language) + colon + joiner.join(came))
    return found
