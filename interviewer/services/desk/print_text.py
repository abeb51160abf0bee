"""A question set as Markdown to print and lay on the table."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.domain.desk import QuestionSet, Rung, SetQuestion
from interviewer.domain.notes import KeyPoint
from interviewer.i18n import translate
from interviewer.services.markdown_text import inline


def to_markdown(questions: QuestionSet) -> str:
    return "\n".join(_document(questions)).rstrip() + "\n"


def _document(questions: QuestionSet) -> Iterator[str]:
    language = questions.language
    name = questions.name or translate("desk.unnamed", language)
    count = len(questions.questions)
    yield f"# {inline(name)}\n"
    yield translate("desk.print.head", language, n=count, minutes=questions.minutes) + "\n"
    for at, question in enumerate(questions.questions, start=1):
        yield from _question(at, question, language)


def _question(at: int, question: SetQuestion, language: str) -> Iterator[str]:
    facts = translate("desk.print.facts", language, minutes=question.minutes, level=_level(question, language))
    yield f"## {at}. {inline(question.text)}\n"
    yield facts + (f" · {inline(question.path)}" if question.path else "") + "\n"
    if question.key_points:
        yield f"**{translate('desk.print.points', language)}**\n"
        yield from (f"- [ ] {_point(each)}" for each in question.key_points)
        yield ""
    if question.ladder:
        yield f"**{translate('desk.print.ladder', language)}**\n"
        yield from (_rung(number, rung, language) for number, rung in enumerate(question.ladder, start=1))
        yield ""
    yield from _anchors(question, language)
    if question.red_flags:
        yield f"**{translate('desk.print.red_flags', language)}**\n"
        yield from (f"- {inline(each)}" for each in question.red_flags)
        yield ""
    if question.has_models_draft:
        yield f"*{translate('desk.print.drafted', language, model=inline(question.drafted_by))}*\n"
    yield translate("desk.print.notes", language) + "\n"


def _anchors(question: SetQuestion, language: str) -> Iterator[str]:
    rows = [(1, question.anchors.weak), (3, question.anchors.good), (5, question.anchors.excellent)]
    if any(text for _, text in rows):
        yield f"| {translate('desk.print.rating', language)} | {translate('desk.print.sounds', language)} |"
        yield "|---|---|"
        yield from (f"| {rating} | {inline(text)} |" for rating, text in rows if text)
        yield ""


def _rung(number: int, rung: Rung, language: str) -> str:
    step = translate(f"desk.step.{rung.step.value}", language)
    return f"{number}. " + translate("desk.print.rung", language, step=step, text=inline(rung.text))


def _point(point: KeyPoint) -> str:
    weight = "" if point.weight == 1 else f" ×{point.weight:g}"
    source = f" `{point.source.file} {point.source.first_line}`" if point.source else ""
    return f"{inline(point.text)}{weight}{source}"


def _level(question: SetQuestion, language: str) -> str:
    return translate(f"ui.level.{question.level.value}", language)
