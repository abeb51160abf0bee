"""A progress bar on stderr for what takes longer than a moment."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from interviewer.i18n import translate


@contextmanager
def progress_bar(language: str, doing: str = "cli.indexing") -> Iterator[Callable[[int, int, str], None]]:
    """A function to call with (done, of all, the one at hand); it draws only on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total, _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[name]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(translate(doing, language), name="")
        yield lambda done, total, name: bar.update(task, completed=done, total=total, name=name)
