"""A small sample of the fuzzer's inputs, the same each time: `make bench-fuzz` tries a million."""

from __future__ import annotations

import contextlib
import random

import pytest

from bench.fuzz import mutations, seeds
from bench.fuzz.run import fuzz
from bench.fuzz.targets import TARGETS, Target

INPUTS = 1_000


@pytest.mark.parametrize("target", TARGETS, ids=lambda each: each.name)
def test_nearly_right_inputs_are_read_or_refused_in_a_sentence(target, tmp_path):
    found = fuzz(target, max(20, INPUTS * target.weight // 1000), 1, tmp_path)
    assert found["failures"] == 0, (found, [file.read_text() for file in tmp_path.iterdir()])


def test_an_error_that_is_no_sentence_is_counted_and_its_input_kept(tmp_path):
    def fail(made: str) -> None:
        raise KeyError(made)

    found = fuzz(Target("broken", 1, lambda draw: "x", fail), 3, 1, tmp_path)
    assert found["failures"] == 3
    assert (tmp_path / "broken-0.txt").read_text() == "'x'"


def test_an_input_that_takes_too_long_is_a_failure_also_where_everything_is_caught(tmp_path, monkeypatch):
    monkeypatch.setattr("bench.fuzz.run.LIMIT", 0.05)

    def spin(_made: str) -> None:
        while True:
            with contextlib.suppress(Exception):
                sum(range(100))

    found = fuzz(Target("slow", 1, lambda draw: "x", spin), 1, 1, tmp_path)
    assert found["failures"] == 1


def test_the_same_seed_makes_the_same_inputs():
    made = [[mutations.text(random.Random(at), seeds.notes()) for at in range(20)] for _ in range(2)]
    assert made[0] == made[1]
