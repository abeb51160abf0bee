"""Texts that nobody meant as notes: every one is read, in time that grows no faster than its length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.parse import parse_note

PIECES = [
    "# A", "## B", "### 1.2 C", "- x", "  - y", "\t- z", "1. y", "```", "```bash", "~~~", "**z**", "**Q1.** w",
    "", "> q", "> [!question] why?", "|a|b|c|", "|--|--|--|", "x: y", "问题?", "Q: what?", "A: that",
    "问：谁？", "答：他", "<details>", "<summary>s</summary>", "</details>", "<!--", "-->", "%%", "$$",
    "[^1]: note", "text[^1]", "---", "===", "+++", ":::", "import a from 'b'", "<Tabs", ">", "    code",
    "    中文段落，缩进的", "- 标签", "一、标题", "![[x]]", "[TOC]", "!!! note",
]  # fmt: skip
UNITS = [
    "[", "![", "[[", "](", "*", "**a ", "_a ", "`", "<", "<a ", "<!--", "~~a ", "==a ", "$", "$\\", "&", ":a",
    "|", "- ", "> ", "1", "1.", " ", "\t", "#", "# ", "\\", "%%", "^a ", "#a ", "(", "x：", "。", "Q: ",
    "<details>", "<summary>", "</", "{", "[^", "://", "", "à",
]  # fmt: skip


def check(text):
    note = parse_note(text, "n.mdx")
    last = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    ids = [section.id for section in note.sections]
    assert len(ids) == len(set(ids))
    for section in note.sections:
        assert 1 <= section.source.first_line <= section.source.last_line <= last
        assert len(section.line_numbers) == len(section.text.split("\n")) or not section.text
        assert all(1 <= number <= last for number in section.line_numbers)
        assert "\n" not in section.path
        points = [point.id for point in section.key_points]
        assert len(points) == len(set(points))
        for point in section.key_points:
            assert 1 <= point.source.first_line <= point.source.last_line <= last
    for question in note.open_questions:
        assert 1 <= question.source.first_line <= last


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_mix_of_habits_is_read(lines):
    check("\n".join(lines))


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_read(text):
    check(text)


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.text(max_size=20)), max_size=20))
@settings(deadline=None)
def test_any_text_between_habits_is_read(pairs):
    check("\n".join(mark + text for mark, text in pairs))


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_line_of_one_mark_is_read_in_time(unit):
    started = time.thread_time()
    check("## A\n- " + unit * (40_000 // len(unit)) + "\n")
    check(unit * (40_000 // len(unit)))
    assert time.thread_time() - started < 3


@pytest.mark.parametrize("line", [each for each in PIECES if each])
def test_many_lines_of_one_kind_are_read_in_time(line):
    started = time.thread_time()
    check("\n".join([line] * 4_000))
    check("\n\n".join([line] * 4_000))
    assert time.thread_time() - started < 6


def test_a_long_note_takes_time_in_proportion():
    part = "## 第 {} 节\n- 甲组：\n  - 第一条事实说明一件事\n  - 第二条事实\n- 乙组：\n  - 第三条\n  - 第四条\n\n"

    def seconds(count):
        text = "".join(part.format(number) for number in range(count))
        started = time.thread_time()
        parse_note(text, "n.md")
        return time.thread_time() - started

    seconds(50)
    assert seconds(2_000) < 10 * max(seconds(400), 0.02)


def test_lists_a_thousand_levels_deep_are_read():
    check("\n".join("  " * level + f"- 标签{level}\n" + "  " * level + "  正文" for level in range(1_000)))
    check("> " * 2_000 + "x")


def test_a_head_that_grows_without_end_is_read():
    laughs = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    check(f"---\n{laughs}title: *a39\n---\n## A\n- x\n")
    check("---\ntitle: " + "[" * 5_000 + "\n---\nx\n")
    check(f"+++\ntitle = {'9' * 5000}\n+++\nx\n")
