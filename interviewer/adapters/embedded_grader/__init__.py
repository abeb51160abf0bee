"""A grader that works without a key and without a network."""

from interviewer.adapters.embedded_grader.grader import EmbeddedGrader

__all__ = ["EmbeddedGrader"]
