"""From a heading path to a phrase that can be spoken in a question: `Redis / 数据类型` -> `Redis 的数据类型`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.adapters.heading_forms import CJK, form_of, looks_like_qualifier
from interviewer.adapters.heading_words import (
    clean_step,
    is_area,
    is_container,
    is_question,
    kind_of_title,
    rest_before,
    without_gloss,
    wordings,
)
from interviewer.domain.notes import Shape
from interviewer.domain.text import fold

_FULL_WIDTH = "，。！？；：、（）「」“”《》"
_LABELLED = re.compile(r"(.{2,24}?)(?:\s*[:：]\s*|\s+[-–—]+\s+)(.{2,})")
_NUMBERED = re.compile(r"(?:part|chapter|step|section|lesson|day|week|unit|第.+[章节部分步])\s*\d*", re.IGNORECASE)
_PRODUCT = re.compile(r"[A-Z][\w.+-]*")
_SENTENCES = frozenset({"command", "statement", "symptom", "doing"})
_HALF_ASKED = re.compile(
    r"how (?:(to) |(?!(?:do|does|did|is|are|was|were|can|could|should|would|will|has|have|much|many|often|long|about|"
    r"far|big|come)\b))(?!.*\?$)",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"(?:explain|describe|compare)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeadingPhrase:
    """What a heading calls for.

    `form` names a list of wordings; `topic` is a noun phrase, or the whole question where the heading is one; `items`
    are the things that the heading puts side by side.
    """

    form: str
    topic: str
    items: tuple[str, ...] = ()


def read_heading(steps: Sequence[str], shape: Shape, language: str, text: str = "") -> HeadingPhrase:
    """Read a heading path; the section's text only tells whether a capital letter belongs to a name."""
    subject = subject_of(steps)
    title, gloss = _parted(clean_step(steps[-1]), subject, language)
    bare = without_gloss(title) or title
    kind = _kind_of(bare)
    if kind is not None:
        return _of_kind(kind, subject, steps, title, language)
    if shape == Shape.QUESTION or is_question(title):
        return HeadingPhrase("question", _as_question(title, subject, language))
    form = form_of(bare, shape)
    name, thing = form.name, form.thing
    # Only a product has features to recommend it by; a part of one is simply talked about.
    name = "about" if name == "features" and subject and rest_before(bare, "features") is None else name
    if name in _SENTENCES:
        return HeadingPhrase(name, _sentence(name, thing, subject, language))
    if form.items:
        first = form.items[0][0].lower() + form.items[0][1:] if form.items[-1][0].islower() else form.items[0]
        thing = _enumerated((first, *form.items[1:]), language)
    elif language == "en" and (subject or " " in thing):
        thing = _uncapitalised(thing, text)
    return HeadingPhrase(name, _join(subject, thing, language, several=bool(form.items)) + gloss, form.items)


def _of_kind(kind: str, subject: str, steps: Sequence[str], title: str, language: str) -> HeadingPhrase:
    """What a title calls for that says nothing by itself, of what stands above it."""
    words = wordings(language)["headings"]
    named = subject or _widest(steps, language) or words["unnamed"].format(title=title)
    if not subject and len(steps) == 1:
        return HeadingPhrase("about", named)
    if kind == "trouble":
        named = words["problem"].format(subject=named)
    return HeadingPhrase("steps" if kind == "process" else kind, named)


def subject_of(steps: Sequence[str]) -> str:
    """The nearest heading above that names a thing, with the product it belongs to: `MySQL 索引`; empty when there are
    only areas and generic titles."""
    names = [name for step in steps[:-1] if (name := _thing_named(step))]
    if len(names) > 1 and _PRODUCT.fullmatch(names[-2]) and not _PRODUCT.match(names[-1]):
        return names[-1] if fold(names[-2]) in fold(names[-1]) else f"{names[-2]} {names[-1]}"
    return names[-1] if names else ""


def _thing_named(step: str) -> str:
    name = _parted(without_gloss(clean_step(step)), "", "zh")[0]
    name = rest_before(name, "mechanism") or name
    return "" if kind_of_title(name) or is_container(name) or is_question(name) or is_area(name) else name


