"""All ways to find a slip, and the text with what they found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.adapters.latin_sounds import letters_of
from interviewer.adapters.mending import mends
from interviewer.domain.speech import Mend, MendedText
from interviewer.services.doctor.vocabulary import common_words
from interviewer.services.term_pass import acronyms, chinese, latin, mixed
from interviewer.services.term_pass.guesses import TOKEN, Guess
from interviewer.services.topic_words import TopicWords

_SHORTEST_NAME = 5


def put_right(heard: str, topic: TopicWords) -> MendedText:
    """The text with its terms as the notes write them. What the topic's notes say themselves is never doubted."""
    found = [*_listed(heard, topic)]
    for each in (latin, acronyms, chinese, mixed):
        found += each.guesses(heard, topic)
    return _with(heard, _surest(found))


def _listed(text: str, topic: TopicWords) -> Iterator[Guess]:
    """What the general list of names leads to; plain English only where the topic has the name."""
    written = {letters_of(each): each for each in (*topic.names, *topic.latin)}
    names = frozenset(each for each in topic.words if each.isalpha() and len(each) >= _SHORTEST_NAME)
    for mend in mends(text, names):
        heard = text[mend.start : mend.end].casefold()
        here = mend.meant in topic.words or letters_of(mend.meant) in written
        plain = heard.isascii() and {each.group() for each in TOKEN.finditer(heard)} <= common_words()
        if heard not in topic.text and (here or not plain):
            yield Guess(mend.start, mend.end, written.get(letters_of(mend.meant), mend.meant), 0.95)


def _surest(found: Sequence[Guess]) -> list[Guess]:
    """Without overlaps: the surest first, of equals the longest."""
    chosen: list[Guess] = []
    for each in sorted(found, key=lambda guess: (-guess.sure, guess.start - guess.end, guess.start)):
        if all(each.end <= other.start or each.start >= other.end for other in chosen):
            chosen.append(each)
    return sorted(chosen, key=lambda guess: guess.start)


def _spaced(before: str, meant: str, after: str) -> str:
    """With a space where Latin letters would touch hanzi or other letters, as the notes are written."""
    start = " " if meant[0].isascii() and before and before[-1].isalnum() else ""
    end = " " if meant[-1].isascii() and after and after[0].isalnum() else ""
    return f"{start}{meant}{end}"


def _with(text: str, chosen: Sequence[Guess]) -> MendedText:
    parts: list[str] = []
    made: list[Mend] = []
    at = length = 0
    for guess in chosen:
        before, heard = text[at : guess.start], text[guess.start : guess.end]
        if heard == guess.meant:
            continue
        meant = _spaced(text[: guess.start], guess.meant, text[guess.end :])
        parts += [before, meant]
        made.append(Mend(length + len(before), heard, meant))
        length += len(before) + len(meant)
        at = guess.end
    return MendedText("".join([*parts, text[at:]]), tuple(made))
