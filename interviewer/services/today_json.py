"""What is due today as JSON."""

from __future__ import annotations

from typing import Any

from interviewer.domain.mastery import PointMastery
from interviewer.services.goals import GoalPlan
from interviewer.services.reviewing import DueSection, Today


def today_json(today: Today, plan: GoalPlan | None = None) -> dict[str, Any]:
    """`sections` are the ones chosen for the time there is, most urgent first; `all_...` count all that are worth a
    question, `waiting_points` those that are due and can wait."""
    return {
        "day": today.day.isoformat(),
        "minutes": today.minutes,
        "points": today.points,
        "sections": [_section(each) for each in today.chosen],
        "all_points": today.all_points,
        "all_sections": len(today.due),
        "seconds_a_question": round(today.seconds_a_question, 1),
        "waiting_points": today.waiting_points,
        "next_day": today.next_day.isoformat() if today.next_day else None,
        "goal": goal_json(plan) if plan else None,
    }


def _section(section: DueSection) -> dict[str, Any]:
    return {
        "section_id": section.section_id,
        "path": section.path,
        "forgotten": round(section.forgotten, 2),
        "points": [_point(each) for each in section.points],
    }


def _point(point: PointMastery) -> dict[str, Any]:
    return {
        "id": point.key.point_id,
        "text": point.text,
        "recall": round(point.recall, 3),
        "last": point.memory.last.isoformat(),
        "due": point.memory.due.isoformat(),
        "reviews": point.memory.reviews,
        "graders": list(point.graders),
    }


def goal_json(plan: GoalPlan) -> dict[str, Any]:
    return {
        "name": plan.goal.name,
        "day": plan.goal.day.isoformat(),
        "topics": list(plan.goal.topics),
        "minutes_a_day": plan.goal.minutes_a_day,
        "days_left": plan.days_left,
        "sections": plan.sections,
        "new_sections": len(plan.fresh),
        "new_today": list(plan.new_today),
        "fits": plan.fits,
        "left_out": len(plan.projection.left),
        "not_reviewed": plan.projection.unreviewed,
        "needed_minutes": plan.needed_minutes,
        "topics_that_fit": list(plan.topics_that_fit),
    }
