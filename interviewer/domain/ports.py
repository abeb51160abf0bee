"""What the services need from the outside. Each port has one contract suite that every adapter and fake passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol, TypeAlias

from interviewer.domain.aims import Aim
from interviewer.domain.archive import Merged, Record
from interviewer.domain.assessment import Assessment, Verdict
from interviewer.domain.candidates import Candidate, InterviewRecording
from interviewer.domain.corrections import Correction
from interviewer.domain.delivery import Stretch
from interviewer.domain.desk import Anchors, QuestionSet, Rung
from interviewer.domain.edits import KeyPointEdit, Proposal, Refinement
from interviewer.domain.examples import GradedExample
from interviewer.domain.history import HistoryChoices, HistoryFilter, HistoryPage
from interviewer.domain.live import Interview, Probe
from interviewer.domain.notes import Chunk, ChunkKind, KeyPoint, Note, Origin, Section
from interviewer.domain.outcomes import PointOutcome
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.reviews import Memory, Review
from interviewer.domain.scorecard import Change, Scorecard
from interviewer.domain.sessions import Session, SessionSummary, Style, Turn
from interviewer.domain.speech import Recording, Transcript
from interviewer.domain.usage import Usage
from interviewer.domain.verdicts import AppealClaim, VerdictKind

Matrix: TypeAlias = Any
"""A float32 numpy array of shape (n, dimensions), rows of unit length."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A line of what is indexed; `sections` counts those with text of their own."""

    file: str
    content_hash: str
    origin: Origin
    sections: int
    gaps: int
    stubs: int
    indexed_at: datetime
    enabled: bool = True
    location: str = ""


@dataclass(frozen=True, slots=True)
class ModelReply:
    """`data` is the parsed object where a schema was given.

    Tokens and calls count all that it took to get here, also replies that were no use; `cached_tokens` as in Usage.
    """

    text: str
    data: dict[str, Any] | None
    model: str
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    calls: int = 1

    @property
    def usage(self) -> Usage:
        return Usage(self.model, self.calls, self.prompt_tokens, self.cached_tokens, self.completion_tokens)

    def after(self, spent: Usage) -> ModelReply:
        """The same reply, with what was spent before it came."""
        whole = spent + self.usage
        return replace(
            self,
            calls=whole.calls,
            prompt_tokens=whole.prompt_tokens,
            cached_tokens=whole.cached_tokens,
            completion_tokens=whole.completion_tokens,
        )


class Embedder(Protocol):
    """Turns texts into vectors. Any text gives a finite unit vector: empty, emoji, control marks, lone surrogates."""

    @property
    def name(self) -> str:
        """Model id and version; an index made under another name is not used."""

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Matrix: ...


class VectorIndex(Protocol):
    """Nearest chunks by cosine. Made by one embedder, and says so when another one comes."""

    def upsert(self, chunks: Sequence[Chunk]) -> None: ...

    def delete(self, chunks: Sequence[Chunk]) -> None: ...

    def nearest(self, query: str, kind: ChunkKind, k: int) -> list[tuple[str, float]]:
        """(section id, cosine -1..1) of the best chunks of a kind, best first; a section may come more than once.

        Empty when nothing is indexed. Raises IndexUnavailable, IndexMadeByOtherEmbedder.
        """

    def nearest_to(self, vectors: Matrix, kind: ChunkKind, k: int) -> list[list[tuple[str, float]]]:
        """The same for each row of vectors, in one go."""

    def ids(self) -> set[str]:
        """The ids of all chunks."""

    def clear(self) -> None:
        """Forget everything, also which embedder made it."""


