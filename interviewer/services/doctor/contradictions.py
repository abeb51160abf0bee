"""Claims about the same thing that cannot both hold: another number, a negation, the opposite word.

Meaning pairs them, rules decide. The rules are narrow: what is left when the shared words are taken away must be the
disagreement itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from interviewer.services.doctor.claims import Claim
from interviewer.services.doctor.findings import Finding, FindingKind
from interviewer.services.doctor.spelling import is_form_of

_ALIKE = 0.7
_NEGATIONS = frozenset("不 没有 没 无 未 非 不会 不能 并不 并非 不需要 无法 并没有 not no never cannot".split())
_HELPERS = frozenset("只 仅 都 会 能 总 总是 一定 does do did is are can will always only".split())
_LIGHT = frozenset("的了是会都也就还则由在把被将与和及其个种为这那,而即中上下里 默认约大可")
_ATTRIBUTES = (
    ("端口", "port", "ports"),
    ("默认", "default", "defaults"),
    ("最大", "最多", "上限", "maximum", "max", "most"),
    ("最小", "最少", "至少", "minimum", "min", "least"),
    ("超时", "timeout"),
    ("保留", "retention"),
    ("版本", "version", "since"),
    ("槽", "slots"),
    ("副本", "replicas"),
)
_SAME_MEANING = 0.7
_SHARED_WORDS = 0.5
_MOST_OWN_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Difference:
    """What two claims do not share; `swaps` are the aligned pieces that stand in each other's place."""

    alike: float
    swaps: list[tuple[tuple[str, ...], tuple[str, ...]]]
    lone: list[tuple[str, ...]]


def find_contradictions(
    claims: Sequence[Claim], pairs: Sequence[tuple[Claim, Claim, float]]
) -> Iterator[tuple[Claim, Claim, str]]:
    """The pairs that contradict each other, with the reason: `other_number`, `negation` or `opposite`; for each claim
    the first that it contradicts."""
    together = [claim.numbers for claim in claims if len(claim.numbers) > 1]
    frames = Counter((claim.section.id, claim.frame) for claim in claims)
    told: set[str] = set()
    for one, other, likeness in pairs:
        if other.point.id in told or any(frames[each.section.id, each.frame] > 1 for each in (one, other)):
            continue  # a section that says the same with several numbers lists them
        if reason := _reason(one, other, likeness, together):
            told.add(other.point.id)
            yield one, other, reason


def as_finding(one: Claim, other: Claim, reason: str) -> Finding:
    """Told at the later of the two places."""
    details = {
        "text": other.point.text[:120],
        "other": one.point.text[:120],
        "other_file": Path(one.document.file).name,
        "other_line": one.line,
    }
    return Finding(FindingKind.CONTRADICTION, other.section.path, other.document.file, other.line, reason, details)


def _reason(one: Claim, other: Claim, likeness: float, together: Sequence[frozenset[str]]) -> str:
    if one.folded == other.folded:
        return ""
    difference = _difference(one.tokens, other.tokens)
    if _other_number(one, other, difference, likeness, together):
        return "other_number"
    if difference.alike < _ALIKE:
        return ""
    if _is_negation(difference) and (one.language == "en" or one.about == other.about):
        return "negation"
    return "opposite" if _is_opposite(difference, one, other) else ""


def _difference(one: tuple[str, ...], other: tuple[str, ...]) -> _Difference:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    swaps, lone, shared = [], [], 0
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            shared += b - a
        elif kind == "replace":
            swaps.append((one[a:b], other[c:d]))
        else:
            lone.append(one[a:b] or other[c:d])
    return _Difference(2 * shared / max(1, len(one) + len(other)), swaps, lone)


def _other_number(
    one: Claim, other: Claim, difference: _Difference, likeness: float, together: Sequence[frozenset[str]]
) -> bool:
    """One number each for the same thing, and nowhere are both given side by side."""
    mine, theirs = one.numbers - other.numbers, other.numbers - one.numbers
    if one.about != other.about or len(mine) != 1 or len(theirs) != 1:
        return False
    if any(mine | theirs <= numbers for numbers in together):
        return False
    aligned = any(_are_numbers(a) and _are_numbers(b) for a, b in difference.swaps)
    rest = [swap for swap in difference.swaps if not (_are_numbers(swap[0]) and _are_numbers(swap[1]))]
    if aligned and difference.alike >= _ALIKE and not rest and all(map(_is_light, difference.lone)):
        return True
    one_number = len(one.numbers) == len(other.numbers) == 1
    return one_number and likeness >= _SAME_MEANING and _shares_attribute(one, other) and _overlap(one, other)


