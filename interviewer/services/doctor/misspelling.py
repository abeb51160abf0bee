"""Terms that are likely misspelt: unknown words near a known one, and a known one where its neighbour belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from interviewer.services.doctor.documents import Document
from interviewer.services.doctor.findings import Finding, FindingKind
from interviewer.services.doctor.places import Home, Place, homes_of, is_name, places_of
from interviewer.services.doctor.spelling import SHORTEST, distance, is_form_of, is_other_letter
from interviewer.services.doctor.vocabulary import Vocabulary, common_words, miswritten
from interviewer.services.doctor.words import Word

_OFTEN = 2
_TIMES_AS_OFTEN = 3
_SHORTEST_IDENTIFIER = 8


def find_misspellings(documents: Sequence[Document], vocabulary: Vocabulary) -> Iterator[Finding]:
    meant: dict[tuple[str, str, bool], str] = {}
    for document in documents:
        places = list(places_of(document))
        homes = homes_of(places)
        said: set[tuple[int, str]] = set()
        for place in places:
            key = (place.word.written, place.before, place.english)
            if key not in meant:
                right = _meant(place, vocabulary)
                meant[key] = "" if right and _is_name(place.word.folded, right, vocabulary) else right
            right = meant[key] or _misplaced(place.word.folded, homes[place.home], vocabulary)
            if right and (place.line, place.word.folded) not in said:
                said.add((place.line, place.word.folded))
                yield _finding(document, place.line, place.word.written, vocabulary.written(right))
        yield from _miswritten(document)


def _finding(document: Document, line: int, wrong: str, right: str) -> Finding:
    path = document.path_at(line)
    details = {"word": wrong, "right": right}
    return Finding(FindingKind.MISSPELLING, path, document.file, line, "misspelling", details)


def _meant(place: Place, vocabulary: Vocabulary) -> str:
    """What an unknown word was meant to be, or nothing."""
    word = place.word
    if vocabulary.is_term(word.folded):
        return ""
    if "_" in word.written:
        return _meant_identifier(word, vocabulary)
    if vocabulary.knows(word.folded) or word.written[1:].isupper():
        return ""
    parts = word.parts
    if len(parts) > 1:
        if all(vocabulary.knows(part) or len(part) < SHORTEST for part in parts):
            return ""
        return _meant_compound(word, place, vocabulary)
    return _nearest(word.folded, place, vocabulary)


def _is_name(word: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether the notes use an unlisted word so often that it is a name and no slip of the right one."""
    often = vocabulary.own.words[word]
    return often > _OFTEN and vocabulary.own.words[right] < _TIMES_AS_OFTEN * often


def _nearest(word: str, place: Place, vocabulary: Vocabulary) -> str:
    """In English text an ordinary word is not what another letter in it was meant to be: stock is no slip of stick."""
    for _, term in vocabulary.near(word, place.before):
        if "_" in term or is_form_of(word, term):
            continue
        if not (place.english and term in common_words() and is_other_letter(word, term)):
            return term
    return ""


def _meant_compound(word: Word, place: Place, vocabulary: Vocabulary) -> str:
    """`DeplymentController`: the term as a whole, or with the part put right that is wrong."""
    whole = _nearest(word.folded, place, vocabulary)
    if whole:
        return whole
    right = word.written
    for part in word.parts:
        if not vocabulary.knows(part):
            near = _nearest(part, place, vocabulary)
            right = re.sub(re.escape(part), near.capitalize(), right, flags=re.I) if near else right
    return right if right != word.written else ""


def _meant_identifier(word: Word, vocabulary: Vocabulary) -> str:
    """`proxy_sent_header`: a listed name with as many parts of which one has a slip."""
    if len(word.folded) < _SHORTEST_IDENTIFIER:
        return ""
    ours = word.folded.split("_")
    for slips, term in vocabulary.near(word.folded, ""):
        theirs = term.split("_")
        if len(theirs) != len(ours):
            continue
        unlike = [(mine, their) for mine, their in zip(ours, theirs, strict=True) if mine != their]
        if len(unlike) == 1 and _is_slip(*unlike[0], slips, vocabulary):
            return term
    return ""


def _is_slip(mine: str, their: str, slips: int, vocabulary: Vocabulary) -> bool:
    """Two slips in a part that is a word of its own make another name, not a misspelt one."""
    return not is_form_of(mine, their) and min(len(mine), len(their)) > 2 and (slips == 1 or not vocabulary.knows(mine))


def _misplaced(word: str, home: Home, vocabulary: Vocabulary) -> str:
    """The term that is at home here, where a word that is one letter off stands once and belongs elsewhere.

    Ordinary words are never taken for slips, nor are two names that other notes use side by side.
    """
    if home.counts[word] != 1 or not is_name(word):
        return ""
    for other in home.settled:
        near = other[0] == word[0] and distance(word, other, 1) == 1 and not is_form_of(word, other)
        if near and not vocabulary.shipped.together(word, other):
            return other
    return ""


def _miswritten(document: Document) -> Iterator[Finding]:
    """Chinese words with a wrong character."""
    for number, line in enumerate(document.lines, 1):
        for wrong, right in miswritten().items():
            if wrong in line:
                yield _finding(document, number, wrong, right)
