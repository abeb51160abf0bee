"""Technical names that speech recognition or a keyboard turned into something else, put right in a text.

Three ways lead back to a name: a list of forms that are heard for it, hanzi that spell its sound (卡夫卡, 瑞迪斯), and
letters that do (cube let, graphana). What is right already is left alone; that matters more than to mend everything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from interviewer.adapters.spelling import sound_of

_FILE = Path(__file__).with_name("heard_terms.toml")
_LATIN = re.compile(r"[a-z][a-z0-9]*")
_SHORTEST = 5
_LONG, _CLOSE = 7, 0.87
_ROUGHLY = (0.55, 0.4)
"""How much of a name's letters a spelling in hanzi shares: where it has few consonants, and where it has more."""
_FEWEST_CONSONANTS, _MOST_HANZI = 3, 7
# Consonants that Chinese syllables and foreign letters exchange for each other.
_ALIKE = str.maketrans("rbpdtgkqjczsxvfwy", "lbbddkkkkksssfff.")
_LETTERS = (("th", "s"), ("ph", "f"), ("sch", "s"), ("sh", "s"), ("ch", "k"), ("x", "ks"), ("ck", "k"))
_SYLLABLE_START = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?")


@dataclass(frozen=True, slots=True)
class Mend:
    """`text[start:end]` was probably meant as `meant`."""

    start: int
    end: int
    meant: str


def mended(text: str) -> str:
    """The text with its names put right."""
    parts, at = [], 0
    for mend in mends(text):
        before = text[at : mend.start]
        parts += [before, " " if _joins(before) else "", mend.meant]
        at = mend.end
        parts.append(" " if _joins(text[at : at + 1]) else "")
    return "".join([*parts, text[at:]])


def mends(text: str, names: frozenset[str] = frozenset()) -> list[Mend]:
    """What to put right, in the order of the text, without overlaps; the longer one counts.

    `names` are words in small letters that hanzi may spell too, beside the general names.
    """
    low = text.lower()
    if len(low) != len(text):
        return []
    found: list[Mend] = []
    for each in sorted(
        [*_listed(low), *_by_hanzi(low, _spelt_names(names) | _names_by_hanzi()), *_by_letters(low)],
        key=lambda each: each.start - each.end,
    ):
        if all(each.end <= other.start or each.start >= other.end for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _listed(text: str) -> Iterator[Mend]:
    pattern, meant = _forms()
    for match in pattern.finditer(text):
        yield Mend(match.start(), match.end(), meant[match.group()])


def _by_hanzi(text: str, names: dict[str, str]) -> Iterator[Mend]:
    for run in _spelling_hanzi().finditer(text):
        at = run.start()
        while at + _FEWEST_CONSONANTS <= run.end():
            for end in range(min(run.end(), at + _MOST_HANZI), at + _FEWEST_CONSONANTS - 1, -1):
                name = names.get(_heard_in(text[at:end]), "")
                if name and _spelt_alike(text[at:end], name):
                    yield Mend(at, end, name)
                    at = end - 1
                    break
            at += 1


def _by_letters(text: str) -> Iterator[Mend]:
    words = list(_LATIN.finditer(text))
    names = _names_by_sound()
    for first, second in zip(words, words[1:], strict=False):
        joined, gap = first.group() + second.group(), text[first.end() : second.start()]
        right = len(joined) < _LONG or gap not in (" ", "-") or {first.group(), second.group()} & _names()
        if not right and (name := names.get(sound_of(joined))):
            yield Mend(first.start(), second.end(), name)
    for word in words:
        if len(word.group()) >= _SHORTEST and word.group() not in _names():
            name = names.get(sound_of(word.group())) or _alike(word.group())
            if name:
                yield Mend(word.start(), word.end(), name)


@lru_cache(maxsize=4096)
def _alike(word: str) -> str:
    """The long name that the word is a letter or two away from; plurals and longer words of the same stem are none."""
    sound = sound_of(word)
    for heard, name in _names_by_sound().items():
        alike = len(heard) >= _LONG and heard[0] + heard[-1] == sound[0] + sound[-1]
        if not alike or abs(len(heard) - len(sound)) > 2 or word.startswith(name) or name.startswith(word):
            continue
        if SequenceMatcher(None, sound, heard, autojunk=False).ratio() >= _CLOSE:
            return name
    return ""


def _joins(text: str) -> bool:
    """Whether a Latin name put beside the text needs a space: hanzi and letters stand apart in the notes."""
    return bool(text) and (text[-1].isalnum())


def _heard_in(hanzi: str) -> str:
    """The consonants that a row of syllables is heard as: 卡夫卡 as k, f, k."""
    sounds = _sounds()
    heard = []
    for at, each in enumerate(hanzi):
        syllable = sounds[each]
        if syllable == "er" and at:
            continue
        start = _SYLLABLE_START.match(syllable)
        heard.append("j" if start and start.group() == "zh" else start.group()[:1] if start else "")
        if syllable.endswith("n"):
            heard.append("n")
    return _classes("".join(heard))


def _spelt_alike(hanzi: str, name: str) -> bool:
    """Whether vowels agree roughly too; consonants alone would make a brand of many a foreign name."""
    written = "".join(_sounds()[each] for each in hanzi).replace("l", "r")
    alike = SequenceMatcher(None, written, sound_of(name).replace("l", "r"), autojunk=False).ratio()
    return alike >= _ROUGHLY[len(_heard_from(name)) > _FEWEST_CONSONANTS]


def _heard_from(name: str) -> str:
    """The same of a name in letters; an r or l that closes a syllable is not heard in Chinese."""
    for written, heard in _LETTERS:
        name = name.replace(written, heard)
    name = re.sub(r"(?<=[aeiou])r(?![aeiouy])|(?<=[bdgkpt])le?$|er$", "", name)
    return _classes(re.sub(r"[aeiouy]", "", name))


def _classes(consonants: str) -> str:
    return re.sub(r"(.)\1+", r"\1", consonants.translate(_ALIKE).replace(".", ""))


@cache
def _data() -> dict[str, object]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


@cache
def _names() -> frozenset[str]:
    return frozenset(str(_data()["names"]).split())


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, str]]:
    heard: dict[str, list[str]] = _data()["heard"]  # type: ignore[assignment]
    meant = {form: name for name, forms in heard.items() for form in forms}
    each = (re.escape(form) for form in sorted(meant, key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(each)})(?![a-z0-9])"), meant


@cache
def _sounds() -> dict[str, str]:
    sounds: dict[str, str] = _data()["sounds"]  # type: ignore[assignment]
    return {each: syllable for syllable, hanzi in sounds.items() for each in hanzi}


@cache
def _spelling_hanzi() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_sounds())}]{{{_FEWEST_CONSONANTS},}}")


@cache
def _names_by_hanzi() -> dict[str, str]:
    return _spelt_names(_names())


@lru_cache(maxsize=64)
def _spelt_names(names: frozenset[str]) -> dict[str, str]:
    """Names by the consonants that hanzi would spell them with."""
    heard = ((_heard_from(name), name) for name in sorted(names, reverse=True))
    return {sound: name for sound, name in heard if len(sound) >= _FEWEST_CONSONANTS}


@cache
def _names_by_sound() -> dict[str, str]:
    return {sound_of(name): name for name in sorted(_names())}
