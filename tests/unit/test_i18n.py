import re
from string import Formatter

import pytest

from interviewer.domain import errors
from interviewer.domain.assessment import Certainty, FallbackReason, Gate, UnscoredReason, VerdictKind
from interviewer.domain.errors import InterviewerError
from interviewer.i18n import explain, strings

ERRORS = [
    each
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, InterviewerError) and each is not InterviewerError
]


def names(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_strings_with_the_same_names():
    assert strings("zh").keys() == strings("en").keys()
    for key, text in strings("zh").items():
        assert names(text) == names(strings("en")[key]), key


def test_no_string_is_left_empty_or_untranslated():
    for key, text in strings("zh").items():
        assert text.strip(), key
        if re.search(r"[A-Za-z]{4,}\s+[A-Za-z]{3,}\s+[A-Za-z]{3,}", text):
            assert re.search(r"[\u4e00-\u9fff]", text), key


@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_error_has_a_sentence_even_without_its_details(kind, language):
    assert explain(kind(), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_value_a_page_shows_has_a_word(language):
    known = strings(language)
    for prefix, values in (
        ("ui.verdict", VerdictKind),
        ("ui.gate", Gate),
        ("ui.sure", Certainty),
        ("fallback", FallbackReason),
        ("ui.card.unscored", UnscoredReason),
    ):
        for value in values:
            assert f"{prefix}.{value.value}" in known


def test_nothing_cheers_or_blames():
    for language in ("zh", "en"):
        for key, text in strings(language).items():
            assert "!" not in text.replace("!r}", "}") and "！" not in text, key
