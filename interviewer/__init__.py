"""A mock interviewer that grades spoken-style answers against the user's own notes."""

__version__ = "0.1.0"