@dataclass(frozen=True, slots=True)
class QueryReading:
    """What a query says, as search uses it.

    `text` is the query with misheard names put right; `vectors` holds the whole of it and then its clauses; `terms` are
    words that mean the same as words of it, often in the other language. The rest comes from the shipped notes nearest
    to the query: `told` are the words that set their sections apart, `topics` says how well each subject fits (in
    standard deviations; the key "" stands for subjects that they do not have), and `known_line` and `known_lead` are
    the cosines of the query with their best line and lead: how far they are to be followed.
    """

    text: str
    vectors: Matrix
    terms: str = ""
    told: str = ""
    topics: Mapping[str, float] = field(default_factory=dict)
    known_line: float = -1.0
    known_lead: float = -1.0


class QueryReader(Protocol):
    def read(self, query: str) -> QueryReading: ...


class LexicalIndex(Protocol):
    """Best sections by words (BM25), Chinese segmented. Derived from the note store, and can be made anew from it."""

    def upsert(self, sections: Sequence[Section]) -> None: ...

    def delete(self, section_ids: Sequence[str]) -> None: ...

    def search(self, query: str, k: int, *, mend: bool = True) -> list[list[tuple[str, float]]]:
        """One ranking a field (words, character pairs): (section id, score > 0), best first.

        With `mend`, words that the index does not hold also stand for those of it that they are slips of.
        """

    def hashes(self) -> dict[str, str]:
        """Content hash by section id of all that is held."""


class NoteStore(Protocol):
    """The truth about what is indexed: files, sections, key points, chunks.

    Sections come with their key points as the KeyPointStore says that they were refined and edited.
    """

    def save(self, note: Note, chunks: Sequence[Chunk]) -> None:
        """Put the note in the place of what is stored for its file."""

    def save_all(self, notes: Sequence[tuple[Note, Sequence[Chunk]]]) -> None:
        """The same for several notes at once: all of them or none."""

    def delete(self, file: str) -> None: ...

    def sources(self) -> list[SourceFile]: ...

    def enable(self, file: str, enabled: bool) -> None: ...

    def disabled(self) -> set[str]:
        """The files that are switched off."""

    def sections(self, origins: Sequence[Origin] = ()) -> list[Section]:
        """All sections of enabled files in the order of file and line; of the given origins only, where some are."""

    def all_sections(self, file: str | None = None) -> list[Section]:
        """The same of disabled files too; of one file only, when it is given."""

    def sections_as_read(self, file: str) -> list[Section]:
        """All sections of a file with the key points that the note itself gives."""

    def section(self, section_id: str) -> Section | None: ...

    def sections_by_id(self, section_ids: Sequence[str]) -> dict[str, Section]:
        """Those of the sections that there are, also of disabled files, in one go."""

    def open_questions(self, file: str) -> list[tuple[str, str, int]]:
        """(path, text, line) of each."""

    def chunks(self, file: str | None = None) -> list[Chunk]: ...

    def twins(self) -> dict[str, str]:
        """file -> twin key, for the files that have one."""


class KeyPointStore(Protocol):
    """What became of key points after they were read, by section id; it outlives any new reading of the note."""

    def edits(self, section_id: str) -> tuple[KeyPointEdit, ...]: ...

    def save_edits(self, section_id: str, edits: Sequence[KeyPointEdit], *, seen: Sequence[KeyPointEdit]) -> None:
        """Put them in the place of the section's edits. Raises KeyPointsChangedElsewhere when `seen` is not what is
        stored any more."""

    def edited(self) -> set[str]:
        """The ids of the sections that have edits."""

    def refinement(self, section_id: str, content_hash: str) -> Refinement | None: ...

    def save_refinement(self, refinement: Refinement) -> None:
        """Insert or replace."""

    def refined(self) -> set[tuple[str, str]]:
        """(section id, content hash) of all refinements, used or not."""


class KeyPointRefiner(Protocol):
    def propose(self, section: Section) -> Proposal:
        """Atomic key points for a section as it was read, each with its lines. Raises ModelUnavailable."""


