from collections import Counter
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from interviewer.domain.mastery import by_week, grader_of, monday, topic_of
from interviewer.domain.reviews import Days
from interviewer.domain.verdicts import VerdictKind
from interviewer.services.mastery import Mastery
from interviewer.services.overview import Overviews
from interviewer.services.reviewing import Reviewing, manner_of_review
from tests.fakes import START, FakeClock, FakeNoteStore, FakeScheduler
from tests.samples import a_key_point, a_note, a_section, an_outcome

COVERED, PARTIAL, MISSED = VerdictKind.COVERED, VerdictKind.PARTIAL, VerdictKind.MISSED


class Log:
    """An OutcomeStore with what it is given."""

    def __init__(self):
        self.kept, self.seconds = [], []

    def outcomes(self, *, since=None, section_ids=()):
        return [each for each in self.kept if not section_ids or each.section_id in section_ids]

    def stamps(self):
        return {each.section_id: repr(self.kept) for each in self.kept}

    def times(self):
        return sorted({each.at for each in self.kept})

    def graders(self):
        return Counter(map(grader_of, self.kept)).most_common()

    def answer_seconds(self, most=60):
        return self.seconds


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def log():
    return Log()


@pytest.fixture
def notes():
    store = FakeNoteStore()
    for name in ("a", "b", "c"):
        points = tuple(a_key_point(f"{name}{at}", f"要点 {name}{at}") for at in range(3))
        steps = ("Area", "T1" if name == "a" else "T2", name)
        section = a_section(name, file=f"{name}.md", steps=steps, key_points=points)
        store.save(a_note(f"{name}.md", section), [])
    return store


@pytest.fixture
def mastery(notes, log):
    return Mastery(notes, log, FakeScheduler())


@pytest.fixture
def reviewing(mastery, log, clock):
    return Reviewing(mastery, log, clock)


@pytest.fixture
def overviews(mastery, log, reviewing, clock):
    return Overviews(mastery, log, reviewing, clock)


def asked(section, point, kind=COVERED, days_ago=0, **fields):
    path = f"Area / {'T1' if section == 'a' else 'T2'} / {section}"
    at = START - timedelta(days=days_ago)
    turn = f"{section} {days_ago}"
    return an_outcome(f"{section}{point}", kind, section_id=section, path=path, at=at, turn_id=turn, **fields)


def due(reviewing, **fields):
    return [
        (each.section_id, [point.key.point_id for point in each.points]) for each in reviewing.today(UTC, **fields).due
    ]


def test_nothing_is_due_before_anything_was_asked(reviewing):
    today = reviewing.today(UTC)
    assert (today.due, today.minutes, today.next_day) == ((), 0, None)


def test_a_point_is_due_when_its_days_are_over_and_its_section_within_a_week(reviewing, log, clock):
    log.kept = [asked("a", 0)]
    assert reviewing.today(UTC).next_day == START.date() + timedelta(days=2)
    clock.advance(days=2)
    assert (due(reviewing), reviewing.today(UTC).waiting_points) == ([], 1)
    clock.advance(days=7)
    assert due(reviewing) == [("a", ["a0"])]


def test_a_section_comes_back_as_soon_as_a_point_of_it_is_probably_forgotten(reviewing, log, clock):
    log.kept = [asked("a", point, MISSED) for point in range(3)] + [asked("b", 0, MISSED)]
    clock.advance(days=4)
    assert due(reviewing) == [("a", ["a0", "a1", "a2"])]
    assert reviewing.today(UTC).waiting_points == 1


def test_a_forgotten_section_comes_back_sooner_than_a_known_one(reviewing, log, clock):
    log.kept = [asked("a", at, MISSED) for at in range(3)] + [asked("b", at, COVERED) for at in range(3)]
    found = {}
    for day in range(12):
        for section, _ in due(reviewing):
            found.setdefault(section, day)
        clock.advance(days=1)
    assert found["a"] < found["b"]


def test_the_section_with_the_most_that_is_probably_forgotten_comes_first(reviewing, log):
    log.kept = [asked("b", 0, days_ago=9), asked("a", 0, days_ago=9), asked("a", 1, MISSED, days_ago=9)]
    assert due(reviewing) == [("a", ["a1", "a0"]), ("b", ["b0"])]


def test_about_as_much_is_chosen_as_fits_into_the_minutes(reviewing, log):
    log.kept = [asked(section, 0, days_ago=15) for section in "abc"]
    log.seconds = [90.0] * 6
    today = reviewing.today(UTC, minutes=5)
    assert (len(today.due), len(today.chosen), today.minutes, today.points) == (3, 2, 4, 2)
    assert len(reviewing.today(UTC, minutes=1).chosen) == 1, "one question is always possible"


def test_the_time_for_a_question_is_the_persons_own_once_it_is_known(reviewing, log):
    assert reviewing.seconds_a_question() == 120
    log.seconds = [40.0, 60.0, 80.0, 60.0, 9000.0, 50.0]
    assert reviewing.seconds_a_question() == 90


