"""A question set from YAML."""

from __future__ import annotations

from datetime import UTC, datetime

from interviewer.domain.assessment import FallbackReason
from interviewer.domain.desk import Anchors, QuestionSet, Rung, SetQuestion, Step
from interviewer.domain.ids import short_id
from interviewer.domain.notes import KeyPoint, Level, SourceLines
from interviewer.i18n import LANGUAGES
from interviewer.services.desk.point_lines import LEAST_WEIGHT, MOST_WEIGHT
from interviewer.services.desk.yaml_fields import Place, read_document
from interviewer.services.desk.yaml_text import FORMAT, VERSION

MOST_QUESTIONS, MOST_POINTS, MOST_MINUTES = 200, 60, 600
_SET = (FORMAT, "id", "name", "language", "minutes", "made", "level", "topics", "locked", "questions")
_QUESTION = (
    "question",
    "id",
    "path",
    "section_id",
    "own",
    "level",
    "minutes",
    "key_points",
    "ladder",
    "anchors",
    "red_flags",
    "reference",
    "drafted_by",
    "draft_failed",
)
_REASONS = tuple(each.value for each in FallbackReason)
_LEVELS = tuple(each.value for each in Level)


def from_yaml(text: str, *, file: str, now: datetime) -> QuestionSet:
    """The set in a file. `now` is when it was made, where the file does not say. Raises SetFileBroken."""
    root = read_document(file, text)
    fields = root.fields(_SET)
    if FORMAT not in fields:
        root.wrong("no_format", format=f"{FORMAT}: {VERSION}")
    fields[FORMAT].number(VERSION, VERSION)
    if "questions" not in fields:
        root.wrong("no_questions")
    return QuestionSet(
        id=_text(fields, "id"),
        name=_text(fields, "name"),
        language=fields["language"].one_of(LANGUAGES) if "language" in fields else LANGUAGES[0],
        minutes=int(fields["minutes"].number(1, MOST_MINUTES)) if "minutes" in fields else 45,
        made_at=_time(fields["made"]) if "made" in fields else now,
        level=Level(fields["level"].one_of(_LEVELS)) if "level" in fields else None,
        questions=_questions(fields["questions"]),
        topics=_texts(fields, "topics"),
        locked="locked" in fields and fields["locked"].flag(),
    )


def _questions(place: Place) -> tuple[SetQuestion, ...]:
    found: dict[str, SetQuestion] = {}
    for each in place.items(MOST_QUESTIONS):
        question = _question(each)
        if question.id in found:
            each.wrong("same_id", id=question.id)
        found[question.id] = question
    return tuple(found.values())


def _question(place: Place) -> SetQuestion:
    fields = place.fields(_QUESTION)
    if "question" not in fields:
        place.wrong("no_question")
    text = fields["question"].text(needed=True)
    return SetQuestion(
        id=_text(fields, "id") or short_id("question", text),
        text=text,
        section_id=_text(fields, "section_id"),
        path=_text(fields, "path"),
        level=Level(fields["level"].one_of(_LEVELS)) if "level" in fields else Level.MIDDLE,
        minutes=int(fields["minutes"].number(1, MOST_MINUTES)) if "minutes" in fields else 5,
        key_points=_points(fields["key_points"]) if "key_points" in fields else (),
        ladder=tuple(_rung(each) for each in fields["ladder"].items(20)) if "ladder" in fields else (),
        anchors=_anchors(fields["anchors"]) if "anchors" in fields else Anchors(),
        red_flags=_texts(fields, "red_flags"),
        own="own" in fields and fields["own"].flag(),
        reference=_text(fields, "reference"),
        drafted_by=_text(fields, "drafted_by"),
        draft_failed=fields["draft_failed"].one_of(_REASONS) if "draft_failed" in fields else "",
    )


def _points(place: Place) -> tuple[KeyPoint, ...]:
    found: dict[str, KeyPoint] = {}
    for each in place.items(MOST_POINTS):
        point = _point(each)
        if point.id in found:
            each.wrong("same_id", id=point.id)
        found[point.id] = point
    return tuple(found.values())


def _point(place: Place) -> KeyPoint:
    fields = place.fields(("text", "id", "weight", "source"))
    if "text" not in fields:
        place.wrong("no_point_text")
    text = fields["text"].text(needed=True)
    weight = fields["weight"].number(LEAST_WEIGHT, MOST_WEIGHT, whole=False) if "weight" in fields else 1.0
    source = _source(fields["source"]) if "source" in fields else None
    return KeyPoint(_text(fields, "id") or short_id("point", text), text, source, weight)


def _source(place: Place) -> SourceLines:
    names = ("file", "first_line", "last_line")
    fields = place.fields(names)
    if missing := [name for name in names if name not in fields]:
        place.wrong("missing", names=", ".join(missing))
    first, last = (int(fields[name].number(1, 10_000_000)) for name in names[1:])
    return SourceLines(fields["file"].text(needed=True), first, max(first, last))


def _rung(place: Place) -> Rung:
    fields = place.fields(("step", "text", "aims_at"))
    if missing := [name for name in ("step", "text") if name not in fields]:
        place.wrong("missing", names=", ".join(missing))
    step = fields["step"].one_of(tuple(each.value for each in Step))
    return Rung(Step(step), fields["text"].text(needed=True), _text(fields, "aims_at"))


def _anchors(place: Place) -> Anchors:
    fields = place.fields(("weak", "good", "excellent"))
    return Anchors(*(_text(fields, name) for name in ("weak", "good", "excellent")))


def _texts(fields: dict[str, Place], name: str) -> tuple[str, ...]:
    return tuple(each.text(needed=True) for each in fields[name].items(MOST_POINTS)) if name in fields else ()


def _text(fields: dict[str, Place], name: str) -> str:
    return fields[name].text() if name in fields else ""


def _time(place: Place) -> datetime:
    try:
        found = datetime.fromisoformat(place.text())
    except ValueError:
        place.wrong("no_time")
    return found if found.tzinfo else found.replace(tzinfo=UTC)
