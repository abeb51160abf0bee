"""Markdown in the habits that notes are written in."""

import pytest

from ingest.parse import parse_note
from interviewer.domain.notes import SectionStatus, Shape


def sections(text, file="n.md"):
    return {section.path: section for section in parse_note(text, file).sections}


def points(text, path, file="n.md"):
    return [point.text for point in sections(text, file)[path].key_points]


def only(text, file="n.md"):
    (section,) = parse_note(text, file).sections
    return section


def test_the_head_of_a_note_is_no_text_and_gives_its_title():
    note = parse_note("---\ntitle: Redis\ntags: [a]\n---\n\n## 持久化\n- RDB 是快照\n", "n.md")
    assert note.title == "Redis"
    assert [section.path for section in note.sections] == ["持久化"]


def test_a_head_in_toml_is_read():
    note = parse_note('+++\ntitle = "Redis"\ndate = 2024-01-02\n+++\n## 持久化\n- RDB 是快照\n', "n.md")
    assert note.title == "Redis"
    assert note.sections[0].source.first_line == 5


def test_a_head_that_is_not_quite_yaml_is_still_no_text():
    note = parse_note("---\ntitle: MySQL: 主从\ntags:\n  - a\n---\n## 复制\n- 从库重放 relay log\n", "n.md")
    assert note.title == "MySQL: 主从"
    assert [section.path for section in note.sections] == ["复制"]


def test_a_rule_at_the_top_of_a_note_opens_no_head():
    assert "先说一句" in only("---\n先说一句话，再画一条线\n\n---\n后面的话也在\n").text


def test_a_head_with_a_date_that_cannot_be_is_read():
    assert parse_note("---\ntitle: x\ndate: 2024-13-45\n---\ntext\n", "n.md").title == "x"


@pytest.mark.parametrize(
    "note",
    [
        "Q: 什么是 MVCC？\nA: 多版本并发控制，读不阻塞写。\n",
        "Q1. 什么是 MVCC？\n\nA1. 多版本并发控制，读不阻塞写。\n",
        "问：什么是 MVCC？\n答：多版本并发控制，读不阻塞写。\n",
        "【问】什么是 MVCC？\n【答】多版本并发控制，读不阻塞写。\n",
        "**Q1.** 什么是 MVCC？\n\n多版本并发控制，读不阻塞写。\n",
        "**Q: 什么是 MVCC？**\n\n**A:** 多版本并发控制，读不阻塞写。\n",
        "- Q: 什么是 MVCC？\n- A: 多版本并发控制，读不阻塞写。\n",
        "- **Q:** 什么是 MVCC？\n  - **A:** 多版本并发控制，读不阻塞写。\n",
        "```console\nQ: 什么是 MVCC？\nA: 多版本并发控制，读不阻塞写。\n```\n",
        "### Q1: 什么是 MVCC？\n\n多版本并发控制，读不阻塞写。\n",
        "### 什么是 MVCC？\n\n#### 答案\n\n多版本并发控制，读不阻塞写。\n",
        "1. **什么是 MVCC？**\n\n   多版本并发控制，读不阻塞写。\n",
        "> [!question] 什么是 MVCC？\n> 多版本并发控制，读不阻塞写。\n",
        "<details>\n<summary>什么是 MVCC？</summary>\n\n多版本并发控制，读不阻塞写。\n\n</details>\n",
        '??? question "什么是 MVCC？"\n    多版本并发控制，读不阻塞写。\n',
        "什么是 MVCC？\n===\n\n多版本并发控制，读不阻塞写。\n\n其他\n===\n",
    ],
)
def test_a_question_with_its_answer_is_a_section_named_by_the_question(note):
    found = next(section for section in parse_note(note, "n.md").sections if "MVCC" in section.path)
    assert found.title == "什么是 MVCC？"
    assert found.shape is Shape.QUESTION
    assert [point.text for point in found.key_points] == ["多版本并发控制，读不阻塞写"]


def test_each_question_of_a_list_is_its_own_section():
    text = "Q: What is DNS?\nA: It maps names to addresses.\n\nQ: What is a CDN?\nA: Cached copies close to users.\n"
    assert points(text, "What is DNS?") == ["It maps names to addresses"]
    assert points(text, "What is a CDN?") == ["Cached copies close to users"]


def test_what_only_looks_like_a_question_mark_stays_text():
    found = only("## 记录类型\n- A: 名字到 IPv4 地址\n- AAAA: 名字到 IPv6 地址\n- Q1: 收入增长了两成\n")
    assert [point.text for point in found.key_points] == [
        "A: 名字到 IPv4 地址",
        "AAAA: 名字到 IPv6 地址",
        "Q1: 收入增长了两成",
    ]


