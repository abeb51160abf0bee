"""Puts right the technical terms that a recogniser misheard, and nothing else."""

from interviewer.services.term_pass.whole import put_right

__all__ = ["put_right"]
