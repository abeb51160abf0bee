"""FSRS parameters fitted to a log by fsrs-rs-python, where that is installed."""

from __future__ import annotations

from collections.abc import Sequence

from bench.review_log import History


def fitted_parameters(logs: Sequence[History]) -> list[float]:
    """The 21 parameters; none where the package is missing."""
    try:
        import fsrs_rs_python as fitting
    except ImportError:
        return []
    items = []
    for reviews in logs:
        days = [0, *((after.day - before.day).days for before, after in zip(reviews, reviews[1:], strict=False))]
        rated = [
            fitting.FSRSReview(int(each.rating), gap) for each, gap in zip(reviews, days[: len(reviews)], strict=True)
        ]
        items += [fitting.FSRSItem(rated[: at + 1]) for at in range(1, len(rated))]
    return [float(each) for each in fitting.FSRS([]).compute_parameters(items)]
