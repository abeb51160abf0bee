"""Flash cards as a package for Anki, by genanki. The same cards give the same bytes.

Ids are made from those of the key points, so importing a later session updates the cards that are there.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from interviewer.services.report_cards import Card, Deck

NOTE_TYPE = 1_764_331_207
"""Fixed for good: Anki knows the kind of card by it. So is the order of the fields."""

DECK = 1_764_331_208
_FIELDS = ("Question", "Hint", "Point", "Said", "Remark", "Place", "Path")
_FRONT = '<div class="path">{{Path}}</div><div class="question">{{Question}}</div>{{Hint}}'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="point">{{Point}}</div>'
    '{{#Said}}<div class="said">{{Said}}</div>{{/Said}}{{#Remark}}<div class="said">{{Remark}}</div>{{/Remark}}'
    '<div class="path">{{Place}}</div>'
)
_STYLE = """.card { font: 20px/1.6 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #1C1B1A;
  background: #FAF9F6; text-align: left; max-width: 36em; margin: 1em auto; overflow-wrap: anywhere; }
.path { font-size: 14px; color: #6B6862; margin: .6em 0; } .question { font-weight: 600; }
.said { font-size: 16px; color: #6B6862; margin-top: .6em; } details { font-size: 16px; margin-top: .8em; }
.nightMode.card { color: #ECEAE4; background: #141413; }
.nightMode .path, .nightMode .said { color: #A29E95; }"""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def package(deck: Deck, at: datetime) -> bytes:
    """The deck as an .apkg; `at` is when its cards were made, the newer ones win in Anki."""
    import genanki

    kind = genanki.Model(
        NOTE_TYPE,
        "interviewer",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card 1", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    cards = genanki.Deck(DECK, deck.name)
    for card in deck.cards:
        cards.add_note(genanki.Note(model=kind, fields=_fields(card, deck.others), guid=guid_of(card)))
    with tempfile.TemporaryDirectory(prefix="interviewer-") as folder:
        file = Path(folder) / "deck.apkg"
        genanki.Package(cards).write_to_file(str(file), timestamp=at.timestamp())
        return _repacked(file)


def guid_of(card: Card) -> str:
    """By which Anki knows a note again."""
    return hashlib.sha256(f"interviewer:{card.id}".encode()).hexdigest()[:20]


def _fields(card: Card, others: str) -> list[str]:
    listed = "".join(f"<li>{_html(each)}</li>" for each in card.others)
    hint = f"<details><summary>{_html(others)}</summary><ul>{listed}</ul></details>" if listed else ""
    shown = (card.point, card.said, card.remark, card.place, card.path)
    return [_html(card.question), hint, *map(_html, shown)]


def _html(text: str) -> str:
    """Text for a field: no tag, no sound or LaTeX in square brackets, no formula, no gap."""
    shown = escape(text, quote=True).replace("[", "&#91;").replace("{", "&#123;").replace("}", "&#125;")
    # MathJax reads a formula between \( and \): a word joiner, which nobody sees, keeps it from seeing one.
    return shown.replace("\\", "\\\u2060").replace("\n", "<br>")


def _repacked(file: Path) -> bytes:
    """The archive without the times at which its parts were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in made.namelist():
            packed.writestr(_entry(name), made.read(name))
    return out.getvalue()


def _entry(name: str) -> Any:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
