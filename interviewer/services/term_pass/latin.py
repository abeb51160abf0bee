"""Latin words that sound like a term of the topic: `cube let`, `bin lock`, `likeness probe`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from interviewer.adapters.latin_sounds import letters_of, sounds_alike, start_of
from interviewer.services.doctor.vocabulary import common_words
from interviewer.services.term_pass.guesses import Guess, windows
from interviewer.services.topic_words import LINKING, TopicWords

_MOST_WORDS = 4
_SHORTEST, _SHORT = 4, 5
"""Letters: fewer are like too many words; a plain word of so few must sound the same."""
_STRANGE, _PLAIN, _SAME, _IN_PHRASE, _OUTSIDE = 0.8, 0.9, 0.99, 0.77, 0.94
"""How alike a term must sound to words of which one is none, to plain English, to a short plain word, where the words
beside it agree with the notes, and where only the wider area has it."""

_ENDINGS = ("", "s", "es", "ed", "d", "ing", "ly", "y", "e", "er", "or", "ion", "al")

Row = list[re.Match[str]]
Terms = dict[str, list[tuple[str, str]]]
"""By the start of the sound: (letters, as it is written)."""


def guesses(text: str, topic: TopicWords) -> Iterator[Guess]:
    whole = {letters_of(each): each for each in reversed((*topic.latin, *topic.phrases, *topic.names))}
    singles, around = _by_start(topic.latin), _by_start(topic.names)
    phrases = _by_edge(topic.phrases)
    for row in windows(text, _MOST_WORDS):
        heard = " ".join(_words(row))
        if heard in topic.text:
            continue
        yield from _joined(text, row, whole, topic)
        yield from _single(row, singles, around, topic)
        yield from _in_phrase(row, phrases, topic)


def _joined(text: str, row: Row, whole: dict[str, str], topic: TopicWords) -> Iterator[Guess]:
    """What is a term but for spaces and capitals."""
    letters = letters_of("".join(_words(row)))
    start, end = row[0].start(), row[-1].end()
    term = whole.get(letters, "")
    if not term and len(row) > 1 and len(letters) > _SHORTEST and not {*_words(row)} & LINKING:
        term = letters if letters in topic.words else ""
    if term and (len(row) > 1 or text[start:end].casefold() != term.casefold() != letters):
        yield Guess(start, end, term, 1.0)


def _single(row: Row, singles: Terms, around: Terms, topic: TopicWords) -> Iterator[Guess]:
    """What sounds like one name: of the topic, or very much like one of the area."""
    words = _words(row)
    letters = letters_of("".join(words))
    if len(letters) < _SHORTEST or all(_is_right(each, topic) for each in words) or {words[0], words[-1]} & LINKING:
        return
    plain = {*words} <= common_words() | topic.words
    likeness, written = _likest(letters, singles)
    if likeness < (_STRANGE if not plain else _SAME if len(letters) <= _SHORT else _PLAIN):
        likeness, written = _likest(letters, around)
        if likeness < _OUTSIDE or plain:
            return
    fewer = [letters_of("".join(each)) for each in (words[1:], words[:-1]) if each]
    if any(sounds_alike(each, letters_of(written)) >= likeness for each in fewer):
        return  # one of the words is no part of it
    if not _same_stem(letters, letters_of(written)):
        yield Guess(row[0].start(), row[-1].end(), written, likeness)


def _same_stem(mine: str, theirs: str) -> bool:
    """Whether they are forms of one word: that is no slip."""
    return bool(_stems(mine) & _stems(theirs))


def _stems(word: str) -> set[str]:
    return {word.removesuffix(end) for end in _ENDINGS if len(word) - len(end) >= _SHORTEST}


def _is_right(word: str, topic: TopicWords) -> bool:
    """What the topic's notes say too, in another form also, or what holds a sentence together."""
    forms = {word, *(word.removesuffix(end) for end in _ENDINGS), *(word + end for end in ("s", "ed", "e"))}
    return bool(forms & topic.words) or word in LINKING or "'" in word


def _likest(letters: str, terms: Terms) -> tuple[float, str]:
    return max(
        ((sounds_alike(letters, term), written) for term, written in terms.get(start_of(letters), ())),
        default=(0.0, ""),
    )


def _in_phrase(row: Row, phrases: dict[str, list[list[str]]], topic: TopicWords) -> Iterator[Guess]:
    """What sounds like the rest of a phrase of which one end was heard right."""
    words = _words(row)
    for phrase in [*phrases.get(f"{words[0]}^", ()), *phrases.get(f"${words[-1]}", ())]:
        first, last = _unlike(words, [each.casefold() for each in phrase])
        mine, theirs = words[first : len(words) - last], phrase[first : len(phrase) - last]
        if not mine or not theirs or len(mine) > len(theirs) + 1 or all(_is_right(each, topic) for each in mine):
            continue
        one, other = letters_of("".join(mine)), letters_of("".join(theirs))
        likeness = sounds_alike(one, other) if min(len(one), len(other)) >= _SHORTEST - 1 else 0.0
        if likeness >= _IN_PHRASE and not _same_stem(one, other):
            end = row[len(row) - last - 1].end()
            yield Guess(row[first].start(), end, " ".join(theirs), min(0.99, likeness + 0.1))


def _unlike(mine: list[str], theirs: list[str]) -> tuple[int, int]:
    """How many words agree at the start, and how many then at the end."""
    most = min(len(mine), len(theirs))
    first = next((at for at in range(most) if mine[at] != theirs[at]), most)
    last = next((at for at in range(most - first) if mine[-1 - at] != theirs[-1 - at]), most - first)
    return first, last


def _by_start(terms: Iterable[str]) -> Terms:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for term in terms:
        if len(letters := letters_of(term)) >= _SHORTEST:
            found[start_of(letters)].append((letters, term))
    return found


def _by_edge(phrases: Iterable[str]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    for phrase in phrases:
        words = re.split("[ -]", phrase)
        found[f"{words[0].casefold()}^"].append(words)
        found[f"${words[-1].casefold()}"].append(words)
    return found


def _words(row: Row) -> list[str]:
    return [each.group().casefold() for each in row]