class SessionStore(Protocol):
    """Sessions and turns, durable when a call returns. A deleted session is there for `page` and `restore` only."""

    def add(self, session: Session) -> None: ...

    def save_turn(self, turn: Turn) -> Turn:
        """Insert or update; gives the turn with its new version. Raises TurnChangedElsewhere on a stale version."""

    def finish(self, session_id: str, at: datetime) -> None: ...

    def get(self, session_id: str) -> Session:
        """Raises SessionNotFound."""

    def summaries(self) -> list[SessionSummary]:
        """Newest first."""

    def page(self, wanted: HistoryFilter, offset: int = 0, limit: int = 20) -> HistoryPage:
        """Newest first; deleted ones by the time of deletion."""

    def choices(self) -> HistoryChoices: ...

    def unfinished(self) -> Session | None:
        """The newest session that was not ended and has been asked something."""

    def rename(self, session_id: str, name: str) -> None:
        """Raises SessionNotFound."""

    def delete(self, session_id: str, at: datetime) -> None:
        """Hide it with all that came of it. The first time counts. Raises SessionNotFound."""

    def restore(self, session_id: str) -> None:
        """Undo the deletion, if there was one. Raises SessionNotFound."""

    def purge(self, deleted_before: datetime) -> int:
        """Forget for good what was deleted before that time; gives how many sessions that were."""

    def recent_section_ids(self, sessions: int) -> set[str]:
        """Sections asked in the newest sessions."""


class OutcomeStore(Protocol):
    """The outcomes of key points in all sessions, as the stored turns have them."""

    def outcomes(self, *, since: datetime | None = None, section_ids: Sequence[str] = ()) -> list[PointOutcome]:
        """Oldest first; from that time on, of those sections only, where they are given."""

    def stamps(self) -> dict[str, str]:
        """By section id, a text that is another one whenever anything of the section's outcomes has changed."""

    def times(self) -> list[datetime]:
        """When answers were given that left outcomes, each once, oldest first."""

    def graders(self) -> list[tuple[str, int]]:
        """(name as `grader_of` gives it, outcomes), most first."""

    def answer_seconds(self, most: int = 60) -> list[float]:
        """How long the newest answered questions took from being asked to being answered, pauses counted in."""


class Archive(Protocol):
    """All that is the user's and no file of his: what moves to another machine."""

    def records(self, *, with_recordings: bool) -> Iterator[Record | None]:
        """As they are at one moment, without what was deleted; None for one that cannot be read."""

    def merge(self, records: Iterable[Record], *, keep: bool) -> Merged:
        """Put them to what is here, all or none; without `keep` only to see what would come of it.

        Raises ArchiveUnreadable, ArchiveTooNew.
        """


class Scheduler(Protocol):
    """Says when a key point is to be asked again, from all of its reviews; it keeps nothing itself."""

    def replay(self, reviews: Sequence[Review]) -> Memory:
        """What at least one review comes to, oldest first, each on a later day than the one before."""

    def recall(self, memory: Memory, day: date) -> float:
        """How likely (0..1) the point is to be remembered on that day; on a day before the last review, as on it."""


class CorrectionStore(Protocol):
    """Verdicts that people set right, durable when a call returns."""

    def put(self, correction: Correction) -> None:
        """Keep it, in the place of one with the same id."""

    def remove(self, correction_id: str) -> None:
        """Forget it, if it is known."""

    def newest(self, most: int = 1000) -> list[Correction]:
        """Newest first."""


class RecordingStore(Protocol):
    """Recorded answers with their audio, durable when a call returns. They go with their session."""

    def add(self, recording: Recording, audio: bytes) -> None:
        """Keep it; one that is kept already stays as it is. Raises SessionNotFound."""

    def save(self, recording: Recording) -> bool:
        """Put what is known of it now in the place of what is stored; False when it was deleted meanwhile."""

    def of_session(self, session_id: str) -> list[Recording]:
        """Oldest first."""

    def get(self, recording_id: str) -> Recording:
        """Raises RecordingNotFound."""

    def audio(self, recording_id: str) -> bytes:
        """As it came. Raises RecordingNotFound."""

    def delete(self, recording_id: str) -> None:
        """Forget it with its audio, if it is known."""


