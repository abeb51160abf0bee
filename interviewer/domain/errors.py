"""Errors named after the user's problem. Each has a sentence per language in locales/, under `error.<code>`."""

from __future__ import annotations

from interviewer.domain.usage import Usage


class InterviewerError(Exception):
    """A problem the user can do something about. `details` fill the sentence that says what."""

    code = "unknown"

    def __init__(self, **details: object) -> None:
        super().__init__(self.code, details)
        self.details = details


class InvalidSetting(InterviewerError):
    code = "invalid_setting"


class UnknownSetting(InterviewerError):
    code = "unknown_setting"


class MissingApiKey(InterviewerError):
    code = "missing_api_key"


class PathNotFound(InterviewerError):
    code = "path_not_found"


class NoteUnreadable(InterviewerError):
    """`why` is one of `empty`, `binary`, `too_large`, `unknown_encoding`, `unsupported`, `no_permission`."""

    code = "note_unreadable"


class NothingToIngest(InterviewerError):
    code = "nothing_to_ingest"


class IndexNotBuilt(InterviewerError):
    code = "index_not_built"


class IndexOwnedElsewhere(InterviewerError):
    code = "index_owned_elsewhere"


class IngestGoingOn(InterviewerError):
    """Another process brings notes in; `holder` is its machine and number."""

    code = "cluster.ingest_going_on"


class IndexMadeByOtherEmbedder(InterviewerError):
    code = "index_made_by_other_embedder"


class IndexUnavailable(InterviewerError):
    code = "index_unavailable"


class IndexServerUnavailable(IndexUnavailable):
    """A Chroma server that does not answer; `url` is where it was looked for."""

    code = "cluster.index_server_unavailable"


class EmbeddingUnavailable(InterviewerError):
    """An embedding server that gave no usable vectors; `reason` is a `FallbackReason`."""

    code = "embedding_unavailable"


class VoiceUnavailable(InterviewerError):
    """A server that gave no speech; `reason` is a `FallbackReason`."""

    code = "voice_unavailable"


class SourceNotFound(InterviewerError):
    code = "source_not_found"


class SectionNotFound(InterviewerError):
    code = "section_not_found"


class NothingToAsk(InterviewerError):
    code = "nothing_to_ask"


class NothingMissed(InterviewerError):
    """No past session lost a point, or every one of them was made good."""

    code = "nothing_missed"


class NothingDue(InterviewerError):
    """No key point waits for a review today, or the notes of those that do are gone."""

    code = "progress.nothing_due"


class GoalUnusable(InterviewerError):
    """`why` is one of `goal.past`, `goal.far`, `goal.minutes`, `goal.name`."""

    code = "progress.goal_unusable"


class SessionNotFound(InterviewerError):
    code = "session_not_found"


class NameTooLong(InterviewerError):
    """A name of a session of more characters than `limit`."""

    code = "name_too_long"


class TurnChangedElsewhere(InterviewerError):
    """Another tab or process saved the same turn first."""

    code = "turn_changed_elsewhere"


class VerdictNotFound(InterviewerError):
    code = "verdict_not_found"


class WordsNotSaid(InterviewerError):
    """Words that are to earn a verdict and are no quote of the answer."""

    code = "words_not_said"


class ArgumentTooLong(InterviewerError):
    code = "argument_too_long"


class NoAppealLeft(InterviewerError):
    code = "no_appeal_left"


class VerdictCorrected(InterviewerError):
    """An appeal against a verdict that the candidate set himself."""

    code = "verdict_corrected"


class CorrectionNotFound(InterviewerError):
    code = "correction_not_found"


class KeyPointsChangedElsewhere(InterviewerError):
    """Another tab or process saved edits of the same section first."""

    code = "key_points.changed_elsewhere"


class KeyPointUnusable(InterviewerError):
    """An empty text, or one of more characters than `limit`."""

    code = "key_points.unusable"


class AnswerTooLong(InterviewerError):
    code = "answer_too_long"


class DatabaseUnavailable(InterviewerError):
    code = "database_unavailable"


class DatabaseTooNew(InterviewerError):
    """A newer version of the program made the tables."""

    code = "database.too_new"


class DatabaseDriverMissing(InterviewerError):
    code = "database.driver_missing"


class NotAllowed(InterviewerError):
    """`problem` is `for_interviewers` or `for_notes_owners`: who may."""

    code = "not_allowed"


class LoginMissing(InterviewerError):
    """The app would listen at `address`, where others can reach it, with no login configured."""

    code = "login.missing"


class LoginIncomplete(InterviewerError):
    """`names` are the settings that are missing."""

    code = "login.incomplete"


class CookieSecretMissing(InterviewerError):
    code = "login.no_cookie_secret"


class NotLoggedIn(InterviewerError):
    code = "login.none"


class UserUnnamed(InterviewerError):
    """A command on sessions does not know whose: the database has those of several people."""

    code = "login.user_unnamed"


