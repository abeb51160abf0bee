"""Phrases of a printed report in one language; what came from answers and notes is cleaned, not yet escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePath

from interviewer.domain.assessment import Verdict
from interviewer.domain.notes import SourceLines
from interviewer.i18n import strings, translate
from interviewer.services.markdown_text import plain


class Words:
    """`words(key, **values)` is the string under that key."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        return translate(key, self.language, **values)

    def line(self, text: str) -> str:
        """Someone's words on one line."""
        return " ".join(plain(text).split())

    def lines(self, text: str) -> tuple[str, ...]:
        """Someone's words line by line, with empty lines where a paragraph ends."""
        return tuple(" ".join(each.split()) for each in plain(text).strip().splitlines())

    def minute(self, at: datetime) -> str:
        return at.strftime("%Y-%m-%d %H:%M UTC")

    def numbers(self, numbers: Iterable[int]) -> str:
        return self("report.number_comma").join(map(str, numbers))

    def count(self, questions: int) -> str:
        return self("paper.question_count" if questions != 1 else "paper.one_question", n=questions)

    def place(self, source: SourceLines | None) -> str:
        """`redis.md 112–115`; empty where no place is known."""
        if source is None:
            return ""
        name = self.line(PurePath(source.file).name)
        first, last = source.first_line, source.last_line
        return f"{name} {first}" if first == last else f"{name} {first}–{last}"

    def grader(self, grader: str, model: str) -> str:
        known = f"report.grader.{grader}" in strings(self.language)
        return self(f"report.grader.{grader}", model=self.line(model)) if known else self.line(f"{grader} {model}")

    def lost(self, verdict: Verdict) -> str:
        """A lost point with what became of it: `没说到 · 热点数据分布到不同的缓存节点（redis.md 122）`."""
        place = self.place(verdict.key_point.source)
        values = {"kind": self(f"report.kind.{verdict.kind.value}"), "point": self.line(verdict.key_point.text)}
        return self("paper.lost_at", place=place, **values) if place else self("paper.lost", **values)

    def marks(self, verdict: Verdict) -> Iterator[str]:
        """What became of a verdict: appeals, and who corrected it."""
        for appeal in verdict.appeals:
            before = self(f"report.kind.{appeal.before.kind.value}")
            values = {"at": self.minute(appeal.at), "before": before, "reason": self.line(appeal.reason)}
            yield self(f"report.appeal.{appeal.outcome.value}", **values)
            if appeal.argument:
                yield self("report.argued", argument=self.line(appeal.argument))
        if mark := verdict.corrected:
            kind = self(f"report.kind.{mark.before.kind.value}")
            quote = self("report.graded_quote", quote=self.line(mark.before.quote)) if mark.before.quote else ""
            reason = self("report.because", reason=self.line(mark.reason)) if mark.reason else ""
            yield self("report.corrected_verdict", at=self.minute(mark.at), kind=kind) + quote + reason