def test_a_list_of_definitions_is_read_without_its_colons():
    assert points("## 词\netcd\n: 强一致的键值库\n", "词")[-1] == "强一致的键值库"


def test_details_end_where_they_are_closed():
    text = "## 锁\n<details><summary>展开</summary>\n\n- 里面的内容\n\n</details>\n\n外面的内容属于锁\n"
    assert points(text, "锁 / 展开") == ["里面的内容"]
    assert points(text, "锁") == ["外面的内容属于锁"]


def test_details_nest():
    inner = "<details><summary>内层</summary>\n\n一句话\n\n</details>\n\n"
    text = f"<details><summary>外层</summary>\n\n{inner}另一句\n\n</details>\n"
    assert points(text, "外层 / 内层") == ["一句话"]
    assert points(text, "外层") == ["另一句"]


def test_a_number_is_part_of_the_path_and_not_of_the_id():
    before = sections("## 1.2 复制\n- 从库重放 relay log\n")["1.2 复制"]
    after = sections("## 1.3 复制\n- 从库重放 relay log\n")["1.3 复制"]
    assert before.id == after.id
    assert [point.id for point in before.key_points] == [point.id for point in after.key_points]


def test_two_numbered_headings_with_the_same_words_have_two_ids():
    found = parse_note("## 1. 概述\n- 甲\n## 2. 概述\n- 乙\n", "n.md").sections
    assert found[0].id != found[1].id


def test_prose_above_a_rule_is_no_heading():
    assert "第二行" in only("## A\n第一行说一件事情\n第二行说另一件事情\n---\n").text


def test_rows_of_a_wide_table_are_named_by_its_head():
    text = "## 策略\n| 名称 | 范围 | 依据 |\n|:--|:-:|--|\n| volatile-lru | 有过期时间的键 | 最近使用 |\n"
    assert points(text, "策略") == ["volatile-lru：范围 有过期时间的键，依据 最近使用"]


def test_a_table_without_outer_bars_and_a_column_of_numbers_is_read():
    assert points("## 表\n序号 | 组件 | 职责\n--|--|--\n1 | kubelet | 管 Pod\n", "表") == ["kubelet：职责 管 Pod"]


def test_tasks_struck_out_text_and_marks():
    text = "## 步骤\n- [ ] 先==灰度==一台\n- [x] 再**全量**发布\n- ~~停机发布~~\n1. [ ] 最后观察\n"
    assert points(text, "步骤") == ["先灰度一台", "再全量发布", "最后观察"]


def test_obsidian_links_tags_comments_and_block_ids():
    text = (
        "## 复制\n- 从库见 [[MySQL#复制|主从复制]] 一节 #mysql #数据库\n- 重放 [[relay log]] ^a1b2c3\n"
        "![[架构.png]]\n%% 只给自己看 %%\n#标签 #另一个\n%%\n也不是正文\n%%\n"
    )
    found = sections(text)["复制"]
    assert [point.text for point in found.key_points] == ["从库见 主从复制 一节", "重放 relay log"]
    assert "自己" not in found.text
    assert "也不是正文" not in found.text


def test_a_callout_is_text_without_its_mark():
    assert points("## 容器\n> [!warning]\n> 不要用 root 跑容器进程\n", "容器") == ["不要用 root 跑容器进程"]


def test_pictures_lone_links_and_contents_state_nothing():
    text = (
        "# 笔记\n- [复制](#复制)\n- [备份](#备份)\n\n## 复制\n![image-1.png](a.png)\n- 从库重放 relay log\n"
        "- [官方文档](https://dev.mysql.com/doc/)\n参考：https://dev.mysql.com\n## 备份\n- 每天全量备份一次\n"
    )
    assert list(sections(text)) == ["复制", "备份"]
    assert points(text, "复制") == ["从库重放 relay log"]


def test_inline_html_entities_emoji_and_math_are_read_as_words():
    text = "## 复杂度\n- 查找是 $O(\\log n)$<br>插入 &lt; 1ms :rocket:\n- 路径 \\*.md 与 `a*b*c`，见<kbd>Ctrl</kbd>\n"
    assert points(text, "复杂度") == ["查找是 O(log n) 插入 < 1ms", "路径 *.md 与 a*b*c，见Ctrl"]


def test_shell_variables_are_not_taken_for_math():
    assert points("## 变量\n- 把 $HOME/bin 加进 $PATH 变量\n", "变量") == ["把 $HOME/bin 加进 $PATH 变量"]


def test_display_math_is_shown_and_is_no_key_point():
    found = only("## 公式\n- 命中率是命中除以总数\n\n$$\nh = \\frac{a}{b}\n$$\n")
    assert [point.text for point in found.key_points] == ["命中率是命中除以总数"]
    assert "frac" in found.text


