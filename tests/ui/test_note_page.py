"""A note's sections, and editing key points on the page: the file stays as it is, and everything can be taken back."""

from __future__ import annotations

import pytest

from interviewer.adapters.scripted_chat import ScriptedChat
from interviewer.domain.assessment import FallbackReason
from tests.ui.words import en, zh

NOTE = """# 面试

## 缓存

### 雪崩

- 大量 key 在同一时间过期，请求全部落到数据库
- 过期时间加上随机值，避免同时失效
- 热点数据分布到不同的缓存节点

### Memcached

### 穿透

- 布隆过滤器
"""
FIRST, SECOND, THIRD = (line[2:] for line in NOTE.splitlines()[6:9])


class Page:
    """The page of one section of the user's note."""

    def __init__(self, app, product, file, title="雪崩"):
        self.app, self.product, self.file, self.title = app, product, file, title
        self.open()

    @property
    def section(self):
        return next(each for each in self.product().notes.sections() if each.title == self.title)

    @property
    def points(self):
        return [point.text for point in self.section.key_points]

    @property
    def id(self):
        return {point.text: point.id for point in self.section.key_points}

    def open(self):
        self.app.open("note", file=str(self.file), section=self.section.id)

    def click(self, key):
        self.app.at.button(key=key).click().run()
        return self.app.sound()

    def edit(self, text):
        return self.click(f"open-{self.id[text]}")

    def write(self, text):
        self.app.at.text_area[0].set_value(text).run()
        return self.click("save_point")


@pytest.fixture
def file(app, product, add_note):
    app.open("notes")
    return add_note(NOTE)


@pytest.fixture
def page(app, product, file):
    return Page(app, product, file)


def test_a_source_leads_to_its_sections_with_their_marks(app, file):
    app.open("note", file=str(file))
    for said in ("雪崩", zh("ui.note.points", n=3), zh("ui.note.gap"), zh("ui.note.stub"), zh("ui.note.one_point")):
        assert said in app.text
    assert zh("ui.note.counts", sections=2, points=4) in app.text


def test_a_section_shows_its_points_with_their_lines(page):
    assert page.app.at.title[0].value == "雪崩"
    for text, line in ((FIRST, 7), (SECOND, 8), (THIRD, 9)):
        assert text in page.app.buttons
        assert f"<span>{line}</span>" in page.app.html


def test_a_point_is_reworded_in_its_place_and_the_file_stays(page):
    page.edit(SECOND)
    assert page.app.at.text_area[0].value == SECOND
    page.write("给过期时间加随机抖动")
    assert page.points == [FIRST, "给过期时间加随机抖动", THIRD]
    assert zh("ui.points.done.reword") in page.app.text
    assert zh("ui.points.edited") in page.app.text
    assert page.file.read_text("utf-8") == NOTE
    page.click("undo")
    assert page.points == [FIRST, SECOND, THIRD]
    assert zh("ui.points.done.undo") in page.app.text


def test_a_line_break_splits_a_point(page):
    first = page.id[FIRST]
    page.edit(FIRST)
    page.write("大量 key 在同一时间过期\n\n请求全部落到数据库\n")
    assert page.points[:2] == ["大量 key 在同一时间过期", "请求全部落到数据库"]
    assert page.id["大量 key 在同一时间过期"] == first
    assert zh("ui.points.done.split", n=2) in page.app.text


def test_points_are_merged_and_their_words_can_be_polished_first(page):
    page.edit(SECOND)
    page.app.at.multiselect[0].set_value([page.id[THIRD]]).run()
    area = page.app.sound().at.text_area[0]
    assert area.value == f"{SECOND}；{THIRD}"
    page.write("过期时间打散，热点数据分到多个节点")
    assert page.points == [FIRST, "过期时间打散，热点数据分到多个节点"]
    assert zh("ui.points.merged", n=2) in page.app.text
    page.edit("过期时间打散，热点数据分到多个节点")
    page.click("reset")
    assert page.points == [FIRST, SECOND, THIRD]


