"""Text gates: what is refused, or cut away, before any grader judges the content of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.domain.addressing import cut_addresses
from interviewer.domain.assessment import Gate
from interviewer.domain.text import clauses, fold, sentences
from interviewer.domain.word_lists import SAYS, cut_word_lists, is_word_list

_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[a-z][a-z0-9+]*|[\u3400-\u4dbf\u4e00-\u9fff]", re.IGNORECASE)
_HANZI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[a-z]+", re.IGNORECASE)
_NON_ANSWER = re.compile(
    r"(这个|这块|这题|这道题|这个问题|我|真的?|完全|实在|暂时|一时|现在|目前|都|也|就|还|确实|可能|有点|具体|太|怎么|什么)*"
    r"(不(太|是很|怎么|大)?(知道|清楚|了解|会|懂|记得|熟悉|熟|明白)"
    r"|忘(记)?(了|光了|掉了)?"
    r"|没(有)?(太|怎么)?(了解|学|用|接触|听说?|做|想|看|复习)(过|到|出来|起来)?"
    r"|(答|说|想|回答|记)不(上来|出来|起来|清楚|清|来)"
    r"|没有?(印象|思路|头绪|概念)"
    r"|(跳过|过|下一题|下一个|放弃|略过|不答))"
    r"(这个|这块|这题|这道题|这个问题|什么|怎么回答|怎么说|它|了|过|的|啊|呢|吧|哎|诶|先|太多)*"
)
_NON_ANSWER_EN = re.compile(
    r"((sorry|well|um+|uh+|honestly|actually|to be honest) )*"
    r"((i|we) )?((really|honestly|just|am) )*"
    r"(do ?n.?t know|dunno|do not know"
    r"|have no (idea|clue)|no (idea|clue)|(ca ?n.?t|cannot) (remember|recall|answer|say)"
    r"|(do ?n.?t|do not) (remember|recall)|forgot|not sure|never (heard of|used|learned)"
    r"|skip|pass|next( question| one)?|no answer|n/?a|none|nothing)"
    r"( (about|of|this|that|it|the answer|any of|one|question|at all|sorry|either|please|here|right now|anything))*"
)
_POLITE = re.compile(
    r"(不好意思|抱歉|对不起|嗯+|呃+|啊+|额+|哦+|那个|这个|就是|谢谢|您好|你好|面试官(您|你)?好?"
    r"|sorry|um+|uh+|hmm+|well|thanks?(you)?|hello|hi|ok|okay)*"
)
_FUNCTION = frozenset(
    "的了是在和与及或就也都还而但把被让给对从到向于由以为则等着过吧呢啊嘛吗呀嗯呃哦那这个些种里上下中其它他她我你您们会能要有可以用做来去又再很"
    "不没说问答主要自己本身非常比较很多各各自之间关于什么怎么哪几如何一样所因如果相互同这些那些核心组成构成当时候请讲谈聊介绍描述下面分别作用解决"
)
_FORMULA = re.compile(r"[=<>*^]|\d\D*\d\D*\d\D*\d")
_TO_JUDGE = re.compile(r"判断|是否|能否|是不是|对不对|正确|\btrue or false\b|\bcorrect\b", re.IGNORECASE)
_DENIES = re.compile(r"不(?!同)|[没否非无]|\b(?:no|not|never|cannot)\b|n't\b|\d", re.IGNORECASE)
_MARKS = re.compile(r"\s*[、，,；;|/。·•:：\n]+\s*")
_FEW_LETTERS = 40
_LEAST_KEYWORDS, _LEAST_WORDS, _LEAST_LATIN_WORDS, _LONGEST_KEYWORD = 6, 8, 12, 8


@dataclass(frozen=True, slots=True)
class Passed:
    """What the gates made of an answer.

    `gate` says what was found, None for nothing. `answer` is what may be graded, in the candidate's own characters
    with what was cut away turned into line breaks; empty when everything is refused. `cut` are the sentences cut away.
    """

    gate: Gate | None
    answer: str
    cut: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        return not self.answer


def pass_gates(question: str, answer: str) -> Passed:
    """Send an answer through the text gates, in their order."""
    for gate, refuses in _REFUSALS:
        if refuses(question, answer):
            return Passed(gate, "")
    rest, cut = cut_addresses(answer)
    rest, listed = cut_word_lists(rest)
    if not cut and not listed:
        return Passed(None, answer)
    if any(refuses(question, rest) for _, refuses in _REFUSALS):
        rest = ""
    return Passed(Gate.ADDRESSES_GRADER if cut else Gate.KEYWORD_LIST, rest, cut + listed)


def is_empty(_: str, answer: str) -> bool:
    """No letter at all, or nothing but "I don't know" in one of its forms."""
    if not _LETTER.search(answer):
        return True
    said = (part for part in _parts(answer) if part and not _POLITE.fullmatch(part.replace(" ", "")))
    return all(_NON_ANSWER.fullmatch(_bare(part)) or _NON_ANSWER_EN.fullmatch(part) for part in said)


def _parts(answer: str) -> Iterator[str]:
    """The clauses one after the other, in small letters and without marks."""
    for sentence in sentences(answer):
        text = sentence.of(answer)
        yield from (re.sub(r"[^\w']+", " ", part.of(text)).strip().casefold() for part in clauses(text))


def _bare(part: str) -> str:
    return re.sub(r"^(不好意思|抱歉|嗯+|呃+|额+|那个)+|\s+", "", part)


def is_gibberish(_: str, answer: str) -> bool:
    """Hardly any letters, the same few characters over and over, or Latin words that nobody could pronounce."""
    dense = re.sub(r"\s+", "", answer)
    letters = _LETTER.findall(dense)
    if len(letters) < 0.3 * len(dense):
        return True
    if len(set(letters)) <= _FEW_LETTERS and _repeats_itself(fold("".join(letters))):
        return True
    words = [word.casefold() for word in _LATIN.findall(answer)]
    if words and not re.search(r"[\u3400-\u9fff]", answer):
        odd = sum(len(word) for word in words if _unpronounceable(word))
        return odd > 0.6 * sum(map(len, words))
    return False


def _repeats_itself(folded: str) -> bool:
    return len(folded) >= 8 and len(set(folded)) <= max(2, min(5, len(folded) // 12))


def _unpronounceable(word: str) -> bool:
    if len(word) < 4:
        return False
    vowels = sum(char in "aeiouy" for char in word)
    return vowels / len(word) < 0.17 or re.search(r"[^aeiouy]{6}|(.)\1\1|asdf|qwer|zxcv|hjkl", word) is not None


def is_copied_question(question: str, answer: str) -> bool:
    """Most of the question comes back and hardly anything new with it.

    A new negation or number is something new, and a question that asks for a judgement is answered in its own words.
    """
    asked, said = _content(question), _content(answer)
    if not asked or not said:
        return False
    repeats = len(asked & said) / len(asked)
    new = len(said - asked) / len(said)
    if _TO_JUDGE.search(question) or set(_DENIES.findall(answer)) - set(_DENIES.findall(question)):
        return False
    return (repeats >= 0.6 and new <= 0.2) or (repeats >= 0.5 and fold(answer) in fold(question))


def _content(text: str) -> set[str]:
    words = set(map(str.casefold, _WORD.findall(text)))
    return {word for word in words if word not in _FUNCTION and not _small(word)}


def _small(word: str) -> bool:
    return bool(SAYS.fullmatch(word)) or word in {"what", "how", "why", "of", "you", "its", "does", "one", "each", "i"}


def is_keyword_list(_: str, answer: str) -> bool:
    """Many short pieces, and hardly one of them says anything of another.

    Pieces stand between marks, or between spaces where there are hardly any marks. Formulas are no keywords.
    """
    if len(sentences(answer)) == 1 and is_word_list(answer):
        return True
    if _FORMULA.search(answer):
        return False
    pieces = [piece for piece in _MARKS.split(answer) if piece.strip()]
    least = _LEAST_KEYWORDS
    if len(pieces) < least:
        pieces = [word for word in answer.split() if _LETTER.search(word)]
        least = _LEAST_WORDS if _HANZI.search(answer) else _LEAST_LATIN_WORDS
    hanzi = [len(_HANZI.findall(piece)) for piece in pieces]
    if len(pieces) < least or max(hanzi) > _LONGEST_KEYWORD or max(map(len, pieces)) > 40:
        return False
    words = len(_LATIN.findall(answer)) + sum(hanzi) / 2
    return len(SAYS.findall(answer)) <= 0.06 * words


_REFUSALS = (
    (Gate.EMPTY, is_empty),
    (Gate.GIBBERISH, is_gibberish),
    (Gate.COPIED_QUESTION, is_copied_question),
    (Gate.KEYWORD_LIST, is_keyword_list),
)
