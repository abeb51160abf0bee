"""Everything of one database into another, of either kind, by way of one file."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from interviewer.adapters.sql.archive import SqlArchive
from interviewer.adapters.sql.correction_store import SqlCorrectionStore
from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.key_point_store import SqlKeyPointStore
from interviewer.adapters.sql.outcome_store import SqlOutcomeStore
from interviewer.adapters.sql.preferences import SqlPreferences
from interviewer.adapters.sql.question_set_store import SqlQuestionSetStore
from interviewer.adapters.sql.recording_store import SqlRecordingStore
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.domain.archive import Merged, Outcome
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.edits import KeyPointEdit
from interviewer.domain.errors import ArchiveTooNew, ArchiveUnreadable, InterviewerError
from interviewer.domain.history import HistoryFilter, Standing
from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import Course, FollowUpTurn, TurnState
from interviewer.domain.speech import Spoken
from interviewer.i18n import LANGUAGES, explain
from interviewer.services.archive_words import lines
from interviewer.services.archives import Archives
from tests.contract.conftest import DATABASES
from tests.fakes import START, FakeClock
from tests.samples import (
    a_correction,
    a_delivery,
    a_key_point,
    a_question_set,
    a_recording,
    a_refinement,
    a_session,
    a_turn,
    an_assessment,
)

AUDIO = bytes(range(256)) * 40


@dataclass
class Home:
    """A database with all its stores."""

    database: Database

    def __post_init__(self) -> None:
        self.sessions = SqlSessionStore(self.database)
        self.corrections = SqlCorrectionStore(self.database)
        self.points = SqlKeyPointStore(self.database)
        self.preferences = SqlPreferences(self.database)
        self.recordings = SqlRecordingStore(self.database)
        self.outcomes = SqlOutcomeStore(self.database)
        self.sets = SqlQuestionSetStore(self.database)
        self.archives = Archives(SqlArchive(self.database), FakeClock())

    def export(self, **how: bool) -> io.BytesIO:
        return io.BytesIO(self.archives.exported(**how))

    def everything(self) -> list[object]:
        sessions = [self.sessions.get(each.id) for each in self.sessions.summaries()]
        recordings = [each for session in sessions for each in self.recordings.of_session(session.id)]
        audio = [self.recordings.audio(each.id) for each in recordings]
        points = [self.points.edits("s1"), self.points.refinement("s1", "c0ffee")]
        kept = self.preferences.get("keep_recordings")
        return [
            *(sessions, self.sessions.summaries(), self.outcomes.outcomes(), self.corrections.newest()),
            *(recordings, audio, points, kept, self.sets.all()),
        ]


@pytest.fixture(params=DATABASES)
def here(request: pytest.FixtureRequest, open_at: Callable[[str], Database]) -> Home:
    return Home(open_at(request.getfixturevalue(f"{request.param}_url")))


@pytest.fixture
def there(empty_sqlite_url: str, open_at: Callable[[str], Database]) -> Home:
    return Home(open_at(empty_sqlite_url))


def graded(id="turn1", session="session1", position=0, kind=VerdictKind.PARTIAL, **fields):
    follow_up = FollowUpTurn(FollowUp("TTL 呢？", a_key_point(), "zh"), "看缓存", an_assessment(VerdictKind.COVERED))
    course = Course(hints=("想想日志",), spoken=Spoken(61.5, "r1", "瑞类 log", delivery=a_delivery()))
    values = {"state": TurnState.GRADED, "answer": "中继日志 😀\n$x$", "answered_at": START, "course": course}
    return a_turn(
        id,
        session=session,
        position=position,
        assessment=an_assessment(kind),
        follow_ups=(follow_up,),
        **values | fields,
    )


def fill(home: Home) -> None:
    home.sessions.add(a_session(name="SRE 二面", finished_at=START, turns=(graded(version=3),)))
    home.sessions.add(a_session("open", turns=(a_turn("turn2", session="open", version=1),)))
    home.sessions.add(a_session("bare"))
    home.corrections.put(a_correction())
    home.points.save_edits("s1", [KeyPointEdit("kp1", "改过"), KeyPointEdit("kp2", left_out=True)], seen=())
    home.points.save_refinement(a_refinement())
    home.sets.save(a_question_set())
    home.preferences.put("keep_recordings", "yes")
    home.recordings.add(a_recording(), AUDIO)


def test_everything_comes_over_as_it_was(here, there):
    fill(there)
    merged = here.archives.merge(there.export(with_recordings=True))
    assert here.everything() == there.everything()
    assert here.sessions.page(HistoryFilter(words="中继日志 二面")).total == 1
    assert merged.changes == merged.total(Outcome.ADDED) == 12


def test_a_second_import_changes_nothing(here, there):
    fill(there)
    here.archives.merge(there.export(with_recordings=True))
    before = here.everything()
    again = here.archives.merge(there.export(with_recordings=True))
    assert (again.changes, again.total(Outcome.SAME)) == (0, 12)
    assert here.everything() == before
    assert here.archives.exported(with_recordings=True) == there.archives.exported(with_recordings=True)


def test_a_preview_says_the_same_and_changes_nothing(here, there):
    fill(there)
    seen = here.archives.preview(there.export())
    assert here.sessions.summaries() == []
    assert seen == here.archives.merge(there.export())


def test_recordings_stay_unless_they_are_asked_for(here, there):
    fill(there)
    merged = here.archives.merge(there.export())
    assert "recording" not in merged.counts
    assert here.recordings.of_session("session1") == []


def test_what_is_here_stays_beside_what_comes(here, there):
    fill(there)
    here.sessions.add(a_session("mine", turns=(graded("mine-0", "mine", version=1),)))
    here.archives.merge(there.export())
    assert {each.id for each in here.sessions.summaries()} == {"mine", "session1", "open", "bare"}


def test_of_a_turn_on_both_sides_the_newer_version_stays(here, there):
    for home in (here, there):
        home.sessions.add(a_session(turns=tuple(a_turn(f"t{at}", position=at, version=1) for at in range(3))))
    newer = here.sessions.save_turn(a_turn("t0", version=1, answer="here"))
    there.sessions.save_turn(graded("t1", position=1, version=1, answer="there"))
    merged = here.archives.merge(there.export())
    assert [each.answer for each in here.sessions.get("session1").turns] == ["here", "there", ""]
    assert here.sessions.get("session1").turns[0] == newer
    assert merged.as_json()["turn"] == {"added": 0, "updated": 1, "same": 1, "kept": 1}
    assert here.sessions.summaries() == [replace(there.sessions.summaries()[0], answered=1)]
    assert here.outcomes.outcomes() == there.outcomes.outcomes()


def test_of_two_turns_at_one_place_neither_is_lost(here, there):
    for home, answer in ((here, "here"), (there, "there")):
        home.sessions.add(a_session(turns=(a_turn(answer, version=1, answer=answer),)))
    for _ in range(2):
        here.archives.merge(there.export())
        assert [each.answer for each in here.sessions.get("session1").turns] == ["here", "there"]


def test_a_session_takes_the_end_and_the_name_that_it_lacks(here, there):
    here.sessions.add(a_session())
    here.sessions.add(a_session("named", name="mine"))
    there.sessions.add(a_session(name="SRE 二面", finished_at=START, turns=(a_turn("t", version=1),)))
    there.sessions.add(a_session("named", name="theirs"))
    merged = here.archives.merge(there.export())
    session = here.sessions.get("session1")
    assert (session.name, session.finished_at, len(session.turns)) == ("SRE 二面", START, 1)
    assert here.sessions.get("named").name == "mine"
    assert here.sessions.page(HistoryFilter(words="二面")).total == 1
    assert merged.as_json()["session"] == {"added": 0, "updated": 1, "same": 0, "kept": 1}


def test_what_was_deleted_is_not_exported_and_does_not_come_back(here, there):
    fill(there)
    here.archives.merge(there.export(with_recordings=True))
    here.sessions.delete("session1", START)
    merged = here.archives.merge(there.export(with_recordings=True))
    assert "session1" not in {each.id for each in here.sessions.summaries()}
    assert merged.total(Outcome.KEPT) == 3
    assert "想想日志".encode() not in gzip.decompress(here.archives.exported(with_recordings=True))
    assert here.sessions.page(HistoryFilter(standing=Standing.DELETED)).total == 1


def test_a_later_correction_replaces_an_earlier_one(here, there):
    here.corrections.put(a_correction())
    there.corrections.put(a_correction(at=START + timedelta(days=1), reason="later"))
    here.archives.merge(there.export())
    assert here.corrections.newest()[0].reason == "later"
    there.corrections.put(a_correction(reason="earlier"))
    here.archives.merge(there.export())
    assert here.corrections.newest()[0].reason == "later"


def test_edits_of_one_section_are_not_mixed(here, there):
    here.points.save_edits("s1", [KeyPointEdit("kp1", "mine")], seen=())
    there.points.save_edits("s1", [KeyPointEdit("kp1", "theirs"), KeyPointEdit("kp2", "theirs")], seen=())
    merged = here.archives.merge(there.export())
    assert here.points.edits("s1") == (KeyPointEdit("kp1", "mine"),)
    assert merged.total(Outcome.KEPT) == 2


def test_secrets_are_neither_exported_nor_taken(here, there):
    there.preferences.put("api_key", "hush")
    assert b"hush" not in gzip.decompress(there.archives.exported())
    here.archives.merge(packed([{"kind": "preference", "name": "API_KEY", "value": "hush"}]))
    assert here.preferences.get("API_KEY") == ""


def test_a_row_that_cannot_be_read_is_left_out_and_counted(here, there):
    fill(there)
    with there.database.of(None).writing() as connection:
        connection.execute(text("UPDATE turn SET question = '{}' WHERE id = 'turn1'"))
        connection.execute(text("UPDATE session SET plan = 'no' WHERE id = 'open'"))
    file = io.BytesIO()
    exported = there.archives.export(file)
    assert (exported.unreadable, exported.counts["session"]) == (3, 2)
    here.archives.merge(file)
    assert {each.id for each in here.sessions.summaries()} == {"session1", "bare"}


def test_what_came_is_told_in_both_languages(here, there):
    fill(there)
    merged = here.archives.merge(there.export(with_recordings=True))
    assert lines(merged, "zh")[0] == "练习：新增 3"
    assert lines(merged, "en")[1] == "Questions: 2 added"
    assert len(lines(merged, "en")) == 8
    assert len(lines(Merged(), "zh")) == 1


def packed(records, *, head=None, end=None) -> io.BytesIO:
    """A file with these records, whole unless another beginning or end is given."""
    first = {"format": "interviewer-archive", "version": 1} if head is None else head
    last = {"kind": "end", "records": len(records)} if end is None else end
    content = "\n".join(json.dumps(each) for each in [first, *records, *([last] if last else [])]) + "\n"
    return io.BytesIO(gzip.compress(content.encode(errors="surrogatepass")))


def records_of(home: Home) -> list[dict]:
    content = gzip.decompress(home.archives.exported(with_recordings=True)).decode()
    return [json.loads(line) for line in content.splitlines()[1:-1]]


def refused(home: Home, file: io.BytesIO) -> str:
    """Why; after a look at whether all is as before."""
    before = home.everything()
    with pytest.raises(InterviewerError) as raised:
        home.archives.merge(file)
    assert home.everything() == before
    assert all(explain(raised.value, language) for language in LANGUAGES)
    return str(raised.value.details.get("why", "")).removeprefix("archive.")


@pytest.mark.parametrize(
    "content", [b"", b"\x1f\x8b", b"PK\x03\x04", b"# notes\n", b"{}", b"\x1f\x8b\x08\0" + b"\xff" * 99]
)
def test_a_foreign_file_is_refused(there, content):
    assert refused(there, io.BytesIO(content)) in ("foreign", "damaged", "cut_off")


@pytest.mark.parametrize("head", [{}, {"format": "x"}, [], 5, None, {"kind": "end", "records": 0}])
def test_another_beginning_is_foreign(there, head):
    assert refused(there, packed([], head=head or {"x": 1} if head != [] else [])) == "foreign"


def test_a_newer_file_and_an_unknown_kind_ask_for_a_newer_program(there):
    for file in (packed([], head={"format": "interviewer-archive", "version": 2}), packed([{"kind": "dream"}])):
        with pytest.raises(ArchiveTooNew):
            there.archives.merge(file)


def test_a_file_that_was_cut_off_is_refused_wherever_it_was_cut(here, there):
    fill(there)
    whole = there.archives.exported()
    for length in range(1, len(whole), max(1, len(whole) // 25)):
        assert refused(here, io.BytesIO(whole[:length])) in ("cut_off", "damaged", "foreign")
    assert refused(here, packed(records_of(there), end={})) == "cut_off"


def test_a_file_with_more_behind_its_end_or_a_wrong_count_is_damaged(there):
    end = {"kind": "end", "records": 0}
    assert refused(there, packed([end], end=end)) == "damaged"
    assert refused(there, packed([], end={"kind": "end", "records": 3})) == "damaged"
    assert refused(there, packed([], end={"kind": "end"})) == "damaged"


def test_a_line_that_is_too_long_is_refused_without_being_read_whole(there, monkeypatch):
    from interviewer.services import archive_file

    monkeypatch.setattr(archive_file, "LONGEST_LINE", 1000)
    assert refused(there, packed([{"kind": "x" * 2000}])) == "too_large"
    monkeypatch.setattr(archive_file, "LARGEST", 500)
    assert (
        refused(there, packed([{"kind": "preference", "name": f"{at}", "value": "y"} for at in range(99)]))
        == "too_large"
    )


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000, "1" * 10_000, "NaN", "1e999", '"\\ud800"'])
def test_json_made_to_hurt_is_damaged(there, deep):
    head = b'{"format": "interviewer-archive", "version": 1}\n{"kind": "preference", "name": "x", "value": '
    assert refused(there, io.BytesIO(gzip.compress(head + deep.encode() + b"}\n"))) in ("damaged", "cut_off")


def test_a_turn_without_its_session_and_a_doubled_one_are_refused(here, there):
    fill(there)
    records = records_of(there)
    turn = next(each for each in records if each["kind"] == "turn")
    session = next(each for each in records if each["kind"] == "session" and each["id"] == turn["session_id"])
    recording = next(each for each in records if each["kind"] == "recording")
    for wrong in ([turn], [session, turn, turn], [recording], [session, turn | {"version": 0}], [session | {"id": ""}]):
        assert refused(here, packed(wrong)) == "damaged"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("\0"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def try_to_merge(home: Home, file: io.BytesIO) -> None:
    """Taken, or refused in a sentence with nothing changed; what was taken can be read."""
    before = home.everything()
    try:
        home.archives.merge(file)
    except (ArchiveUnreadable, ArchiveTooNew):
        assert home.everything() == before
    home.everything()


@QUICK
@given(content=st.binary(max_size=300))
def test_any_bytes_are_refused_in_a_sentence(there, content):
    with pytest.raises(InterviewerError):
        there.archives.merge(io.BytesIO(content))


@QUICK
@given(data=st.data())
def test_any_damage_to_the_bytes_is_refused_or_harmless(there, data):
    fill_once(there)
    content = bytearray(there.archives.exported())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try_to_merge(there, io.BytesIO(bytes(content)))


@QUICK
@given(data=st.data())
def test_any_value_in_any_place_is_refused_or_can_be_read_back(here, tmp_path_factory, data):
    records = samples(tmp_path_factory)
    at = data.draw(st.integers(0, len(records) - 1))
    changed = json.loads(json.dumps(records[at]))
    put_somewhere(changed, data)
    try_to_merge(here, packed([*records[:at], changed, *records[at + 1 :]]))


def put_somewhere(value, data) -> None:
    """Another value in the place of one that lies somewhere within, or nothing at all."""
    while True:
        places = sorted(value) if isinstance(value, dict) else list(range(len(value)))
        place = data.draw(st.sampled_from(places))
        inner = value[place]
        if not (isinstance(inner, dict | list) and inner) or data.draw(st.booleans()):
            if isinstance(value, dict) and data.draw(st.booleans()):
                del value[place]
            else:
                value[place] = data.draw(VALUES)
            return
        value = inner


def fill_once(home: Home) -> None:
    if not home.sessions.summaries():
        fill(home)


_samples: list[dict] = []


def samples(tmp_path_factory) -> list[dict]:
    """The records of a full database."""
    if not _samples:
        from interviewer.adapters.sql.database import open_database

        home = Home(open_database(f"sqlite:///{tmp_path_factory.mktemp('full')}/full.db"))
        fill(home)
        _samples.extend(records_of(home))
        home.database.close()
    return _samples