def test_what_is_not_to_be_merged_after_all_leaves_the_words(page):
    page.edit(SECOND)
    page.app.at.multiselect[0].set_value([page.id[THIRD]]).run()
    page.app.at.multiselect[0].set_value([]).run()
    assert page.app.sound().at.text_area[0].value == SECOND


def test_merging_after_having_cancelled_it_once_brings_the_words_again(page):
    for _ in range(2):
        page.edit(SECOND)
        page.app.at.multiselect[0].set_value([page.id[THIRD]]).run()
        assert page.app.sound().at.text_area[0].value == f"{SECOND}；{THIRD}"
        page.click("cancel_point")


def test_a_weight_counts_at_once_and_can_be_taken_back(page):
    page.edit(THIRD)
    page.app.choose(zh("ui.points.weight"), "important")
    assert [point.weight for point in page.section.key_points] == [1, 1, 2]
    page.click("cancel_point")
    assert zh("ui.points.weights.important") in page.app.text
    page.click("undo")
    assert [point.weight for point in page.section.key_points] == [1, 1, 1]


def test_a_point_is_left_out_and_put_back(page):
    left = page.id[FIRST]
    page.edit(FIRST)
    page.click("leave_out")
    assert page.points == [SECOND, THIRD]
    assert "iv-left-out" in page.app.html
    page.click(f"put_back-{left}")
    assert page.points == [FIRST, SECOND, THIRD]


def test_a_section_without_points_says_that_it_is_not_asked(page):
    for text in (FIRST, SECOND, THIRD):
        page.edit(text)
        page.click("leave_out")
    assert zh("ui.points.none") in page.app.notices


def test_points_are_added_and_deleted(page):
    page.click("open-new")
    page.write("多级缓存兜底\n限流降级")
    assert page.points[3:] == ["多级缓存兜底", "限流降级"]
    assert zh("ui.points.added") in page.app.text
    page.edit("多级缓存兜底")
    page.click("delete")
    assert page.points[3:] == ["限流降级"]


def test_everything_is_reset_at_one_press_and_back_at_another(page):
    page.edit(FIRST)
    page.write("甲\n乙")
    page.click("open-new")
    page.write("丙")
    page.click("reset_all")
    assert page.points == [FIRST, SECOND, THIRD]
    page.click("undo")
    assert page.points == ["甲", "乙", SECOND, THIRD, "丙"]


@pytest.mark.parametrize("text", ["", "  \n ", "长" * 501])
def test_an_empty_or_endless_point_is_refused_and_the_editor_stays(page, text):
    page.edit(FIRST)
    page.write(text)
    assert page.points == [FIRST, SECOND, THIRD]
    assert zh("error.key_points.unusable", limit=500) in page.app.text
    assert page.app.at.text_area


def test_cancelling_changes_nothing(page):
    page.edit(FIRST)
    page.app.at.text_area[0].set_value("别的").run()
    page.click("cancel_point")
    assert page.points == [FIRST, SECOND, THIRD]
    assert not page.app.at.text_area
    page.edit(FIRST)
    assert page.app.at.text_area[0].value == FIRST


@pytest.mark.parametrize(("way", "kept"), [("take", "过期时间都加上随机值，免得同时失效"), ("keep", "加随机抖动")])
def test_a_note_that_changed_since_says_so_with_both_ways_on(page, way, kept):
    second = page.id[SECOND]
    page.edit(SECOND)
    page.write("加随机抖动")
    page.file.write_text(NOTE.replace(SECOND, "过期时间都加上随机值，免得同时失效"), "utf-8")
    page.product().ingest.ingest([page.file])
    assert page.points[1] == "加随机抖动"
    page.open()
    assert zh("ui.points.outdated", said="过期时间都加上随机值，免得同时失效") in page.app.text
    page.app.open("note", file=str(page.file))
    assert zh("ui.note.outdated") in page.app.text
    page.open()
    page.click(f"{way}-{second}")
    assert page.points[1] == kept
    assert zh("ui.points.outdated", said="") not in page.app.text


