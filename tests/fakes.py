"""Stand-ins for every port, in memory, quick and the same each time. Each passes the contract suite of its port."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from interviewer.adapters.sound import mono
from interviewer.domain.assessment import Assessment
from interviewer.domain.candidates import Candidate, InterviewRecording
from interviewer.domain.checklist import with_edits
from interviewer.domain.corrections import Correction
from interviewer.domain.delivery import Stretch
from interviewer.domain.desk import QuestionSet
from interviewer.domain.edits import KeyPointEdit, Refinement
from interviewer.domain.errors import (
    CandidateNotFound,
    IndexMadeByOtherEmbedder,
    IndexUnavailable,
    InterviewChangedElsewhere,
    InterviewNotFound,
    KeyPointsChangedElsewhere,
    QuestionSetChangedElsewhere,
    QuestionSetLocked,
    QuestionSetNotFound,
    RecordingNotFound,
    ScorecardChangedElsewhere,
    SessionNotFound,
    SourceNotFound,
    TurnChangedElsewhere,
    VoiceUnavailable,
)
from interviewer.domain.history import HistoryChoices, HistoryFilter, HistoryPage, Standing, folded, searchable
from interviewer.domain.live import Interview
from interviewer.domain.mastery import grader_of
from interviewer.domain.notes import PATH_JOINER, Chunk, ChunkKind, Note, Origin, Section, SectionStatus, is_under
from interviewer.domain.outcomes import PointOutcome, outcomes_of
from interviewer.domain.ports import Matrix, SourceFile, SpokenText
from interviewer.domain.reviews import Memory, Rating, Review
from interviewer.domain.scorecard import Change, Scorecard
from interviewer.domain.sessions import Session, SessionSummary, Turn, TurnState
from interviewer.domain.speech import Recording, Transcript
from interviewer.domain.spending import Spending
from interviewer.domain.wav_samples import read_wav

START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    time: datetime = START

    def now(self) -> datetime:
        return self.time

    def advance(self, **by: float) -> None:
        """`advance(minutes=5)`: the arguments of a timedelta."""
        self.time += timedelta(**by)


@dataclass
class FakeVoiceActivity:
    """Takes for speech what is loud, a tenth of a second at a time."""

    def speech(self, wav: bytes) -> tuple[Stretch, ...]:
        found = read_wav(wav)
        sound = np.abs(mono(found, 8000))
        loud = [bool(sound[at : at + 800].max(initial=0) > 0.03) for at in range(0, len(sound), 800)]
        edges = [at for at, (one, two) in enumerate(zip([False, *loud], [*loud, False], strict=True)) if one != two]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return tuple(Stretch(start / 10, min(end / 10, found.seconds)) for start, end in pairs)


@dataclass
class FakeEmbedder:
    """Texts that share pairs of characters are near each other."""

    dimensions: int = 64
    name: str = "fake-bigrams-1"

    def embed(self, texts: Sequence[str]) -> Matrix:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for place in self._places(text.casefold()):
                vectors[row, place] += 1.0
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def _places(self, text: str) -> list[int]:
        framed = f"^{text}$"
        pairs = (framed[at : at + 2] for at in range(len(framed) - 1))
        return [zlib.crc32(pair.encode("utf-8", "surrogatepass")) % self.dimensions for pair in pairs]


@dataclass
class FakeKeyPointStore:
    by_section: dict[str, tuple[KeyPointEdit, ...]] = field(default_factory=dict)
    refinements: dict[tuple[str, str], Refinement] = field(default_factory=dict)

    def edits(self, section_id: str) -> tuple[KeyPointEdit, ...]:
        return self.by_section.get(section_id, ())

    def save_edits(self, section_id: str, edits: Sequence[KeyPointEdit], *, seen: Sequence[KeyPointEdit]) -> None:
        if self.edits(section_id) != tuple(seen):
            raise KeyPointsChangedElsewhere()
        self.by_section[section_id] = tuple(edits)

    def edited(self) -> set[str]:
        return {section_id for section_id, edits in self.by_section.items() if edits}

    def refinement(self, section_id: str, content_hash: str) -> Refinement | None:
        return self.refinements.get((section_id, content_hash))

    def save_refinement(self, refinement: Refinement) -> None:
        self.refinements[refinement.section_id, refinement.content_hash] = refinement

    def refined(self) -> set[tuple[str, str]]:
        return set(self.refinements)


@dataclass
class FakeNoteStore:
    clock: FakeClock = field(default_factory=FakeClock)
    key_points: FakeKeyPointStore = field(default_factory=FakeKeyPointStore)
    notes: dict[str, tuple[Note, tuple[Chunk, ...], datetime]] = field(default_factory=dict)
    switched_off: set[str] = field(default_factory=set)
    changes: int = 0
    changed_in: dict[str, int] = field(default_factory=dict)

    def save(self, note: Note, chunks: Sequence[Chunk]) -> None:
        self.notes[note.file] = (note, tuple(chunks), self.clock.now())
        self.changes += 1
        self.changed_in[note.file] = self.changes

    def save_all(self, notes: Sequence[tuple[Note, Sequence[Chunk]]]) -> None:
        for note, chunks in notes:
            self.save(note, chunks)

    def delete(self, file: str) -> None:
        self.notes.pop(file, None)
        self.switched_off.discard(file)
        self.changes += 1

    def sources(self) -> list[SourceFile]:
        return [self._source(file) for file in sorted(self.notes)]

    def enable(self, file: str, enabled: bool) -> None:
        if file not in self.notes:
            raise SourceNotFound(path=file)
        (self.switched_off.discard if enabled else self.switched_off.add)(file)

    def disabled(self) -> set[str]:
        return set(self.switched_off)

    def sections(self, origins: Sequence[Origin] = ()) -> list[Section]:
        files = [file for file in sorted(self.notes) if file not in self.switched_off]
        wanted = [file for file in files if not origins or self.notes[file][0].origin in origins]
        return [section for file in wanted for section in self.all_sections(file)]

    def all_sections(self, file: str | None = None) -> list[Section]:
        files = [each for each in sorted(self.notes) if file in (None, each)]
        return [self._used(section) for each in files for section in self.sections_as_read(each)]

    def sections_as_read(self, file: str) -> list[Section]:
        note = self.notes[file][0] if file in self.notes else None
        return sorted(note.sections, key=lambda section: section.source.first_line) if note else []

    def _used(self, section: Section) -> Section:
        refinement = self.key_points.refinement(section.id, section.content_hash)
        return with_edits(section, self.key_points.edits(section.id), refinement)

    def section(self, section_id: str) -> Section | None:
        return next((section for section in self.all_sections() if section.id == section_id), None)

    def sections_by_id(self, section_ids: Sequence[str]) -> dict[str, Section]:
        return {each.id: each for each in reversed(self.all_sections()) if each.id in section_ids}

    def open_questions(self, file: str) -> list[tuple[str, str, int]]:
        if file not in self.notes:
            return []
        return [(each.path, each.text, each.source.first_line) for each in self.notes[file][0].open_questions]

    def chunks(self, file: str | None = None) -> list[Chunk]:
        return [chunk for each in sorted(self.notes) if file in (None, each) for chunk in self.notes[each][1]]

    def twins(self) -> dict[str, str]:
        return {file: note.twin for file, (note, _, _) in sorted(self.notes.items()) if note.twin}

    def chunk_count(self) -> int:
        return len({(each.section_id, each.id) for each in self.chunks()})

    def generation(self) -> int:
        return self.changes

    def changed_since(self, generation: int) -> list[str]:
        return sorted(file for file in self.notes if self.changed_in[file] > generation)

    def section_ids(self) -> set[str]:
        return {section.id for note, _, _ in self.notes.values() for section in note.sections}

    def _source(self, file: str) -> SourceFile:
        note, _, indexed_at = self.notes[file]
        count = {status: sum(section.status is status for section in note.sections) for status in SectionStatus}
        return SourceFile(
            file=file,
            content_hash=note.content_hash,
            origin=note.origin,
            sections=sum(each.status is not SectionStatus.GAP for each in note.sections),
            gaps=count[SectionStatus.GAP],
            stubs=count[SectionStatus.STUB],
            indexed_at=indexed_at,
            enabled=file not in self.switched_off,
            location=note.location,
        )


@dataclass
class FakeSessionStore:
    sessions: dict[str, Session] = field(default_factory=dict)
    deleted: dict[str, tuple[Session, datetime]] = field(default_factory=dict)

    def add(self, session: Session) -> None:
        turns = tuple(replace(turn, version=max(1, turn.version)) for turn in session.turns)
        self.sessions[session.id] = replace(session, turns=turns)

    def save_turn(self, turn: Turn) -> Turn:
        session = self.get(turn.session_id)
        here = [each for each in session.turns if turn.id == each.id or turn.position == each.position]
        if [(each.id, each.version) for each in here] != ([(turn.id, turn.version)] if turn.version else []):
            raise TurnChangedElsewhere(session=turn.session_id, position=turn.position)
        saved = replace(turn, version=turn.version + 1)
        turns = [each for each in session.turns if each.id != turn.id] + [saved]
        self.sessions[session.id] = replace(session, turns=tuple(sorted(turns, key=lambda each: each.position)))
        return saved

    def finish(self, session_id: str, at: datetime) -> None:
        session = self.get(session_id)
        if session.finished_at is None:
            self.sessions[session_id] = replace(session, finished_at=at)

    def get(self, session_id: str) -> Session:
        if session_id not in self.sessions:
            raise SessionNotFound(id=session_id)
        return self.sessions[session_id]

    def summaries(self) -> list[SessionSummary]:
        return [_summary(session) for session in self._newest_first()]

    def unfinished(self) -> Session | None:
        open_ones = (session for session in self._newest_first() if session.turns and session.finished_at is None)
        return next(open_ones, None)

    def page(self, wanted: HistoryFilter, offset: int = 0, limit: int = 20) -> HistoryPage:
        if wanted.standing is Standing.DELETED:
            gone = sorted(self.deleted.values(), key=lambda each: (each[1], each[0].id), reverse=True)
            every = [(session, replace(_summary(session), deleted_at=at)) for session, at in gone]
        else:
            every = [(session, _summary(session)) for session in self._newest_first()]
        found = [summary for session, summary in every if _is_wanted(session, summary, wanted)]
        return HistoryPage(tuple(found[offset : offset + limit]), len(found))

    def choices(self) -> HistoryChoices:
        topics = {topic for each in self.summaries() for topic in each.topics}
        return HistoryChoices(tuple(sorted(topics)), tuple(sorted({e.grader for e in self.summaries()} - {""})))

    def rename(self, session_id: str, name: str) -> None:
        self.sessions[session_id] = replace(self.get(session_id), name=name)

    def delete(self, session_id: str, at: datetime) -> None:
        if session_id not in self.deleted:
            self.deleted[session_id] = (self.get(session_id), at)
            del self.sessions[session_id]

    def restore(self, session_id: str) -> None:
        if session_id in self.deleted:
            self.sessions[session_id] = self.deleted.pop(session_id)[0]
        self.get(session_id)

    def purge(self, deleted_before: datetime) -> int:
        old = [id for id, (_, at) in self.deleted.items() if at < deleted_before]
        for id in old:
            del self.deleted[id]
        return len(old)

    def recent_section_ids(self, sessions: int) -> set[str]:
        asked = [session for session in self._newest_first() if session.turns]
        return {turn.question.section_id for session in asked[:sessions] for turn in session.turns}

    def _newest_first(self) -> list[Session]:
        return sorted(self.sessions.values(), key=lambda each: (each.started_at, each.id), reverse=True)


@dataclass
class FakeOutcomeStore:
    """Reads the turns of the sessions that it is given."""

    sessions: FakeSessionStore = field(default_factory=FakeSessionStore)

    def outcomes(self, *, since: datetime | None = None, section_ids: Sequence[str] = ()) -> list[PointOutcome]:
        found = [
            each for session in self.sessions.sessions.values() for turn in session.turns for each in outcomes_of(turn)
        ]
        wanted = [
            each
            for each in found
            if (since is None or each.at >= since) and (not section_ids or each.section_id in section_ids)
        ]
        return sorted(wanted, key=lambda each: (each.at, each.session_id, each.position, each.follow_up, each.number))

    def stamps(self) -> dict[str, str]:
        by_section: dict[str, list[PointOutcome]] = {}
        for outcome in self.outcomes():
            by_section.setdefault(outcome.section_id, []).append(outcome)
        return {id: repr(found) for id, found in by_section.items()}

    def times(self) -> list[datetime]:
        return sorted({each.at for each in self.outcomes()})

    def graders(self) -> list[tuple[str, int]]:
        return Counter(grader_of(each) for each in self.outcomes()).most_common()

    def answer_seconds(self, most: int = 60) -> list[float]:
        turns = [turn for session in self.sessions.sessions.values() for turn in session.turns if turn.answer]
        times = sorted(((turn.answered_at, turn.asked_at) for turn in turns if turn.answered_at), reverse=True)
        return [max(0.0, (until - since).total_seconds()) for until, since in times[:most]]


class FakeScheduler:
    """Asks again after 1, 2, 4, 8... days; after a miss it begins anew."""

    def replay(self, reviews: Sequence[Review]) -> Memory:
        days = 1
        for review in reviews:
            days = {Rating.AGAIN: 1, Rating.HARD: days, Rating.GOOD: 2 * days}[review.rating]
        last = reviews[-1]
        lapses = sum(each.rating is Rating.AGAIN for each in reviews)
        due = last.day + timedelta(days=days)
        return Memory(days, 5.0, last.day, due, len(reviews), lapses, last.rating)

    def recall(self, memory: Memory, day: date) -> float:
        gone = max(0, (day - memory.last).days)
        return float(1 - 0.1 * min(9, gone / memory.stability))


@dataclass
class FakeCorrectionStore:
    corrections: dict[str, Correction] = field(default_factory=dict)

    def put(self, correction: Correction) -> None:
        self.corrections[correction.id] = correction

    def remove(self, correction_id: str) -> None:
        self.corrections.pop(correction_id, None)

    def newest(self, most: int = 1000) -> list[Correction]:
        return sorted(self.corrections.values(), key=lambda each: (each.at, each.id), reverse=True)[:most]


@dataclass
class FakeRecordingStore:
    """Knows the sessions that it is told of."""

    sessions: set[str] = field(default_factory=set)
    kept: dict[str, tuple[Recording, bytes]] = field(default_factory=dict)

    def add(self, recording: Recording, audio: bytes) -> None:
        if recording.session_id not in self.sessions:
            raise SessionNotFound(id=recording.session_id)
        self.kept.setdefault(recording.id, (recording, audio))

    def save(self, recording: Recording) -> bool:
        if recording.id not in self.kept:
            return False
        self.kept[recording.id] = (recording, self.kept[recording.id][1])
        return True

    def of_session(self, session_id: str) -> list[Recording]:
        own = [each for each, _ in self.kept.values() if each.session_id == session_id]
        return sorted(own, key=lambda each: (each.at, each.id))

    def get(self, recording_id: str) -> Recording:
        return self._row(recording_id)[0]

    def audio(self, recording_id: str) -> bytes:
        return self._row(recording_id)[1]

    def delete(self, recording_id: str) -> None:
        self.kept.pop(recording_id, None)

    def _row(self, recording_id: str) -> tuple[Recording, bytes]:
        if recording_id not in self.kept:
            raise RecordingNotFound(id=recording_id)
        return self.kept[recording_id]


@dataclass
class FakeCandidateStore:
    """`interviews` are those that go with their candidate."""

    interviews: FakeInterviewStore
    known: dict[str, Candidate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.interviews.candidates = self.known

    def add(self, candidate: Candidate) -> None:
        self.known.setdefault(candidate.id, candidate)

    def get(self, candidate_id: str) -> Candidate:
        if candidate_id not in self.known:
            raise CandidateNotFound(id=candidate_id)
        return self.known[candidate_id]

    def all(self) -> list[Candidate]:
        return sorted(self.known.values(), key=lambda each: (each.made_at, each.id), reverse=True)

    def delete(self, candidate_id: str) -> None:
        self.known.pop(candidate_id, None)
        for each in self.interviews.of_candidate(candidate_id):
            del self.interviews.kept[each.id]


@dataclass
class FakeInterviewStore:
    kept: dict[str, Interview] = field(default_factory=dict)
    candidates: dict[str, Candidate] = field(default_factory=dict)

    def save(self, interview: Interview) -> Interview:
        if interview.candidate_id not in self.candidates:
            raise CandidateNotFound(id=interview.candidate_id)
        stored = self.kept.get(interview.id)
        if interview.version != (stored.version if stored else 0):
            raise InterviewChangedElsewhere(id=interview.id)
        self.kept[interview.id] = replace(interview, version=interview.version + 1)
        return self.kept[interview.id]

    def get(self, interview_id: str) -> Interview:
        if interview_id not in self.kept:
            raise InterviewNotFound(id=interview_id)
        return self.kept[interview_id]

    def of_set(self, set_id: str) -> list[Interview]:
        return [each for each in self.all() if each.set.id == set_id]

    def of_candidate(self, candidate_id: str) -> list[Interview]:
        return [each for each in self.all() if each.candidate_id == candidate_id]

    def all(self) -> list[Interview]:
        return sorted(self.kept.values(), key=lambda each: (each.made_at, each.id), reverse=True)


@dataclass
class FakeScorecardStore:
    interviews: FakeInterviewStore
    cards: dict[str, Scorecard] = field(default_factory=dict)
    changes: dict[str, list[Change]] = field(default_factory=dict)

    def save(self, card: Scorecard, changes: Sequence[Change] = ()) -> Scorecard:
        self.interviews.get(card.interview_id)
        stored = self.find(card.interview_id)
        if card.version != (stored.version if stored else 0):
            raise ScorecardChangedElsewhere(id=card.interview_id)
        self.cards[card.interview_id] = replace(card, version=card.version + 1)
        self.changes.setdefault(card.interview_id, []).extend(changes)
        return self.cards[card.interview_id]

    def find(self, interview_id: str) -> Scorecard | None:
        return self.cards.get(interview_id) if interview_id in self.interviews.kept else None

    def log(self, interview_id: str) -> list[Change]:
        return list(self.changes.get(interview_id, ())) if interview_id in self.interviews.kept else []


@dataclass
class FakeInterviewRecordings:
    interviews: FakeInterviewStore
    kept: dict[str, tuple[InterviewRecording, bytes]] = field(default_factory=dict)

    def add(self, recording: InterviewRecording, audio: bytes) -> None:
        self.interviews.get(recording.interview_id)
        self.kept.setdefault(recording.id, (recording, audio))

    def of_interview(self, interview_id: str) -> list[InterviewRecording]:
        own = [each for each, _ in self._there() if each.interview_id == interview_id]
        return sorted(own, key=lambda each: (each.at, each.id))

    def audio(self, recording_id: str) -> bytes:
        for recording, audio in self._there():
            if recording.id == recording_id:
                return audio
        raise RecordingNotFound(id=recording_id)

    def delete(self, recording_ids: Sequence[str]) -> None:
        for id in recording_ids:
            self.kept.pop(id, None)

    def _there(self) -> list[tuple[InterviewRecording, bytes]]:
        return [each for each in self.kept.values() if each[0].interview_id in self.interviews.kept]


@dataclass
class FakePreferences:
    chosen: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.chosen.get(name, "")

    def put(self, name: str, value: str) -> None:
        self.chosen[name] = value


@dataclass
class FakeTranscriber:
    """Hears what it is told to, in turn and the last for ever after; an error among it is raised."""

    hears: list[str | Exception] = field(default_factory=lambda: ["你好"])
    name: str = "fake"
    place: str = "hears.example"
    asked: list[tuple[bytes, str, tuple[str, ...]]] = field(default_factory=list)

    def transcribe(self, audio: bytes, *, language: str, terms: Sequence[str]) -> Transcript:
        self.asked.append((audio, language, tuple(terms)))
        heard = self.hears.pop(0) if len(self.hears) > 1 else self.hears[0]
        if isinstance(heard, Exception):
            raise heard
        return Transcript(heard, self.name)


def _summary(session: Session) -> SessionSummary:
    topics = [PATH_JOINER.join(turn.question.path.split(PATH_JOINER)[:2]) for turn in session.turns]
    graded = [turn.assessment for turn in session.turns if turn.state is TurnState.GRADED and turn.assessment]
    scored = [(assessment.score, assessment.grader) for assessment in graded if assessment.score is not None]
    graders = sorted({grader for _, grader in scored})
    return SessionSummary(
        id=session.id,
        started_at=session.started_at,
        finished_at=session.finished_at,
        topics=tuple(dict.fromkeys(topics)),
        questions=session.plan.question_count,
        answered=sum(turn.state in (TurnState.ANSWERED, TurnState.GRADED) for turn in session.turns),
        score=int(sum(score for score, _ in scored) / len(scored) + 0.5) if scored else None,
        grader="mixed" if len(graders) > 1 else "".join(graders),
        name=session.name,
    )


def _is_wanted(session: Session, summary: SessionSummary, wanted: HistoryFilter) -> bool:
    everything = "\n".join([folded(session.name), *map(searchable, session.turns)])
    ended = session.finished_at is not None
    score = summary.score
    return (
        all(word in everything for word in folded(wanted.words).split())
        and (wanted.standing is not Standing.FINISHED or ended)
        and (wanted.standing is not Standing.UNFINISHED or not ended)
        and (not wanted.topic or any(is_under(topic, wanted.topic) for topic in summary.topics))
        and wanted.grader in ("", summary.grader)
        and (wanted.since is None or session.started_at >= wanted.since)
        and (wanted.until is None or session.started_at < wanted.until)
        and (wanted.lowest is None or (score is not None and score >= wanted.lowest))
        and (wanted.highest is None or (score is not None and score <= wanted.highest))
    )


@dataclass
class FakeAssessmentCache:
    kept: dict[str, Assessment] = field(default_factory=dict)

    def find(self, key: str) -> Assessment | None:
        return self.kept.get(key)

    def keep(self, key: str, assessment: Assessment) -> None:
        self.kept[key] = assessment


@dataclass
class FakeSpendingStore:
    sums: dict[tuple[str, str], Spending] = field(default_factory=dict)

    def spent(self, user_id: str, day: str) -> Spending:
        return self.sums.get((user_id, day), Spending())

    def add(self, user_id: str, day: str, spending: Spending) -> None:
        self.sums[user_id, day] = self.spent(user_id, day) + spending


@dataclass
class FakeMeter:
    """Keeps what it is told."""

    told: list[tuple[str, float, dict[str, str]]] = field(default_factory=list)

    def count(self, name: str, amount: float = 1.0, /, **labels: str) -> None:
        self.told.append((name, amount, labels))

    def observe(self, name: str, value: float, /, **labels: str) -> None:
        self.told.append((name, value, labels))

    def counted(self, name: str, **labels: str) -> float:
        """The sum of what has all these labels."""
        return sum(amount for each, amount, found in self.told if each == name and labels.items() <= found.items())

    def observed(self, name: str) -> list[float]:
        return [value for each, value, _ in self.told if each == name]


@dataclass
class FakeVectorIndex:
    """Exact search over everything; `opened_with` opens the same rows with another embedder."""

    embedder: FakeEmbedder = field(default_factory=FakeEmbedder)
    rows: dict[str, Chunk] = field(default_factory=dict)
    maker: list[str] = field(default_factory=list)
    failing: bool = False

    def opened_with(self, embedder: FakeEmbedder) -> FakeVectorIndex:
        return FakeVectorIndex(embedder, self.rows, self.maker)

    def upsert(self, chunks: Sequence[Chunk]) -> None:
        self._check()
        self.rows.update({chunk.id: chunk for chunk in chunks})
        self.maker[:] = [self.embedder.name]

    def delete(self, chunks: Sequence[Chunk]) -> None:
        self._check()
        for chunk in chunks:
            self.rows.pop(chunk.id, None)

    def nearest(self, query: str, kind: ChunkKind, k: int) -> list[tuple[str, float]]:
        return self.nearest_to(self.embedder.embed([query]), kind, k)[0]

    def nearest_to(self, vectors: Matrix, kind: ChunkKind, k: int) -> list[list[tuple[str, float]]]:
        self._check()
        found = [chunk for chunk in self.rows.values() if chunk.kind is kind]
        if not found:
            return [[] for _ in vectors]
        likeness = vectors @ self.embedder.embed([chunk.text for chunk in found]).T
        scored = [
            [(chunk.section_id, float(score)) for chunk, score in zip(found, row, strict=True)] for row in likeness
        ]
        return [sorted(row, key=lambda pair: -pair[1])[:k] for row in scored]

    def ids(self) -> set[str]:
        self._check()
        return set(self.rows)

    def retain(self, ids: Collection[str]) -> int:
        self._check()
        others = [id for id in self.rows if id not in ids]
        for id in others:
            del self.rows[id]
        return len(others)

    def held(self) -> tuple[int, str]:
        if self.failing:
            raise IndexUnavailable(folder="fake")
        return len(self.rows), "".join(self.maker)

    def ping(self) -> None:
        self._check()

    def clear(self) -> None:
        self.rows.clear()
        self.maker.clear()

    def _check(self) -> None:
        if self.failing:
            raise IndexUnavailable(folder="fake")
        if self.maker and self.maker[0] != self.embedder.name:
            raise IndexMadeByOtherEmbedder(folder="fake", found=self.maker[0], wanted=self.embedder.name)


@dataclass
class FakeLexicalIndex:
    """Counts shared words: runs of Latin letters, and pairs of hanzi."""

    rows: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    marked: int = -1

    def generation(self) -> int:
        return self.marked

    def mark(self, generation: int) -> None:
        self.marked = generation

    def upsert(self, sections: Sequence[Section]) -> None:
        for section in sections:
            self.rows[section.id] = (section.content_hash, _words(f"{section.path} {section.text}"))

    def delete(self, section_ids: Sequence[str]) -> None:
        for section_id in section_ids:
            self.rows.pop(section_id, None)

    def search(self, query: str, k: int, *, mend: bool = True) -> list[list[tuple[str, float]]]:
        asked = _words(query)
        scored = [(section_id, float(len(asked & held))) for section_id, (_, held) in self.rows.items()]
        ranking = sorted((pair for pair in scored if pair[1]), key=lambda pair: -pair[1])[:k]
        return [ranking, list(ranking)]

    def hashes(self) -> dict[str, str]:
        return {section_id: content_hash for section_id, (content_hash, _) in self.rows.items()}


def _words(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    latin = re.findall(r"[a-z0-9_]+", folded)
    hanzi = [run[at : at + 2] for run in re.findall(r"[\u4e00-\u9fff]+", folded) for at in range(max(1, len(run) - 1))]
    return frozenset([*latin, *hanzi])


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """A file that may not be read, also by root, who may read everything."""
    real = Path.open

    def opened(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == file.name:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **options)

    with mock.patch.object(Path, "open", opened):
        yield


@dataclass
class FakeVoice:
    """Says a text as its own bytes behind the first bytes of a WAV."""

    said: list[str] = field(default_factory=list)
    fails: bool = False

    def say(self, text: str) -> SpokenText:
        if self.fails:
            raise VoiceUnavailable(model="fake", reason="unreachable")
        self.said.append(text)
        return SpokenText(b"RIFF" + text.encode("utf-8", "replace") if text.strip() else b"", "audio/wav")


@dataclass
class FakeQuestionSetStore:
    kept: dict[str, QuestionSet] = field(default_factory=dict)

    def save(self, questions: QuestionSet) -> QuestionSet:
        stored = self.kept.get(questions.id)
        if stored is None and questions.version:
            raise QuestionSetNotFound(id=questions.id)
        if stored is not None and stored.locked:
            raise QuestionSetLocked(name=stored.name)
        if stored is not None and stored.version != questions.version:
            raise QuestionSetChangedElsewhere(name=stored.name)
        self.kept[questions.id] = replace(questions, version=questions.version + 1)
        return self.kept[questions.id]

    def get(self, set_id: str) -> QuestionSet:
        if set_id not in self.kept:
            raise QuestionSetNotFound(id=set_id)
        return self.kept[set_id]

    def all(self) -> list[QuestionSet]:
        return sorted(self.kept.values(), key=lambda each: (each.made_at, each.id), reverse=True)

    def delete(self, set_id: str) -> None:
        self.kept.pop(set_id, None)
