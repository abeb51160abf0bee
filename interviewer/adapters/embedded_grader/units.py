"""Reading a text as a row of units: words with the concept each stands for, Chinese and English alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from interviewer.adapters.embedded_grader.terms import terms
from interviewer.adapters.segmenting import segmenter_with
from interviewer.domain.text import strip_invisible

_RUN = re.compile(r"[a-z0-9]+(?:[._'/+-]+[a-z0-9]+)*|[\u3400-\u4dbf\u4e00-\u9fff]+", re.IGNORECASE)
_PARTS = re.compile(r"\d+(?:\.\d+)+|[a-z0-9]+", re.IGNORECASE)
_SMALL_EN = frozenset(
    "a an and are as at be been being but by can could do does for from had has have how if in into is it its of on or "
    "so such than that the their them then there these they this those to up was were what when where which while "
    "will with would you your we our i me my he she also just very really basically actually like well um uh oh "
    "one two get gets got make makes made use uses used using thing things kind way called about out over each".split()
)
_SMALL_ZH = frozenset(
    "的 了 是 在 和 与 及 或 就 也 都 还 而 但 把 被 让 给 对 从 到 向 于 由 以 为 则 等 着 过 吧 呢 啊 嘛 吗 "
    "呀 嗯 呃 哦 那 这 那个 这个 那些 这些 那种 这种 就是 然后 所以 因为 如果 可以 能 会 要 有 有个 一个 一些 "
    "这样 那样 怎么 什么 里 里面 上 下 中 其 它 他 我 你 我们 你们 他们 它们 它俩 自己 来 去 又 再 用 做 比较 "
    "非常 比如 例如 大概 主要 其实 应该 觉得 首先 另外 最后 以及 通过 进行 使用 支持 用来 用于 作为 属于 包括 "
    "提供 负责 需要 具有 并 且 并且 而且 只 才 更 很 地 得 之 所 该 此 个 种 些 时 后 前 时候 之后 之前 一下 "
    "东西 方面 情况 方式 问题 相关 叫 叫做 说 想 知道 记得 好像 一般 通常 平时 当时 用的 的话".split()
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One content word. Two units with the same concept say the same."""

    text: str
    concept: str

    @property
    def is_latin(self) -> bool:
        return self.text.isascii()


@dataclass(frozen=True, slots=True)
class Reading:
    """The units of a text in order, the concepts that arise when split Latin letters are put together (`a p i`),
    and how many small words stand between them."""

    units: tuple[Unit, ...]
    joined: frozenset[str]
    small_words: int

    @property
    def concepts(self) -> frozenset[str]:
        return frozenset(unit.concept for unit in self.units) | self.joined


@lru_cache(maxsize=4096)
def read(text: str, names: frozenset[str] = frozenset()) -> Reading:
    """The reading of a text, in the folded form of words; numbers with points stay whole.

    `names` are Latin words to put together again where a recogniser wrote them apart (`re write`, `docker d`).
    """
    found: list[Unit] = []
    joined: set[str] = set()
    small = 0
    latin: list[str] = []
    folded = unicodedata.normalize("NFKC", strip_invisible(text)).casefold()
    for match in [*_RUN.finditer(folded), None]:
        run = match.group() if match else ""
        if run.isascii() and run:
            latin.extend(_PARTS.findall(run))
            continue
        small += _close(latin, names, found, joined)
        for word in segment(run):
            if word in _SMALL_ZH:
                small += 1
            else:
                found.append(Unit(word, terms().concept_of.get(word, word)))
    return Reading(tuple(found), frozenset(joined), small)


def _close(latin: list[str], names: frozenset[str], found: list[Unit], joined: set[str]) -> int:
    """Turn the collected Latin parts into units; how many of them were small words."""
    small = 0
    latin[:] = _put_together(latin, names)
    for word, concept in _phrases(latin):
        if word in _SMALL_EN:
            small += 1
        else:
            found.append(Unit(word, concept))
    for start in range(len(latin)):
        for end in range(start + 2, min(len(latin), start + 5) + 1):
            whole = "".join(latin[start:end])
            joined.add(terms().concept_of.get(whole, stem(whole)))
    latin.clear()
    return small


def _put_together(words: list[str], names: frozenset[str]) -> list[str]:
    """The words with spelled-out letters (`e t c d`) and names written apart as one word each."""
    found: list[str] = []
    at = 0
    while at < len(words):
        length = 1
        while at + length < len(words) and all(
            len(word) == 1 and word.isalpha() for word in words[at : at + length + 1]
        ):
            length += 1
        for wide in range(min(4, len(words) - at), 1, -1):
            if "".join(words[at : at + wide]) in names:
                length = max(length, wide)
                break
        found.append("".join(words[at : at + length]))
        at += length
    return found


def _phrases(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each word, or the longest known phrase that starts at it, with its concept."""
    known, at = terms(), 0
    while at < len(words):
        for length in range(min(known.longest_phrase, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            concept = known.concept_of.get(phrase)
            if concept is not None or length == 1:
                yield phrase, concept if concept is not None else stem(phrase)
                at += length
                break


def stem(word: str) -> str:
    """An English word without the commonest endings; names of three letters and fewer stay."""
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "su":
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


@cache
def _tokenizer() -> Any:
    """A jieba tokenizer that knows the Chinese forms of the term list."""
    return segmenter_with(
        word for word in terms().chinese if len(word) > 1 and not any(char.isascii() for char in word)
    )


@lru_cache(maxsize=4096)
def grams(text: str) -> frozenset[str]:
    """The pairs of neighbouring hanzi and the Latin words of a text: they find what was cut into other words."""
    found: set[str] = set()
    for run in _RUN.findall(unicodedata.normalize("NFKC", strip_invisible(text)).casefold()):
        if run.isascii():
            found.update(stem(part) for part in _PARTS.findall(run) if part not in _SMALL_EN)
        else:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


def segment(run: str) -> list[str]:
    """The words of a Chinese text, in order and complete."""
    return list(_tokenizer().cut(run)) if run else []
