"""What each check finds in a note, and what it leaves alone."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviewer.services.doctor import Doctor, FindingKind
from interviewer.services.doctor.documents import Document
from interviewer.services.doctor.holes import find_holes
from interviewer.services.doctor.links import anchors_of, find_dead_links, slug
from interviewer.services.doctor.stale import find_stale, removed_things
from interviewer.services.doctor.unfinished import find_unfinished
from tests.fakes import FakeClock, FakeEmbedder

TODAY = date(2026, 11, 2)


def unfinished(text):
    return [(each.line, each.reason) for each in find_unfinished(Document.of(text, "note.md"))]


def stale(text):
    return [(each.line, each.reason) for each in find_stale(Document.of(text, "note.md"), TODAY)]


def test_gaps_stubs_and_open_questions_come_with_their_lines():
    text = (
        "# 笔记\n\n## 空\n\n```console\n\n```\n\n## 薄\n\n```console\n一句\n```\n\n"
        "## 问\n\n- 第一条说明它做什么\n- 第二条说明它怎么做\n- 第三条说明何时用\n\n怎么排查？\n"
    )
    found = [(each.kind.value, each.line) for each in find_holes(Document.of(text, "note.md"))]
    assert found == [("gap", 3), ("stub", 9), ("open_question", 21)]


def test_a_lead_at_the_end_has_nothing_behind_it():
    assert unfinished("# 笔记\n\n## 模式\n\n推模式: 服务端主动发送\n拉模式:\n") == [(6, "empty_lead")]


def test_a_lead_above_its_items_or_above_a_subheading_is_complete():
    assert (
        unfinished("# 笔记\n\n## 模式\n\n步骤：\n1. 先做这个\n2. 再做那个\n\n包括：\n\n### 下一级\n\n内容在这里\n")
        == []
    )


def test_an_item_that_is_followed_by_the_next_one_announced_nothing():
    assert unfinished("# 笔记\n\n## 组件\n\n1. 调度器：\n2. 控制器：\n确保状态一致\n")[0] == (5, "empty_lead")


def test_a_bare_name_among_explained_ones_is_unfinished():
    text = "# 笔记\n\n## 日志\n\n访问日志: 记录请求\n错误日志: 记录报错\n审计日志: 记录操作\n系统日志\n"
    assert unfinished(text) == [(8, "bare_name")]


def test_a_plain_list_of_names_is_a_list():
    assert unfinished("# 笔记\n\n## 模块\n\ncopy\nfile\nuser\ngroup\n") == []


@pytest.mark.parametrize("end", ["，", "、", "因为", "例如", "（"])
def test_a_sentence_that_stops_is_found(end):
    assert unfinished(f"# 笔记\n\n## 节\n\n先把流量切走{end}\n") == [(5, "stops")]


def test_a_sentence_that_goes_on_in_code_is_whole():
    assert unfinished("# Notes\n\n## Run\n\nCopy the file, or\n\n```sh\nmake run\n```\n") == []


def test_a_mark_for_later_is_found():
    assert unfinished("# 笔记\n\n## 节\n\n- 原理待补充\n") == [(5, "to_do")]


@pytest.fixture
def vault(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "Redis.md").write_text("# Redis\n\n## 持久化 (AOF)\n\n## 持久化 (AOF)\n", "utf-8")
    (tmp_path / "pic.png").write_bytes(b"x")

    def dead(text):
        file = tmp_path / "note.md"
        file.write_text(text, "utf-8")
        document = Document.of(text, str(file), file)
        return [(each.line, each.reason, each.details["target"]) for each in find_dead_links([document])]

    return dead


def test_links_that_lead_somewhere_are_left_alone(vault):
    text = (
        "# 首页\n\n[a](sub/Redis.md) [b](sub/Redis.md#持久化-aof) [c](sub/Redis.md#持久化-aof-1)\n"
        "[d](#首页) ![e](pic.png)\n"
        "[f](https://example.com/x) [g](mailto:a@b.c) [[Redis]] [[redis#持久化 (AOF)|别名]] [[sub/Redis]] `[[nope]]`\n"
        "\n```sh\nif [[ -f x ]]; then [y](z); fi\n```\n"
    )
    assert vault(text) == []


def test_links_to_files_and_headings_that_are_not_there_are_found(vault):
    text = "# 首页\n\n[a](sub/Radis.md)\n[b](sub/Redis.md#不存在)\n[c](#没有)\n[[Mongo]]\n![d](gone.png)\n"
    assert [(line, reason.removesuffix("_near")) for line, reason, _ in vault(text)] == [
        (3, "dead_link"),
        (4, "dead_anchor"),
        (5, "dead_anchor"),
        (6, "dead_link"),
        (7, "dead_link"),
    ]


def test_headings_become_anchors_as_on_github():
    assert slug("**Pod** 创建过程 (1.2)?") == "pod-创建过程-12"
    assert anchors_of(["# A", "Title", "-----", '<a id="Own"></a>', "## A"]) == {"a", "title", "own", "a-1"}


def test_a_thing_that_is_gone_is_stale_unless_the_note_says_so():
    assert stale("# Helm\n\n- Tiller 在集群里部署 release\n") == [(3, "removed")]
    assert stale("# Helm\n\n- Helm 2 的 Tiller 已在 Helm 3 移除\n") == []


def test_a_common_name_counts_only_near_what_it_belongs_to():
    assert stale("# 织布\n\n- weave 是织\n") == []
    assert stale("# 网络\n\n- CNI 有 Weave、Flannel\n") == [(3, "removed")]


def test_the_newest_version_of_the_text_may_not_be_older_than_that_of_the_head():
    head = '---\nversion: "7.2"\n---\n\n# Redis\n\n'
    assert stale(head + "- 目前最新版本是 6.0\n") == [(7, "old_version")]
    assert stale(head + "- 当前版本 7.2，支持 6.0 以来的命令\n") == []


@pytest.mark.parametrize(
    ("checked", "reason"),
    [
        ("2024-03-01", "checked_long_ago"),
        ("official docs, 2025-01", "checked_long_ago"),
        ("2026-05-01", None),
        ("no", "never_checked"),
        ("the advisory of 2020-05 and the manual", None),
    ],
)
def test_a_check_of_long_ago_is_told(checked, reason):
    assert stale(f"---\nchecked: {checked}\n---\n\n# 笔记\n\n- 一条\n") == ([(2, reason)] if reason else [])


def test_every_removed_thing_says_what_took_its_place_in_both_languages():
    assert all(each.since and each.instead["zh"] and each.instead["en"] for each in removed_things())


@given(st.text(st.characters(), max_size=300))
@settings(max_examples=60, deadline=None)
@example("[[a]]\n# x\n[a](b#c\n```\n- y:\n")
@example("---\nchecked: 2024-99-99\nversion: 99999999999999.1\n---\n最新版本 1.2.3\n")
@example("[x](\x00.md) [[\x00]] [y](" + "a" * 5000 + ".md)")
def test_any_text_is_examined_without_an_error(tmp_path_factory, text):
    doctor = Doctor(FakeEmbedder(), FakeClock(), tmp_path_factory.getbasetemp() / "none")
    for finding in doctor.findings([Document.of(text, "note.md")]):
        for language in ("zh", "en"):
            told = finding.as_json(language)
            assert told["message"] and told["suggestion"]
            assert told["line"] >= 1 and told["kind"] in set(FindingKind)
