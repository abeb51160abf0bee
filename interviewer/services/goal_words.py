"""What is said of the way to a goal."""

from __future__ import annotations

from interviewer.i18n import translate
from interviewer.services.goals import GoalPlan


def sentences(plan: GoalPlan, language: str) -> list[str]:
    """Where one stands, whether it can be done, and what would help where it cannot."""

    def say(key: str, **values: object) -> str:
        return translate(f"progress.goal.{key}", language, **values)

    goal = plan.goal
    if not plan.days_left:
        return [say("over", name=goal.name)]
    first = say("head", name=goal.name, day=goal.day.isoformat(), days=plan.days_left)
    if not plan.sections:
        return [first, say("nothing")]
    stand = say("stand", sections=plan.sections, fresh=len(plan.fresh), minutes=goal.minutes_a_day, a_day=plan.a_day)
    if plan.fits:
        return [first, stand, say("fits", new=len(plan.new_today))]
    return [first, stand, _shortfall(plan, language), *_ways_out(plan, language)]


def _shortfall(plan: GoalPlan, language: str) -> str:
    left, late = len(plan.projection.left), plan.projection.unreviewed
    if left:
        return translate("progress.goal.left", language, left=left)
    return translate("progress.goal.unreviewed", language, late=late)


def _ways_out(plan: GoalPlan, language: str) -> list[str]:
    lines = []
    if plan.needed_minutes is not None and plan.needed_minutes <= 24 * 60:
        lines.append(translate("progress.goal.more_minutes", language, minutes=plan.needed_minutes))
    if plan.topics_that_fit:
        joiner = "、" if language == "zh" else ", "
        topics = joiner.join(topic.split(" / ")[-1] for topic in plan.topics_that_fit[:6])
        key = "fewer_topics_more" if len(plan.topics_that_fit) > 6 else "fewer_topics"
        lines.append(translate(f"progress.goal.{key}", language, topics=topics, n=len(plan.topics_that_fit)))
    return lines
