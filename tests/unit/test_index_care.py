"""An index that cannot be opened is made anew, once."""

from __future__ import annotations

import pytest

from interviewer.domain.errors import IndexMadeByOtherEmbedder, IndexUnavailable
from interviewer.services.index_care import brought_up


def failing(times, error):
    """Fails so often before it gives a result."""
    left = [error] * times

    def work():
        if left:
            raise left.pop()
        return "done"

    return work


def test_an_index_that_cannot_be_opened_is_made_anew_once():
    rebuilt = []
    assert brought_up(failing(1, IndexUnavailable(folder="x")), lambda: rebuilt.append(1)) == "done"
    assert rebuilt == [1]


def test_a_second_failure_is_told():
    with pytest.raises(IndexUnavailable):
        brought_up(failing(2, IndexUnavailable(folder="x")), lambda: None)


def test_an_index_of_another_embedder_is_left_to_a_person():
    rebuilt = []
    other = IndexMadeByOtherEmbedder(folder="x", found="a", wanted="b")
    with pytest.raises(IndexMadeByOtherEmbedder):
        brought_up(failing(1, other), lambda: rebuilt.append(1))
    assert rebuilt == []
