"""What is wrong with notes: read from the files alone, without an index."""

from interviewer.services.doctor.examination import Doctor, Examination
from interviewer.services.doctor.findings import Finding, FindingKind

__all__ = ["Doctor", "Examination", "Finding", "FindingKind"]
