"""What `eval grading` prints for a person."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.domain.assessment import Assessment, FalseClaim, Gate, UnscoredReason, Verdict, VerdictKind, unscored
from interviewer.domain.questions import Question
from interviewer.services.evaluation_files import read_csv, read_jsonl
from interviewer.services.evaluation_grading import evaluate
from interviewer.services.evaluation_report import as_text, in_columns

ANSWERS = [
    ("a-1", "full", "先做全量备份，再传增量日志", [1, 1], 100),
    ("", "wrong-swap", "先做全量备份这句是反着说的", [0, 0], 0),
    ("a-3", "vague", "备份很有必要，但磁盘坏掉了", [0, 0], 0),
]


class Credulous:
    """Covers a point whose text stands in the answer; fails on answers that say so."""

    name = "credulous"

    def grade(self, question: Question, answer: str) -> Assessment:
        if "坏掉" in answer:
            return unscored(UnscoredReason.GRADER_FAILED, self.name)
        said = {True: (VerdictKind.COVERED, 0.9), False: (VerdictKind.MISSED, 0.1)}
        verdicts = []
        for point in question.key_points:
            kind, sure = said[point.text in answer]
            verdicts.append(Verdict(point, kind, point.text if sure > 0.5 else "", sure))
        return Assessment(tuple(verdicts), self.name, (FalseClaim("反着说", "应当正着说"),), model="m-1; long story")


@pytest.fixture
def measured(tmp_path: Path):
    rows = [
        {"id": id_, "question": "怎么备份？", "key_points": ["先做全量备份", "再传增量日志"], "kind": kind,
         "answer": answer, "covered": covered, "score": score}
        for id_, kind, answer, covered, score in ANSWERS
    ]  # fmt: skip
    file = tmp_path / "answers.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return evaluate(file, read_jsonl(file), Credulous(), None)


def test_each_kind_has_a_row_with_given_and_right_scores_and_the_error(measured) -> None:
    lines = as_text(*measured, "en").splitlines()
    assert [line.split() for line in lines if line.startswith(("kind", "wrong-swap", "all "))] == [
        ["kind", "n", "mean", "score", "true", "mean", "mean", "error"],
        ["wrong-swap", "1", "30.0", "0.0", "30.0"],
        ["all", "3", "70.0", "33.3", "50.0"],
    ]


def test_who_graded_and_whether_it_is_too_kind_stand_on_top(measured) -> None:
    figures, judged = measured
    assert "3 answers, 1 of them not graded. Graded by: credulous m-1\n" in as_text(figures, judged, "en")
    assert "kinder" in as_text(figures | {"in_sample": True}, judged, "en")
    assert "没有用这个文件校准过" in as_text(figures, judged, "zh")


def test_the_worst_answers_come_first_by_their_id_or_line(measured) -> None:
    text = as_text(*measured, "en")
    assert text.index("1. a-3: 0 is right, not graded was given") < text.index("2. line 2: 0 is right, 30 was given")


def test_only_verdicts_that_people_see_otherwise_are_listed_with_the_words_they_rest_on(measured) -> None:
    worst = as_text(*measured, "en", worst=2)
    assert "covered (0.90), people: 0  先做全量备份  “先做全量备份”" in worst
    assert "再传增量日志" not in worst.partition("The 2 answers (of 3)")[2]
    assert "false claim  “反着说”  应当正着说" in worst


def test_so_many_worst_answers_as_asked_for(measured) -> None:
    assert "a-3" not in as_text(*measured, "en", worst=0)
    assert as_text(*measured, "zh", worst=1).count("   > ") == 1


def test_a_gate_is_told_beside_the_answer(measured) -> None:
    figures, judged = measured
    refused = replace(judged[0].assessment, gate=Gate.GIBBERISH)
    assert "[full]  [" in as_text(figures, [replace(judged[0], assessment=refused)], "en")


def test_of_a_table_all_verdicts_are_listed_as_nobody_judged_them(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(
        "question,reference,answer,score\n怎么备份？,先做全量备份。再传增量日志。,再传增量日志,0\n", "utf-8"
    )
    text = as_text(*evaluate(file, read_csv(file), Credulous(), None), "en")
    assert "1. line 2: 0 is right, 30 was given\n" in text
    assert "- missed  先做全量备份" in text
    assert "kind" not in text.replace("kinder", "")


def test_columns_stay_aligned_where_characters_are_two_cells_wide() -> None:
    assert in_columns([["类型", "n"], ["full", "10"]], right=(1,)) == ["类型   n", "full  10"]
