"""How alike two runs of Latin letters sound, for telling what a recogniser may have misheard."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from interviewer.adapters.spelling import sound_of

_LETTERS = re.compile(r"[^a-z0-9]+")
_DIGITS = {"0": "zero", "1": "one", "2": "to", "3": "three", "4": "four", "8": "eight"}
_LEAST = 0.65
_SPELT = (("tch", "j"), ("sch", "s"), ("ch", "j"), ("sh", "j"), ("ph", "f"), ("th", "s"), ("gh", "g"), ("wr", "r"))
_SOFT = re.compile(r"c(?=[eiy])")
_CLASSES = str.maketrans("bpdtgkqczsvfjmnlrx", "bbddgggcssffjnnlrs")
_VOWELS = re.compile(r"[aeiouyhw]+")
_TWICE = re.compile(r"(.)\1+")


def letters_of(text: str) -> str:
    """Only the letters and digits, folded."""
    return _LETTERS.sub("", text.casefold())


@lru_cache(maxsize=8192)
def consonants_of(letters: str) -> str:
    """The consonants as a recogniser tells them apart: voiced and unvoiced ones are the same, vowels are gone."""
    for written, heard in _SPELT:
        letters = letters.replace(written, heard)
    letters = _SOFT.sub("s", letters).replace("x", "ks").replace("c", "k")
    return _TWICE.sub(r"\1", _VOWELS.sub("", letters).translate(_CLASSES))


def sounds_alike(heard: str, term: str) -> float:
    """0..1 for two runs of letters, as `letters_of` gives them: the mean of their sound and their consonants.

    0 where they begin differently or where only consonants are alike.
    """
    mine, theirs = _sound(heard), _sound(term)
    longest = max(len(mine), len(theirs))
    if not longest or abs(len(mine) - len(theirs)) > max(1, longest // 3) or start_of(heard) != start_of(term):
        return 0.0
    matcher = SequenceMatcher(None, theirs, mine, autojunk=False)
    if matcher.real_quick_ratio() < _LEAST or matcher.quick_ratio() < _LEAST or matcher.ratio() < _LEAST:
        return 0.0
    consonants = SequenceMatcher(None, consonants_of(term), consonants_of(heard), autojunk=False).ratio()
    return (matcher.ratio() + consonants) / 2


@lru_cache(maxsize=8192)
def start_of(letters: str) -> str:
    """The class of the first sound; one for all vowels."""
    return consonants_of(letters)[:1] if letters and not _VOWELS.match(letters) else "a"


@lru_cache(maxsize=8192)
def _sound(letters: str) -> str:
    return sound_of("".join(_DIGITS.get(each, each) for each in letters))
