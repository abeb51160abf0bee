"""Photographs of what comes after interviews: scorecards, candidates, their comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page

from bench.app_server import AppServer
from interviewer.bootstrap import Container
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.candidates import Candidate
from interviewer.domain.desk import Anchors, QuestionSet, SetQuestion
from interviewer.domain.live import Consent, Interview, Talk, Tick, TickState
from interviewer.domain.notes import KeyPoint, SourceLines
from interviewer.domain.scorecard import Recommendation, Scorecard
from interviewer.services.desk.scorecards import with_rating
from interviewer.settings import Settings

Shoot = Callable[[Page, str], None]
COVERED, PARTIAL = VerdictKind.COVERED, VerdictKind.PARTIAL
MISSED, CONTRADICTED = VerdictKind.MISSED, VerdictKind.CONTRADICTED
BEGAN = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
_POINTS = {
    "缓存雪崩是怎么发生的，怎么提前防？": "大量 key 在同一时间过期/过期时间加上随机值/热点数据分布到不同的缓存节点",
    "Nginx 平滑重启时，旧连接怎么办？": "主进程重新读取配置/启动新的工作进程/旧的工作进程处理完手上的请求再退出",
    "主从复制的延迟从哪儿来，怎么量？": "从库单线程重放 relay log/大事务拖住后面的/Seconds_Behind_Source 会骗人",
    "Service 怎么找到它的 Pod？": "EndpointSlice 由选择器生成/kube-proxy 写节点上的转发规则/就绪探针不过就摘掉",
    "一个请求变慢了，你先看哪几样？": "先看四个黄金指标/按时间线对上变更/分位数比平均数说明问题",
    "讲一次你处理过的最难的故障": "",
}
_NAMES = ("缓存雪崩", "平滑重启", "主从延迟", "Service", "排查变慢", "")
_ANCHORS = Anchors("只说得出名字，追问就停", "讲清原因和一个办法", "还讲得出代价，和怎么知道它有用")
NOTES = "一大批 key 同时过期，请求都打到库上，库扛不住。过期时间打散一点，加个随机数。热点没提，追问后说可以多放几份。"
LONG_NAME = "Maximiliane Wolfeschlegelsteinhausenbergerdorff-Alexandropoulos"


def questions() -> QuestionSet:
    """Six questions, one of them the interviewer's own."""
    made = []
    for number, (text, points) in enumerate(_POINTS.items(), 1):
        own = tuple(
            KeyPoint(f"q{number}-{at}", point, SourceLines("缓存笔记.md", 10 * number + at, 10 * number + at))
            for at, point in enumerate(points.split("/") if points else (), 1)
        )
        anchors = (
            Anchors("只说得出名字，追问就停", "讲清原因和一个办法", "还讲得出代价，和怎么知道它有用")
            if own
            else Anchors()
        )
        path = f"SRE / {_NAMES[number - 1]}" if own else ""
        made.append(SetQuestion(f"q{number}", text, path=path, key_points=own, anchors=anchors, own=not own))
    return QuestionSet("sre", "SRE 二面", "zh", 45, BEGAN, questions=tuple(made), locked=True)


def seed(data_dir: Path) -> None:
    """Three candidates: one with two interviewers, one signed, one whose card is a draft and whose name is long."""
    settings = Settings(data_dir=data_dir)  # type: ignore[call-arg]  # the rest has defaults
    container = Container(settings)
    try:
        _interview(container, "i1", "c1", "张伟", "李娜", (4, 3, 2, 4, 5, 4), Recommendation.YES)
        _interview(container, "i2", "c1", "张伟", "王强", (4, 5, 2, 3, 5, 2), Recommendation.NO)
        _interview(container, "i3", "c2", "Ada Lovelace", "李娜", (5, 4, 4, 5, 5, 5), Recommendation.STRONG_YES)
        _interview(container, "i4", "c3", LONG_NAME, "李娜", (), None)
    finally:
        container.close()


