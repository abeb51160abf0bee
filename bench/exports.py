"""How long a report of thirty questions takes as a file, in each format: `python -m bench.exports`.

First in a process that has made none yet, then again and again; and whether it is the same each time, read back from
JSON and made anew from the database.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from pypdf import PdfReader

from bench.figures import write
from bench.report_sessions import a_made_session
from interviewer.bootstrap import Container
from interviewer.services.report_files import ReportFormat
from interviewer.services.reports import build_from
from interviewer.settings import load

QUESTIONS, TIMES, PROCESSES = 30, 12, 5
SESSION = "now"


def main() -> None:
    if len(sys.argv) > 2:
        print(json.dumps(_first(Path(sys.argv[1]), ReportFormat(sys.argv[2]))))
        return
    with tempfile.TemporaryDirectory(prefix="interviewer-exports-") as folder:
        data = Path(folder)
        characters = _store(data)
        load_before = os.getloadavg()[0]
        figures = {
            "questions": QUESTIONS,
            "characters_an_answer": characters,
            "times": TIMES,
            "processes": PROCESSES,
            "formats": {kind.value: _measured(data, kind) for kind in ReportFormat},
            **_same(data),
            "load_before": round(load_before, 1),
            "load_after": round(os.getloadavg()[0], 1),
        }
    print(write("exports", figures).read_text(encoding="utf-8"))


def _store(data: Path) -> int:
    """Store the session, and give the median length of its answers."""
    product = Container(load(data_dir=data))
    try:
        product.ingest_knowledge()
        sections = [each for each in product.notes.sections() if each.key_points and each.language == "zh"]
        step = max(1, len(sections) // QUESTIONS)
        made = a_made_session(sections[::step][:QUESTIONS], id=SESSION, seed=3, spoken=True)
        product.sessions.add(made)
        return round(median(len(turn.answer) for turn in made.turns))
    finally:
        product.close()


def _measured(data: Path, kind: ReportFormat) -> dict[str, float]:
    """Medians: `first` over processes, `warm` within one; the `cpu` ones do not hang on what else the machine does."""
    first = [_in_a_process(data, kind) for _ in range(PROCESSES)]
    product = Container(load(data_dir=data))
    try:
        report = build_from(product.sessions, SESSION)
        made = product.report_files.make(report, kind, "zh")
        warm = [_timed(lambda: product.report_files.make(report, kind, "zh")) for _ in range(TIMES)]
    finally:
        product.close()
    figures: dict[str, float] = {"bytes": len(made)}
    for name, found in (("first", first), ("warm", warm)):
        figures[f"{name}_ms"] = round(median(wall for wall, _ in found))
        figures[f"{name}_cpu_ms"] = round(median(cpu for _, cpu in found))
    return figures | ({"pages": len(PdfReader(io.BytesIO(made)).pages)} if kind is ReportFormat.PDF else {})


def _in_a_process(data: Path, kind: ReportFormat) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench.exports", str(data), kind.value]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wall, cpu = json.loads(done.stdout)
    return wall, cpu


def _first(data: Path, kind: ReportFormat) -> tuple[float, float]:
    """With loading what the format needs; the program itself and its database are open by then, as in the app."""
    product = Container(load(data_dir=data))
    report = build_from(product.sessions, SESSION)
    return _timed(lambda: product.report_files.make(report, kind, "zh"))


def _same(data: Path) -> dict[str, Any]:
    """1 where it is the same to the byte: JSON read and written again, and each format made anew from the database."""
    made = [_all(data) for _ in range(2)]
    text = made[0][ReportFormat.JSON].decode()
    again = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    return {
        "json_round_trip": int(again == text),
        "made_anew": {kind.value: int(made[0][kind] == made[1][kind]) for kind in ReportFormat},
        "made_anew_all": int(made[0] == made[1]),
    }


def _all(data: Path) -> dict[ReportFormat, bytes]:
    product = Container(load(data_dir=data))
    try:
        report = build_from(product.sessions, SESSION)
        return {kind: product.report_files.make(report, kind, "zh") for kind in ReportFormat}
    finally:
        product.close()


def _timed(run: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that passed, and those that this process worked."""
    began, worked = time.perf_counter(), time.process_time()
    run()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)


if __name__ == "__main__":
    main()
