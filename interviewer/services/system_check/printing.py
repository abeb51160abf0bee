"""What PDF files need."""

from __future__ import annotations

from interviewer.services.system_check.finding import Finding, ok, warning


def check(lacking: str) -> Finding:
    """`lacking` is the first package that is missing, "" where all are there."""
    return warning("printing", "lacking", package=lacking) if lacking else ok("printing")
