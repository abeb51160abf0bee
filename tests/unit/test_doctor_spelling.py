from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.services.doctor.documents import Document
from interviewer.services.doctor.misspelling import find_misspellings
from interviewer.services.doctor.spelling import Neighbours, distance, is_form_of, slips_allowed
from interviewer.services.doctor.vocabulary import Usage, Vocabulary, common_words, miswritten, terms
from interviewer.services.doctor.words import words_of


def wrong(text, *, shipped=()):
    document = Document.of(text, "note.md")
    vocabulary = Vocabulary(Usage.of([each.split("\n") for each in shipped]), Usage.of([document.lines]))
    return [
        (each.line, each.details["word"], each.details["right"]) for each in find_misspellings([document], vocabulary)
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kuberentes", "kubernetes"),
        ("Promethues", "prometheus"),
        ("ConfgMap", "configmap"),
        ("daemonsset", "daemonset"),
        ("readinesProbe", "readinessprobe"),
        ("worker_conections", "worker_connections"),
    ],
)
def test_a_slip_in_a_term_is_found_and_mended(written, meant):
    found = wrong(f"# 笔记\n\n- 集群里用 {written} 来做这件事，注意版本")
    assert [(line, word, right.lower()) for line, word, right in found] == [(3, written, meant)]


def test_a_word_of_the_right_spelling_in_any_case_form_or_number_is_left_alone():
    assert wrong("# 笔记\n\n- kubernetes、Nodes、caching、apiservers、IPv6、http2 和 Dockerfiles 都没有写错") == []


def test_a_directive_with_one_wrong_part_is_mended_and_a_different_real_one_is_not():
    text = "# nginx\n\n```nginx\nclient_header_timout 10s;\nclient_body_timeout 10s;\nmy_own_setting 3;\n```\n"
    assert wrong(text) == [(4, "client_header_timout", "client_header_timeout")]


def test_a_known_name_stands_out_where_its_neighbour_is_at_home():
    text = "# 笔记\n\n## 网关\n\n- Konga 发现服务\n- Konga 保存配置\n- Konga 做健康检查\n- Kong 转发，{} 也可以\n"
    shipped = ["Konge 存对象 " * 3]
    assert wrong(text.format("Konge"), shipped=shipped) == [(8, "Konge", "Konga")]
    assert wrong(text.format("另一个"), shipped=shipped) == []


def test_two_names_that_other_notes_use_side_by_side_are_both_right():
    text = "# 笔记\n\n- Grapha 一\n- Grapha 二\n- Grapha 三\n- Graphb 四\n"
    assert wrong(text, shipped=["Grapha 和 Graphb，" * 3]) == []


def test_what_a_note_writes_again_and_again_is_its_own_name():
    text = "# 笔记\n\n" + "\n".join(f"- kubelat 的第 {n} 件事" for n in range(6))
    assert wrong(text) == []


def test_an_ordinary_english_word_is_no_slip_of_another():
    assert wrong("# Notes\n\n- The stock of slick answers is eternal, and hosts may vanish\n") == []


def test_addresses_paths_and_flags_are_not_read_as_words():
    text = "# 笔记\n\n- 见 https://exmaple.com/kuberentes 和 /etc/kuberentes/x，写信给 dcoker@exmaple.com\n"
    assert wrong(text) == []


def test_a_wrong_character_in_a_chinese_word_is_found():
    assert wrong("# 笔记\n\n- 超过阀值就告警\n") == [(3, "阀值", "阈值")]


def test_swapped_neighbours_are_one_slip():
    assert distance("dcoker", "docker", 2) == 1
    assert distance("abc", "xyz", 1) == 2


@pytest.mark.parametrize(
    ("one", "other"), [("node", "nodes"), ("cache", "caching"), ("ipv4", "ipv6"), ("grader", "graded")]
)
def test_forms_of_a_word_are_no_slips(one, other):
    assert is_form_of(one, other)


def test_an_added_letter_is_no_form():
    assert not is_form_of("engine", "enginer")


@given(st.text(alphabet="abcdefgh", max_size=12), st.text(alphabet="abcdefgh", max_size=12))
def test_distance_is_the_same_both_ways_and_nothing_only_for_the_same(one, other):
    most = 20
    assert distance(one, other, most) == distance(other, one, most)
    assert (distance(one, other, most) == 0) == (one == other)


@given(st.sampled_from(sorted(word for word in terms() if word.isalpha() and len(word) >= 6)), st.data())
@settings(max_examples=40, deadline=None)
def test_a_term_with_a_letter_lost_is_near_the_term(term, data):
    at = data.draw(st.integers(1, len(term) - 1))
    short = term[:at] + term[at + 1 :]
    assert short == term or slips_allowed(short) == 0 or term in [known for _, known in Neighbours([term]).near(short)]


@given(st.text())
def test_any_line_gives_words(line):
    assert all(word.written for word in words_of(line))


def test_the_lists_do_not_contradict_each_other():
    assert not set(miswritten()) & set(miswritten().values())
    assert {"kubernetes", "proxy_pass", "minion"} <= terms()
    assert {"stock", "march"} <= common_words()


def test_our_own_notes_are_spelt_right():
    folder = Path(__file__).parents[2] / "knowledge"
    files = sorted(folder.rglob("*.md"))
    usage = Usage.of(file.read_text("utf-8").split("\n") for file in files)
    documents = [Document.of(file.read_text("utf-8"), str(file)) for file in files]
    own = Usage.of(document.lines for document in documents)
    found = [
        (each.file, each.line, each.details["word"]) for each in find_misspellings(documents, Vocabulary(usage, own))
    ]
    assert found == []
