"""Notes as they are said aloud: a key point as a sentence, and how long saying it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from interviewer.domain.text import sentences

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HANZI = re.compile(f"[{_CJK}]")
_WORD = re.compile(r"[A-Za-z0-9]+(?:[._+/'-][A-Za-z0-9]+)*")
_UNITS_A_SECOND = {"zh": 4.2, "en": 2.42}
"""Of `spoken_length`: 250 hanzi or 145 words a minute, the middle of what others publish."""
_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)
_SPELLED = re.compile(r"[A-Z0-9]+|[^aeiouyAEIOUY]+")
_HANZI_A_WORD = 1.7
_MARKS = re.compile(r"`+|\*\*")
_ARROW = re.compile(r"\s*(?:-{1,2}>|=>|→|⇒)\s*")
_HALF_WIDTH = re.compile(rf"(?<=[{_CJK}])\s*([,;:])\s*|\s*([,;:])\s*(?=[{_CJK}])")
_FULL = {",": "，", ";": "；", ":": "："}
_ASIDE = re.compile(r"\s*[（(][^（）()]*[)）]")
_LABEL = re.compile(rf"^([^:：，,。；;（(？?]{{1,28}}?)\s*(?:：|:(?=\s|[{_CJK}]))\s*(?=\S)")
_LONGEST_LABEL = {"zh": 14.0, "en": 4.0}
_BORDER = re.compile(rf"(?<=[{_CJK}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{_CJK}])")
_END = " 。.；;，,、：:"


@dataclass(frozen=True, slots=True)
class Said:
    """A key point ready to be said: what it is about, where the note names that in front, and the rest."""

    label: str
    text: str


def spoken_length(text: str, language: str) -> float:
    """In hanzi for `zh`, where a Latin word takes as long as its syllables; in words for `en`."""
    hanzi, words = len(_HANZI.findall(text)), _WORD.findall(text)
    return hanzi + sum(map(_syllables, words)) if language == "zh" else len(words) + hanzi / _HANZI_A_WORD


def _syllables(word: str) -> int:
    """Of a Latin word, roughly: `HTTP`, `16384` and `tcp` are spelled."""
    parts = re.findall(r"[A-Za-z]+|[0-9]+", word)
    return sum(len(part) if _SPELLED.fullmatch(part) else max(1, len(_VOWELS.findall(part))) for part in parts)


def seconds_to_say(text: str, language: str) -> int:
    return round(spoken_length(text, language) / _UNITS_A_SECOND[language])


def said(point: str, language: str) -> Said:
    """A key point without what is only writing: marks, arrows, half-width punctuation between hanzi."""
    text = " ".join(_MARKS.sub("", point).split()).strip(_END)
    if language == "zh":
        text = _HALF_WIDTH.sub(lambda match: _FULL[match[1] or match[2]], text)
    label = _LABEL.match(text)
    if label and 0 < spoken_length(label[1], language) <= _LONGEST_LABEL[language]:
        return Said(label[1].strip(), _without_arrows(text[label.end() :], language))
    return Said("", _without_arrows(text, language))


def spaced(text: str) -> str:
    """With a space between hanzi and Latin words, as it is written where both are mixed."""
    return _BORDER.sub(" ", text)


def first_sentence(text: str) -> str:
    """What stands before the first full stop; the rest explains it."""
    found = sentences(text)
    return found[0].of(text).rstrip(_END) if found else text


def without_asides(text: str) -> str:
    """Without what stands in brackets, unless nothing else does."""
    return " ".join(_ASIDE.sub("", text).split()).strip(_END) or text


def _without_arrows(text: str, language: str) -> str:
    """`a -> b -> c` as a way from one to the next."""
    first, *rest = _ARROW.split(text)
    if not rest or not first:
        return text
    to, then = ("到", "，再到") if language == "zh" else (" to ", ", then to ")
    return first + to + then.join(rest)
