"""Building question sets, and keeping them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from interviewer.adapters.desk_words import DeskWords
from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.domain.desk import Step
from interviewer.domain.errors import NothingToAsk, QuestionSetLocked, SetQuestionEmpty
from interviewer.domain.notes import KeyPoint, Level, SourceLines
from interviewer.domain.probing import leaks
from interviewer.services.desk.building import Builder, Wish
from interviewer.services.desk.sets import Sets
from tests.fakes import FakeClock, FakeEmbedder, FakeNoteStore, FakeQuestionSetStore
from tests.samples import a_note, a_question, a_question_set, a_section

SUBJECTS = ("MySQL 主从复制", "Redis 缓存雪崩", "Kafka 分区", "Nginx 平滑重启", "Docker 镜像", "LVS 调度算法")
POINTS = (
    "从库的 IO 线程向主库请求 binlog",
    "如果主库宕机，还没有传走的事务会丢失",
    "半同步至少等一个从库确认，超时 10 秒退回异步",
    "relay log 保存在从库的磁盘上",
)


def section(subject: str, level: Level = Level.MIDDLE):
    product, title = subject.split(" ", 1)
    points = tuple(KeyPoint(f"{product}{at}", text, SourceLines("n.md", at, at)) for at, text in enumerate(POINTS, 1))
    return a_section(product, file=f"{product}.md", steps=("面试", product, title), key_points=points, level=level)


@pytest.fixture
def builder() -> Builder:
    notes = FakeNoteStore()
    for subject in SUBJECTS:
        own = section(subject, Level.JUNIOR if "Kafka" in subject else Level.MIDDLE)
        notes.save(a_note(own.source.file, own), [])
    return Builder(notes, EmbeddedWriter(), DeskWords(), FakeEmbedder(), FakeClock(), new_id=lambda: "new")


def test_the_minutes_say_how_many_questions_there_are(builder: Builder) -> None:
    made = builder.build(Wish(minutes=20))
    assert len(made.questions) == 4
    assert made.planned_minutes <= 20


def test_the_easiest_question_comes_first_and_topics_are_mixed(builder: Builder) -> None:
    made = builder.build(Wish(questions=6))
    assert made.questions[0].level is Level.JUNIOR
    assert len({each.path.split(" / ")[1] for each in made.questions}) == 6


def test_the_same_wish_gives_the_same_set(builder: Builder) -> None:
    assert builder.build(Wish(questions=3, seed=5)) == builder.build(Wish(questions=3, seed=5))


def test_more_questions_than_fit_share_the_minutes(builder: Builder) -> None:
    assert builder.build(Wish(questions=6, minutes=12)).planned_minutes <= 12


def test_a_job_description_steers_the_choice_and_is_not_kept(builder: Builder) -> None:
    wish = Wish(questions=1, steered_by="负责 Kafka 消息队列的分区与扩容")
    made = builder.build(wish)
    assert "Kafka" in made.questions[0].path or "LVS" not in made.questions[0].path
    assert made.steered_by == ""
    assert builder.build(replace(wish, keep_text=True)).steered_by == wish.steered_by


def test_a_text_that_names_subjects_leaves_the_others_out(builder: Builder) -> None:
    wish = Wish(questions=2, steered_by="MySQL 主从复制, Redis 缓存雪崩, Kafka 分区, Nginx 平滑重启")
    asked = {
        each.path.split(" / ")[1] for seed in range(8) for each in builder.build(replace(wish, seed=seed)).questions
    }
    assert asked <= {"MySQL", "Redis", "Kafka", "Nginx"}


def test_topics_without_anything_to_ask_are_told(builder: Builder) -> None:
    with pytest.raises(NothingToAsk):
        builder.build(Wish(topics=("不存在",)))


def test_each_question_brings_what_an_interviewer_needs(builder: Builder) -> None:
    question = builder.build(Wish(questions=1, topics=("面试 / MySQL",))).questions[0]
    assert [point.source.first_line for point in question.key_points if point.source] == [1, 2, 3, 4]
    assert [rung.step for rung in question.ladder] == [Step.RECALL, Step.MECHANISM, Step.TROUBLE]
    assert len({rung.aims_at for rung in question.ladder}) == 3
    assert all((question.anchors.weak, question.anchors.good, question.anchors.excellent))
    assert any("IO 线程" in each for each in question.red_flags)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_rung_gives_a_point_away(language: str) -> None:
    points = tuple(KeyPoint(str(at), text, None) for at, text in enumerate(POINTS))
    asked = a_question(text="MySQL 主从复制?", key_points=points, language=language)
    for rung in DeskWords().ladder(asked):
        assert not any(leaks(rung.text, point, asked.text + asked.path) for point in points)
        assert bool(re.search("[\u4e00-\u9fff]{4}", rung.text)) == (language == "zh") or "主从复制" in rung.text


@pytest.fixture
def sets() -> Sets:
    numbers = iter(range(100))
    return Sets(FakeQuestionSetStore(), FakeClock(), new_id=lambda: f"id{next(numbers)}")


def test_own_questions_come_last_and_need_words(sets: Sets) -> None:
    kept = sets.keep(a_question_set())
    after = sets.add_own(kept, "  你最近一次值班怎么过的？ ")
    assert after.questions[-1].text == "你最近一次值班怎么过的？"
    assert after.questions[-1].own
    with pytest.raises(SetQuestionEmpty):
        sets.add_own(after, "  ")


def test_a_locked_set_refuses_every_edit_and_its_copy_takes_them(sets: Sets) -> None:
    locked = sets.lock(sets.keep(a_question_set()))
    for change in (
        lambda: sets.rename(locked, "x"),
        lambda: sets.add_own(locked, "x"),
        lambda: sets.move(locked, "q1", 1),
        lambda: sets.remove(locked, "q1"),
        lambda: sets.lock(locked),
    ):
        with pytest.raises(QuestionSetLocked):
            change()
    copy = sets.duplicate(locked, "三面")
    assert sets.rename(copy, "终面").name == "终面"
    assert sets.get(locked.id).questions == copy.questions


def test_a_set_that_was_imported_twice_is_there_twice(sets: Sets) -> None:
    first, second = sets.keep(a_question_set()), sets.keep(a_question_set())
    assert first.id != second.id
    assert len(sets.all()) == 2