def _interview(
    container: Container,
    id: str,
    candidate: str,
    name: str,
    by: str,
    ratings: tuple[int, ...],
    recommendation: Recommendation | None,
) -> None:
    asked = questions()
    container.candidates.store.add(Candidate(candidate, name, BEGAN + timedelta(days=int(candidate[1:]))))
    began = BEGAN + timedelta(days=int(id[1:]))
    talks = tuple(_talk(each, at) for at, each in enumerate(asked.questions[: len(ratings) or 4]))
    made = Interview(id, asked, candidate, name, began, by, talks, Consent(True, began, "口头同意"), began)
    container.candidates.interviews.save(replace(made, ended_at=began + timedelta(minutes=42)))
    if recommendation is None:
        return

    def filled(card: Scorecard) -> Scorecard:
        for question, rating in zip(asked.questions, ratings, strict=True):
            card = with_rating(card, question.id, rating)
        third = replace(card.question("q3"), remarks="提示了两次才说到大事务" if by == "王强" else "")
        return replace(card.with_question(third), recommendation=recommendation)

    cards = container.candidates.scorecards
    signed = cards.sign(id, cards.edit(id, 0, filled).version, by)
    if id == "i1":
        why = "回看记录，这一题的代价是他自己先说的"
        cards.edit(id, signed.version, lambda card: with_rating(card, "q2", 4), who="李娜", why=why)


def _talk(question: SetQuestion, at: int) -> Talk:
    kinds = ((COVERED, COVERED, MISSED), (COVERED, PARTIAL, COVERED), (CONTRADICTED, MISSED), (COVERED,))[at % 4]
    quotes = ("一大批 key 同时过期", "过期时间打散一点，加个随机数", "")
    ticks = tuple(
        Tick(point.id, kind, TickState.CONFIRMED if kind is COVERED else TickState.SUGGESTED, quote, 0.8)
        for point, kind, quote in zip(question.key_points, kinds, quotes, strict=False)
    )
    return Talk(question.id, NOTES, ticks, remarks="说得很快，先答结论" if at == 0 else "", began_at=BEGAN)


def shoot_all(page: Page, server: AppServer, shoot: Shoot) -> None:
    page.goto(f"{server.url}/candidates")
    page.locator(".iv-notice").first.wait_for()
    shoot(page, "candidates-empty")
    seed(server.data_dir)
    _candidates(page, server, shoot)
    _cards(page, server, shoot)


def _candidates(page: Page, server: AppServer, shoot: Shoot) -> None:
    page.goto(f"{server.url}/candidates")
    page.get_by_text("Ada Lovelace").wait_for()
    shoot(page, "candidates-list")
    page.get_by_role("button", name="删除").first.click()
    page.get_by_role("button", name="彻底删除").wait_for()
    shoot(page, "candidates-delete")
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="对比").click()
    page.get_by_role("cell", name="平均评分").wait_for()
    shoot(page, "candidates-compare")
    page.get_by_text("不看姓名").click()
    page.get_by_text("Ada Lovelace").first.wait_for(state="detached")
    shoot(page, "candidates-blind")
    page.goto(f"{server.url}/candidates?candidate=c1")
    page.get_by_text("分歧最大的题").wait_for()
    shoot(page, "candidates-side-by-side")


def _whole(page: Page, shoot: Shoot, name: str) -> None:
    """The page from top to bottom: it scrolls inside the window, so the window grows."""
    size = page.viewport_size or {"width": 1280, "height": 860}
    body = page.get_by_test_id("stMainBlockContainer").bounding_box()
    page.set_viewport_size({"width": size["width"], "height": int(body["height"] if body else 0) + 40})
    shoot(page, name)
    page.set_viewport_size(size)


def _cards(page: Page, server: AppServer, shoot: Shoot) -> None:
    page.goto(f"{server.url}/scorecard?interview=i4")
    page.get_by_role("button", name="签字").wait_for()
    _whole(page, shoot, "scorecard-draft")
    page.get_by_role("button", name="签字").click()
    page.get_by_text("还不能签").wait_for()
    _whole(page, shoot, "scorecard-incomplete")
    page.goto(f"{server.url}/scorecard?interview=i1")
    page.get_by_role("button", name="修改这份评分表").wait_for()
    _whole(page, shoot, "scorecard-signed")
    page.get_by_role("button", name="修改这份评分表").click()
    page.get_by_label("原因").wait_for()
    _whole(page, shoot, "scorecard-changing")
    page.goto(f"{server.url}/scorecard?interview=i1&lang=en")
    page.get_by_role("button", name="Change this card").wait_for()
    _whole(page, shoot, "scorecard-signed-en")
    page.goto(f"{server.url}/candidates?candidate=c1&lang=en")
    page.get_by_text("Where they differ most").wait_for()
    _whole(page, shoot, "candidates-side-by-side-en")
