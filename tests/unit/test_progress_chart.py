from datetime import date, timedelta

import pytest

from interviewer.domain.mastery import Cell
from interviewer.i18n import LANGUAGES
from interviewer.services.chart_style import DARK, LIGHT
from interviewer.services.progress_chart import in_words, trend

WEEK = date(2026, 11, 2)
NAMES = {"embedded": "本地评分", "m": "m"}


def weeks(name, *shares):
    return [Cell(name, WEEK + timedelta(weeks=at), share, 8) for at, share in enumerate(shares)]


def test_one_week_is_no_line():
    assert trend(weeks("embedded", 0.5), NAMES, "zh", LIGHT) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_grader_has_a_line_of_its_own_dashes_and_its_name(language):
    made = trend(weeks("embedded", 0.5, 0.7) + weeks("m", 0.2, 0.3), NAMES, language, DARK)
    lines = [each["mark"]["strokeDash"] for each in made["layer"] if each["mark"]["type"] == "line"]
    assert len(lines) == 2 and lines[0] != lines[1]
    assert sum(each["mark"]["type"] == "text" for each in made["layer"]) == 2


def test_the_page_can_write_into_its_padding():
    assert isinstance(trend(weeks("m", 0.5, 0.7), {"m": "m"}, "zh", LIGHT)["padding"], dict)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_is_said_in_words(language):
    said = in_words(weeks("embedded", 0.5, 0.7) + weeks("m", 0.2), NAMES, language)
    assert all(each in said for each in ("本地评分", "50%", "70%", "20%"))
