"""The same answer gets the same grade: what a model has judged once is not judged again unless that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import replace

from interviewer.domain.assessment import Assessment
from interviewer.domain.errors import DatabaseUnavailable
from interviewer.domain.ports import AssessmentCache, KeyedGrader
from interviewer.domain.questions import Question
from interviewer.domain.usage import Usage

_anew: ContextVar[bool] = ContextVar("anew", default=False)


@contextmanager
def grading_anew() -> Iterator[None]:
    """Have answers judged in this context whatever is kept of them; the new grade is kept in its place."""
    token = _anew.set(True)
    try:
        yield
    finally:
        _anew.reset(token)


class CachedGrader:
    """A grader with what it has judged before. Where nothing can be kept, it grades all the same."""

    def __init__(self, inner: KeyedGrader, cache: AssessmentCache) -> None:
        self._inner = inner
        self._cache = cache

    @property
    def name(self) -> str:
        return self._inner.name

    def grade(self, question: Question, answer: str) -> Assessment:
        """Raises as the grader does; a failure is never kept."""
        key = self._inner.key(question, answer)
        kept = None if _anew.get() else self._find(key)
        if kept is not None and [each.key_point.text for each in kept.verdicts] == _texts(question):
            return _again(kept, question)
        assessment = self._inner.grade(question, answer)
        if assessment.unscored_reason is None:
            with suppress(DatabaseUnavailable):
                self._cache.keep(key, assessment)
        return assessment

    def _find(self, key: str) -> Assessment | None:
        with suppress(DatabaseUnavailable):
            return self._cache.find(key)
        return None


def _texts(question: Question) -> list[str]:
    return [point.text for point in question.key_points]


def _again(kept: Assessment, question: Question) -> Assessment:
    """The grade on the key points as they are now: their lines may have moved and their weights been changed."""
    pairs = zip(kept.verdicts, question.key_points, strict=True)
    verdicts = tuple(replace(verdict, key_point=point) for verdict, point in pairs)
    return replace(kept, verdicts=verdicts, usage=Usage(kept.model), from_cache=True)
