"""How far topics are known, with their sections and points inside; it opens without the server."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.domain.mastery import GroupMastery, PointMastery
from interviewer.domain.notes import PATH_JOINER
from interviewer.domain.reviews import Rating
from interviewer.services.overview import Overview
from ui.components.due_today import grader_name
from ui.components.markup import escape, icon
from ui.state import t

_ICONS = {Rating.GOOD: "covered", Rating.HARD: "partial", Rating.AGAIN: "missed"}
MOST_TOPICS = 30


def tree(overview: Overview) -> str:
    rows = [_topic(overview, topic) for topic in overview.topics[:MOST_TOPICS]]
    return f'<div class="iv-mastery">{"".join(rows)}</div>'


def bar(group: GroupMastery) -> str:
    """What is held of the whole, and what was asked for; the numbers stand beside it."""
    held, asked = 100 * group.share_held, 100 * group.share_asked
    return (
        '<span class="track" aria-hidden="true">'
        f'<i class="asked" style="width:{asked:.1f}%"></i><i class="held" style="width:{held:.1f}%"></i></span>'
    )


def _topic(overview: Overview, topic: GroupMastery) -> str:
    inside = "".join(_section(group, known.points) for group, known in overview.sections(topic.path))
    facts = t("progress.topic", held=_whole(topic.held), points=topic.points, asked=topic.asked, day=topic.last)
    return _open(topic.path.split(PATH_JOINER)[-1], topic, _quiet(facts) + inside, "topic")


def _section(group: GroupMastery, points: Sequence[PointMastery]) -> str:
    rows = "".join(_point(point) for point in points)
    names = ", ".join(grader_name(each) for each in group.graders)
    by = t("progress.section", asked=group.asked, points=group.points, day=group.last, graders=names)
    return _open(group.path.split(PATH_JOINER)[-1], group, f'{_quiet(by)}<ul class="iv-points">{rows}</ul>', "section")


def _open(name: str, group: GroupMastery, inside: str, kind: str) -> str:
    due = f'<span class="iv-pill">{escape(t("progress.due_n", n=group.due))}</span>' if group.due else ""
    share = _whole(100 * group.share_held)
    return (
        f'<details class="{kind}"><summary><span class="name">{escape(name)} {due}</span>{bar(group)}'
        f'<span class="num">{share}%</span></summary><div class="inside">{inside}</div></details>'
    )


def _point(point: PointMastery) -> str:
    kind = _ICONS[point.memory.rating]
    said = t(f"progress.rating.{point.memory.rating.name.lower()}")
    below = t(
        "progress.point",
        day=point.memory.last,
        n=point.memory.reviews,
        recall=_whole(100 * point.recall),
        due=point.memory.due,
    )
    unsure = f" · {t('progress.unsure')}" if point.unsure else ""
    return (
        f'<li>{icon(kind)}<div class="what">{escape(point.text)}</div><div class="below">'
        f'<span class="iv-kind iv-{kind}">{escape(said)}</span> <span class="iv-quiet">{escape(below + unsure)}</span>'
        "</div></li>"
    )


def _quiet(words: str) -> str:
    return f'<p class="iv-quiet iv-small">{escape(words)}</p>'


def _whole(number: float) -> int:
    return int(number + 0.5)
