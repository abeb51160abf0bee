"""Signs that a statement says the opposite of a key point: negation, excluding terms, swapped order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from interviewer.adapters.embedded_grader.terms import terms

_NEGATION = re.compile(
    r"不(?!过|仅|只是|但|光|同|断|少|错|管|论)|没有?|无(?!论)|(?:并|而|绝|均|都)非|非(?:必须|必要|必需|强制|线程安全|阻塞|对称|聚簇|幂等)|别(?!的|人)|未|禁止|"
    r"\bnot\b|n't\b|\bnever\b|\bno\b|\bwithout\b|\bcannot\b|\bnone\b|\bneither\b|\bnor\b|\bun(?:able|like)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:{_NEGATION.pattern})[\s]*(?:会|是|能|用|需要|需|要|再|到|被|得|去|做|让|在|有|直接|负责|支持|存|"
    r"(?:be|been|being|a|an|the|to|do|need|have|use|get)\b|\s)*$",
    re.IGNORECASE,
)
"""A denial with nothing behind it but what may stand between it and the word that it denies."""
_REACH = 20
_DOUBT = re.compile(
    r"有没有|是不是|能不能|会不会|够不够|要不要|可不可以|没问题|忍不住|不得不|不管|不论|无论|差不多|不好意思"
)
_LIMIT = re.compile(
    r"只(?:能|会|有|做|用|是|记|支持|在)|仅(?:仅|能|支持|限)?|\bonly\b|\bmerely\b|\bjust for\b", re.IGNORECASE
)
_MOST_TURNED = 4
_PASSIVE = re.compile(r"被|由|受|\bby\b", re.IGNORECASE)


def negations(text: str) -> int:
    """How often a text denies something; questions such as 有没有 do not count."""
    return len(_NEGATION.findall(_DOUBT.sub("", text)))


def denies(text: str, word: str) -> bool:
    """Whether a word stands in a text and right behind a denial, wherever it stands."""
    folded, word = _DOUBT.sub("", text).casefold(), word.casefold()
    places = [found.start() for found in re.finditer(re.escape(word), folded)]
    return bool(places) and all(_BEFORE.search(folded[max(0, at - _REACH) : at]) for at in places)


def limits(text: str) -> int:
    """How often a text says that something is the only one."""
    return len(_LIMIT.findall(text))


def excluding(point: str) -> tuple[tuple[str, str], ...]:
    """Pairs (word of the point, word that excludes it and is not in the point), case folded."""
    text = point.casefold()
    return tuple(
        (ours, theirs)
        for ours, theirs in terms().opposites
        if len(ours) > 1 and len(theirs) > 1 and _has(text, ours) and not _has(text, theirs)
    )


def opposed(pairs: Iterable[tuple[str, str]], statement: str) -> list[tuple[str, str]]:
    """The pairs of `excluding` of which the statement has the excluding word and lacks the point's own."""
    text = statement.casefold()
    return [(ours, theirs) for ours, theirs in pairs if _has(text, theirs) and not _has(text, ours)]


def denials(point: str, pairs: Sequence[tuple[str, str]]) -> list[str]:
    """The point turned into its opposite, in up to five ways: a word replaced by one that excludes it, and without
    its denial where it has one."""
    turned = [re.sub(re.escape(ours), theirs, point, flags=re.IGNORECASE) for ours, theirs in pairs[:_MOST_TURNED]]
    bare = _NEGATION.sub("", point)
    return [each for each in dict.fromkeys([*turned, bare]) if each.strip() and each != point]


def _has(text: str, form: str) -> bool:
    """Whether a word, or in Latin letters the beginning of one, stands in a text."""
    at = text.find(form)
    if at < 0 or not form.isascii():
        return at >= 0
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_") and text[at - 1].isascii():
        at = text.find(form, at + 1)
    return at >= 0


def reversals(point: Sequence[str], statement: Sequence[str], text: str) -> float:
    """Share of the pairs of shared concepts, neighbours in the point, whose order the statement turns round.

    A passive turns the order round lawfully. 0 when fewer than two concepts are shared.
    """
    if _PASSIVE.search(text):
        return 0.0
    places = {concept: at for at, concept in reversed(list(enumerate(statement)))}
    last = {concept: at for at, concept in enumerate(statement)}
    shared = [concept for concept in point if concept in places]
    pairs = list(zip(shared, shared[1:], strict=False))
    turned = sum(places[a] > last[b] for a, b in pairs)
    return turned / len(pairs) if pairs else 0.0
