"""Answers made from key points, whose verdicts are known because we made them: kept, reworded, corrupted, spoken."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from interviewer.adapters.embedded_grader.terms import terms
from interviewer.adapters.embedded_grader.units import segment
from interviewer.domain.text import clauses, language_of

_ITEM = re.compile(r"^(?:[-*]|\d+\.)\s+(.+)$")
_FILLERS = {
    "zh": ("嗯", "就是", "然后", "那个", "就是说", "其实", "对", "还有就是", "怎么说呢"),
    "en": ("um", "so", "well", "you know", "basically", "and then", "I think", "like"),
}
_NOT = {
    "zh": ("不", "不会", "没有", "不能", "并不"),
    "en": ("does not", "never", "cannot", "is not", "will not"),
}
_UNSURE = {
    "zh": ("{}这块我记不太清了", "还有{}，具体的没研究过", "{}也是很重要的", "另外会用到{}"),
    "en": ("I do not remember {}", "{} is also important", "there is also {}", "we use {} a lot"),
}
_VERB = re.compile(
    r"(把|调用|转换|发送|返回|记录|保存|运行|使用|支持|负责|管理|访问|连接|创建|启动|写入|读取|通过|是|由|在|会|要|用|给|按|从|向|让)"
    r"|\b(is|are|runs?|calls?|sends?|keeps?|holds?|reads?|writes?|starts?|uses?|gets?|has|have|must|can|needs?)\b"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question with its key points, and the same points in another language where a twin note has them."""

    topic: str
    question: str
    points: tuple[str, ...]
    twin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A made answer; `covered` (0 or 1 a point) and `wrong` (the points said wrongly) are true by construction."""

    sheet: Sheet
    answer: str
    covered: tuple[float, ...]
    kind: str
    wrong: frozenset[int] = frozenset()


def sheets_of(knowledge: Path) -> list[Sheet]:
    """One sheet for each section of the notes, by the lists under second-level headings; twins by `NAME.en.md`."""
    found = []
    for file in sorted(knowledge.rglob("*.md")):
        other = file.with_name(
            file.name.replace(".en.md", ".md") if file.name.endswith(".en.md") else file.stem + ".en.md"
        )
        twins = _sections(other) if other.exists() else []
        for (heading, points), twin in zip_longest(_sections(file), twins[: len(_sections(file))]):
            aligned = twin is not None and len(twin[1]) == len(points)
            found.append(Sheet(f"{file.stem} / {heading}", heading, points, twin[1] if aligned else ()))
    return [sheet for sheet in found if len(sheet.points) >= 3]


def _sections(file: Path) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, list[str]]] = []
    fenced = False
    for line in file.read_text(encoding="utf-8").splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("## "):
            found.append((line[3:].strip(), []))
        elif not fenced and found and (item := _ITEM.match(line)):
            found[-1][1].append(item.group(1).replace("`", ""))
    return [(heading, tuple(points)) for heading, points in found]


def shortened(sheet: Sheet, rng: random.Random) -> Sheet:
    """The sheet as terse notes write it: only the first clause or two of each point, and sometimes fewer points."""
    first = max(3, rng.randint(3, len(sheet.points)))
    chosen = sorted(rng.sample(range(len(sheet.points)), min(first, len(sheet.points))))

    def short(text: str) -> str:
        parts = clauses(text)
        return text[: parts[0].end] if parts and parts[0].end >= 10 else text

    points = tuple(short(sheet.points[at]) for at in chosen)
    return Sheet(sheet.topic, sheet.question, points, tuple(short(sheet.twin[at]) for at in chosen if sheet.twin))


def made_answers(sheet: Sheet, others: Sequence[Sheet], count: int, rng: random.Random) -> list[Made]:
    """`count` answers to one question, each with one way of going right or wrong."""
    return [rng.choices(_WAYS, weights=_HOW_OFTEN)[0](sheet, others, rng) for _ in range(count)]


def _plain(sheet: Sheet, _: Sequence[Sheet], rng: random.Random) -> Made:
    """Some of the points, each in slightly other words, in either language where there is a twin."""
    said = _said(sheet, rng)
    kept = _kept(sheet, rng)
    parts = [reworded(said[at], rng) for at in kept]
    return _made(sheet, parts, kept, "plain", rng)


def _exchanged(sheet: Sheet, _: Sequence[Sheet], rng: random.Random) -> Made:
    """Two or more points have their subjects, or the words that tell them apart, exchanged."""
    said = list(_said(sheet, rng))
    kept = _kept(sheet, rng, least=2)
    right = set(kept)
    mixed = rng.sample(kept, len(kept))
    for left, other in list(zip(mixed[::2], mixed[1::2], strict=False))[: rng.choice((1, 1, 2, 3))]:
        exchanged = _exchange(said[left], said[other])
        if exchanged:
            said[left], said[other] = exchanged
            right -= {left, other}
    return _made(sheet, [reworded(said[at], rng) for at in kept], sorted(right), "exchanged", rng, set(kept) - right)


def _denied(sheet: Sheet, _: Sequence[Sheet], rng: random.Random) -> Made:
    """Some points say the opposite: a negation put in or taken out, an excluding term, or the order turned round."""
    said = list(_said(sheet, rng))
    kept = _kept(sheet, rng)
    wrong = set(rng.sample(kept, max(1, len(kept) // rng.choice((1, 2, 2)))))
    for at in wrong:
        said[at] = _opposite(said[at], rng)
    right = [at for at in kept if at not in wrong]
    return _made(sheet, [reworded(said[at], rng) for at in kept], right, "denied", rng, wrong)


def _stuffed(sheet: Sheet, _: Sequence[Sheet], rng: random.Random) -> Made:
    """Words of the points without a statement."""
    words = [word for at in _kept(sheet, rng) for word in _words(_said(sheet, rng)[at]) if len(word) > 1]
    rng.shuffle(words)
    return Made(sheet, rng.choice((" ", "、", "，", "；")).join(words[:30]), (0.0,) * len(sheet.points), "stuffed")


def _named(sheet: Sheet, _: Sequence[Sheet], rng: random.Random) -> Made:
    """What the points are about is named, and nothing is said of it; beside some points that are said."""
    said = _said(sheet, rng)
    kept = _kept(sheet, rng)[:2]
    rest = [at for at in range(len(sheet.points)) if at not in kept]
    language = language_of(said[0])
    parts = [reworded(said[at], rng) for at in kept]
    parts += [rng.choice(_UNSURE[language]).format(_subject(said[at])) for at in rest[:3]]
    return _made(sheet, parts, kept, "named", rng)


def _elsewhere(sheet: Sheet, others: Sequence[Sheet], rng: random.Random) -> Made:
    """The answer to another question of the same field."""
    other = rng.choice(others)
    points = other.points if not other.twin or rng.random() < 0.6 else other.twin
    parts = [reworded(point, rng) for point in rng.sample(points, min(3, len(points)))]
    return _made(sheet, parts, [], "elsewhere", rng)


_WAYS: tuple[Callable[[Sheet, Sequence[Sheet], random.Random], Made], ...] = (
    _plain,
    _exchanged,
    _denied,
    _stuffed,
    _named,
    _elsewhere,
)
_HOW_OFTEN = (8, 5, 5, 1, 2, 1)


def _said(sheet: Sheet, rng: random.Random) -> tuple[str, ...]:
    return sheet.twin if sheet.twin and rng.random() < 0.4 else sheet.points


def _kept(sheet: Sheet, rng: random.Random, least: int = 1) -> list[int]:
    share = rng.choice((0.3, 0.5, 0.7, 1.0))
    kept = [at for at in range(len(sheet.points)) if rng.random() < share]
    if len(kept) < least:
        kept = sorted(rng.sample(range(len(sheet.points)), least))
    if rng.random() < 0.3:
        rng.shuffle(kept)
    return kept


def _made(
    sheet: Sheet, parts: list[str], right: Sequence[int], kind: str, rng: random.Random, wrong: Iterable[int] = ()
) -> Made:
    covered = tuple(float(at in right) for at in range(len(sheet.points)))
    language = language_of("".join(parts))
    if rng.random() < 0.35:
        return Made(sheet, _spoken(parts, language, rng), covered, f"{kind}-spoken", frozenset(wrong))
    if language == "zh":
        text = rng.choice(("。", "。", "；", "，")).join(parts) + "。"
    else:
        text = rng.choice((". ", ". ", "; ", ", ")).join(parts) + "."
    return Made(sheet, text, covered, kind, frozenset(wrong))


def _spoken(parts: list[str], language: str, rng: random.Random) -> str:
    """Without punctuation, with fillers, now and then a character lost or a name spelled out."""
    out = []
    for part in parts:
        if rng.random() < 0.6:
            out.append(rng.choice(_FILLERS[language]))
        text = re.sub(r"[，。；：、,;:.()（）“”\"]+(?!\w)|[，。；：、（）“”]", " ", part)
        if rng.random() < 0.3:
            text = re.sub(r"\b([A-Z]{2,4})\b", lambda found: " ".join(found.group().lower()), text, count=1)
        if rng.random() < 0.3 and len(text) > 12:
            at = rng.randrange(len(text))
            text = text[:at] + text[at + 1 :]
        out.append(text.strip().lower())
    return re.sub(r"\s+", " ", " ".join(out))


def _words(text: str) -> list[str]:
    return segment(text) if language_of(text) == "zh" else re.findall(r"\w[\w./-]*|\W+", text)


def reworded(text: str, rng: random.Random) -> str:
    """The same statement: a word or two from the term list exchanged, a small part left out, clauses turned round."""
    parts = re.split(r"[，；,;]\s*", text)
    if len(parts) > 1 and rng.random() < 0.35:
        rng.shuffle(parts)
    if len(parts) > 2 and rng.random() < 0.5:
        parts.pop()
    text = ("，" if language_of(text) == "zh" else ", ").join(parts)
    text = re.sub(r"（[^）]*）|\s*\([^)]*\)", "", text) if rng.random() < 0.5 else text
    words = _words(text)
    for at, word in enumerate(words):
        if rng.random() < 0.4 and (same := _same(word)):
            words[at] = rng.choice(same)
    if len(words) > 8 and rng.random() < 0.5:
        del words[rng.randrange(len(words))]
    return "".join(words)


def _same(word: str) -> list[str]:
    known = terms().concept_of
    concept = known.get(word.casefold())
    if concept is None:
        return []
    ascii_word = word.isascii()
    return [form for form, its in known.items() if its == concept and form.isascii() == ascii_word and form != word]


def _subject(text: str) -> str:
    """What a point is about: the words before its colon, its first verb, or its first comma."""
    ends = [match.start() for match in (_VERB.search(text, 1), re.search(r"[：:，,（(]", text)) if match]
    subject = text[: min(ends)].strip() if ends else ""
    return subject if 1 < len(subject) <= 30 else "".join(_words(text)[:2]).strip()


def _exchange(left: str, right: str) -> tuple[str, str] | None:
    """Two statements with subjects exchanged; None when they are about the same."""
    ours, theirs = _subject(left), _subject(right)
    if not ours or not theirs or ours.casefold() in theirs.casefold() or theirs.casefold() in ours.casefold():
        return None
    if ours in right or theirs in left:
        return None
    return left.replace(ours, theirs), right.replace(theirs, ours)


def _opposite(text: str, rng: random.Random) -> str:
    pairs = [(a, b) for a, b in terms().opposites if len(a) > 1 and a in text.casefold()]
    if pairs and rng.random() < 0.6:
        ours, theirs = rng.choice(pairs)
        return re.sub(re.escape(ours), theirs, text, flags=re.IGNORECASE)
    bare = re.sub(r"不会|不能|没有|不|\b(?:does not|do not|cannot|never|is not|not)\b ?", "", text, count=1)
    if bare != text and rng.random() < 0.7:
        return bare
    turned = _turned(text)
    if turned and rng.random() < 0.4:
        return turned
    verb = _VERB.search(text, 1)
    language = language_of(text)
    at = verb.start() if verb else len("".join(_words(text)[: max(1, len(_words(text)) // 3)]))
    gap = " " if language == "en" else ""
    return text[:at] + rng.choice(_NOT[language]) + gap + text[at:]


def _turned(text: str) -> str | None:
    """The first and the last Latin name exchanged, with a verb between them."""
    names = list(re.finditer(r"[A-Za-z][A-Za-z0-9_.-]{2,}(?: [A-Z][A-Za-z]+)*", text))
    if language_of(text) != "zh" or len(names) < 2 or names[0].group() == names[-1].group():
        return None
    first, last = names[0], names[-1]
    between = text[first.end() : last.start()]
    if not re.search(r"把|调用|转换|发送|返回|写入|读取|连接|访问|启动", between):
        return None
    return text[: first.start()] + last.group() + between + first.group() + text[last.end() :]
