"""Ticks and probes while a candidate talks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from interviewer.adapters.desk_words import DeskWords
from interviewer.adapters.spoken_text import clipped
from interviewer.domain.aims import settled
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.desk import Rung, SetQuestion, Step
from interviewer.domain.live import Probe, ProbeReason, Tick, TickState
from interviewer.domain.notes import KeyPoint
from interviewer.domain.probing import leaks
from interviewer.domain.questions import Question
from interviewer.services.desk.asked import as_question
from interviewer.services.desk.probes import Probing
from interviewer.services.desk.ticking import Ticking
from interviewer.services.desk.wordy import unexplained, vague

POINTS = (
    KeyPoint("a", "从库的 IO 线程向主库请求 binlog", None),
    KeyPoint("b", "SQL 线程重放 relay log", None),
    KeyPoint("c", "半同步至少等一个从库确认", None),
)
QUESTION = SetQuestion(
    "q", "MySQL 主从复制是怎么做的？", "s", "MySQL / 主从复制", key_points=POINTS, reference="GTID 定位"
)
QUESTION = replace(QUESTION, ladder=DeskWords().ladder(as_question(QUESTION, "zh")))


@dataclass
class SaysSo:
    """A grader that finds what it is told: kind and probability by the id of a point."""

    found: dict[str, tuple[VerdictKind, float]] = field(default_factory=dict)
    name: str = "embedded"

    def grade(self, question: Question, answer: str) -> Assessment:
        verdicts = []
        for point in question.key_points:
            kind, probability = self.found.get(point.id, (VerdictKind.MISSED, 0.1))
            verdicts.append(Verdict(point, kind, "" if kind is VerdictKind.MISSED else answer, probability))
        return Assessment(tuple(verdicts), self.name)


def probing(**found: tuple[VerdictKind, float]) -> Probing:
    return Probing(Ticking(SaysSo(found)), DeskWords())


COVERED, PARTIAL, MISSED, WRONG = (
    VerdictKind.COVERED,
    VerdictKind.PARTIAL,
    VerdictKind.MISSED,
    VerdictKind.CONTRADICTED,
)


def test_a_point_that_is_not_surely_covered_is_no_tick() -> None:
    made = probing(a=(COVERED, 0.9), b=(COVERED, 0.35)).suggest(QUESTION, "从库来拉", "zh")
    assert [(tick.key_point_id, tick.kind) for tick in made.ticks] == [("a", COVERED), ("b", PARTIAL)]
    assert made.ticks[0].quote == "从库来拉"


def test_before_anything_was_said_there_are_probes_and_no_ticks() -> None:
    made = probing().suggest(QUESTION, "  ", "zh")
    assert made.ticks == ()
    assert len(made.probes) == 3
    assert {probe.why for probe in made.probes} == {ProbeReason.MISSED}


def test_what_was_said_wrongly_comes_first_and_quotes_it() -> None:
    first = probing(a=(COVERED, 0.9), c=(WRONG, 0.2)).suggest(QUESTION, "主库等所有从库", "zh").probes[0]
    assert (first.why, first.point_id) == (ProbeReason.CONTRADICTED, "c")
    assert "主库等所有从库" in first.text


def test_the_three_probes_have_three_aims_and_three_wordings() -> None:
    probes = probing().suggest(QUESTION, "它就自动同步了", "zh").probes
    assert len({probe.id for probe in probes}) == 3
    assert len({probe.text for probe in probes}) == 3
    assert ProbeReason.VAGUE in {probe.why for probe in probes}


def test_no_probe_gives_a_point_away() -> None:
    answer = "主库写日志，从库拿过去"
    for probe in probing().suggest(QUESTION, answer, "zh").probes:
        assert not any(leaks(probe.text, point, QUESTION.text + QUESTION.path + answer) for point in POINTS)


def test_a_probe_that_is_still_apt_stays_in_its_place_with_its_words() -> None:
    shown = probing().suggest(QUESTION, "不清楚", "zh").probes
    later = (
        probing(**{shown[0].point_id: (COVERED, 0.9)})
        .suggest(QUESTION, "不清楚，就自动同步了", "zh", shown=shown)
        .probes
    )
    assert later[1:] == shown[1:]
    assert later[0] not in shown


def test_when_half_of_a_point_is_said_its_probe_stays() -> None:
    shown = probing().suggest(QUESTION, "不清楚", "zh").probes
    half = {shown[1].point_id: (PARTIAL, 0.5)}
    assert probing(**half).suggest(QUESTION, "从库会来拿", "zh", shown=shown).probes == shown


def test_what_the_interviewer_said_of_a_point_counts_more_than_the_machine() -> None:
    said = [Tick("a", COVERED, TickState.REFUSED), Tick("b", COVERED, TickState.CONFIRMED)]
    made = probing(a=(COVERED, 0.9), c=(COVERED, 0.9)).suggest(QUESTION, "从库来拉", "zh", settled_ticks=said)
    points = [probe.point_id for probe in made.probes if probe.why is not ProbeReason.DEEPER]
    assert points == ["a"]


def test_an_asked_probe_does_not_come_again() -> None:
    shown = probing().suggest(QUESTION, "不清楚", "zh").probes
    after = probing().suggest(QUESTION, "不清楚", "zh", shown=shown, asked={shown[0].id}).probes
    assert shown[0].id not in {probe.id for probe in after}
    assert after[1:] == shown[1:]


def test_no_new_probe_has_the_words_of_one_that_stands_there_or_was_used() -> None:
    first, second, _ = probing().suggest(QUESTION, "不清楚", "zh").probes
    stands = replace(second, text=first.text)
    beside = probing().suggest(QUESTION, "不清楚", "zh", shown=[stands]).probes
    later = probing().suggest(QUESTION, "不清楚", "zh", used=[first.text]).probes
    assert beside[0] == stands
    assert first.id in {each.id for each in beside}
    assert len({each.text for each in beside}) == 3
    assert later[0].id == first.id
    assert later[0].text != first.text


def test_when_everything_was_said_the_least_sure_point_comes_and_then_the_ladder() -> None:
    made = probing(a=(COVERED, 0.95), b=(COVERED, 0.6), c=(COVERED, 0.9)).suggest(QUESTION, "全说了", "zh")
    assert made.probes[0].point_id == "b"
    assert {probe.why for probe in made.probes[1:]} == {ProbeReason.DEEPER}


def test_a_question_without_points_still_asks_about_vague_words_and_then_further_down() -> None:
    own = SetQuestion("own", "讲一次最难的故障", own=True)
    made = probing().suggest(own, "当时用了某种机制，一段时间就好了", "zh")
    assert made.ticks == ()
    assert [probe.why for probe in made.probes] == [ProbeReason.VAGUE, ProbeReason.VAGUE, ProbeReason.DEEPER]


@pytest.mark.parametrize(
    ("answer", "sort"),
    [
        ("数据会自动同步过去", "actor"),
        ("通过某种机制保证一致", "how"),
        ("这样速度就很快", "amount"),
        ("还有日志之类的", "hedge"),
        ("it just syncs to the other side", "actor"),
        ("there is some kind of protocol for that", "how"),
        ("and it is really fast", "amount"),
        ("we restart it and stuff", "hedge"),
    ],
)
def test_vague_words_are_known_by_their_kind(answer: str, sort: str) -> None:
    assert [aim.sort for aim in vague(answer)] == [sort]


@pytest.mark.parametrize(
    "answer",
    [
        "从库的 IO 线程向主库请求 binlog",
        "超时 10 秒退回异步",
        "The replica asks the primary for the binlog",
        "set 是无序的",
    ],
)
def test_plain_statements_are_not_vague(answer: str) -> None:
    assert not list(vague(answer))


def test_a_probe_that_asks_for_a_beginning_goes_when_the_candidate_has_begun() -> None:
    plain = replace(QUESTION, key_points=(KeyPoint("x", "甲乙丙丁", None),))
    before = probing().suggest(plain, "", "zh").probes
    after = probing().suggest(plain, "有一点", "zh", shown=before).probes
    assert before[0].point_id == after[0].point_id == "x"
    assert before[0].id != after[0].id
    again = probing().suggest(plain, "", "zh", shown=before, asked={before[0].id}).probes
    assert before[0].id not in {each.id for each in again}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_question_that_names_no_topic_is_never_called_this_question(language: str) -> None:
    heading = "为什么不能直接写死地址？" if language == "zh" else "Why not write the address down?"
    asked = replace(QUESTION, text=heading, path=heading)
    said = [each.text for each in DeskWords().ladder(as_question(asked, language))]
    said += [each.text for notes in ("", "嗯") for each in probing().suggest(asked, notes, language).probes]
    assert not [each for each in said if "这道题" in each or "this question" in each]


def test_one_who_has_begun_is_not_asked_for_the_first_rung_or_for_the_question_again() -> None:
    rungs = (Rung(Step.RECALL, "先打个底？"), Rung(Step.MECHANISM, QUESTION.text), Rung(Step.TROUBLE, "哪里会出问题？"))
    asked = replace(QUESTION, ladder=rungs)
    made = probing(a=(COVERED, 1.0), b=(COVERED, 1.0), c=(COVERED, 1.0)).suggest(asked, "全说了", "zh")
    assert made.probes[0].text == "哪里会出问题？"
    assert not {rungs[0].text, rungs[1].text} & {each.text for each in made.probes}


def test_something_is_left_to_ask_when_everything_was_said_and_asked() -> None:
    said = {"a": (COVERED, 1.0), "b": (COVERED, 1.0), "c": (COVERED, 1.0)}
    asked = {each.id for each in probing(**said).suggest(QUESTION, "全说了", "zh").probes}
    after = probing(**said).suggest(QUESTION, "全说了", "zh", asked=asked).probes
    assert len(after) == 3
    assert not asked & {each.id for each in after}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("然后它就自动同步过去了", "它就自动同步过去了"),
        ("and then it just syncs", "it just syncs"),
        ("如果主库那边的机器因为某个我们不知道的原因突然没有了那从库会自动切换", "自动切换"),
    ],
)
def test_vague_words_are_read_back_without_what_leads_up_to_them(answer: str, words: str) -> None:
    assert [aim.words for aim in vague(answer)] == [words]


def test_a_long_quote_is_cut_between_words_and_counts_a_hanzi_twice() -> None:
    assert clipped("字" * 40) == "字" * 30 + "…"
    assert clipped("word " * 20) == "word " * 11 + "word…"
    assert clipped("x" * 55 + " longer-word") == "x" * 55 + "…"


def test_the_aim_at_vague_words_stays_the_same_while_the_sentence_grows() -> None:
    first = next(vague("数据自动同步"))
    assert next(vague("数据自动同步到另外一边去了")).id == first.id


def test_a_term_that_is_only_dropped_is_asked_about_and_one_that_is_explained_is_not() -> None:
    question = as_question(QUESTION, "zh")
    assert [aim.words for aim in unexplained(question, "还有 GTID", ())] == ["GTID"]
    assert not list(unexplained(question, "GTID 是全局的事务编号", ()))
    assert not list(unexplained(question, "还有 MySQL 和 XtraBackup", ()))


def test_a_place_that_falls_free_is_taken_by_the_best_of_the_rest() -> None:
    a, b, c, d = (Probe(each, each, ProbeReason.MISSED) for each in "abcd")
    assert settled([a, b, c], [d, c, a]) == [a, d, c]
    assert settled([], [d, c]) == [d, c]
    assert settled([a], [a, b, c, d]) == [a, b, c]
