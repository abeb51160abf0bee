"""`interviewer desk` after an interview, as a script would call it."""

from __future__ import annotations

import pytest

from interviewer import bootstrap as bootstrap_module
from interviewer.settings import Settings
from tests.desk_cards import COVERED, a_cache_set, a_candidate, a_talk, an_interview
from tests.unit.test_cli import embedder, own, surroundings  # noqa: F401


@pytest.fixture
def met(own, tmp_path):  # noqa: F811
    """A candidate with an interview whose card nobody has signed."""
    container = bootstrap_module.bootstrap(Settings(data_dir=tmp_path / "data"))
    container.candidates.store.add(a_candidate())
    container.candidates.interviews.save(an_interview(set=a_cache_set(), talks=(a_talk("q1", COVERED),)))
    container.close()
    return own


def test_candidates_are_listed_with_their_interviews(met):
    (found,) = met("desk", "candidates", "--json").json
    assert (found["id"], found["name"], found["deleted_on"]) == ("c1", "张伟", None)
    assert [(each["id"], each["signed"], each["set"]) for each in found["interviews"]] == [("i1", None, "SRE")]
    assert "草稿，未签字" in met("desk", "candidates").out


def test_a_scorecard_is_printed_or_written(met, tmp_path):
    assert met("desk", "scorecard", "i1", "--json").json["draft"] is True
    assert met("desk", "scorecard", "i1").out.startswith("# 评分表 · 草稿")
    assert met("desk", "scorecard", "i1", "--language", "en").out.startswith("# Scorecard · Draft")
    for kind, start in (("pdf", b"%PDF"), ("md", "# 评分表".encode()), ("json", b"{")):
        file = tmp_path / f"card.{kind}"
        assert met("desk", "scorecard", "i1", "--format", kind, "-o", file).code == 0
        assert file.read_bytes().startswith(start)


def test_a_candidate_is_deleted_with_everything(met):
    assert "已删除 张伟" in met("desk", "delete-candidate", "c1").out
    assert met("desk", "candidates", "--json").json == []
    for command in (("delete-candidate", "c1"), ("scorecard", "i1")):
        refused = met("desk", *command)
        assert refused.code == 1
        assert refused.err.count("\n") == 1


def test_with_nobody_there_it_says_so(own):  # noqa: F811
    told = own("desk", "candidates")
    assert (told.code, told.out) == (0, "")
    assert "还没有候选人" in told.err
