"""A scorecard as a document to print: what stands where. The PDF is drawn from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from interviewer.domain.assessment import VerdictKind
from interviewer.services.desk.card_values import CardView, QuestionView
from interviewer.services.desk.card_words import CardWords
from interviewer.services.report_blocks import (
    Answer,
    Block,
    Cell,
    Document,
    Facts,
    Heading,
    Lead,
    Mark,
    Marks,
    Score,
    Share,
    Table,
    Text,
    Title,
)
from interviewer.services.report_words import Words


def document_of(view: CardView, language: str) -> Document:
    words, cleaned = CardWords(language), Words(language)
    title = words("title")
    blocks: list[Block] = [
        Title(title, cleaned.line(" · ".join(value for _, value in words.facts(view)))),
        *(Lead(cleaned.line(each)) for each in words.state(view)),
        _score(view, words, cleaned),
        _ratings(view, words, cleaned),
        Heading(words("recommendation")),
        Text(words.recommendation(view.card.recommendation), "plain" if view.card.recommendation else "quiet"),
        *_lines(words("strengths"), view.card.strengths, words, cleaned),
        *_lines(words("concerns"), view.card.concerns, words, cleaned),
        Heading(words("questions")),
    ]
    for question in view.questions:
        blocks += _question(question, words, cleaned)
    blocks += _log(view, words, cleaned)
    blocks.append(Text(words("rule"), "quiet"))
    marks = [words("draft_mark")] if view.card.is_draft else []
    running = cleaned.line(" · ".join([title, view.interview.candidate, *marks]))
    return Document(language, title, running, cleaned("paper.page"), tuple(blocks))


def _score(view: CardView, words: CardWords, cleaned: Words) -> Score:
    """The mean of the ratings; how often each verdict came is in the bar below it."""
    counts = Counter(mark.kind for question in view.asked for _, mark in question.points)
    shares = tuple(Share(kind.value, cleaned(f"report.kind.{kind.value}"), counts[kind]) for kind in VerdictKind)
    value = "–" if view.mean_rating is None else f"{view.mean_rating:.1f}"
    notes = [cleaned.line(each) for each in [*words.numbers(view), words.consent(view)] if each]
    return Score(value, "/ 5", words("draft_mark") if view.card.is_draft else "", tuple(notes), shares)


def _ratings(view: CardView, words: CardWords, cleaned: Words) -> Table:
    """All questions in a line each, for whoever reads no further than the first page."""
    rows = tuple(
        (Cell(cleaned.line(f"{each.number}. {each.question.text}")), Cell(_rating(each, words)))
        for each in view.questions
    )
    return Table((words("question"), words("rating_of_five")), rows, (1,))


def _rating(view: QuestionView, words: CardWords) -> str:
    if not view.card.asked:
        return words("not_asked")
    return "–" if view.card.rating is None else f"{view.card.rating} / 5"


def _lines(name: str, lines: Sequence[str], words: CardWords, cleaned: Words) -> Iterator[Block]:
    yield Heading(name)
    yield from (Text(cleaned.line(each)) for each in lines)
    if not lines:
        yield Text(words("none"), "quiet")


def _question(view: QuestionView, words: CardWords, cleaned: Words) -> Iterator[Block]:
    heading = cleaned.line(f"{view.number}. {view.question.text}")
    yield Heading(heading, 3, _rating(view, words))
    if not view.card.asked:
        return
    told = [words.rating(view), words.proposed(view), words.how_scored(view)]
    yield Text(" · ".join(each for each in told if each), "label")
    grades = words.grades(view.question).items()
    yield Facts(tuple(cleaned.line(f"{rating} · {meaning}") for rating, meaning in grades))
    if view.points:
        yield Marks(tuple(_marks(view, words, cleaned)))
    for name, text in (("notes", view.card.notes), ("remarks", view.card.remarks)):
        if text.strip():
            yield Text(words(name), "label")
            yield Answer(words(name), cleaned.lines(text))


def _marks(view: QuestionView, words: CardWords, cleaned: Words) -> Iterator[Mark]:
    for point, mark in view.points:
        quote = words("quote", quote=cleaned.line(mark.quote)) if mark.quote else ""
        place = cleaned.place(point.source)
        yield Mark(mark.kind.value, words.kind(mark), cleaned.line(point.text), place, quote, (words.whose(mark),))


def _log(view: CardView, words: CardWords, cleaned: Words) -> Iterator[Block]:
    if view.log:
        yield Heading(words("log"))
        yield Facts(tuple(cleaned.line(" · ".join(words.change(each, view))) for each in view.log))
