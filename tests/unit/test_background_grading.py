from threading import Event

import pytest

from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.bootstrap import Container
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.sessions import TurnState
from interviewer.domain.watching import watcher
from interviewer.services.background_grading import BackgroundGrading
from interviewer.services.practice import Practice
from interviewer.settings import Settings
from tests.fakes import FakeClock, FakeNoteStore, FakeSessionStore
from tests.samples import a_key_point, a_note, a_section

PATIENCE = 20


class HeldGrader:
    """Grades when it is let go, and every point as missed; tells a glimpse first."""

    name = "embedded"

    def __init__(self):
        self.go, self.graded, self.failing = Event(), [], False

    def grade(self, question, answer):
        if (show := watcher()) is not None:
            show([(0, "missed")])
        assert self.go.wait(PATIENCE)
        if self.failing:
            raise RuntimeError("crash")
        self.graded.append(answer)
        return Assessment(tuple(Verdict(point, VerdictKind.MISSED) for point in question.key_points), "embedded")


@pytest.fixture
def grader():
    return HeldGrader()


@pytest.fixture
def practice(grader):
    notes = FakeNoteStore()
    points = (a_key_point("k1", "主库写 binlog"), a_key_point("k2", "从库的 IO 线程拉取"))
    notes.save(a_note("n.md", *(a_section(f"s{at}", file="n.md", key_points=points) for at in range(3))), [])
    return Practice(notes, FakeSessionStore(), grader, EmbeddedWriter(), FakeClock())


@pytest.fixture
def background(practice):
    made = BackgroundGrading(practice)
    yield made
    made.close()


@pytest.fixture
def answered(practice):
    session = practice.start(topics=(), origins=(), question_count=2, language="zh", seed=1)
    practice.save_answer(session.id, session.turns[0].id, "我的回答")
    return session


def begin(background, session):
    return background.begin(session.id, session.turns[0].id, language="zh")


def test_a_turn_is_graded_once_however_many_windows_wait_for_it(background, grader, answered):
    first, second = begin(background, answered), begin(background, answered)
    assert first is second
    assert not first.done_within(0.01)
    grader.go.set()
    assert first.result().state is TurnState.GRADED
    assert grader.graded == ["我的回答"]


def test_what_is_known_so_far_can_be_seen(background, grader, answered):
    grading = begin(background, answered)
    grader.go.set()
    grading.result()
    assert grading.glimpses == [[(0, "missed")]]


def test_a_grading_that_failed_can_be_begun_again(background, grader, answered):
    grader.failing = True
    grader.go.set()
    with pytest.raises(RuntimeError):
        begin(background, answered).result()
    grader.failing = False
    assert begin(background, answered).result().state is TurnState.GRADED


def test_who_went_on_meanwhile_is_not_followed_up_on_what_lies_behind(background, practice, grader, answered):
    grading = begin(background, answered)
    practice.ask_next(answered.id, grade_later=True)
    grader.go.set()
    assert grading.result().follow_ups == ()


def test_ending_waits_for_what_is_being_graded_and_grades_the_rest(background, practice, grader, answered):
    begin(background, answered)
    after = practice.ask_next(answered.id, grade_later=True)
    practice.save_answer(answered.id, after.turns[1].id, "第二个回答")
    grader.go.set()
    ended = background.end(answered.id)
    assert [turn.state for turn in ended.turns] == [TurnState.GRADED, TurnState.GRADED]
    assert sorted(grader.graded) == ["我的回答", "第二个回答"]


def test_with_a_model_more_answers_are_under_way_than_it_takes_at_once_so_that_each_knows_its_place(tmp_path):
    here = Container(Settings(data_dir=tmp_path))
    asking = Container(Settings(data_dir=tmp_path, openai_api_key="sk-test"))
    assert here.grading_threads._max_workers < asking.settings.llm_concurrent
    assert asking.grading_threads._max_workers > 4 * asking.settings.llm_concurrent
