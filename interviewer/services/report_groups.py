"""The questions of a report in groups, and their mean scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interviewer.domain.notes import PATH_JOINER
from interviewer.services.report_parts import AreaReport
from interviewer.services.report_values import QuestionReport, TopicReport


def mean_score(questions: Iterable[QuestionReport]) -> int | None:
    """The mean of the scores there are, rounded half up."""
    return mean(each.score for each in questions)


def mean(scores: Iterable[int | None]) -> int | None:
    known = [score for score in scores if score is not None]
    return int(sum(known) / len(known) + 0.5) if known else None


def topic_of(path: str) -> str:
    """Area and topic of a section: the first two headings, or the one above its own."""
    steps = path.split(PATH_JOINER)
    return PATH_JOINER.join(steps[:2] if len(steps) > 2 else steps[:1])


def area_of(path: str) -> str:
    """The first heading of a section's path."""
    return path.split(PATH_JOINER, 1)[0]


def topics_of(questions: Sequence[QuestionReport]) -> tuple[TopicReport, ...]:
    found = []
    for topic in dict.fromkeys(each.topic for each in questions):
        own = [each for each in questions if each.topic == topic]
        scored = sum(each.score is not None for each in own)
        found.append(TopicReport(topic, mean_score(own), len(own), scored))
    return tuple(found)


def areas_of(questions: Sequence[QuestionReport]) -> tuple[AreaReport, ...]:
    found = []
    for area in dict.fromkeys(area_of(each.question.path) for each in questions):
        own = [each for each in questions if area_of(each.question.path) == area]
        found.append(AreaReport(area, mean_score(own), len(own), sum(each.score is not None for each in own)))
    return tuple(found)
