"""The load tool reads the server's messages as a browser does, and its figures are what it saw."""

from __future__ import annotations

import random

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.load.answers import AnswerBook
from bench.load.candidate import Seen
from bench.load.crowd import Crowd, Watched
from bench.load.page import Page
from bench.load.process import Usage, slope_per_hour
from bench.load.report import figures, long_run


def _message(path: tuple[int, ...] = (), **fields: object) -> ForwardMsg:
    message = ForwardMsg(**fields)
    message.metadata.delta_path.extend(path)
    return message


def _begun(page: Page) -> None:
    message = ForwardMsg()
    message.new_session.page_script_hash = "practice"
    page.receive(message.SerializeToString())


def _html(body: str, *path: int) -> ForwardMsg:
    message = _message(path)
    message.delta.new_element.html.body = body
    return message


def _block(id: str, *path: int) -> ForwardMsg:
    message = _message(path)
    message.delta.add_block.id = id
    return message


def _finished(how: int) -> bytes:
    return ForwardMsg(script_finished=how).SerializeToString()


def test_feedback_is_there_once_something_is_drawn_in_its_card() -> None:
    page = Page()
    _begun(page)
    page.receive(_block("$$ID-1-card-t1", 0, 3).SerializeToString())
    page.receive(_html("the question", 0, 2).SerializeToString())
    assert not page.cards
    page.receive(_html("85 of 100", 0, 3, 0).SerializeToString())
    assert page.cards == {"$$ID-1-card-t1"}


def test_a_new_run_draws_the_page_anew_and_only_the_last_one_settles_it() -> None:
    page = Page()
    _begun(page)
    page.receive(_block("$$ID-1-card-t1", 0, 3).SerializeToString())
    page.receive(_html("85 of 100", 0, 3, 0).SerializeToString())
    assert page.receive(_finished(ForwardMsg.FINISHED_EARLY_FOR_RERUN)) == "script_finished"
    _begun(page)
    assert not page.cards
    assert page.receive(_finished(ForwardMsg.FINISHED_SUCCESSFULLY)) == "settled"


def test_a_big_message_is_kept_told_of_and_taken_from_there() -> None:
    page = Page()
    big = _html("<style>long</style>", 0, 0)
    big.hash, big.metadata.cacheable = "abc", True
    page.receive(big.SerializeToString())
    _begun(page)
    page.receive(_message((0, 1), ref_hash="abc").SerializeToString())
    assert page.html == ["<style>long</style>"]
    assert list(BackMsg.FromString(page.opened()).rerun_script.cached_message_hashes) == ["abc"]


def test_a_button_is_found_by_its_key_or_else_by_its_label_and_not_pressed_while_disabled() -> None:
    page = Page()
    for at, (id, label, disabled) in enumerate(
        [("$$ID-1-next", "Next", False), ("$$ID-2-None", "Again", False), ("$$ID-3-skip", "Skip", True)]
    ):
        message = _message((0, at))
        button = message.delta.new_element.button
        button.id, button.label, button.disabled = id, label, disabled
        page.receive(message.SerializeToString())
    assert [page.can(each) for each in ("next", "Again", "skip", "end")] == [True, True, False, False]
    pressed = BackMsg.FromString(page.pressed("Again")).rerun_script.widget_states.widgets[0]
    assert (pressed.id, pressed.trigger_value) == ("$$ID-2-None", True)


def test_an_answer_fits_the_topic_of_the_question_where_there_is_one() -> None:
    book = AnswerBook({"Redis": ["about Redis"], "DNS": ["about DNS"]}, ["about Redis", "about DNS"])
    shown = ['<h2 class="iv-question">Redis 为什么快？</h2>']
    assert book.answer_to(shown, random.Random(1)) == "about Redis"
    book.answer_to(['<h2 class="iv-question">What is TCP?</h2>'], random.Random(1))
    assert (book.given, book.fitting) == (2, 1)


def test_growth_is_the_slope_of_least_squares() -> None:
    assert round(slope_per_hour([(0.0, 100.0), (1800.0, 101.0), (3600.0, 102.0)]), 6) == 2.0
    assert slope_per_hour([(0.0, 100.0)]) == 0.0


def _watched(**values: object) -> Watched:
    crowd = Crowd(2, 20.0, 10.0, ["http://127.0.0.1:1"], [1])
    usage = [(100.0, [Usage(1.0, 510.0, 20, 30)]), (110.0, [Usage(3.0, 520.0, 22, 31)])]
    seen = Seen(feedback=[(99.0, 0.1), (101.0, 2.0), (105.0, 0.2), (109.0, 0.4)], errors=[(50.0, "early")])
    return Watched(crowd, [Usage(0.5, 500.0, 20, 30)], seen, 100.0, 10.0, usage, [2, 1], **values)  # type: ignore[arg-type]


def test_figures_are_of_answers_sent_while_all_were_there() -> None:
    made = figures(_watched())
    assert (made["turns"], made["turns_a_second"], made["feedback"]["most_ms"]) == (2, 0.2, 400)
    assert (made["held"], made["errors"], made["errors_coming_in"]) == (1.5, 0, 1)
    assert (made["server_cores"], made["server_ms_a_turn"], made["mb_a_session"]) == ([0.2], 1000, 10.0)


def test_a_long_run_tells_of_memory_threads_and_files() -> None:
    made = long_run(_watched())
    assert (made["growth_mb_an_hour"], made["threads"], made["files"]) == (3600.0, [20, 22], [30, 31])
