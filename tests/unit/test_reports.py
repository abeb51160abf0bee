"""The report on a session, as values, as Markdown and as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from interviewer.domain.assessment import (
    Assessment,
    Band,
    Certainty,
    FallbackReason,
    FalseClaim,
    Gate,
    UnscoredReason,
    Verdict,
    VerdictKind,
    unscored,
)
from interviewer.domain.notes import KeyPoint, SourceLines
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import Course, FollowUpTurn, Pause, Plan, Session, Turn, TurnState
from interviewer.domain.speech import Spoken
from interviewer.domain.usage import Usage
from interviewer.domain.verdicts import Appeal, AppealGround, AppealOutcome, CorrectionMark
from interviewer.i18n import translate
from interviewer.services.markdown_text import inline, plain, quoted
from interviewer.services.report_groups import topic_of
from interviewer.services.report_opening import OpeningKind
from interviewer.services.report_text import opening_sentence, to_json, to_markdown
from interviewer.services.reports import build
from tests.samples import a_delivery

COVERED, PARTIAL = VerdictKind.COVERED, VerdictKind.PARTIAL
MISSED, CONTRADICTED = VerdictKind.MISSED, VerdictKind.CONTRADICTED
REDIS, LVS = "Database & Streaming / Redis / 数据类型", "Network & System / LVS / 调度算法"
BEGAN = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(dollarmath_plugin)


def turn(path: str, *kinds: VerdictKind, answer: str = "说过的话", **details: object) -> Turn:
    points = tuple(
        KeyPoint(f"{path}{n}", f"要点{n}", SourceLines("notes.md", 10 + n, 11 + n)) for n in range(len(kinds))
    )
    question = Question(f"关于{path}？", path, path, points, "", "zh")
    quotes = ["说过" if kind != MISSED else "" for kind in kinds]
    verdicts = tuple(Verdict(point, kind, quote) for point, kind, quote in zip(points, kinds, quotes, strict=True))
    graded = Assessment(verdicts, **{"grader": "embedded", **details})  # type: ignore[arg-type]
    return Turn(path, "s1", 0, question, TurnState.GRADED, BEGAN, answer, BEGAN, graded)


def skipped(path: str) -> Turn:
    return replace(turn(path, MISSED, answer=""), state=TurnState.SKIPPED, assessment=None)


def session(*turns: Turn) -> Session:
    plan = Plan((), (), 5, "zh", ())
    return Session("s1", BEGAN, plan, turns, BEGAN + timedelta(minutes=9))


def followed(asked: Turn, n: int, kind: VerdictKind | None, answer: str | None = "补充") -> Turn:
    point = asked.question.key_points[n]
    made = None if kind is None else Assessment((Verdict(point, kind, "补充"),), "embedded")
    return replace(asked, follow_ups=(FollowUpTurn(FollowUp("再想想？", point, "zh"), answer, made),))


def test_the_score_is_the_mean_of_what_was_scored() -> None:
    failed = replace(turn(LVS, MISSED), assessment=unscored(UnscoredReason.GRADER_FAILED, "llm"))
    report = build(session(turn(REDIS, COVERED), turn(LVS, COVERED, MISSED), skipped(LVS), failed))
    assert report.score == 75
    assert [each.number for each in report.skipped] == [3]
    assert [each.number for each in report.unscored] == [4]
    assert len(report.scored) == 2


def test_a_session_without_a_score_has_none_and_says_so() -> None:
    report = build(session(skipped(REDIS)))
    assert report.score is None
    assert report.band is None
    assert report.opening.kind == OpeningKind.NOTHING_SCORED
    for language in ("zh", "en"):
        assert "/ 100" not in to_markdown(report, language)


def test_an_empty_session_can_be_reported() -> None:
    report = build(session())
    assert report.questions == ()
    assert json.loads(to_json(report))["score"] is None
    assert to_markdown(report, "zh").startswith("# ")


def test_the_band_lies_around_the_mean_and_is_as_sure_as_its_least_sure_part() -> None:
    sure = turn(REDIS, COVERED, MISSED, band=Band(40, 60, Certainty.SURE))
    unsure = turn(LVS, COVERED, band=Band(80, 100, Certainty.UNSURE))
    report = build(session(sure, unsure, turn(LVS, COVERED, MISSED)))
    assert report.score == 67
    assert report.band == Band(52, 72, Certainty.UNSURE)


@pytest.mark.parametrize(
    ("path", "topic"),
    [
        (REDIS, "Database & Streaming / Redis"),
        ("Kubernetes / Others", "Kubernetes"),
        ("CDN", "CDN"),
        ("Kubernetes / Resources / RS / Deplyment / StatefulSet", "Kubernetes / Resources"),
    ],
)
def test_a_topic_is_area_and_topic_of_the_path(path: str, topic: str) -> None:
    assert topic_of(path) == topic


def test_topics_are_scored_over_their_own_questions() -> None:
    report = build(session(turn(REDIS, COVERED), turn(LVS, MISSED), turn(REDIS, MISSED), skipped(LVS)))
    assert [(each.topic, each.score, each.questions, each.scored) for each in report.topics] == [
        ("Database & Streaming / Redis", 50, 2, 2),
        ("Network & System / LVS", 0, 2, 1),
    ]


def test_points_are_counted_over_scored_answers_only() -> None:
    claim = FalseClaim("说过", "不对")
    report = build(session(turn(REDIS, COVERED, PARTIAL, MISSED, CONTRADICTED, false_claims=(claim,)), skipped(LVS)))
    points = report.points
    assert (points.covered, points.partial, points.missed, points.contradicted) == (1, 1, 1, 1)
    assert points.false_claims == 1


@pytest.mark.parametrize(
    ("first", "then", "won"),
    [
        (MISSED, COVERED, True),
        (MISSED, PARTIAL, True),
        (PARTIAL, PARTIAL, False),
        (PARTIAL, COVERED, True),
        (CONTRADICTED, MISSED, False),
        (MISSED, None, False),
    ],
)
def test_a_point_is_won_back_when_the_follow_up_is_better(
    first: VerdictKind, then: VerdictKind | None, won: bool
) -> None:
    report = build(session(followed(turn(REDIS, COVERED, first), 1, then)))
    assert report.points.recovered == int(won)
    assert len(report.questions[0].still_lost) == int(not won)
    assert len(report.study) == int(not won)


def test_what_to_study_is_the_worst_section_first_with_its_lines_and_lost_points() -> None:
    report = build(
        session(turn(REDIS, COVERED, PARTIAL), turn(LVS, MISSED, COVERED, CONTRADICTED), turn("CDN", COVERED))
    )
    assert [item.path for item in report.study] == [LVS, REDIS]
    assert report.study[0].source == SourceLines("notes.md", 10, 13)
    assert [verdict.kind for verdict in report.study[0].lost] == [MISSED, CONTRADICTED]


def test_at_most_five_sections_are_to_be_studied() -> None:
    assert len(build(session(*(turn(f"A / {n}", MISSED) for n in range(9)))).study) == 5


def test_the_opening_names_the_best_and_the_costliest_topic() -> None:
    report = build(session(turn(REDIS, COVERED), turn(LVS, MISSED, MISSED, CONTRADICTED)))
    sentence = opening_sentence(report.opening, "zh")
    assert sentence == "“Redis”答得最好（100 分），失分主要在“LVS”（0 分）：2 个要点没说到，1 个要点说反了。"
    assert "2 missed, 1 contradicted" in opening_sentence(report.opening, "en")


def test_within_one_topic_the_opening_compares_the_questions() -> None:
    report = build(session(turn("A / B / C", COVERED), turn("A / B / D", MISSED)))
    assert report.opening.best is not None and report.opening.worst is not None
    assert (report.opening.best.name, report.opening.worst.name) == ("C", "D")


@pytest.mark.parametrize(
    ("turns", "kind"),
    [
        ([turn(REDIS, COVERED)], OpeningKind.ALL_COVERED),
        ([turn(REDIS, COVERED, COVERED, MISSED)], OpeningKind.MOSTLY),
        ([turn(REDIS, MISSED), turn(LVS, COVERED, MISSED)], OpeningKind.WEAK),
        ([turn(REDIS, MISSED), turn(LVS, COVERED)], OpeningKind.BOTH),
    ],
)
def test_the_opening_praises_only_what_went_well(turns: list[Turn], kind: OpeningKind) -> None:
    opening = build(session(*turns)).opening
    assert opening.kind == kind
    assert (opening.best is not None) == (kind == OpeningKind.BOTH)
    for language in ("zh", "en"):
        assert "{" not in opening_sentence(opening, language)


def test_graders_and_fallbacks_are_named() -> None:
    by_model = turn(REDIS, COVERED, grader="llm", model="some-model")
    fallen = turn(LVS, COVERED, fallback_reason=FallbackReason.TIMED_OUT)
    report = build(session(by_model, fallen, fallen))
    assert [(use.grader, use.model, use.questions) for use in report.graders] == [
        ("embedded", "", 2),
        ("llm", "some-model", 1),
    ]
    assert report.fallbacks[0].numbers == (2, 3)
    assert "some-model" in to_markdown(report, "zh")
    assert "第 2、3 题由本地评分代替大模型" in to_markdown(report, "zh")
    assert "question 2, 3" in to_markdown(report, "en")


def test_the_markdown_says_how_each_score_came_about_and_where_it_stands_in_the_notes() -> None:
    text = to_markdown(build(session(turn(REDIS, COVERED, CONTRADICTED))), "zh")
    assert "要点得 50.0，扣 10，计 40" in text
    assert "（notes.md，第 10–11 行）" in text


def test_states_without_a_score_are_told_apart() -> None:
    failed = replace(turn(LVS, MISSED), assessment=unscored(UnscoredReason.GRADER_FAILED, "llm"))
    waiting = replace(turn(LVS, MISSED), state=TurnState.ANSWERED, assessment=None)
    asked = replace(turn(LVS, MISSED, answer=""), state=TurnState.ASKED, assessment=None)
    text = to_markdown(build(session(skipped(REDIS), failed, waiting, asked)), "zh")
    for words in ("已跳过", "没能评分：评分出了故障", "还没有评分", "没有作答"):
        assert words in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_gate_follow_up_and_claim_can_be_written(language: str) -> None:
    turns = [turn(REDIS, MISSED, gate=gate, false_claims=(FalseClaim("说过", "<b>"),)) for gate in Gate]
    turns += [followed(turns[0], 0, kind, answer) for kind, answer in ((None, None), (None, ""), (COVERED, "补充"))]
    turns.append(turn(LVS, COVERED, grader="scripted", band=Band(1, 2, Certainty.FAIRLY_SURE)))
    text = to_markdown(build(session(*turns)), language)
    assert "<b>" not in text
    assert "{" not in text


def test_what_was_asked_of_models_is_summed_by_model_with_questions_and_follow_ups() -> None:
    took = Usage("gpt-5-mini", 1, 1_000, 0, 100)
    asked = turn(REDIS, COVERED, MISSED, usage=took, grader="llm", model="gpt-5-mini")
    asked = followed(replace(asked, question=replace(asked.question, usage=took)), 1, COVERED)
    follow_up = asked.follow_ups[0]
    assert follow_up.assessment is not None
    asked = asked.with_last_follow_up(
        replace(
            follow_up,
            follow_up=replace(follow_up.follow_up, usage=took),
            assessment=replace(follow_up.assessment, usage=replace(took, model="local")),
        )
    )
    report = build(session(asked, turn(LVS, COVERED, usage=Usage("gpt-5-mini"), from_cache=True)))
    assert report.usage == (Usage("gpt-5-mini", 3, 3_000, 0, 300), Usage("local", 1, 1_000, 0, 100))
    data = json.loads(to_json(report))
    assert [each["cost_usd"] for each in data["usage"]] == [0.00135, None]
    assert data["questions"][0]["assessment"]["usage"]["calls"] == 1
    assert data["questions"][1]["assessment"]["from_cache"] is True
    text = to_markdown(report, "en")
    assert "3 calls · 3,300 tokens · \\$0.0014" in text
    assert "that grade, no call" in text


def test_without_a_model_nothing_is_said_of_calls() -> None:
    assert "token" not in to_markdown(build(session(turn(REDIS, COVERED))), "en")


def rendered(markdown: str) -> tuple[set[str], str]:
    """(token types, text) that a reader of the Markdown gets; line breaks as spaces."""
    kinds, words = set(), []
    for block in MARKDOWN.parse(markdown):
        kinds.add(block.type)
        for token in block.children or []:
            kinds.add(token.type)
            words.append(token.content if token.type in ("text", "text_special") else " ")
        words.append(" ")
    return kinds, " ".join("".join(words).split())


BLOCKS = {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline"}
WORDS = {"text", "text_special", "hardbreak", "softbreak"}
MARKS = list("\\`*_{}[]<>()#+-.!|~$&:=^ \t\n\r")
PHRASES = [
    "\n\n",
    "\n    ",
    "```",
    "~~~",
    "$$",
    "<script>",
    "</b>",
    "<!--",
    "&lt;",
    "&#36;",
    "![x](y)",
    "[a]: b",
    "1. ",
]
STARTS = ["9) ", "- ", "> ", "---", "===", "| a |", "|-|", "http://x", "字", "ab"]
TRICKS = st.lists(st.sampled_from([*MARKS, *PHRASES, *STARTS]), max_size=30).map("".join)


@settings(max_examples=400)
@given(TRICKS | st.text(max_size=80))
def test_a_quoted_answer_is_nothing_but_its_words(answer: str) -> None:
    kinds, text = rendered(quoted(answer))
    assert kinds <= BLOCKS | WORDS
    assert text == " ".join(plain(answer).split())


@settings(max_examples=400)
@given(TRICKS | st.text(max_size=80))
def test_words_inside_a_line_stay_words(words: str) -> None:
    kinds, text = rendered(f"- {inline(words)} end")
    assert kinds <= BLOCKS | WORDS | {"bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"}
    assert text == " ".join(f"{plain(words)} end".split())
    assert "<" not in inline(words)


@settings(max_examples=60)
@given(TRICKS | st.text(max_size=80))
def test_no_answer_changes_the_structure_of_the_report(answer: str) -> None:
    def structure(said: str) -> list[str]:
        report = build(session(turn(REDIS, COVERED, MISSED, answer=said)))
        blocks = [block.type for block in MARKDOWN.parse(to_markdown(report, "zh"))]
        return [kind for kind in blocks if "paragraph" not in kind and "blockquote" not in kind and kind != "inline"]

    assert structure(answer) == structure("普通的回答")


def test_a_long_answer_stays_whole_and_readable() -> None:
    answer = "先说 `INCR`。<script>alert($x$)</script>\n" * 120
    text = to_markdown(build(session(turn(REDIS, COVERED, answer=answer))), "zh")
    assert text.count("alert") == 120
    assert "<script" not in text
    assert not re.search(r"(?<!\\)\$", text)


@given(st.text(max_size=60), st.sampled_from(["\ud800", "\x00", "\u202e", ""]))
def test_json_can_be_read_back_whatever_was_said(answer: str, odd: str) -> None:
    text = to_json(build(session(turn(REDIS, COVERED, answer=answer + odd))))
    text.encode("utf-8")
    assert json.loads(text)["questions"][0]["answer"] == (answer + odd).encode("utf-8", "replace").decode()


def test_the_json_keeps_its_schema() -> None:
    data = json.loads(to_json(build(session(followed(turn(REDIS, COVERED, MISSED), 1, COVERED), skipped(LVS)))))
    assert data["schema"] == "interviewer.report/1"
    assert set(data) == {
        *(
            "schema",
            "session",
            "started",
            "finished",
            "planned",
            "score",
            "score_as_graded",
            "band",
            "opening",
            "points",
            "topics",
        ),
        *("mode", "hints", "seconds"),
        *("questions", "skipped", "unscored", "study", "graders", "usage", "fallbacks", "delivery"),
        *("score_made_of", "areas", "timeline", "fixes", "strengths", "comparison"),
    }
    assert set(data["questions"][0]) == {
        *("number", "question", "path", "topic", "level", "writer", "state", "answer", "source", "score"),
        *("assessment", "follow_ups", "hints", "rephrased", "seconds", "delivery", "work_order"),
    }
    assert set(data["questions"][0]["assessment"]) == {
        *("score", "coverage", "penalties", "band", "verdicts", "false_claims", "gate", "grader", "model"),
        *("fallback_reason", "unscored_reason", "usage", "from_cache", "score_as_graded"),
    }
    verdict = data["questions"][0]["assessment"]["verdicts"][0]
    assert set(verdict) == {
        *("key_point", "weight", "verdict", "quote", "remark", "unsure", "source", "corrected", "appeals"),
    }
    assert verdict["source"] == {"file": "notes.md", "first_line": 10, "last_line": 11}
    assert data["questions"][0]["follow_ups"][0]["recovered"] is True
    assert data["questions"][1]["score"] is None


def corrected(asked: Turn) -> Turn:
    """The second verdict appealed in vain and then set by the candidate."""
    assert asked.assessment
    first, second = asked.assessment.verdicts[:2]
    appeal = Appeal(
        ground=AppealGround.SAID,
        words="给过期时间加随机值",
        argument="我说的就是打散 *过期* 时间",
        outcome=AppealOutcome.UPHELD,
        reason="这句话说的是另一个要点。",
        before=second.bare,
        at=BEGAN,
        grader="embedded",
    )
    mark = CorrectionMark("c1", second.bare, BEGAN, reason="[打散] 就是加随机值")
    changed = replace(second, kind=COVERED, quote="给过期时间加随机值", corrected=mark, appeals=(appeal,))
    return replace(asked, assessment=replace(asked.assessment, verdicts=(first, changed)))


def test_a_corrected_verdict_counts_and_the_report_shows_what_the_grader_said() -> None:
    report = build(session(corrected(turn(REDIS, COVERED, MISSED))))
    assert (report.score, report.score_as_graded, report.corrected) == (100, 50, 1)
    text = to_markdown(report, "zh")
    assert "其中 1 个判定由候选人改判；不改判是 50 分" in text
    assert "评分器判的是“没说到”" in text
    assert "维持“没说到”。这句话说的是另一个要点。" in text
    assert "\\*过期\\*" in text
    assert "as graded it is 50" in to_markdown(report, "en")


def test_the_json_has_both_verdicts_and_the_appeal() -> None:
    data = json.loads(to_json(build(session(corrected(turn(REDIS, COVERED, MISSED))))))
    assert (data["score"], data["score_as_graded"]) == (100, 50)
    verdict = data["questions"][0]["assessment"]["verdicts"][1]
    assert (verdict["verdict"], verdict["corrected"]["graded"]["verdict"]) == ("covered", "missed")
    assert (verdict["corrected"]["by"], verdict["corrected"]["reason"]) == ("candidate", "[打散] 就是加随机值")
    assert [(each["outcome"], each["before"]["verdict"]) for each in verdict["appeals"]] == [("upheld", "missed")]


def test_a_session_without_corrections_says_nothing_of_them() -> None:
    report = build(session(turn(REDIS, COVERED, MISSED)))
    assert report.score == report.score_as_graded
    assert "改判" not in to_markdown(report, "zh")


def helped() -> Session:
    """A question that took 90 seconds with a hint and a pause, and a follow-up of 20 seconds with another hint."""
    pause = Pause(BEGAN + timedelta(seconds=10), BEGAN + timedelta(seconds=40))
    asked = replace(
        turn(REDIS, MISSED, MISSED),
        answered_at=BEGAN + timedelta(seconds=120),
        course=Course(rephrased=("换句话问",), hints=("先想*原因*",), pauses=(pause,)),
    )
    asked = followed(asked, 1, COVERED)
    later = BEGAN + timedelta(minutes=5)
    follow_up = replace(
        asked.follow_ups[0],
        asked_at=later,
        answered_at=later + timedelta(seconds=20),
        course=Course(hints=("再近一点",)),
    )
    return session(replace(asked, follow_ups=(follow_up,)))


def test_time_and_hints_are_told_for_each_question_and_in_all() -> None:
    report = build(helped())
    assert (report.hints, report.seconds) == (2, 110)
    text = to_markdown(report, "zh")
    assert "用时：1:50" in text
    assert "用时 1:30 · 提示 2 次" in text
    assert "提示：先想" in text
    assert "用时 0:20 · 提示 1 次" in text
    assert "Time taken: 1:50" in to_markdown(report, "en")


def test_a_point_that_was_said_after_a_hint_is_not_reported_as_won_back() -> None:
    report = build(helped())
    assert report.points.recovered == 0
    assert report.score == 0
    assert "追问后补回了这个要点" not in to_markdown(report, "zh")


def test_the_json_tells_hints_time_and_mode() -> None:
    data = json.loads(to_json(build(helped())))
    assert (data["mode"], data["hints"], data["seconds"]) == ("practice", 2, 110)
    question = data["questions"][0]
    assert (question["hints"], question["rephrased"], question["seconds"]) == (["先想*原因*"], ["换句话问"], 90)
    assert (question["follow_ups"][0]["hints"], question["follow_ups"][0]["seconds"]) == (["再近一点"], 20)


def test_a_question_that_was_passed_over_took_no_time() -> None:
    assert build(session(skipped(LVS))).questions[0].seconds is None


def test_how_an_answer_was_spoken_is_told_beside_it_and_changes_no_score() -> None:
    spoken = Spoken(67.0, heard="嗯，从库重放", delivery=a_delivery(units=100.0))
    plain_turn = turn(REDIS, COVERED, MISSED)
    with_voice = replace(plain_turn, course=Course(spoken=spoken))
    report, silent = build(session(with_voice)), build(session(plain_turn))
    assert report.score == silent.score
    data = json.loads(to_json(report))
    assert data["questions"][0]["delivery"]["outside"] == {"rate": "low"}
    assert data["delivery"]["answers"] == 1
    assert json.loads(to_json(silent))["delivery"] is None
    text = to_markdown(report, "zh")
    assert "讲述，不计分：每分钟 92 字" in text
    assert "讲述，不计分：1 段口头回答" in text
    assert "讲述" not in to_markdown(silent, "zh")


def drilled(answer: str) -> Session:
    told = session(turn(REDIS, COVERED, MISSED, answer=answer))
    return replace(told, plan=replace(told.plan, preset="incident-drill"))


def test_a_drill_reports_the_order_of_work_beside_the_score() -> None:
    answer = "直接重启，然后看 CPU 正常没有。"
    report = build(drilled(answer))
    assert report.score == build(session(turn(REDIS, COVERED, MISSED, answer=answer))).score
    made = json.loads(to_json(report))["questions"][0]["work_order"]
    assert made["verdict"] == "unsafe"
    assert "fix_before_check" in made["slips"]
    assert [step["step"] for step in made["steps"]] == ["symptom", "check", "cause", "fix", "recheck"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_drill_is_told_in_words_with_the_answer_as_text(language: str) -> None:
    text = to_markdown(build(drilled("直接<b>重启</b>，然后看 CPU 正常没有。")), language)
    assert translate("drill.slip.fix_before_check", language) in text
    assert "<b>" not in MARKDOWN.render(text)


def test_other_sessions_tell_of_no_order_of_work() -> None:
    assert json.loads(to_json(build(session(turn(REDIS, COVERED)))))["questions"][0]["work_order"] is None