def _are_numbers(piece: Collection[str]) -> bool:
    return all(token[0].isdigit() for token in piece)


def _is_light(piece: Collection[str]) -> bool:
    return all(token in _LIGHT for token in piece)


def _shares_attribute(one: Claim, other: Claim) -> bool:
    left, right = one.folded, other.folded
    return any(any(word in left for word in words) and any(word in right for word in words) for words in _ATTRIBUTES)


def _overlap(one: Claim, other: Claim) -> bool:
    """Whether they say the same but for a word or two that only one of them has: what both have of their own tells
    them apart, as clients and peers tell two ports of one program apart."""
    mine, theirs = set(one.tokens) - one.numbers - _LIGHT, set(other.tokens) - other.numbers - _LIGHT
    fewer, more = sorted((mine - theirs, theirs - mine), key=len)
    return (
        not fewer and len(more) <= _MOST_OWN_WORDS and len(mine & theirs) >= _SHARED_WORDS * max(len(mine), len(theirs))
    )


def _is_negation(difference: _Difference) -> bool:
    """One of them denies what the other says, and that is all they differ in."""
    pieces = [*((piece, ()) for piece in difference.lone), *difference.swaps]
    sides = [_denies(*piece) for piece in pieces if not (_is_light(piece[0]) and _is_light(piece[1]))]
    return len(sides) == 1 and sides[0]


def _denies(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """不 against 只 or nothing, `does not remove` against `removes`."""
    denied = [word for word in (_without_helpers(left), _without_helpers(right)) if word is not None]
    verbs = [word for word in denied if word]
    negative = [bool(_NEGATIONS & {_joined(piece), *piece}) for piece in (left, right)]
    return len(denied) == 2 and negative[0] != negative[1] and (not verbs or (len(verbs) == 2 and is_form_of(*verbs)))


def _without_helpers(piece: tuple[str, ...]) -> str | None:
    """What is left without negations and helping words: nothing, or one Latin word; None for more."""
    if _joined(piece) in _NEGATIONS | _HELPERS:
        return ""
    rest = [token for token in piece if token not in _NEGATIONS | _HELPERS]
    if len(rest) > 1 or (rest and not rest[0].isascii()):
        return None
    return rest[0] if rest else ""


def _is_opposite(difference: _Difference, one: Claim, other: Claim) -> bool:
    if len(difference.swaps) != 1 or not all(map(_is_light, difference.lone)):
        return False
    left, right = difference.swaps[0]
    words = _joined(left), _joined(right)
    if one.terms - {*left} != other.terms - {*right}:
        return False
    if not one.terms & other.terms and one.about != other.about:
        return False
    return _exclude(*words) or _exclude(*_with_context(one, other, words))


def _joined(piece: Sequence[str]) -> str:
    return " ".join(piece) if piece and piece[0].isascii() else "".join(piece)


def _with_context(one: Claim, other: Claim, words: tuple[str, str]) -> tuple[str, str]:
    """The differing hanzi with the one they share behind or before: 主|动, 被|动."""
    for left, right in opposites():
        alone = left in one.folded and right in other.folded and left not in other.folded and right not in one.folded
        if not alone or not set(left) & set(right):
            continue
        if (words[0] in left or left in words[0]) and (words[1] in right or right in words[1]):
            return left, right
    return words


def _exclude(left: str, right: str) -> bool:
    return (left, right) in opposites()


@cache
def opposites() -> frozenset[tuple[str, str]]:
    """Both directions of each pair."""
    text = (Path(__file__).parent / "opposites.txt").read_text("utf-8")
    pairs = [tuple(line.split()) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return frozenset(pair for left, right in pairs for pair in ((left, right), (right, left)))
