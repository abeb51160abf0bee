"""Names of candidates never reach a model."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from interviewer.adapters.names_hidden import NamesHidden, with_initials
from interviewer.bootstrap import Container
from interviewer.bootstrap.candidates import private_chat_model
from interviewer.domain.ports import ModelReply
from interviewer.settings import Settings
from tests.desk_cards import Cards

CALLED = [
    ("张伟", "张伟说雪崩是同时过期，张 伟还提到打散。", "Z. W."),
    ("张伟", "张先生答得不错，小张、老张工都认识他；张工再想想", "Z. W."),
    ("王小明", "小明没有说代价，王小明补了一句", "W. X. M."),
    ("欧阳娜娜", "欧阳老师说完了，娜娜笑了，欧阳娜娜走了", "O. Y. N. N."),
    ("Ada Lovelace", "Ada said it just syncs. Lovelace, Ada agreed; ADA LOVELACE left, ada lovelace too", "A. L."),
    ("Jean-Luc O'Brien", "Jean said so, O'Brien did not. Jean-Luc O'Brien left", "J. L. O."),
    ("Jack 马", "Jack说得很好，Jack 马走了", "J. M."),
    ("Łukasz", "Łukasz pulled the logs, said łukasz", "Ł."),
    ("Ada Lovelace", "so ada says that lovelace knew", "A. L."),
]


@pytest.mark.parametrize(("name", "text", "expected"), CALLED)
def test_initials_stand_where_a_candidate_is_named(name, text, expected):
    hidden = with_initials(text, [name])
    assert expected in hidden
    for part in ("张伟", "张 伟", "张先生", "小张", "老张", "张工", "小明", "欧阳", "娜娜", "Jack", "Łukasz", "łukasz"):
        assert part not in hidden
    for part in ("ada", "lovelace", "jean", "luc", "brien"):
        assert part not in hidden.casefold()


@pytest.mark.parametrize("name", ["17", "A. B.", "c", "", "  ", "张", "候选人 3"[-1]])
def test_a_number_or_initials_tell_nobody_and_stay(name):
    text = "C 17 said: a key expires at 17:00, A. B. agrees, 张先生也在"
    assert with_initials(text, [name]) == text


def test_words_that_only_look_like_a_name_stay():
    assert with_initials("it will adapt; the canada region", ["Will", "Ada"]) == "it will adapt; the canada region"
    assert with_initials("Will says that it will sync", ["Will Young"]) == "W. Y. says that it will sync"


def test_a_name_that_is_part_of_another_does_not_leave_the_rest_of_it():
    assert with_initials("Ada Byron and Eve met", ["Ada", "Ada Byron"]) == "A. B. and Eve met"


@dataclass
class Listening:
    """Keeps all that it is sent."""

    name: str = "stub"
    heard: list[str] = field(default_factory=list)

    def complete(self, system, user, schema=None, *, watch=None):
        self.heard += [system, user]
        return ModelReply("{}", {}, self.name)

    def stream(self, system, user):
        self.heard += [system, user]
        yield "ok"


def test_a_model_hears_no_name_of_any_candidate_also_of_one_who_came_a_moment_ago():
    stub, known = Listening(), ["张伟"]
    model = NamesHidden(stub, lambda: known)
    model.complete("You listen to 张伟.", "张伟: 同时过期")
    known.append("Ada Lovelace")
    assert list(model.stream("Help with Ada Lovelace", "Ada said: 张伟 knows")) == ["ok"]
    sent = " ".join(stub.heard)
    assert "张伟" not in sent and "Ada" not in sent and "Lovelace" not in sent
    assert "同时过期" in sent
    assert model.name == "stub"


def test_what_the_desk_asks_a_model_goes_through_it(tmp_path):
    stub, desk = Listening(), Cards()
    desk.meet()
    container = Container(Settings(data_dir=tmp_path), chat_model=stub, candidates=desk.candidates)
    model = private_chat_model(container)
    assert model is not None
    model.complete("", "张伟说同时过期")
    assert stub.heard == ["", "Z. W.说同时过期"]
    assert private_chat_model(Container(Settings(data_dir=tmp_path), chat_model=None)) is None