def spaced(text: str) -> str:
    """The text with one space between Chinese and Latin letters or digits, and none beside full-width marks."""
    text = re.sub(rf"(?<=[{CJK}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9+#%)])(?=[{CJK}])|(?<=[{CJK}])(?=@)", " ", text)
    text = re.sub(rf"[ \t]*([{_FULL_WIDTH}])[ \t]*", r"\1", text)
    return re.sub(r"[ \t]{2,}", " ", text).strip()


def _kind_of(title: str) -> str | None:
    """The kind of a title that says nothing by itself, also with a word like `常见` before it."""
    qualified = (
        kind for kind in ("trouble", "practice", "tuning") if looks_like_qualifier(rest_before(title, kind) or "")
    )
    return kind_of_title(title) or next(qualified, None)


def _parted(title: str, subject: str, language: str) -> tuple[str, str]:
    """(title, what it says more): `Part 3: Networking` is `Networking`, and the second half of `线程模型：单线程` is
    no thing of its own; where nothing above names a thing, the first half does: `HTTP：状态码` is `HTTP的状态码`."""
    match = _LABELLED.fullmatch(title)
    if match is None or is_question(title):
        return title, ""
    label, rest = match[1], match[2]
    if _NUMBERED.fullmatch(label) or fold(label) in (fold(rest), fold(subject)):
        return rest, ""
    if subject:
        return label, f"（{rest}）" if language == "zh" else f" ({rest})"
    return (f"{label}的{rest}" if language == "zh" else f"{rest} in {label}"), ""


def _sentence(form: str, thing: str, subject: str, language: str) -> str:
    """What is no noun phrase, with what it is about where it does not say so."""
    if form == "doing" and subject and fold(subject) not in fold(thing):
        return f"在{subject}里{thing}" if language == "zh" else f"{thing} in {subject}"
    if form == "symptom" and language == "en":
        return thing[0].lower() + thing[1:] if re.match("[A-Z][a-z]+ ", thing) else thing
    return thing


def _join(subject: str, thing: str, language: str, *, several: bool) -> str:
    if not subject or fold(subject) in fold(thing):
        return thing
    if language == "en":
        return f"{thing} in {subject}"
    if thing.startswith(tuple(wordings("zh")["headings"]["closely_joined"])):
        return f"{subject} {thing}"
    if several or (re.match("[A-Za-z]", thing) and not re.match("[A-Za-z]", subject)):
        return f"{subject}里的{thing}"
    return f"{subject}{'里' if '的' in thing else '的'}{thing}"


def _enumerated(items: Sequence[str], language: str) -> str:
    comma, last = ("、", "和") if language == "zh" else (", ", " and ")
    return f"{comma.join(items[:-1])}{last}{items[-1]}"


def _as_question(title: str, subject: str, language: str) -> str:
    """The heading with its mark; a very short Chinese one gets its subject named first."""
    if language == "en" and (asked := _HALF_ASKED.match(title)):
        told = title[0].lower() + title[1:]
        return f"How do you {title[asked.end() :]}?" if asked[1] else f"Can you explain {told}?"
    mark = "" if title.endswith(tuple("?？。.!！")) else "？" if language == "zh" else "?"
    mark = "." if mark and _REQUEST.match(title) else mark
    short = language == "zh" and len(title) <= 8 and not re.search("[A-Za-z]", title)
    lead = f"说到 {subject}，" if short and subject and fold(subject) not in fold(title) else ""
    return f"{lead}{title}{mark}"


def _uncapitalised(title: str, text: str) -> str:
    """`Data types` -> `data types`: a first word that is no name by the text, and large only as the first."""
    first, _, rest = title.partition(" ")
    if re.fullmatch("(?:The|An?)", first):
        return title[0].lower() + title[1:]
    if not re.fullmatch("[A-Z][a-z]+", first) or re.search(rf"[a-z,] {first}\b", text):
        return title
    common = re.search(rf"\b{first.lower()}\b", text) or rest[:1].islower() or rest_before(title, "kinds") is not None
    return title[0].lower() + title[1:] if common else title


def _widest(steps: Sequence[str], language: str) -> str:
    """An area as the subject of last resort, spoken: `Docker & Containerd` -> `Docker 和 Containerd`."""
    for step in reversed(steps[:-1]):
        name = without_gloss(clean_step(step))
        if kind_of_title(name) is None and not is_container(name):
            return re.sub(r"\s+(?:&|and)\s+", " 和 " if language == "zh" else " and ", name)
    return ""
