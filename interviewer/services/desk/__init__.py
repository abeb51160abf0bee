"""The interviewer's desk: question sets before, ticks and probes during a live interview."""
