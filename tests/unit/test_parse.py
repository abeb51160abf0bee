from hypothesis import given
from hypothesis import strategies as st

from ingest.parse import parse_note
from interviewer.domain.notes import Level, Origin, SectionStatus

NOTE = """---
description: notes
---

# Interview

## Tools

### Empty

```console

```

### Puppet

```console
- 特点
基于证书认证
声明式语言
幂等

- 核心组件
Server：编译并下发 catalog
Agent：在节点上应用 catalog
```

### Thin

```console
one-word
```

## Data

### Postgres

- 复制

```console
1. 主库写 WAL
2. 备库连接 walsender 读取 WAL
3. 备库回放 WAL
```

- 隔离

**MVCC**

**锁**

```console
行锁：只锁住被修改的行
表锁：锁住整张表，DDL 常用
死锁检测：超时后回滚其中一个事务
```

### Others

```console
1. 指标以 request 为准，limit 不参与
2. 调度只看 request，不看 limit


什么是水位线?
怎么做分库分表？
```
"""


def sections(text, **options):
    return {section.path: section for section in parse_note(text, "n.md", **options).sections}


def texts(text, path):
    return [point.text for point in sections(text)[path].key_points]


def test_labels_above_and_inside_fences_and_bold_labels_open_sections():
    assert list(sections(NOTE)) == [
        "Tools / Empty",
        "Tools / Puppet / 特点",
        "Tools / Puppet / 核心组件",
        "Tools / Thin",
        "Data / Postgres / 复制",
        "Data / Postgres / 隔离 / MVCC",
        "Data / Postgres / 隔离 / 锁",
        "Data / Others",
    ]


def test_a_heading_with_nothing_below_it_is_a_gap_and_a_thin_one_a_stub():
    found = sections(NOTE)
    assert found["Tools / Empty"].status is SectionStatus.GAP
    assert found["Data / Postgres / 隔离 / MVCC"].status is SectionStatus.GAP
    assert found["Tools / Thin"].status is SectionStatus.STUB
    assert found["Data / Others"].status is SectionStatus.TEXT


def test_a_label_that_only_holds_labels_is_neither_section_nor_gap():
    assert "Data / Postgres / 隔离" not in sections(NOTE)


def test_questions_at_the_end_without_an_answer_are_open_and_no_key_points():
    note = parse_note(NOTE, "n.md")
    assert [(each.path, each.text) for each in note.open_questions] == [
        ("Data / Others", "什么是水位线?"),
        ("Data / Others", "怎么做分库分表？"),
    ]
    assert texts(NOTE, "Data / Others") == ["指标以 request 为准，limit 不参与", "调度只看 request，不看 limit"]


def test_key_points_cite_the_lines_they_stand_on():
    lines = NOTE.split("\n")
    for section in parse_note(NOTE, "n.md").sections:
        for point in section.key_points:
            cited = "\n".join(lines[point.source.first_line - 1 : point.source.last_line])
            assert point.text[-6:] in cited


def test_every_line_of_a_section_knows_its_number():
    lines = NOTE.split("\n")
    for section in parse_note(NOTE, "n.md").sections:
        for text, number in zip(section.text.split("\n"), section.line_numbers, strict=False):
            assert text.strip() in lines[number - 1] or not text


def test_a_heading_with_slashes_is_one_step():
    assert list(sections("# A\n## B / C / D\ntext that says enough to be asked about today")) == ["B / C / D"]


def test_several_first_level_headings_belong_to_the_path():
    assert list(sections("# A\none fact\n# B\nother fact")) == ["A", "B"]


def test_a_note_without_headings_goes_by_its_file_name():
    assert [section.path for section in parse_note("只有一句话。", "我的 笔记.md").sections] == ["我的 笔记"]


def test_text_below_the_only_first_level_heading_goes_by_that_heading():
    assert list(sections("# Redis\n单线程执行命令\n## 持久化\nRDB 是快照")) == ["Redis", "持久化"]


def test_the_same_heading_twice_gives_two_sections_with_different_ids():
    found = parse_note("## A\none\n## A\ntwo", "n.md").sections
    assert [section.path for section in found] == ["A", "A"]
    assert found[0].id != found[1].id


