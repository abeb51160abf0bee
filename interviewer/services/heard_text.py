"""What is said in a recording: a recogniser that expects the topic's words, the user's script, terms put right."""

from __future__ import annotations

from interviewer.adapters.hanzi import is_traditional, simplified
from interviewer.domain.errors import TranscriptionUnavailable
from interviewer.domain.notes import PATH_JOINER, KeyPoint, Section, SectionStatus, SourceLines
from interviewer.domain.ports import NoteStore, Transcriber
from interviewer.domain.speech import MendedText, Transcript
from interviewer.services.term_pass import put_right
from interviewer.services.topic_words import TopicWords, topic_words


def heard_text(
    transcriber: Transcriber, notes: NoteStore, audio: bytes, language: str, section: Section
) -> tuple[Transcript, MendedText]:
    """What was heard, and the same with its terms put right. `section` is what is talked about.

    Raises TranscriptionUnavailable, also where nothing was said (`speech.silent`).
    """
    topic = topic_words(notes, section)
    found = transcriber.transcribe(audio, language=language, terms=topic.likely(language))
    if not found.text.strip():
        raise TranscriptionUnavailable(why="speech.silent")
    return found, _put_right(found.text, topic, language)


def section_as_asked(section_id: str, path: str, text: str, language: str, key_points: tuple[KeyPoint, ...]) -> Section:
    """Of a note that is not indexed (any more), what a question keeps of it."""
    return Section(
        id=section_id,
        steps=tuple(path.split(PATH_JOINER)),
        source=SourceLines("", 1, 1),
        text=text,
        status=SectionStatus.TEXT,
        language=language,
        content_hash="",
        key_points=key_points,
    )


def _put_right(text: str, topic: TopicWords, language: str) -> MendedText:
    if language == "zh" and not is_traditional(topic.text):
        text = simplified(text)
    return put_right(text, topic)
