"""The log of a process: every logger's lines in one form, without secrets and without the words of people."""

from interviewer.adapters.logs.setup import LogStyle, adopt, start

__all__ = ["LogStyle", "adopt", "start"]
