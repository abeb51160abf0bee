"""A scorecard as Markdown. Whatever somebody wrote stays words."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.services.desk.card_values import CardView, QuestionView
from interviewer.services.desk.card_words import CardWords
from interviewer.services.markdown_text import inline, quoted


def to_markdown(view: CardView, language: str) -> str:
    words = CardWords(language)
    return "\n".join(_whole(view, words)).rstrip() + "\n"


def _whole(view: CardView, words: CardWords) -> Iterator[str]:
    mark = f" · {words('draft_mark')}" if view.card.is_draft else ""
    yield f"# {words('title')}{mark}\n"
    yield from (f"> {inline(each)}\n" for each in words.state(view))
    yield from ("- " + words("fact", what=what, value=inline(value)) for what, value in words.facts(view))
    yield from (f"- {inline(each)}" for each in [words.consent(view), *words.numbers(view)] if each)
    yield f"\n## {words('recommendation')}\n\n{inline(words.recommendation(view.card.recommendation))}\n"
    for name, lines in (("strengths", view.card.strengths), ("concerns", view.card.concerns)):
        yield f"## {words(name)}\n"
        yield "\n".join(f"- {inline(line)}" for line in lines) or words("none")
        yield ""
    yield f"## {words('questions')}\n"
    for question in view.questions:
        yield from _question(question, words)
    yield f"---\n\n{inline(words('rule'))}\n"
    if view.log:
        yield f"## {words('log')}\n"
        yield from ("- " + "  \n  ".join(inline(line) for line in words.change(each, view)) for each in view.log)


def _question(view: QuestionView, words: CardWords) -> Iterator[str]:
    yield f"### {view.number}. {inline(view.question.text)}\n"
    told = [words.rating(view), words.proposed(view), words.how_scored(view)]
    yield " · ".join(each for each in told if each) + "\n"
    if not view.card.asked:
        return
    yield from (f"- {rating}: {inline(meaning)}" for rating, meaning in words.grades(view.question).items())
    if view.points:
        yield f"\n**{words('points')}**\n"
    for point, mark in view.points:
        quote = f" {words('quote', quote=inline(mark.quote))}" if mark.quote else ""
        yield f"- {words('point', kind=words.kind(mark), point=inline(point.text))}{quote} ({words.whose(mark)})"
    for name, text in (("notes", view.card.notes), ("remarks", view.card.remarks)):
        if text.strip():
            yield f"\n**{words(name)}**\n\n{quoted(text)}"
    yield ""
