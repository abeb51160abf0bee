"""docs/delivery.md and its Chinese sister say the ranges that the product uses."""

from __future__ import annotations

import pytest

from interviewer.domain.delivery_ranges import Measure, recommended
from interviewer.settings import ROOT

SAID = {
    "delivery.md": (
        "Chinese {rate_zh} hanzi a minute, English {rate_en} words a minute",
        "up to {first_word} s",
        "up to {pauses} a minute, told from {pauses_least} on",
        "up to {silence}%",
        "up to {fillers_en} in 100 words, {fillers_zh} in 100 hanzi, told from {fillers_least} on",
        "up to {repeats_en} in 100 words, {repeats_zh} in 100 hanzi, told from {repeats_least} on",
        "without a time {length} s; {follow_up} s for a follow-up",
    ),
    "delivery.zh.md": (
        "中文每分钟 {rate_zh} 字，英文每分钟 {rate_en} 词",
        "{first_word} 秒以内",
        "每分钟不超过 {pauses} 次，{pauses_least} 次起才提",
        "不超过 {silence}%",
        "每百字不超过 {fillers_zh} 个，每百词不超过 {fillers_en} 个，{fillers_least} 个起才提",
        "每百字不超过 {repeats_zh} 次，每百词不超过 {repeats_en} 次，{repeats_least} 次起才提",
        "没有给时间就是 {length} 秒；追问 {follow_up} 秒",
    ),
}


def ranges() -> dict[str, str]:
    rate = {language: recommended(Measure.RATE, language) for language in ("zh", "en")}
    length, follow_up = (recommended(Measure.LENGTH, kind) for kind in ("en", "follow_up"))
    values = {f"rate_{language}": f"{each.low:g}–{each.high:g}" for language, each in rate.items()}
    values |= {"length": f"{length.low:g}–{length.high:g}", "silence": f"{100 * high(Measure.SILENCE):g}"}
    values["follow_up"] = f"{follow_up.low:g}–{follow_up.high:g}"
    for measure in (Measure.FIRST_WORD, Measure.PAUSES):
        values[measure] = f"{high(measure):g}"
    for measure in (Measure.FILLERS, Measure.REPEATS):
        values |= {f"{measure}_{language}": f"{high(measure, language):g}" for language in ("zh", "en")}
    for measure in (Measure.PAUSES, Measure.FILLERS, Measure.REPEATS):
        values[f"{measure}_least"] = str(recommended(measure, "zh").least)
    return values


def high(measure: Measure, language: str = "zh") -> float:
    return recommended(measure, language).high


@pytest.mark.parametrize("page", SAID)
def test_the_page_says_the_ranges_that_are_used(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for sentence in SAID[page]:
        assert sentence.format(**ranges()) in text