def test_ids_stay_when_the_note_is_edited_elsewhere():
    before = sections(NOTE)["Data / Postgres / 复制"]
    after = sections(NOTE.replace("基于证书认证", "基于证书认证\n新的一行"))["Data / Postgres / 复制"]
    assert before.id == after.id
    assert [point.id for point in before.key_points] == [point.id for point in after.key_points]
    assert after.source.first_line == before.source.first_line + 1


def test_headings_that_skip_levels_still_nest():
    assert list(sections("# T\n## A\n#### B\nx y z fact\n## C\nother")) == ["A / B", "C"]


def test_a_fence_that_is_never_closed_runs_to_the_end():
    assert texts("## A\n```console\n1. 第一步\n2. 第二步\n3. 第三步", "A") == ["第一步", "第二步", "第三步"]


def test_windows_line_ends_make_no_difference():
    assert sections(NOTE.replace("\n", "\r\n")) == sections(NOTE)


def test_code_is_shown_but_is_no_key_point():
    text = "## 部署\n- 先灰度一台\n- 观察十分钟\n- 再全量\n\n```yaml\n- hosts: all\n  tasks: []\n```"
    section = sections(text)["部署"]
    assert [point.text for point in section.key_points] == ["先灰度一台", "观察十分钟", "再全量"]
    assert "hosts: all" in section.text


def test_shipped_notes_start_with_area_and_topic_and_carry_levels():
    text = "---\narea: Data\ntopic: Redis\nlanguage: zh\n---\n# Redis\n## 为什么快？\n<!-- level: senior -->\n- 内存\n"
    section = sections(text, origin=Origin.SHIPPED)["Data / Redis / 为什么快？"]
    assert section.level is Level.SENIOR


def test_points_go_by_the_name_of_the_line_that_leads_them():
    text = "## 缓存\n```console\n穿透:\n1. 校验参数\n2. 缓存空值\n\n击穿:\n热点数据不过期\n```"
    assert texts(text, "缓存") == ["穿透：校验参数", "穿透：缓存空值", "击穿：热点数据不过期"]


def test_a_summary_stands_for_a_long_section():
    steps = "\n".join(f"第{n}步：\n1. 细节甲{n}\n2. 细节乙{n}\n3. 细节丙{n}" for n in "一二三四五")
    text = f"## 过程\n```console\n{steps}\n\n总结：\n1. 提交\n2. 调度\n3. 启动\n```"
    assert texts(text, "过程") == ["提交", "调度", "启动"]


def test_a_section_longer_than_an_answer_is_taken_at_its_upper_level():
    parts = "\n\n".join(
        f"组件{n}：负责第{n}件事\n" + "\n".join(f"{k}. {n} 的细节 {k}" for k in range(1, 6)) for n in "甲乙丙丁"
    )
    points = sections(f"## 架构\n```console\n{parts}\n```")["架构"].key_points
    assert [point.text for point in points] == [f"组件{n}：负责第{n}件事" for n in "甲乙丙丁"]
    assert points[0].source.last_line - points[0].source.first_line == 5


def test_tables_and_task_lists_are_read():
    text = "## 端口\n| 服务 | 端口 |\n|---|---|\n| server | 10051 |\n| agent | 10050 |\n\n- [x] 打开防火墙\n"
    assert texts(text, "端口") == ["server：10051", "agent：10050", "打开防火墙"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_text_is_read_without_an_error(text):
    note = parse_note(text, "n.md")
    for section in note.sections:
        assert section.path
        assert section.source.first_line <= section.source.last_line


LINES = ["# A", "## B", "- x", "1. y", "```", "**z**", "", "> q", "|a|b|", "x: y", "问题?"]


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_any_mix_of_markdown_lines_is_read_and_ids_are_unique(lines):
    note = parse_note("\n".join(lines), "n.md")
    ids = [section.id for section in note.sections]
    assert len(ids) == len(set(ids))
    points = [point.id for section in note.sections for point in section.key_points]
    assert len(points) == len(set(points))
