"""Another wording of a question that was asked, without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer.adapters.heading_phrases import read_heading
from interviewer.adapters.heading_words import wordings
from interviewer.adapters.spoken_text import filled, rotated
from interviewer.domain.notes import PATH_JOINER, Shape
from interviewer.domain.questions import Question

_SENTENCE = re.compile(r"[^。？！?!]+[。？！?!]*")
_ASKS_ZH = re.compile("怎么|怎样|如何|什么|为何|哪|谁|多少|多久|吗|呢|几|是否|能不能|会不会")
_NEXT_ASKED_EN = re.compile(
    r",? and (?=(?:how|what|why|which|when|where|who|does|do|is|are|can|should)\b)|"
    r", (?=(?:how|what|why|which|when|where|who)\b)",
    re.IGNORECASE,
)
_SHORTEST_PART = 4


def rephrasings(question: Question, language: str) -> list[str]:
    """Other wordings of the same question: of the same kind, where it was worded from its heading; else its parts one
    by one, and the whole of it from another side."""
    table = wordings(language)
    others = _of_same_kind(question, language)
    if others:
        leads = table["rephrase"]["lead"]
        return [_joined(leads[at % len(leads)], each, language) for at, each in enumerate(others)]
    whole = _core(question.text, language)
    parts = _parts(whole, language)
    texts = [filled(each, language, topic=whole) for each in table["rephrase"]["whole"]]
    scene, asked = _scene(whole, language)
    if len(parts) > 1:
        rest = " ".join(parts[1:]) if language == "en" else "".join(parts[1:])
        texts[:0] = [filled(each, language, first=parts[0], rest=rest) for each in table["rephrase"]["parts"]]
    elif scene:
        texts[:0] = [filled(each, language, scene=scene, asked=asked) for each in table["rephrase"]["scene"]]
    return texts


def _of_same_kind(question: Question, language: str) -> list[str]:
    """The other wordings of the list that the question was taken from; empty when it was from none."""
    steps = question.path.split(PATH_JOINER)
    for shape in Shape:
        phrase = read_heading(steps, shape, language, question.reference)
        if phrase.form == "question":
            continue
        texts = [filled(each, language, topic=phrase.topic) for each in wordings(language)["question"][phrase.form]]
        if question.text in texts:
            return rotated(texts, texts.index(question.text))[1:]
    return []


def _scene(text: str, language: str) -> tuple[str, str]:
    """(what is told, what is asked) of a question that tells a situation first; two empty texts of any other."""
    if not text.endswith(("？", "?")):
        return "", ""
    if language == "en":
        told, mark, asked = text.rpartition(". ")
        return (told + mark.strip(), asked) if told and "?" not in told else ("", "")
    clauses = text.split("，")
    first = next((at for at, clause in enumerate(clauses) if _ASKS_ZH.search(clause)), 0)
    return ("，".join(clauses[:first]) + "。", "，".join(clauses[first:])) if first else ("", "")


def _core(text: str, language: str) -> str:
    """The question without what was only said around it."""
    for each in wordings(language)["question"]["question"]:
        before, _, after = each.partition("{topic}")
        core = text.removeprefix(before).removesuffix(after).strip() if (before or after) else text
        if core != text:
            return core
    return text


def _parts(text: str, language: str) -> list[str]:
    """The questions in it one by one, each whole; what is told before the first belongs to it."""
    sentences = [match[0].strip() for match in _SENTENCE.finditer(text)]
    pieces = [piece for sentence in sentences for piece in _pieces(sentence, language)]
    return _with_scene(pieces, language)


def _pieces(sentence: str, language: str) -> list[str]:
    mark = "？" if language == "zh" else "?"
    if not sentence.endswith(("？", "?")):
        return [sentence]
    if language == "en":
        found = [piece.strip(" ,") for piece in _NEXT_ASKED_EN.split(sentence.rstrip("?"))]
        return [piece[:1].upper() + piece[1:] + mark for piece in found]
    clauses = sentence.rstrip("？?").split("，")
    asking = [bool(_ASKS_ZH.search(clause)) for clause in clauses]
    if sum(asking) < 2 or any(len(clause) < _SHORTEST_PART for clause in clauses):
        return [sentence]
    first = asking.index(True)
    return ["，".join(clauses[: first + 1]) + mark, *(clause + mark for clause in clauses[first + 1 :])]


def _with_scene(pieces: Sequence[str], language: str) -> list[str]:
    joined: list[str] = []
    scene = ""
    for piece in pieces:
        if piece.endswith(("？", "?")):
            joined.append(scene + piece)
            scene = ""
        else:
            scene += piece + (" " if language == "en" else "")
    return joined


def _joined(lead: str, text: str, language: str) -> str:
    if language == "en" and lead.rstrip().endswith(":") and re.match(r"[A-Z][a-z]+ (?!I\b)", text):
        return lead + text[0].lower() + text[1:]
    return filled(lead + text, language)