class ArchiveUnreadable(InterviewerError):
    """A file of exported sessions that cannot be taken; `why` is `archive.` and a word of `error.why.archive`."""

    code = "archive.unreadable"


class ArchiveTooNew(InterviewerError):
    """A newer version of the program wrote it."""

    code = "archive.too_new"


class RecordingUnusable(InterviewerError):
    """Audio that cannot be kept as an answer; `why` is `speech.broken`, `speech.empty` or `speech.too_large`."""

    code = "recording_unusable"


class RecordingNotFound(InterviewerError):
    code = "recording_not_found"


class TranscriptionUnavailable(InterviewerError):
    """A recogniser that gave no text; `why` is `speech.` and a word of `error.why.speech` in locales/."""

    code = "transcription_unavailable"

    @property
    def trouble(self) -> str:
        return str(self.details.get("why", "speech.server_error")).partition(".")[2]


class ModelUnavailable(InterviewerError):
    """A chat model that gave no usable reply; `reason` is a `FallbackReason`, `usage` what was spent in vain."""

    code = "model_unavailable"

    @property
    def usage(self) -> Usage:
        spent = self.details.get("usage")
        return spent if isinstance(spent, Usage) else Usage()

    def spend(self, usage: Usage) -> None:
        """Count more of what was spent before it came to this."""
        self.details["usage"] = usage + self.usage


class PromptBroken(InterviewerError):
    code = "prompt_broken"


class BenchmarkFileBroken(InterviewerError):
    code = "benchmark_file_broken"


class PortTaken(InterviewerError):
    code = "port_taken"


class DataFolderUnusable(InterviewerError):
    """`folder` cannot be made or written."""

    code = "data_folder_unusable"


class ChartsMissing(InterviewerError):
    code = "charts_missing"


class PdfUnavailable(InterviewerError):
    """`package` is what is not installed, or cannot run on this machine."""

    code = "pdf_unavailable"


class NothingLost(InterviewerError):
    """A session without a lost point has no cards to make."""

    code = "nothing_lost"


class FileNotWritable(InterviewerError):
    code = "file_not_writable"


class NoteChanged(InterviewerError):
    """A file is no longer what it was when something was drafted for it."""

    code = "doctor.note_changed"


class NoteNotSaved(InterviewerError):
    code = "doctor.note_not_saved"


class NoPlaceInNote(InterviewerError):
    code = "doctor.no_place"


class DraftUnusable(InterviewerError):
    code = "doctor.draft_unusable"


class RecordingUnreadable(InterviewerError):
    """No WAV recording of plain samples."""

    code = "delivery.unreadable"


class RecordingTooLong(InterviewerError):
    """Of more than `minutes`."""

    code = "delivery.too_long"


class VoiceActivityMissing(InterviewerError):
    """The package that tells speech from silence is not there, or cannot run on this machine."""

    code = "delivery.voice_activity_missing"


class QuestionSetNotFound(InterviewerError):
    code = "desk.set_not_found"


class QuestionSetLocked(InterviewerError):
    """A change to a set that is the same for every candidate."""

    code = "desk.set_locked"


class QuestionSetChangedElsewhere(InterviewerError):
    """Another tab or process saved the same set first."""

    code = "desk.set_changed_elsewhere"


class SetQuestionEmpty(InterviewerError):
    code = "desk.question_empty"


class SetQuestionNotFound(InterviewerError):
    """`number` counts from 1, of `count`."""

    code = "desk.question_not_found"


class SetFileBroken(InterviewerError):
    """A file of questions that cannot be read: `line` counts from 1, `field` is where, `problem` is the
    key of a sentence under `problem` in locales/."""

    code = "desk.file_broken"


class SetEmpty(InterviewerError):
    """An interview was to begin with a set without questions."""

    code = "live.set_empty"


class CandidateNotFound(InterviewerError):
    code = "card.candidate_not_found"


class InterviewNotFound(InterviewerError):
    code = "card.interview_not_found"


class InterviewChangedElsewhere(InterviewerError):
    """Another window or process saved the same interview first."""

    code = "card.interview_changed_elsewhere"


class ScorecardChangedElsewhere(InterviewerError):
    """Another window or process saved the same scorecard first."""

    code = "card.changed_elsewhere"


class ScorecardIncomplete(InterviewerError):
    """A signature under a card without recommendation, or with `unrated` questions that were asked and not rated."""

    code = "card.incomplete"


class ScorecardUndecided(ScorecardIncomplete):
    """A signature under a card that lacks nothing but the recommendation."""

    code = "card.undecided"


class SignerMissing(InterviewerError):
    code = "card.signer_missing"


class ChangeNeedsReason(InterviewerError):
    """A change to a signed card without a name or a reason."""

    code = "card.change_needs_reason"


class CandidateUnnamed(InterviewerError):
    code = "card.candidate_unnamed"


class ConsentMissing(InterviewerError):
    """A recording of somebody who was not asked, or said no."""

    code = "card.consent_missing"
