"""How many technical terms are wrong in transcripts before and after the term pass: `python -m bench.terms`.

The transcripts are written by hand the way recognisers slip. Half of them (`reported.jsonl`) were written before the
pass was looked at and nothing was adjusted to them; the other half (`tried.jsonl`) is for trying. A term counts as
right where its letters stand in the text, whatever its case, spaces and hyphens.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from bench.figures import ROOT, write
from interviewer.bootstrap import scratch
from interviewer.domain.notes import Section, is_under
from interviewer.domain.ports import NoteStore
from interviewer.domain.speech import MendedText
from interviewer.services.term_pass import put_right
from interviewer.services.term_pass.guesses import HANZI, TOKEN
from interviewer.services.topic_words import topic_words
from interviewer.settings import load

FOLDER = ROOT / "bench" / "transcripts"
HALVES = ("reported", "tried")
LANGUAGES = ("zh", "en", "mixed")


@dataclass
class Tally:
    """Terms, those wrong before and after, right words, those of them that were changed."""

    terms: int = 0
    wrong_before: int = 0
    wrong_after: int = 0
    right_words: int = 0
    changed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))

    def figures(self) -> dict[str, Any]:
        return vars(self) | {
            "term_error_rate_before": round(self.wrong_before / self.terms, 4),
            "term_error_rate_after": round(self.wrong_after / self.terms, 4),
            "right_words_changed": round(self.changed / max(1, self.right_words), 5),
        }


def main() -> None:
    shown = set(sys.argv[1:]) & {*HALVES}
    settings = load()
    with scratch(settings, [settings.knowledge_dir]) as container:
        figures = {half: _measure(half, container.notes, half in shown) for half in HALVES}
    if not shown:
        file = write("terms", figures, [FOLDER / f"{half}.jsonl" for half in HALVES])
        print(file.read_text(encoding="utf-8"))


def _measure(half: str, notes: NoteStore, show: bool) -> dict[str, Any]:
    totals = {language: Tally() for language in LANGUAGES}
    for line in (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        mended = put_right(record["heard"], topic_words(notes, _asked(notes, record)))
        tally = _tally(record, mended)
        totals[record["language"]] += tally
        if show:
            _print(record, mended, tally)
    whole = sum(totals.values(), Tally())
    return {"all": whole.figures()} | {language: each.figures() for language, each in totals.items() if each.terms}


def _asked(notes: NoteStore, record: dict[str, Any]) -> Section:
    """Any section of the topic."""
    language = "en" if record["language"] == "en" else "zh"
    found = [each for each in notes.sections() if is_under(each.path, record["topic"]) and each.language == language]
    return found[0]


def _tally(record: dict[str, Any], mended: MendedText) -> Tally:
    right, changed = _right_words(record, mended)
    before, after = _wrong(record["terms"], record["heard"]), _wrong(record["terms"], mended.text)
    return Tally(len(record["terms"]), len(before), len(after), right, changed)


def _wrong(terms: list[str], text: str) -> list[str]:
    """Each term stands for one place: a text that holds it once is right for the first of two."""
    have = _letters(text)
    wrong = []
    for term, times in Counter(map(_letters, terms)).items():
        wrong += [term] * max(0, times - have.count(term))
    return wrong


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum() or char == "+")


def _right_words(record: dict[str, Any], mended: MendedText) -> tuple[int, int]:
    """How many words (hanzi, Latin words) were heard right, and how many of them the pass took away."""
    heard, said = _words(record["heard"]), _words(record["said"])
    blocks = SequenceMatcher(None, [w for w, _ in heard], [w for w, _ in said], autojunk=False).get_matching_blocks()
    right = {at for block in blocks for at in range(block.a, block.a + block.size)}
    changed, shift = 0, 0
    for mend in mended.mends:
        start = mend.start - shift
        inside = [heard[at][0] for at in right if start <= heard[at][1] < start + len(mend.heard)]
        kept = Counter(word for word, _ in _words(mend.meant))
        changed += sum((Counter(inside) - kept).values())
        shift += len(mend.meant) - len(mend.heard)
    return len(right), changed


def _words(text: str) -> list[tuple[str, int]]:
    found = [(match.group().casefold(), match.start()) for match in TOKEN.finditer(text)]
    found += [(char, run.start() + at) for run in HANZI.finditer(text) for at, char in enumerate(run.group())]
    return sorted(found, key=lambda pair: pair[1])


def _print(record: dict[str, Any], mended: MendedText, tally: Tally) -> None:
    print(f"{tally.wrong_before} -> {tally.wrong_after}  changed {tally.changed}  {record['heard']}")
    print("    ", [(each.heard, each.meant) for each in mended.mends])
    print("     still wrong:", _wrong(record["terms"], mended.text))


if __name__ == "__main__":
    main()
