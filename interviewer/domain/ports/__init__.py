"""What the services need from the outside. Each port has one contract suite that every adapter and fake passes."""

from interviewer.domain.ports.desk import (
    CandidateStore,
    DeskWriter,
    GuideWriter,
    InterviewRecordings,
    InterviewStore,
    ProbeWriter,
    QuestionSetStore,
    ScorecardStore,
)
from interviewer.domain.ports.grading import (
    AppealReader,
    AppealReading,
    AssessmentCache,
    ExamplePicker,
    ExampleStore,
    Grader,
    KeyedGrader,
    QuestionWriter,
)
from interviewer.domain.ports.index import (
    Embedder,
    IngestLock,
    LexicalIndex,
    Matrix,
    QueryReader,
    QueryReading,
    VectorIndex,
)
from interviewer.domain.ports.models import ChatModel, ModelReply
from interviewer.domain.ports.notes import KeyPointRefiner, KeyPointStore, NoteStore, SourceFile
from interviewer.domain.ports.sessions import (
    Archive,
    Clock,
    CorrectionStore,
    OutcomeStore,
    Preferences,
    Scheduler,
    SessionStore,
)
from interviewer.domain.ports.speech import RecordingStore, SpokenText, Transcriber, Voice, VoiceActivity
from interviewer.domain.ports.spending import SpendingStore

__all__ = [
    "AppealReader",
    "AppealReading",
    "Archive",
    "AssessmentCache",
    "CandidateStore",
    "ChatModel",
    "Clock",
    "CorrectionStore",
    "DeskWriter",
    "Embedder",
    "ExamplePicker",
    "ExampleStore",
    "Grader",
    "GuideWriter",
    "IngestLock",
    "InterviewRecordings",
    "InterviewStore",
    "KeyPointRefiner",
    "KeyPointStore",
    "KeyedGrader",
    "LexicalIndex",
    "Matrix",
    "ModelReply",
    "NoteStore",
    "OutcomeStore",
    "Preferences",
    "ProbeWriter",
    "QueryReader",
    "QueryReading",
    "QuestionSetStore",
    "QuestionWriter",
    "RecordingStore",
    "Scheduler",
    "ScorecardStore",
    "SessionStore",
    "SourceFile",
    "SpendingStore",
    "SpokenText",
    "Transcriber",
    "VectorIndex",
    "Voice",
    "VoiceActivity",
]