class Preferences(Protocol):
    """What a person chose once and wants remembered, durable when a call returns."""

    def get(self, name: str) -> str:
        """ "" for what was never chosen."""

    def put(self, name: str, value: str) -> None: ...


class Transcriber(Protocol):
    @property
    def name(self) -> str:
        """The recogniser and its model, as it is shown."""

    def transcribe(self, audio: bytes, *, language: str, terms: Sequence[str]) -> Transcript:
        """The words of a WAV file, spoken in `zh` or `en`; `terms` are likely to be among them. Silence has no words.

        Raises TranscriptionUnavailable.
        """


class Grader(Protocol):
    @property
    def name(self) -> str:
        """`embedded` or `llm`."""

    def grade(self, question: Question, answer: str) -> Assessment:
        """Judge an answer that has passed the gates. Raises ModelUnavailable when it needs a model and has none."""


class KeyedGrader(Grader, Protocol):
    def key(self, question: Question, answer: str) -> str:
        """A hash of all that the grade depends on."""


class AssessmentCache(Protocol):
    """Grades by the key of all they depend on, durable when a call returns."""

    def find(self, key: str) -> Assessment | None: ...

    def keep(self, key: str, assessment: Assessment) -> None:
        """In the place of what is kept under the key."""


class ExampleStore(Protocol):
    """Verdicts that people have checked."""

    def examples(self) -> Sequence[GradedExample]: ...


class ExamplePicker(Protocol):
    def like(self, question: Question, answer: str) -> Sequence[GradedExample]:
        """The few checked verdicts that are most like what is to be judged; the same ones for the same input."""


@dataclass(frozen=True, slots=True)
class AppealReading:
    """What a model makes of an appeal: the words of the answer that bear on the point (as it quoted them), the verdict
    that it would give, and why."""

    quote: str
    kind: VerdictKind
    reason: str
    usage: Usage


class AppealReader(Protocol):
    def read(self, question: Question, answer: str, verdict: Verdict, claim: AppealClaim) -> AppealReading:
        """Raises ModelUnavailable. What it gives is a proposal: its quote is unchecked."""


class QuestionWriter(Protocol):
    def question(self, section: Section, *, language: str, variant: int = 0) -> Question:
        """A question on the section. The same variant gives the same wording. Raises ModelUnavailable."""

    def rephrase(self, question: Question, *, variant: int) -> str:
        """Another wording of the same question, from variant 0 on, that gives nothing away. Raises ModelUnavailable."""

    def hint(self, question: Question, answer: str, point: KeyPoint, *, step: int) -> str:
        """Where to look for the point: step 1 a vague direction, 2 a nearer one; never the point itself.

        `answer` is what was said so far, "" before anything was. Raises ModelUnavailable.
        """

    def follow_up(
        self,
        question: Question,
        answer: str,
        assessment: Assessment,
        *,
        language: str,
        nudge: bool = False,
        style: Style = Style.NEUTRAL,
    ) -> FollowUp | None:
        """On the worst point that was not covered, or None when there is none. Raises ModelUnavailable.

        It gives no help, unless a `nudge` is asked for: that says where to look, and never the point.
        """


class DeskWriter(Protocol):
    """Words for the interviewer's desk. Of its questions, none gives a key point away."""

    def ladder(self, question: Question) -> tuple[Rung, ...]:
        """A follow-up for each step, the easiest first."""

    def anchors(self, question: Question) -> Anchors: ...

    def red_flags(self, question: Question) -> tuple[str, ...]: ...

    def probe(self, question: Question, answer: str, aim: Aim, taken: Sequence[str] = ()) -> Probe:
        """What to ask next with that aim, in other words than those that are `taken`."""


class ProbeWriter(Protocol):
    def probes(self, question: Question, answer: str, aims: Sequence[Aim]) -> list[Probe]:
        """At most one for each aim, in their order, none of which gives a key point away. Raises ModelUnavailable."""