def test_a_point_that_is_gone_from_the_note_stays_until_it_is_dropped(page):
    third = page.id[THIRD]
    page.edit(THIRD)
    page.write("热点 key 打散到多个节点")
    page.file.write_text(NOTE.replace(f"- {THIRD}\n", ""), "utf-8")
    page.product().ingest.ingest([page.file])
    page.open()
    assert zh("ui.points.gone") in page.app.text
    page.click(f"take-{third}")
    assert page.points == [FIRST, SECOND]


def test_edits_outlive_the_removal_of_the_source(page):
    page.edit(FIRST)
    page.write("加随机抖动")
    page.product().ingest.remove(str(page.file))
    page.product().ingest.ingest([page.file])
    assert page.points[0] == "加随机抖动"


def test_what_another_window_did_meanwhile_stays(page, second_window):
    page.edit(FIRST)
    other = Page(second_window, page.product, page.file)
    other.edit(SECOND)
    other.click("leave_out")
    page.write("甲")
    assert page.points == ["甲", THIRD]


def test_a_point_that_another_window_merged_away_is_told(page, second_window):
    page.edit(SECOND)
    other = Page(second_window, page.product, page.file)
    other.edit(FIRST)
    other.app.at.multiselect[0].set_value([page.id[SECOND]]).run()
    other.click("save_point")
    page.app.at.text_area[0].set_value("甲").run()
    assert zh("ui.points.vanished", text="甲") in page.app.sound().text
    assert not page.app.at.text_area
    assert page.points == [f"{FIRST}；{SECOND}", THIRD]


def test_going_to_another_section_with_an_open_point_says_nothing(page):
    page.edit(FIRST)
    page.app.at.text_area[0].set_value("写了一半").run()
    page.title = "穿透"
    page.open()
    assert "写了一半" not in page.app.text
    assert not page.app.at.text_area


def test_undoing_what_another_window_built_on_is_refused(page, second_window):
    page.edit(FIRST)
    page.write("甲")
    other = Page(second_window, page.product, page.file)
    other.edit(SECOND)
    other.write("乙")
    page.click("undo")
    assert zh("error.key_points.changed_elsewhere") in page.app.text
    assert page.points == ["甲", "乙", THIRD]


def test_a_gap_leads_to_the_check_up(app, product, file):
    page = Page(app, product, file, "Memcached")
    assert zh("ui.note.gap_why") in app.notices
    assert not [button for button in app.at.button if button.key == "open-new"]
    assert page.points == []


def test_a_stub_with_points_of_ones_own_is_asked(app, product, file):
    page = Page(app, product, file, "穿透")
    assert zh("ui.note.stub_why") in app.notices
    page.click("open-new")
    page.write("查不存在的 key，缓存挡不住\n空值也缓存一小会儿")
    assert page.section.status.value == "text"
    assert zh("ui.note.stub_why") not in app.notices


def test_the_edited_checklist_is_what_an_answer_is_graded_by(page, begun):
    page.edit(SECOND)
    page.app.choose(zh("ui.points.weight"), "important")
    page.write("给过期时间加随机抖动，把失效时刻打散")
    session = begun(1, topics=("缓存 / 雪崩",))
    page.app.open("practice", session=session.id).say("给过期时间加随机抖动，把失效时刻打散。")
    assert "给过期时间加随机抖动，把失效时刻打散" in page.app.html
    assert SECOND not in [point.text for point in page.product().sessions.get(session.id).turns[0].question.key_points]
    assert zh("ui.points.weights.important") in page.app.text
    assert page.product().sessions.get(session.id).turns[0].assessment.score == 50


def test_marks_of_markdown_stay_text(app, product, add_note):
    app.open("notes")
    file = add_note(
        "## $a$ **b**\n\n- 时延 $x$ 用 `x_y` :red[d] <b>e</b> 表示，单位是秒\n- 大量 key 同时过期\n- 另外一个要点\n",
        "q $x$ [d](e).md",
    )
    section = next(each for each in product().notes.sections() if each.origin.value == "own")
    app.open("note", file=str(file), section=section.id)
    label = next(button.label for button in app.at.button if "red" in button.label)
    assert not any(mark in label.replace(f"\\{mark}", "") for mark in "$*`[<")
    assert "<b>e</b>" not in app.html