def test_a_footnote_is_shown_where_it_is_referred_to():
    text = "## 复制\n- 半同步至少等一个从库[^1]\n## 备份\n- 每天全量\n\n[^1]: 见官方手册，\n    第十七章\n"
    found = sections(text)
    assert [point.text for point in found["复制"].key_points] == ["半同步至少等一个从库"]
    assert "见官方手册" in found["复制"].text
    assert "手册" not in found["备份"].text
    assert found["复制"].source.last_line == 2


def test_components_imports_and_exports_of_mdx_are_no_text():
    text = (
        "import Tabs from '@theme/Tabs'\nimport {\n  A,\n} from './x'\n\nexport const meta = {\n  a: 1,\n}\n\n"
        "## 安装\n<Tabs\n  values={[{label: 'a > b'}]}\n>\n"
        '<TabItem value="x">先装运行时再装 kubelet</TabItem>\n</Tabs>\n'
        "{/* 注释 */}\n"
    )
    found = only(text, "n.mdx")
    assert [point.text for point in found.key_points] == ["先装运行时再装 kubelet"]
    assert "import" not in found.text


def test_containers_of_site_generators_are_no_text():
    text = "## 容器\n::: tip 提示\n镜像分层存储，层可以共享\n:::\n\n!!! note\n    卷独立于容器生命周期\n"
    assert points(text, "容器") == ["镜像分层存储，层可以共享", "卷独立于容器生命周期"]


def test_fences_inside_lists_are_shown_and_are_no_key_points():
    text = "## 部署\n- 先灰度一台\n  ```bash\n  kubectl apply\n  ```\n- 再全量\n  ~~~yaml\n  - a: 1\n  ~~~\n- 观察\n"
    found = sections(text)["部署"]
    assert [point.text for point in found.key_points] == ["先灰度一台", "再全量", "观察"]
    assert "kubectl apply" in found.text


def test_indented_code_is_no_key_point_and_an_indented_chinese_paragraph_is():
    assert points("## Deploy\nRoll out one node at a time.\n\n    kubectl apply -f x.yaml\n", "Deploy") == [
        "Roll out one node at a time"
    ]
    assert points("## 部署\n\n    先灰度一台机器再全量\n", "部署") == ["先灰度一台机器再全量"]


def test_a_fence_that_was_not_closed_ends_before_the_next_heading():
    text = "## A\n```bash\nkubectl get pod\n\n## B\n一条事实\n\n```bash\nls\n```\n"
    assert points(text, "B") == ["一条事实"]


def test_a_comment_in_a_closed_fence_is_no_heading():
    assert list(sections("## A\n```bash\n## not a heading\nls\n```\n- 一条事实\n")) == ["A"]


def test_tabs_indent_as_spaces_do():
    text = "## 组件\n- kubelet 管 Pod\n- kube-proxy 负责转发\n\t- iptables 模式逐条匹配\n\t- ipvs 模式用哈希表\n"
    assert points(text, "组件") == [
        "kubelet 管 Pod",
        "kube-proxy 负责转发：iptables 模式逐条匹配",
        "kube-proxy 负责转发：ipvs 模式用哈希表",
    ]


def test_a_wrapped_paragraph_is_read_by_sentences():
    text = (
        "## Replication\nThe source writes every change to its binlog before it\nacknowledges the commit. The replica"
        " pulls these events\ninto its relay log. A second thread replays them.\n\n"
        "- a list item that was wrapped\n  over two lines\n"
    )
    assert points(text, "Replication") == [
        "The source writes every change to its binlog before it acknowledges the commit",
        "The replica pulls these events into its relay log",
        "A second thread replays them",
        "a list item that was wrapped over two lines",
    ]
    cited = sections(text)["Replication"].key_points[-1].source
    assert (cited.first_line, cited.last_line) == (6, 7)


def test_chinese_ordinals_on_a_line_of_their_own_are_titles():
    text = "# MySQL\n\n一、日志\n\nbinlog 记录变更\n\n二、复制\n\n从库重放 relay log\n"
    assert list(sections(text, "n.txt")) == ["一、日志", "二、复制"]


def test_html_headings_and_tables_are_read():
    found = sections("## A\n- 事实\n<h3>端口</h3>\n<table><tr><td>redis</td><td>6379</td></tr></table>\n")
    assert [point.text for point in found["A / 端口"].key_points] == ["redis：6379"]


def test_a_section_of_which_all_is_commented_out_is_a_gap():
    assert sections("## A\n<!-- todo\n## B\n-->\n")["A"].status is SectionStatus.GAP


def test_a_language_is_named_in_any_spelling():
    assert only("---\nlang: zh-CN\n---\n## DNS\n- resolver\n").language == "zh"
    assert only("---\nlanguage: 中文\n---\n## DNS\n- names to addresses\n").language == "en"
