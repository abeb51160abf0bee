"""`interviewer doctor --system`: whether the installation is sound, and what to do where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from interviewer.commands.shared import call
from interviewer.domain.errors import InterviewerError

if TYPE_CHECKING:
    from interviewer.services.system_check import Report


def check(*, try_llm: bool) -> None:
    """Prints the report; exit 1 when a part has a problem."""
    from interviewer.services.system_check import Health
    from interviewer.services.system_check.in_words import as_text

    report = _report(try_llm)
    language = _language()
    call.print(report.as_json(language), as_text(report, language))
    if report.health is Health.PROBLEM:
        raise typer.Exit(1)


def _report(try_llm: bool) -> Report:
    """Where the settings cannot be read, nothing else can be looked at."""
    from interviewer.services.system_check import Report
    from interviewer.services.system_check.finding import failed

    try:
        container = call.container(personal=False)
    except InterviewerError as error:
        return Report((failed("settings", error),))
    from interviewer.bootstrap.system import system_check

    return system_check(container, try_model=try_llm).look()


def _language() -> str:
    try:
        return call.language
    except InterviewerError:
        return "zh"