@pytest.mark.parametrize("parameters", [{}, {"file": "none.md"}, {"file": "none.md", "section": "x"}])
def test_a_note_that_is_not_there_is_a_sentence(app, parameters):
    assert zh("ui.note.missing") in app.open("note", **parameters).notices


def test_a_section_that_is_gone_leaves_the_others(app, file):
    app.open("note", file=str(file), section="gone")
    assert zh("ui.note.missing_section") in app.notices
    assert "雪崩" in app.text


def test_forty_sections_are_all_listed_in_english_too(app, add_note):
    app.open("notes", lang="en")
    file = add_note("".join(f"## Topic {at:02}\n\n- One fact about it\n- Another fact of it\n\n" for at in range(40)))
    app.open("note", file=str(file))
    assert all(f"Topic {at:02}" in app.text for at in range(40))
    assert en("ui.note.counts", sections=40, points=80) in app.text


def refined(*points):
    return {"points": [{"text": text, "first_line": line, "last_line": line} for text, line in points]}


GOOD = refined(("大量 key 在同一时间过期", 1), ("请求全部落到数据库", 1), (SECOND, 2), (THIRD, 3))


@pytest.fixture
def model(parts):
    """What the model says is put into the list."""
    lines: list[object] = []
    parts["chat_model"] = ScriptedChat(lambda _: lines.pop(0), name="some-model")
    return lines


def test_without_a_model_nothing_is_offered(page):
    assert not [label for label in page.app.buttons if "整理" in label]


def test_a_model_reworks_a_section_once_and_its_work_can_be_set_aside_and_taken_up(model, page):
    model.append(GOOD)
    page.click("refine")
    assert page.points == ["大量 key 在同一时间过期", "请求全部落到数据库", SECOND, THIRD]
    assert zh("ui.refine.made", model="some-model") in page.app.text
    page.click("use_refinement")
    assert page.points == [FIRST, SECOND, THIRD]
    page.click("use_refinement")
    assert len(page.points) == 4
    assert page.file.read_text("utf-8") == NOTE


def test_what_has_no_ground_is_counted(model, page):
    model.append(refined(("大量 key 在 30 秒内过期", 1), (SECOND, 2), (THIRD, 3)))
    page.click("refine")
    assert page.points == [FIRST, SECOND, THIRD]
    assert zh("ui.refine.rejected", n=1) in page.app.text


def test_a_model_that_says_nothing_that_holds_changes_nothing_and_is_not_asked_again(model, page):
    model.append(refined(("每 42 秒检查一次集群", 1)))
    page.click("refine")
    assert zh("ui.refine.nothing", model="some-model") in page.app.text
    assert not [button for button in page.app.at.button if button.key in ("refine", "use_refinement")]


def test_a_model_that_is_busy_is_told_and_can_be_asked_again(model, page):
    model += [FallbackReason.RATE_LIMITED, GOOD]
    page.click("refine")
    assert zh("fallback.rate_limited") in page.app.text
    assert page.points == [FIRST, SECOND, THIRD]
    page.click("refine")
    assert len(page.points) == 4


def test_edits_on_top_of_a_models_work_are_the_owners(model, page):
    model.append(GOOD)
    page.click("refine")
    page.edit("请求全部落到数据库")
    page.write("数据库扛不住")
    assert page.points[1] == "数据库扛不住"
    page.click("reset_all")
    assert page.points[1] == "请求全部落到数据库"


def test_all_sections_of_a_note_are_reworked_at_one_press(model, app, product, file):
    model.append(GOOD)
    app.open("note", file=str(file))
    app.at.button(key="refine_all").click().run()
    assert zh("ui.refine.done", n=1) in app.sound().notices
    assert not [button for button in app.at.button if button.key == "refine_all"]
