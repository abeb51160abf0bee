"""The words that an answer is likely to hold: of the question's section, of its topic, of what stands beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from interviewer.adapters.embedded_grader.terms import terms
from interviewer.adapters.segmenting import segmenter
from interviewer.domain.notes import Section
from interviewer.domain.ports import NoteStore
from interviewer.services.doctor.vocabulary import common_words
from interviewer.services.doctor.vocabulary import terms as listed_terms

FEWEST_TERMS, MOST_TERMS = 20, 60
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_./+][A-Za-z0-9]+)*\+?")
_WORD = re.compile(r"[a-z0-9]+")
_HANZI = re.compile(r"[\u3400-\u9fff]+")
_PHRASE = re.compile(r"[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z][A-Za-z0-9-]*)+")
_LONGEST_TERM = 24
_RARE = 100
"""How often jieba's counts may have a Chinese word that is taken for a term though no list says so."""
LITTLE_WORDS = frozenset(
    "的了是在有不也都就会要能可把被给从到对和与或及而但很再才先后去来里上下时这那哪谁它他她你我们只想让跟个种些着过吗呢吧啊一二三四五六七八九十百千万两每次"
)


@dataclass(frozen=True)
class TopicWords:
    """Texts by how near they are to the question: its section first, then its topic, then the rest of the area."""

    section: str
    topic: str
    around: str

    @cached_property
    def words(self) -> frozenset[str]:
        """The Latin words of the topic, folded: hearing one of them is no slip."""
        return frozenset(_WORD.findall(f"{self.section}\n{self.topic}".casefold()))

    @cached_property
    def text(self) -> str:
        return f"{self.section}\n{self.topic}".casefold()

    @cached_property
    def latin(self) -> tuple[str, ...]:
        """The topic's names and terms in Latin letters, each as it is mostly written."""
        return _as_written(term for text in (self.section, self.topic) for term in _terms(text))

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """Two or three Latin words of the topic that stand together and are no plain English."""
        found = (phrase for text in (self.section, self.topic) for phrase in _phrases(text))
        return _as_written(found)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The same as `latin` of the wider area."""
        return _as_written(_terms(self.around))

    @cached_property
    def chinese(self) -> tuple[str, ...]:
        """The topic's Chinese terms."""
        return tuple(dict.fromkeys(chain(_chinese(self.section), _chinese(self.topic))))

    def likely(self, language: str) -> list[str]:
        """20 to 60 terms for a recogniser to expect, the nearest first; for `zh` never Latin ones alone."""
        latin = dict.fromkeys([*_as_written(_terms(self.section)), *self.latin, *self.names])
        if language != "zh":
            return list(latin)[:MOST_TERMS]
        hanzi = dict.fromkeys([*_chinese(self.section), *self.chinese, *_chinese(self.around)])
        half = MOST_TERMS // 2
        chosen = [list(latin)[:half], list(hanzi)[:half]]
        return [term for pair in _alternating(*chosen) for term in pair]


def topic_words(notes: NoteStore, section: Section) -> TopicWords:
    """`section` may be one that is not indexed any more; its neighbours still are."""
    others = [each for each in notes.sections() if each.id != section.id]
    topic = [each for each in others if _beside(each, section)]
    around = [each for each in others if each.steps[0] == section.steps[0] and each not in topic]
    return TopicWords(_whole([section]), _whole(topic), _whole(around or others))


def _beside(other: Section, section: Section) -> bool:
    return other.source.file == section.source.file or other.steps[:2] == section.steps[:2]


def _whole(sections: Sequence[Section]) -> str:
    return "\n".join(f"{' '.join(each.steps)}\n{each.text}" for each in sections)


def _terms(text: str) -> Iterable[str]:
    return (found for found in _LATIN.findall(text) if 1 < len(found) <= _LONGEST_TERM and _is_term(found))


def _is_term(word: str) -> bool:
    """Whether it is a name rather than an English word; what has capitals inside or is all capitals is one."""
    plain = word.casefold()
    if not any(char.isalpha() for char in word) or (len(plain) < 3 and not word.isupper()):
        return False
    return plain not in common_words() or plain in listed_terms() or word[1:] != word[1:].lower()


def _phrases(text: str) -> Iterable[str]:
    for line in _PHRASE.finditer(text):
        words = line.group().split()
        for size in (2, 3):
            for at in range(len(words) - size + 1):
                part = words[at : at + size]
                if not {each.casefold() for each in part} & LINKING:
                    yield " ".join(part)


LINKING = frozenset(
    "a an the of to in on for and or is are was be by with from as at it its that this not no if when then than into "
    "but so which who what how can may must will does do has have had each all any one two only also more most i you "
    "we they he she there here out up down over under same other first last".split()
)


def _as_written(found: Iterable[str]) -> tuple[str, ...]:
    """Each but once, in the order of the first, as it is written most."""
    forms: dict[str, Counter[str]] = {}
    for form in found:
        forms.setdefault(form.casefold(), Counter())[form] += 1
    return tuple(each.most_common(1)[0][0] for each in forms.values())


def _chinese(text: str) -> list[str]:
    """Terms of the general list that the text holds, and its rare words."""
    runs = _HANZI.findall(text)
    joined = " ".join(runs)
    listed = [term for term in _listed() if term in joined]
    found = Counter(term for run in runs for term in _rare_words(run))
    return list(dict.fromkeys([*listed, *(term for term, times in found.items() if times > 1)]))


def is_listed(term: str) -> bool:
    """Whether the general list has the Chinese term."""
    return term in _listed()


@cache
def _listed() -> dict[str, None]:
    return {form: None for form in terms().chinese if _HANZI.fullmatch(form) and len(form) >= 2}


def _rare_words(run: str) -> Iterable[str]:
    """Words that are rare in Chinese, and neighbours that make one longer term, such as 间隙锁 and 主从延迟."""
    words = [word if not set(word) & LITTLE_WORDS else "" for word in segmenter().cut(run)]
    yield from (word for word in words if len(word) >= 2 and word_count(word) < _RARE)
    for first, second in zip(words, words[1:], strict=False):
        if first and second and 3 <= len(first + second) <= 4:
            yield first + second


def word_count(word: str) -> int:
    """How often a large Chinese corpus had the word, by jieba's count; 0 for what is no word."""
    return int(segmenter().FREQ.get(word) or 0)


def _alternating(first: Sequence[str], second: Sequence[str]) -> Iterable[tuple[str, ...]]:
    for at in range(max(len(first), len(second))):
        yield (*first[at : at + 1], *second[at : at + 1])