class QuestionSetStore(Protocol):
    """Question sets, durable when a call returns."""

    def save(self, questions: QuestionSet) -> QuestionSet:
        """Insert or update; gives the set with its new version. Raises QuestionSetLocked when the stored one is,
        QuestionSetChangedElsewhere on a stale version."""

    def get(self, set_id: str) -> QuestionSet:
        """Raises QuestionSetNotFound."""

    def all(self) -> list[QuestionSet]:
        """Newest first."""

    def delete(self, set_id: str) -> None:
        """Forget it, if it is known."""


class CandidateStore(Protocol):
    """Candidates, durable when a call returns."""

    def add(self, candidate: Candidate) -> None:
        """Keep him; one that is known already stays as he is."""

    def get(self, candidate_id: str) -> Candidate:
        """Raises CandidateNotFound."""

    def all(self) -> list[Candidate]:
        """Newest first."""

    def delete(self, candidate_id: str) -> None:
        """Forget him, if he is known, with his interviews, scorecards, their logs and recordings, beyond recovery from
        the database's own files as far as the database can do that."""


class InterviewStore(Protocol):
    """Interviews of known candidates, durable when a call returns. They go with their candidate."""

    def save(self, interview: Interview) -> Interview:
        """Insert or update; gives the interview with its new version. Raises InterviewChangedElsewhere on a stale
        version, CandidateNotFound where its candidate is not known (any more)."""

    def get(self, interview_id: str) -> Interview:
        """Raises InterviewNotFound."""

    def of_set(self, set_id: str) -> list[Interview]:
        """Newest first."""

    def of_candidate(self, candidate_id: str) -> list[Interview]:
        """Newest first."""

    def all(self) -> list[Interview]:
        """Newest first."""


class ScorecardStore(Protocol):
    """Scorecards with the logs of their changes, durable when a call returns. They go with their interview."""

    def save(self, card: Scorecard, changes: Sequence[Change] = ()) -> Scorecard:
        """Insert or update, and add the changes to its log, both or none; gives the card with its new version. Raises
        ScorecardChangedElsewhere on a stale version, InterviewNotFound."""

    def find(self, interview_id: str) -> Scorecard | None: ...

    def log(self, interview_id: str) -> list[Change]:
        """Oldest first."""


class InterviewRecordings(Protocol):
    """Audio of interviews, durable when a call returns. It goes with its interview."""

    def add(self, recording: InterviewRecording, audio: bytes) -> None:
        """Keep it; one that is kept already stays as it is. Raises InterviewNotFound."""

    def of_interview(self, interview_id: str) -> list[InterviewRecording]:
        """Oldest first."""

    def audio(self, recording_id: str) -> bytes:
        """As it came. Raises RecordingNotFound."""


class VoiceActivity(Protocol):
    def speech(self, wav: bytes) -> tuple[Stretch, ...]:
        """Where somebody speaks in a WAV recording, in order and apart, within its length; () where nobody does.

        Raises RecordingUnreadable, RecordingTooLong, VoiceActivityMissing.
        """


class ChatModel(Protocol):
    @property
    def name(self) -> str: ...

    def complete(
        self,
        system: str,
        user: str,
        schema: dict[str, Any] | None = None,
        *,
        watch: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """One reply; an object that fits the JSON schema where one is given. Raises ModelUnavailable.

        `watch` is called with all of the text so far whenever more has come.
        """

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The reply in pieces as they come. Raises ModelUnavailable, also in the middle."""


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text as speech; `media_type` such as `audio/mpeg`. Empty for an empty text."""

    audio: bytes
    media_type: str


class Voice(Protocol):
    def say(self, text: str) -> SpokenText:
        """Raises VoiceUnavailable."""


class Clock(Protocol):
    def now(self) -> datetime:
        """An aware time in UTC."""
