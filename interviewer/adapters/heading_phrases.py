"""From a heading path to a phrase that can be spoken in a question: `Redis / 数据类型` -> `Redis 的数据类型`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.adapters.heading_words import (
    clean_step,
    is_area,
    is_container,
    is_question,
    kind_of_title,
    rest_after,
    rest_before,
    without_gloss,
    wordings,
)
from interviewer.domain.notes import Shape
from interviewer.domain.text import fold

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_FULL_WIDTH = "，。！？；：、（）「」“”《》"
_SURE_SEPARATOR = re.compile(r"\s*[,，、;；]\s*|\s+/\s+|\s+(?:vs\.?|versus)\s+", re.IGNORECASE)
_ANY_SEPARATOR = re.compile(r"\s*[,，、;；]\s*|\s+/\s+|\s+(?:vs\.?|versus|and|&)\s+|\s*[与和及]\s*", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w.+-]*")
_REQUEST = re.compile(r"(?:explain|describe|compare)\b", re.IGNORECASE)
# Under a title that names one thing, neither a list nor a comparison says what its items are.
_FORM_OF_SHAPE = {Shape.LIST: "about", Shape.COMPARISON: "about"}


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
    title = clean_step(steps[-1])
    subject = subject_of(steps)
    bare = without_gloss(title) or title
    kind = kind_of_title(bare)
    if kind is not None:
        named = subject or _widest(steps, language) or wordings(language)["headings"]["unnamed"].format(title=title)
        form = "steps" if kind == "process" else kind
        return HeadingPhrase(form if subject or len(steps) > 1 else "about", named)
    if shape == Shape.QUESTION or is_question(title):
        return HeadingPhrase("question", _as_question(title, subject, language))
    form, thing, items = _form_of(bare, shape)
    # Only a product has features to recommend it by; a part of one is simply talked about.
    form = "about" if form == "features" and subject and rest_before(bare, "features") is None else form
    if items:
        first = items[0][0].lower() + items[0][1:] if items[-1][0].islower() else items[0]
        thing = _enumerated((first, *items[1:]), language)
    elif language == "en":
        thing = _uncapitalised(thing, text)
    return HeadingPhrase(form, _join(subject, thing, language, several=bool(items)), items)


def subject_of(steps: Sequence[str]) -> str:
    """The nearest heading above that names a thing; empty when there are only areas and generic titles."""
    for step in reversed(steps[:-1]):
        name = without_gloss(clean_step(step))
        name = rest_before(name, "mechanism") or name
        if kind_of_title(name) is None and not (is_container(name) or is_question(name) or is_area(name)):
            return name
    return ""


def parts_of(title: str) -> tuple[str, ...]:
    """The things a title puts side by side, by any separator; empty when there is only one."""
    parts = tuple(part for part in _ANY_SEPARATOR.split(without_gloss(title)) if part)
    return parts if len(parts) > 1 else ()


def spaced(text: str) -> str:
    """The text with one space between Chinese and Latin letters or digits, and none beside full-width marks."""
    text = re.sub(rf"(?<=[{_CJK}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9+#%)])(?=[{_CJK}])", " ", text)
    text = re.sub(rf"[ \t]*([{_FULL_WIDTH}])[ \t]*", r"\1", text)
    return re.sub(r"[ \t]{2,}", " ", text).strip()


def _form_of(title: str, shape: Shape) -> tuple[str, str, tuple[str, ...]]:
    """(form, the thing asked about, the things side by side). The title decides the grammar, the shape the rest."""
    for form in ("features", "components", "overview"):
        rest = rest_before(title, form) or rest_after(title, form)
        if rest:
            return form, rest, ()
    contrasted = rest_before(title, "contrast") or rest_after(title, "contrast")
    explained = rest_before(title, "mechanism") or rest_after(title, "mechanism")
    thing = contrasted or explained or title
    items = _compared(thing, sure=contrasted is not None or shape == Shape.COMPARISON)
    if items:
        return "comparison", thing, items
    if contrasted:
        return "alternatives", thing, ()
    if explained:
        return "mechanism", thing, ()
    if rest_before(title, "process"):
        return "steps", _smooth_process(title), ()
    if rest_before(title, "kinds") is not None:
        return ("alternatives" if shape == Shape.COMPARISON else "list"), thing, ()
    return _FORM_OF_SHAPE.get(shape, shape.value), thing, ()


def _compared(title: str, *, sure: bool) -> tuple[str, ...]:
    """The things to compare: those of an enumeration, of one kind (`主动模式与被动模式`), or all of them names."""
    parts = parts_of(title)
    enumerated = len([part for part in _SURE_SEPARATOR.split(title) if part]) > 1
    alike = len(parts) > 1 and (len(set(map(_tail, parts))) == 1 or all(map(_NAME.fullmatch, parts)))
    return parts if sure or enumerated or alike else ()


def _tail(part: str) -> str:
    return part.split(" ")[-1] if part.isascii() else part[-2:]


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
    mark = "" if title.endswith(tuple("?？。.!！")) else "？" if language == "zh" else "?"
    mark = "." if mark and _REQUEST.match(title) else mark
    short = language == "zh" and len(title) <= 8 and not re.search("[A-Za-z]", title)
    lead = f"说到 {subject}，" if short and subject and fold(subject) not in fold(title) else ""
    return f"{lead}{title}{mark}"


def _smooth_process(title: str) -> str:
    """`访问域名过程` -> `访问域名的过程`; a short head such as `启动流程` stays."""
    match = re.fullmatch(rf"(.*[{_CJK}].*?)(过程|流程|步骤)", title)
    if not match or len(match[1].replace(" ", "")) < 3 or match[1].endswith(("的", "工作")):
        return title
    return f"{match[1]}的{match[2]}"


def _uncapitalised(title: str, text: str) -> str:
    """`Data types` -> `data types`: a plural of kinds, or a first word the text writes small and not as a name."""
    first = title.split(" ", 1)[0]
    if not re.fullmatch("[A-Z][a-z]+", first) or re.search(rf"[a-z,] {first}\b", text):
        return title
    common = re.search(rf"\b{first.lower()}\b", text) or rest_before(title, "kinds") is not None
    return title[0].lower() + title[1:] if common else title


def _widest(steps: Sequence[str], language: str) -> str:
    """An area as the subject of last resort, spoken: `Docker & Containerd` -> `Docker 和 Containerd`."""
    for step in reversed(steps[:-1]):
        name = without_gloss(clean_step(step))
        if kind_of_title(name) is None and not is_container(name):
            return re.sub(r"\s+(?:&|and)\s+", " 和 " if language == "zh" else " and ", name)
    return ""
