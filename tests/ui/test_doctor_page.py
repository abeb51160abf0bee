"""The check-up: findings of a note on the page, and a draft that reaches the file only when it is accepted."""

from __future__ import annotations

import pytest

from interviewer.adapters.scripted_chat import ScriptedChat
from interviewer.domain.assessment import FallbackReason
from tests.ui.words import zh

NOTE = (
    "# 笔记\n\n## 缓存\n\n```console\n\n```\n\n## 队列\n\n"
    "- Kakfa 按顺序写入分区末尾\n- 消费者自己保存读到的位置\n- 副本在主分区出故障时接替\n"
)
DRAFT = "- 热点数据放在内存里，读请求不用访问磁盘\n- 更新时先改数据库再删缓存"


@pytest.fixture
def note(tmp_path):
    file = tmp_path / "我的[笔记].md"
    file.write_text(NOTE, "utf-8")
    return file


def examine(app, file):
    app.open("doctor")
    app.at.text_input(key="doctor_path").set_value(str(file)).run()
    return app.sound()


def test_without_notes_the_page_says_what_to_do(app):
    assert app.open("doctor").notices == [zh("ui.doctor.nothing")]


def test_a_path_that_is_not_there_is_told_in_a_sentence(app, tmp_path):
    assert "不存在" in examine(app, tmp_path / "nope").notices[-1]


def test_findings_are_shown_with_place_reason_and_mend(app, note):
    text = examine(app, note).text
    for part in ("空白", "“缓存”", "Kakfa", "Kafka", "我的[笔记].md 11", zh("ui.doctor.no_model")):
        assert part in text
    assert zh("ui.doctor.draft") not in app.buttons


def test_a_changed_file_is_examined_again(app, note):
    assert "Kakfa" in examine(app, note).text
    note.write_text(NOTE.replace("Kakfa", "Kafka") + "- 再来一条\n", "utf-8")
    app.at.run()
    assert "Kakfa" not in app.sound().text


@pytest.fixture
def model(parts):
    parts["chat_model"] = ScriptedChat([DRAFT, FallbackReason.RATE_LIMITED])
    return parts["chat_model"]


def test_a_draft_is_edited_and_accepted_into_the_file(app, note, model):
    examine(app, note).press(zh("ui.doctor.draft"))
    assert note.read_text("utf-8") == NOTE
    area = app.at.text_area[0]
    assert area.value == DRAFT
    area.set_value(DRAFT + "\n- 我加的一条").run()
    app.press(zh("ui.doctor.accept"))
    assert note.read_text("utf-8") == NOTE.replace("```console\n\n```", f"```console\n{DRAFT}\n- 我加的一条\n```")
    assert any("第 6 行" in each for each in app.notices)
    assert not app.at.text_area


def test_a_draft_that_is_not_wanted_leaves_no_trace(app, note, model):
    examine(app, note).press(zh("ui.doctor.draft")).press(zh("ui.doctor.discard"))
    assert not app.at.text_area
    assert note.read_text("utf-8") == NOTE


def test_a_file_that_changed_meanwhile_keeps_the_draft_on_the_page(app, note, model):
    examine(app, note).press(zh("ui.doctor.draft"))
    note.write_text(NOTE + "\n新的\n", "utf-8")
    app.press(zh("ui.doctor.accept"))
    assert any("被改过" in each for each in app.notices)
    assert app.at.text_area[0].value == DRAFT
    assert note.read_text("utf-8") == NOTE + "\n新的\n"


def test_a_model_that_is_busy_is_told_in_a_sentence(app, note, model):
    examine(app, note).press(zh("ui.doctor.draft")).press(zh("ui.doctor.discard")).press(zh("ui.doctor.draft"))
    assert any(zh("fallback.rate_limited") in each for each in app.notices)
