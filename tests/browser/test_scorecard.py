"""A scorecard in the browser: rated, signed and found again; candidates compared without names; deleted, files too."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from bench.candidate_pictures import LONG_NAME, seed


@pytest.fixture(scope="module")
def seeded(server):
    """Three candidates, one of whose cards is still a draft."""
    seed(server.data_dir)
    return server


@pytest.fixture
def at(window, seeded):
    """Open a page by its address."""

    def go(address: str):
        window.goto(f"{seeded.url}/{address}")
        window.get_by_role("heading", level=1).wait_for()
        return window

    return go


SERIOUS = ("serious", "critical")


def serious(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found if each["impact"] in SERIOUS]


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("address", ["scorecard?interview=i4", "scorecard?interview=i1", "candidates?candidate=c1"])
def test_the_pages_have_no_serious_hurdle_and_stay_in_bounds(at, address):
    page = at(address)
    page.locator(".iv-table").first.wait_for()
    for scheme in ("light", "dark"):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.reload()
        page.locator(".iv-table").first.wait_for()
        assert serious(page) == []
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_timeout(300)
        assert overflow(page) <= 0


def test_a_card_is_rated_and_signed_and_is_so_after_a_reload(at):
    page = at("scorecard?interview=i4")
    page.get_by_role("button", name="签字").click()
    expect(page.get_by_text("现在还差 4 题的评分")).to_be_visible()
    page.get_by_role("button", name="看建议评分（4 题还没评）").click()
    page.get_by_role("button", name="采用 4 题的建议评分").click()
    expect(page.get_by_text("平均评分 3.0 / 5，共评了 4 题")).to_be_visible()
    page.locator("label").filter(has_text="就这场面试来看我不录用").or_(
        page.get_by_role("radio", name="不要", exact=True)
    ).first.click(force=True)
    page.wait_for_timeout(500)
    page.get_by_role("button", name="签字").click()
    expect(page.get_by_text("已签字。")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="修改这份评分表")).to_be_visible()
    expect(page.get_by_text("就这场面试来看我不录用")).to_be_visible()


def test_without_names_no_name_is_on_the_page(at):
    page = at("candidates")
    page.get_by_role("radio", name="对比").click()
    expect(page.get_by_role("cell", name="平均评分")).to_be_visible()
    page.get_by_text("不看姓名").click()
    expect(page.get_by_text("Ada Lovelace").first).not_to_be_attached()
    content = page.content()
    assert not [name for name in ("张伟", "Lovelace", LONG_NAME) if name in content]


def test_a_deleted_candidate_is_in_no_file_of_the_database(at, seeded):
    page = at("candidates")
    person = page.locator("[class*=st-key-sc-person-c2]")
    person.get_by_role("button", name="删除").click()
    page.get_by_role("button", name="彻底删除").click()
    expect(page.get_by_text("已删除 Ada Lovelace")).to_be_visible()
    files = list(seeded.data_dir.glob("interviewer.sqlite3*"))
    assert files
    assert not [each for each in files if b"Lovelace" in each.read_bytes()]
