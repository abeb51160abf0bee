"""`make bench-load`: how many candidates practise at once, how long they wait, and what a session costs.

`python -m bench.load sessions --of 20 50 100` measures one server with so many candidates in turn, each time from
nothing; `replicas` measures two servers behind nginx, with Postgres and Chroma; `long` has 20 candidates for half an
hour. Load tool and servers share the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.app_server import app_server
from bench.cluster import running_cluster
from bench.figures import RESULTS, commit, write
from bench.load.answers import FILES, read_book
from bench.load.crowd import Crowd, watch
from bench.load.report import figures, long_run

THINK_S = 20.0
SESSIONS = (20, 50, 100, 150, 200)
LONG_SESSIONS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("sessions", "replicas", "long"), nargs="?", default="sessions")
    parser.add_argument("--of", type=int, nargs="+", default=SESSIONS)
    parser.add_argument("--think", type=float, default=THINK_S)
    parser.add_argument("--seconds", type=float)
    asked = parser.parse_args()
    made: dict[str, Any]
    if asked.what == "sessions":
        made = {"one_server": _sessions(asked.of, asked.think, asked.seconds or 120)}
    elif asked.what == "replicas":
        made = {"replicas": _replicas(asked.of, asked.think, asked.seconds or 120)}
    else:
        made = {"long_run": _long(asked.think, asked.seconds or 1800)}
    print(write("load", _kept() | made, FILES).read_text(encoding="utf-8"))


def _sessions(counts: Sequence[int], think: float, seconds: float) -> list[dict[str, Any]]:
    rows = []
    for count in counts:
        about, book = _about(), read_book()
        with app_server() as server:
            rows.append(figures(watch(Crowd(count, think, seconds, [server.url], [server.pid]), book)))
        rows[-1] |= about | book.said()
        print(json.dumps(rows[-1], ensure_ascii=False), flush=True)
    return rows


def _replicas(counts: Sequence[int], think: float, seconds: float) -> list[dict[str, Any]]:
    """The candidates come in by nginx; what its processes, Postgres and Chroma use shows in the machine's share."""
    rows = []
    for count in counts:
        about, book = _about(), read_book()
        with _folder() as folder, running_cluster(folder) as cluster:
            pids = [cluster.supervisor.pid(name) for name in ("app1", "app2")]
            rows.append(figures(watch(Crowd(count, think, seconds, [cluster.url], pids), book)))
        rows[-1] |= about | book.said()
        print(json.dumps(rows[-1], ensure_ascii=False), flush=True)
    return rows


@contextmanager
def _folder() -> Iterator[Path]:
    """One that the user of Postgres may pass through."""
    with tempfile.TemporaryDirectory(prefix="interviewer-load-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


def _long(think: float, seconds: float) -> dict[str, Any]:
    about, book = _about(), read_book()
    with app_server() as server:
        made = long_run(watch(Crowd(LONG_SESSIONS, think, seconds, [server.url], [server.pid]), book))
    return made | about | book.said()


def _about() -> dict[str, Any]:
    """What is run, and how busy the machine was before: runs are made at different times."""
    return {"commit": commit(), "load_average_before": round(os.getloadavg()[0], 1)}


def _kept() -> dict[str, Any]:
    """Figures of other runs stay beside those that are made anew."""
    file = RESULTS / "load.json"
    kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["figures"] if file.is_file() else {}
    return kept


if __name__ == "__main__":
    main()
