"""Question sets as files: what is written can be read, and what cannot be read is named by line and field."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from interviewer.domain.desk import QuestionSet, SetQuestion
from interviewer.domain.errors import SetFileBroken
from interviewer.domain.notes import Level
from interviewer.i18n import LANGUAGES, explain
from interviewer.services.desk.files import as_text, from_text
from tests.samples import a_question_set, a_set_question

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
HEAD = "interviewer-question-set: 1\nquestions:\n"


def read(text: str, name: str = "set.yaml") -> QuestionSet:
    return from_text(text, name, NOW)


def broken(text: str, name: str = "set.yaml") -> SetFileBroken:
    with pytest.raises(SetFileBroken) as caught:
        read(text, name)
    return caught.value


@pytest.mark.parametrize(
    "fields", [{}, {"level": Level.SENIOR, "locked": True, "language": "en"}, {"name": "a: b # c"}]
)
def test_a_set_written_as_yaml_is_read_as_it_was(fields: dict[str, object]) -> None:
    made = a_question_set(**fields)
    assert read(as_text(made, ".yaml")) == made


@pytest.mark.parametrize(
    "text", ["是: 的", "- 列表", "'引号'", '"双"', "null", "true", "12", "# 井号", "a\n\nb", "& *x", "🙂"]
)
def test_any_text_survives_yaml(text: str) -> None:
    made = a_question_set(questions=(a_set_question(text=text, reference=text, red_flags=(text,)),))
    assert read(as_text(made, ".yaml")) == made


def test_what_steered_the_choice_is_not_shared() -> None:
    assert "王小明" not in as_text(a_question_set(steered_by="王小明的简历"), ".yaml")


def test_a_file_written_by_hand_needs_only_questions() -> None:
    made = read(HEAD + "  - question: 什么是 CDN？\n    key_points:\n      - text: 内容分发网络\n        weight: 2\n")
    question = made.questions[0]
    assert (question.text, question.minutes, question.level) == ("什么是 CDN？", 5, Level.MIDDLE)
    assert [(point.text, point.weight) for point in question.key_points] == [("内容分发网络", 2.0)]
    assert (made.language, made.minutes, made.made_at) == ("zh", 45, NOW)


@pytest.mark.parametrize(
    ("text", "line", "field", "problem"),
    [
        ("", 1, "YAML", "empty"),
        ("a: [1", 1, "YAML", "no_yaml"),
        ("- 1\n", 1, "YAML", "no_mapping"),
        ("questions: []\n", 1, "YAML", "no_format"),
        ("interviewer-question-set: 2\n", 1, "interviewer-question-set", "no_number"),
        ("interviewer-question-set: 1\n", 1, "YAML", "no_questions"),
        ("interviewer-question-set: 1\nquestion: x\n", 2, "question", "unknown_field"),
        ("interviewer-question-set: 1\nminutes: 5\nminutes: 6\nquestions: []\n", 3, "minutes", "given_twice"),
        ("interviewer-question-set: 1\nminutes: lots\nquestions: []\n", 2, "minutes", "no_number"),
        ("interviewer-question-set: 1\nlanguage: fr\nquestions: []\n", 2, "language", "no_such_word"),
        (HEAD + "  - question: x\n    level: expert\n", 4, "questions[1].level", "no_such_word"),
        (HEAD + "  - question: x\n  - question:\n", 4, "questions[2].question", "empty"),
        (HEAD + "  - key_points: []\n", 3, "questions[1]", "no_question"),
        (HEAD + "  - question: [x]\n", 3, "questions[1].question", "no_text"),
        (HEAD + "  - question: x\n  - question: x\n", 4, "questions[2]", "same_id"),
        (HEAD + "  - question: x\n    key_points: one\n", 4, "questions[1].key_points", "no_list"),
        (HEAD + "  - question: x\n    key_points: [{weight: 1}]\n", 4, "questions[1].key_points[1]", "no_point_text"),
        (HEAD + "  - question: x\n    ladder: [{step: recall}]\n", 4, "questions[1].ladder[1]", "missing"),
        (HEAD + "  - question: &a x\n", 3, "YAML", "alias"),
        (HEAD + "  - question: !!python/object/apply:os.system [x]\n", 3, "questions[1].question", "no_text"),
    ],
)
def test_what_is_wrong_with_a_file_is_named_by_line_and_field(text: str, line: int, field: str, problem: str) -> None:
    details = broken(text).details
    assert (details["line"], details["field"], details["problem"]) == (line, field, f"desk.{problem}")
    for language in LANGUAGES:
        assert "desk." not in explain(broken(text), language)
        assert "?" not in explain(broken(text), language)


def test_a_deeply_nested_file_is_refused_in_words() -> None:
    assert broken("[" * 20_000).details["problem"] == "desk.no_yaml"


def test_a_set_written_as_csv_keeps_what_a_table_can_hold() -> None:
    made = read(as_text(a_question_set(), ".csv"), "SRE 二面.csv")
    before = a_question_set()
    assert made.name == "SRE 二面"
    for now, then in zip(made.questions, before.questions, strict=True):
        assert (now.text, now.minutes, now.own, now.red_flags) == (then.text, then.minutes, then.own, then.red_flags)
        assert [(point.text, point.weight) for point in now.key_points] == [
            (point.text, point.weight) for point in then.key_points
        ]
        assert [rung.text for rung in now.ladder] == [rung.text for rung in then.ladder]
        assert now.anchors == then.anchors


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(cell: str) -> None:
    made = a_question_set(questions=(SetQuestion("q", cell, path=cell, red_flags=(cell,)),))
    rows = list(csv.reader(io.StringIO(as_text(made, ".csv").removeprefix("\ufeff"))))
    assert all(not each.startswith(("=", "+", "-", "@")) for row in rows for each in row)
    assert read(as_text(made, ".csv"), "set.csv").questions[0].text == cell


@pytest.mark.parametrize(
    ("text", "line", "field", "problem"),
    [
        ("", 1, "question", "no_column"),
        ("level\nsenior\n", 1, "question", "no_column"),
        ("question,mood\nx,good\n", 1, "mood", "unknown_field"),
        ("question,minutes\nx,5\ny,many\n", 3, "minutes", "no_number"),
        ("question,level\nx,god\n", 2, "level", "no_such_word"),
        ("question,level\n,junior\n", 2, "question", "empty"),
    ],
)
def test_what_is_wrong_with_a_table_is_named(text: str, line: int, field: str, problem: str) -> None:
    details = broken(text, "set.csv").details
    assert (details["line"], details["field"], details["problem"]) == (line, field, f"desk.{problem}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_to_print_has_everything_an_interviewer_needs(language: str) -> None:
    page = as_text(replace(a_question_set(language=language), name="<b>SRE</b> | $x$"), ".md")
    assert "<b>" not in page
    for said in (
        "主从复制是怎么做的",
        "relay log",
        "×2",
        "mysql.md 4",
        "最容易在哪儿出问题",
        "只说得出名词",
        "把主从说反",
    ):
        assert said in page
