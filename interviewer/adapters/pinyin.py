"""Hanzi by their sound, through pypinyin: without tones, and without what many speakers do not tell apart."""

from __future__ import annotations

from functools import lru_cache

_FOLDED = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_ENDS = (("ang", "an"), ("eng", "en"), ("ing", "in"))
_INITIALS = "bpmfdtnlgkhjqxrzcsyw"


@lru_cache(maxsize=8192)
def syllables(hanzi: str) -> tuple[str, ...]:
    """One for each of a run of hanzi, read as words where it holds any."""
    from pypinyin import lazy_pinyin

    return tuple(_fold(each) for each in lazy_pinyin(hanzi))


def spelled(hanzi: str) -> str:
    """The run in pinyin letters."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(hanzi, errors="default"))


def differing(heard: str, read: tuple[str, ...], term: str) -> list[int]:
    """Where two runs of one length differ in sound; `read` are the syllables of the heard one where it stands.

    A hanzi with two readings sounds like either: by itself, or in its word.
    """
    pairs = zip(heard, read, syllables(term), term, strict=True)
    return [at for at, (a, own, other, b) in enumerate(pairs) if a != b and other not in (own, *syllables(a))]


def same_sound(heard: str, term: str) -> bool:
    """Whether two short runs are read alike letter by letter, also by those who tell all syllables apart."""
    return spelled(heard) == spelled(term) or all(spelled(a) == spelled(b) for a, b in zip(heard, term, strict=True))


def nearly(mine: str, theirs: str) -> bool:
    """Whether two syllables share their start or all the rest."""
    (a, b), (c, d) = _halves(mine), _halves(theirs)
    return bool(a and a == c) or b == d


def _halves(syllable: str) -> tuple[str, str]:
    return (syllable[0], syllable[1:]) if syllable[:1] in _INITIALS else ("", syllable)


def _fold(syllable: str) -> str:
    for written, heard in _FOLDED:
        syllable = syllable.replace(written, heard)
    for written, heard in _ENDS:
        if syllable.endswith(written):
            return syllable[: -len(written)] + heard
    return syllable
