"""What is fuzzed: how an input is made, what reads it, and what must hold of the result.

A reader may raise an InterviewerError, which is a sentence for the user; anything else is a failure.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.fuzz import mutations, seeds
from ingest.chunk import chunks_of
from ingest.convert import to_markdown
from ingest.files import read_note
from ingest.parse import parse_note
from interviewer.adapters import llm_grader, llm_verdicts
from interviewer.adapters.grading_prompt import SCHEMA
from interviewer.adapters.json_reply import fitting, skip_thinking, without_thinking
from interviewer.domain import wav
from interviewer.domain.assessment import Assessment
from interviewer.services import archive_file
from interviewer.services.archives import Archives
from interviewer.services.desk.csv_text import to_csv
from interviewer.services.desk.files import from_text
from interviewer.services.desk.yaml_text import to_yaml
from interviewer.services.evaluation_files import read_csv, read_jsonl


@dataclass(frozen=True, slots=True)
class Target:
    """`weight` is its share of all inputs, in thousandths."""

    name: str
    weight: int
    make: Callable[[random.Random], Any]
    run: Callable[[Any], object]


def check_note(text: str) -> None:
    """A note that was read: every section and point has an id of its own and lines that are there."""
    note = parse_note(text, "n.mdx")
    last = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    ids = [section.id for section in note.sections]
    assert len(ids) == len(set(ids)), "two sections with one id"
    for section in note.sections:
        assert 1 <= section.source.first_line <= section.source.last_line <= last, "lines that are not there"
        assert len(section.line_numbers) == len(section.text.split("\n")) or not section.text, "unnumbered lines"
        assert all(1 <= number <= last for number in section.line_numbers), "line numbers that are not there"
        assert "\n" not in section.path, "a path of two lines"
        points = [point.id for point in section.key_points]
        assert len(points) == len(set(points)), "two points with one id"
        for point in section.key_points:
            assert point.source and 1 <= point.source.first_line <= point.source.last_line <= last, (
                "a point without its lines"
            )
        assert all(chunk.section_id == section.id for chunk in chunks_of(section)), "a chunk of another section"


def _note_bytes(draw: random.Random) -> bytes:
    text = mutations.text(draw, seeds.notes())
    encoded = text.encode(draw.choice(("utf-8", "gb18030", "utf-16", "utf-8-sig", "utf-32")), "replace")
    return mutations.data(draw, [encoded]) if draw.random() < 0.7 and encoded else encoded


def _read_bytes(content: bytes) -> None:
    file = _scratch() / "note.md"
    file.write_bytes(content)
    check_note(read_note(file))


def _a_set(draw: random.Random) -> tuple[str, str]:
    writer, name = draw.choice(((to_yaml, "set.yaml"), (to_csv, "set.csv"), (to_csv, "set.csv")))
    return mutations.nearly(draw, writer(seeds.question_set())), name


def _read_set(made: tuple[str, str]) -> None:
    """What was taken can be written in both forms, and its YAML read again."""
    found = from_text(made[0], made[1], seeds.NOW)
    to_csv(found)
    assert from_text(to_yaml(found), "again.yaml", seeds.NOW).questions is not None


def _an_archive(draw: random.Random) -> bytes:
    records = [dict(each) for each in seeds.archive_records()]
    head = {"format": archive_file.FORMAT, "version": 1, "made_at": seeds.NOW.isoformat(), "recordings": False}
    lines = [head, *records, {"kind": "end", "records": len(records)}]
    at = draw.randrange(len(lines))
    lines[at] = mutations.value(draw, lines[at])
    text = "\n".join(json.dumps(each, ensure_ascii=draw.random() < 0.5) for each in lines) + "\n"
    if draw.random() < 0.2:
        text = mutations.nearly(draw, text)
    packed = gzip.compress(text.encode("utf-8", "surrogatepass"), 1, mtime=0)
    return mutations.data(draw, [packed]) if draw.random() < 0.1 else packed


@cache
def _scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="interviewer-fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))


@cache
def _archives() -> Archives:
    from interviewer.adapters.sql.archive import SqlArchive
    from interviewer.adapters.sql.database import open_database
    from interviewer.bootstrap import SystemClock

    return Archives(SqlArchive(open_database(f"sqlite:///{_scratch()}/archive.db")), SystemClock())


def _answers(draw: random.Random) -> tuple[str, bool]:
    as_csv = draw.random() < 0.5
    return mutations.nearly(draw, seeds.answers_csv() if as_csv else seeds.answers_jsonl()), as_csv


def _read_answers(made: tuple[str, bool]) -> None:
    file = _scratch() / "answers"
    file.write_bytes(made[0].encode("utf-8", "surrogatepass"))
    for each in (read_csv if made[1] else read_jsonl)(file):
        assert 0 <= each.score <= 100, "a score out of range"


def _a_reply(draw: random.Random) -> str:
    whole = mutations.value(draw, seeds.REPLY) if draw.random() < 0.5 else seeds.REPLY
    text = json.dumps(whole, ensure_ascii=draw.random() < 0.5)
    around = draw.choice(("{}", "```json\n{}\n```", "<think>hm {{ }}</think>\n{}", "Here: {} done", "{{{}", "[{}]"))
    text = around.replace("{{", "\x01").replace("}}", "\x02").replace("{}", text)
    text = text.replace("\x01", "{").replace("\x02", "}")
    return mutations.nearly(draw, text) if draw.random() < 0.7 else text


def _read_reply(text: str) -> None:
    assert len("".join(skip_thinking(seeds.in_pieces(random.Random(len(text)), text)))) <= len(text), "words added"
    without_thinking(text)
    list(llm_grader._WRITTEN.finditer(text))
    judge(fitting(text, SCHEMA))


def judge(data: dict[str, Any]) -> None:
    """Verdicts from an object that fits: each credited one has words of the answer, and the score is within bounds."""
    if llm_verdicts.problem_in(data, len(seeds.POINTS), "zh"):
        return
    found = llm_verdicts.judged(data, seeds.QUESTION, seeds.ANSWER)
    verdicts = tuple(each.verdict for each in found)
    claims = llm_verdicts.false_claims(data, verdicts, seeds.QUESTION, seeds.ANSWER)
    assert len(verdicts) == len(seeds.POINTS), "a point without verdict"
    for each in verdicts:
        assert each.quote in seeds.ANSWER, "a quote that was not said"
        assert each.quote or each.kind.value == "missed", "credit without a quote"
    assert all(each.quote and each.quote in seeds.ANSWER for each in claims), "a claim that was not said"
    made = Assessment(verdicts, "llm", tuple(claims), llm_verdicts.band(found, len(claims)))
    assert made.score is not None and 0 <= made.score <= 100, "a score out of bounds"


def _a_document(draw: random.Random) -> tuple[bytes, str]:
    if draw.random() < 0.5:
        return mutations.data(draw, [seeds.documents().pdf]), "x.pdf"
    parts = seeds.docx_parts()
    name = draw.choice(list(parts))
    parts[name] = mutations.nearly(draw, parts[name]).encode("utf-8", "replace").decode()
    packed = seeds.packed(parts)
    return (mutations.data(draw, [packed]) if draw.random() < 0.3 else packed), "x.docx"


def _read_document(made: tuple[bytes, str]) -> None:
    check_note(to_markdown(made[0], Path(made[1])))


TARGETS = (
    Target("notes", 200, lambda draw: mutations.text(draw, seeds.notes()), check_note),
    Target("note_files", 60, _note_bytes, _read_bytes),
    Target("documents", 10, _a_document, _read_document),
    Target("question_sets", 60, _a_set, _read_set),
    Target("archives", 20, _an_archive, lambda made: _archives().preview(io.BytesIO(made))),
    Target("graded_answers", 230, _answers, _read_answers),
    Target("model_replies", 280, _a_reply, _read_reply),
    Target("model_verdicts", 130, lambda draw: json.dumps(mutations.value(draw, seeds.REPLY)), _read_reply),
    Target("recordings", 10, lambda draw: mutations.data(draw, [seeds.recording()]), wav.seconds_of),
)