def test_a_point_or_a_note_that_is_gone_leaves_the_list_quietly(reviewing, log, notes):
    log.kept = [asked(section, 0, days_ago=15) for section in "abc"]
    notes.delete("a.md")
    notes.enable("b.md", False)
    changed = a_section("c", file="c.md", key_points=(a_key_point("c9"),))
    notes.save(a_note("c.md", changed), [])
    assert due(reviewing) == []
    notes.enable("b.md", True)
    assert due(reviewing) == [("b", ["b0"])]


def test_a_verdict_that_was_graded_anew_changes_the_schedule_as_if_it_had_always_been_so(reviewing, log, clock):
    log.kept = [asked("a", 0, MISSED, days_ago=8)]
    assert due(reviewing) == [("a", ["a0"])]
    log.kept = [replace(log.kept[0], kind=COVERED, corrected=True)]
    assert due(reviewing) == []


def test_a_review_session_asks_the_chosen_sections_and_names_their_due_points(reviewing, log):
    log.kept = [asked("a", 0, MISSED, days_ago=15), asked("b", 1, days_ago=15)]
    manner = manner_of_review(reviewing.today(UTC).chosen)
    assert (manner.preset, manner.section_ids, manner.first_points) == ("review", ("a", "b"), ("a0", "b1"))


def test_to_have_just_read_the_answer_is_not_to_know_it(mastery, log, clock):
    log.kept = [asked("a", 0, COVERED), asked("a", 1, PARTIAL), asked("a", 2, MISSED)]
    (known,) = mastery.known(Days(UTC, clock.now()))
    assert [each.held for each in known.points] == [1.0, 0.5, 0.0]


def test_what_is_known_fades(mastery, log, clock):
    log.kept = [asked("a", 0)]
    held = []
    for _ in range(3):
        (known,) = mastery.known(Days(UTC, clock.now()))
        held.append(known.points[0].held)
        clock.advance(days=3)
    assert held == sorted(set(held), reverse=True)


def test_a_point_says_on_whose_verdicts_it_rests(mastery, log, clock):
    log.kept = [asked("a", 0), asked("a", 0, days_ago=-1, grader="llm", model="some-model", unsure=True)]
    clock.advance(days=2)
    (known,) = mastery.known(Days(UTC, clock.now()))
    assert (known.points[0].graders, known.points[0].unsure) == (("embedded", "some-model"), True)


def test_a_topic_counts_the_points_that_were_never_asked_for_too(overviews, log, notes):
    log.kept = [asked("b", 0), asked("b", 1, MISSED)]
    (topic,) = overviews.make(notes.sections(), UTC).topics
    assert (topic.path, topic.points, topic.asked, topic.held, topic.share_asked) == ("Area / T2", 6, 2, 1.0, 2 / 6)


def test_the_sections_of_a_topic_can_be_looked_into(overviews, log, notes):
    log.kept = [asked("b", 0), asked("c", 1), asked("a", 0)]
    assert [row.path for row, _ in overviews.make(notes.sections(), UTC).sections("Area / T2")] == [
        "Area / T2 / b",
        "Area / T2 / c",
    ]


def test_weeks_tell_graders_apart(overviews, log, notes):
    log.kept = [asked("a", 0), asked("a", 1, MISSED), asked("b", 0, PARTIAL, grader="llm", model="m")]
    made = overviews.make(notes.sections(), UTC)
    assert [(cell.name, cell.share, cell.n) for cell in made.trend] == [("embedded", 0.5, 2), ("m", 0.5, 1)]
    assert made.graders == (("embedded", 2), ("m", 1))
    only = overviews.make(notes.sections(), UTC, grader="m")
    assert [(cell.name, cell.share) for cell in only.heat] == [("Area / T2", 0.5)]


def test_what_only_a_follow_up_brought_out_is_not_in_the_weeks(overviews, log, notes):
    log.kept = [asked("a", 0, MISSED), asked("a", 0, COVERED, follow_up=0)]
    assert [(cell.share, cell.n) for cell in overviews.make(notes.sections(), UTC).trend] == [(0.0, 1)]


def test_only_the_newest_weeks_are_shown(clock):
    days = Days(UTC, clock.now())
    cells = by_week([asked("a", 0, days_ago=ago) for ago in (0, 7, 70)], days, 3, grader_of)
    assert [cell.week for cell in cells] == [monday(days.today) - timedelta(weeks=1), monday(days.today)]


def test_a_topic_is_the_first_two_steps_of_a_path():
    assert [topic_of(path) for path in ("A / B / C", "A / B", "A")] == ["A / B", "A / B", "A"]


def test_of_a_note_and_its_translation_the_practised_one_is_counted_once(overviews, log, notes):
    for name, language in (("x", "zh"), ("y", "en")):
        parts = [
            a_section(
                f"{name}{at}",
                file=f"{name}.md",
                first_line=at,
                steps=("Area", "T3", f"{at}"),
                language=language,
                key_points=(a_key_point(f"{name}{at}0"),),
            )
            for at in range(2)
        ]
        notes.save(a_note(f"{name}.md", *parts, twin="x"), [])
    log.kept = [replace(asked("a", 0), section_id="x0", point_id="x00", path="Area / T3 / 0")]
    english = [each for each in notes.sections() if each.source.file != "x.md"]
    (topic,) = overviews.make(english, UTC).topics
    assert (topic.path, topic.points, topic.asked) == ("Area / T3", 2, 1)
