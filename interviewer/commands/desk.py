"""`interviewer desk`: question sets and probes for an interviewer with a live candidate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer._click.exceptions import UsageError

from interviewer.commands import candidates
from interviewer.commands.shared import answer_text, call, write
from interviewer.domain.errors import IndexNotBuilt, MissingApiKey, SectionNotFound, SetQuestionNotFound
from interviewer.domain.notes import Level, is_under
from interviewer.i18n import LANGUAGES, translate
from interviewer.progress import progress_bar

if TYPE_CHECKING:
    from interviewer.domain.desk import QuestionSet
    from interviewer.domain.live import Probe
    from interviewer.services.desk.guiding import Guiding

app = typer.Typer(help="For interviewers: build question sets, and get the next probes while a candidate talks.")


candidates.add_to(app)


@app.command()
def build(
    output: Annotated[Path, typer.Option("-o", help="The file to write: .yaml, .csv or .md.")],
    topics: Annotated[list[str] | None, typer.Option(help="A heading path; may be given several times.")] = None,
    minutes: Annotated[int, typer.Option(min=1, max=600, help="What the interview may take.")] = 45,
    questions: Annotated[int, typer.Option(min=0, max=100, help="How many. Default: as many as fit.")] = 0,
    level: Annotated[Level | None, typer.Option(help="Default: any.")] = None,
    language: Annotated[str, typer.Option(help="zh or en. Default: the configured one.")] = "",
    name: Annotated[str, typer.Option(help="What the set is called. Default: the file's name.")] = "",
    seed: Annotated[int, typer.Option(help="Another number gives other questions.")] = 0,
    jd: Annotated[Path | None, typer.Option(help="A job description or a résumé as text, to steer the choice.")] = None,
    llm: Annotated[
        bool | None,
        typer.Option(
            "--llm/--no-llm", help="Ladders, anchors and red flags by the chat model. Default: where one is set."
        ),
    ] = None,
) -> None:
    """Build a question set and write it to a file."""
    from interviewer.services.desk.building import Wish
    from interviewer.services.desk.files import as_text, read_text

    if language not in ("", *LANGUAGES):
        raise UsageError("--language must be zh or en")
    container = call.container()
    wanted = _known_topics(topics or [])
    wish = Wish(
        topics=tuple(wanted),
        level=level,
        minutes=minutes,
        questions=questions,
        language=language or call.language,
        name=name or output.stem,
        seed=seed,
        steered_by=read_text(jd) if jd else "",
    )
    guiding = container.desk.guiding if llm is not False else None
    if llm and guiding is None:
        raise MissingApiKey()
    made = container.desk.builder.build(wish)
    if guiding is not None:
        made = _guided(guiding, made)
    write(output, as_text(made, output.suffix))
    words = translate(
        "desk.built", call.language, name=made.name, n=len(made.questions), minutes=made.planned_minutes, file=output
    )
    call.print(_summary(made, output), " ".join([words, *_told(made)]))


@app.command()
def probe(
    set_file: Annotated[Path, typer.Option("--set", help="The file of the question set.")],
    answer: Annotated[str, typer.Option(help="What the candidate said so far, or - to read it from standard input.")],
    question: Annotated[int, typer.Option(min=1, help="Which question of the set, from 1.")] = 1,
) -> None:
    """Suggest the next three probes for an answer."""
    from interviewer.services.desk.files import read_set

    container = call.container()
    questions = read_set(set_file, container.clock.now())
    if question > len(questions.questions):
        raise SetQuestionNotFound(number=question, count=len(questions.questions))
    asked = questions.questions[question - 1]
    found = container.desk.probing.suggest(asked, answer_text(answer), questions.language)
    points = {point.id: point.text for point in asked.key_points}
    rows = [_row(each, points) for each in found.probes]
    lines = [f"{each['probe']}  ({translate('desk.why.' + each['why'], call.language)})" for each in rows]
    call.print(rows, "\n".join(lines))


def _guided(guiding: Guiding, made: QuestionSet) -> QuestionSet:
    with progress_bar(call.language, "desk.guiding") as watch:
        for at, question in enumerate(guiding.each(made), start=1):
            made = made.with_question(question)
            watch(at, len(made.questions), question.text)
    return made


def _told(made: QuestionSet) -> Iterator[str]:
    """What the model did for the set, if it was asked."""
    from interviewer.services.desk.guiding import reason_key

    drafted = sum(each.has_models_draft for each in made.questions)
    reasons = [each.draft_failed for each in made.questions if each.draft_failed]
    if drafted:
        yield translate("desk.drafted", call.language, n=drafted)
    if reasons:
        why = translate(reason_key(reasons[0]), call.language)
        yield translate("desk.not_drafted", call.language, n=len(reasons), why=why)


def _known_topics(topics: list[str]) -> list[str]:
    """The topics, several of them also in one option with commas. Raises IndexNotBuilt, SectionNotFound."""
    sections = call.container().notes.sections()
    if not sections:
        raise IndexNotBuilt()
    paths = {section.path for section in sections}

    def known(topic: str) -> bool:
        return any(is_under(path, topic) for path in paths)

    wanted = []
    for each in topics:
        parts = [each] if known(each) else [part.strip() for part in each.split(",") if part.strip()]
        for topic in parts:
            if not known(topic):
                raise SectionNotFound(path=topic)
        wanted += parts
    return wanted


def _summary(made: QuestionSet, file: Path) -> dict[str, Any]:
    return {
        "file": str(file),
        "id": made.id,
        "name": made.name,
        "minutes": made.planned_minutes,
        "questions": [
            {
                "question": each.text,
                "path": each.path,
                "level": each.level.value,
                "key_points": len(each.key_points),
                "drafted_by": each.drafted_by,
                "fallback_reason": each.draft_failed or None,
            }
            for each in made.questions
        ],
    }


def _row(probe: Probe, points: dict[str, str]) -> dict[str, str]:
    """`targets` is the key point that the probe is after, or the words that it picks up."""
    targets = points.get(probe.point_id, probe.words)
    return {
        "probe": probe.text,
        "targets": targets,
        "why": probe.why.value,
        "point_id": probe.point_id,
        "words": probe.words,
    }
