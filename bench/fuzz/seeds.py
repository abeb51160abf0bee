"""Real inputs for the fuzzer to start from: shipped notes, and files that the product itself writes."""

from __future__ import annotations

import csv
import io
import json
import random
import tempfile
import wave
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from bench.figures import ROOT
from interviewer.domain.assessment import Assessment, FalseClaim, Verdict, VerdictKind
from interviewer.domain.desk import Anchors, QuestionSet, Rung, SetQuestion, Step
from interviewer.domain.notes import KeyPoint, Level, SourceLines
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import FollowUpTurn, Plan, Session, Turn, TurnState

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
ANSWER = "从库用 relay log 重放主库的 binlog，所以会有延迟。The replica pulls the binlog; 半同步要等一个从库确认。"
POINTS = (
    KeyPoint("kp1", "从库用 relay log 重放主库的 binlog", SourceLines("mysql.md", 4, 4)),
    KeyPoint("kp2", "半同步至少等一个从库确认收到", SourceLines("mysql.md", 5, 6)),
    KeyPoint("kp3", "Replication is asynchronous by default", SourceLines("mysql.md", 7, 7), 2.0),
)
QUESTION = Question("MySQL 主从复制是怎么做的？", "s1", "Database / MySQL / 主从复制", POINTS, "reference", "zh")
REPLY = {
    "verdicts": [
        {"point": 1, "quote": "从库用 relay log 重放主库的 binlog", "verdict": "covered", "remark": "对"},
        {"point": 2, "quote": "半同步要等一个从库确认", "verdict": "partial", "remark": "没说收到"},
        {"point": 3, "quote": "", "verdict": "missed", "remark": "没有提到"},
    ],
    "false_claims": [{"quote": "The replica pulls the binlog", "correction": "从库的 IO 线程拉取"}],
}


@cache
def notes() -> tuple[str, ...]:
    return tuple(file.read_text(encoding="utf-8") for file in sorted((ROOT / "knowledge").glob("*/*.md")))


def question_set() -> QuestionSet:
    question = SetQuestion(
        id="q1",
        text="MySQL 主从复制是怎么做的？",
        section_id="s1",
        path="Database / MySQL / 主从复制",
        level=Level.MIDDLE,
        minutes=8,
        key_points=POINTS,
        ladder=(Rung(Step.RECALL, "再想想日志"), Rung(Step.TROUBLE, "延迟从哪来？", "kp1")),
        anchors=Anchors("只会背名词", "讲得清流程", "能排查延迟"),
        red_flags=("把 binlog 当成 redo log",),
        reference="- 从库用 relay log 重放主库的 binlog\n",
    )
    return QuestionSet("set1", "数据库一面", "zh", 45, NOW, Level.MIDDLE, (question,), ("Database / MySQL",))


def answers_csv() -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["id", "question", "reference", "answer", "score"])
    rows.writerow(["1", QUESTION.text, "；".join(each.text for each in POINTS), ANSWER, "0.75"])
    rows.writerow(["2", "What is DNS?", 'It maps names, "quoted", to addresses.\nAnd back.', "No submission", "0"])
    return out.getvalue()


def answers_jsonl() -> str:
    row: dict[str, Any] = {
        "id": "1",
        "topic": "x",
        "question": QUESTION.text,
        "key_points": [each.text for each in POINTS],
    }
    row |= {"answer": ANSWER, "covered": [1, 0.5, 0], "score": 50, "kind": "partial"}
    return "\n".join(json.dumps(row | {"id": str(at)}, ensure_ascii=False) for at in range(3))


@cache
def archive_records() -> tuple[dict[str, Any], ...]:
    """The records of an export with a graded session, a waiting one and a question set, without head and end."""
    from interviewer.adapters.sql.archive import SqlArchive
    from interviewer.adapters.sql.database import open_database
    from interviewer.adapters.sql.question_set_store import SqlQuestionSetStore
    from interviewer.adapters.sql.session_store import SqlSessionStore

    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/seed.db")
        store = SqlSessionStore(database)
        plan = Plan((), (), 2, "zh", ("s1", "s2"))
        store.add(Session("graded", NOW, plan, (_graded_turn(),), finished_at=NOW, name="二面"))
        store.add(Session("waits", NOW, plan, (Turn("t2", "waits", 0, QUESTION, TurnState.ASKED, NOW, version=1),)))
        SqlQuestionSetStore(database).save(question_set())
        records = [each for each in SqlArchive(database).records(with_recordings=False) if each is not None]
        database.close()
    return tuple({"kind": kind, **values} for kind, values in records)


def _graded_turn() -> Turn:
    kinds = (VerdictKind.COVERED, VerdictKind.PARTIAL, VerdictKind.MISSED)
    quotes = ("从库用 relay log 重放主库的 binlog", "半同步要等一个从库确认", "")
    verdicts = tuple(map(Verdict, POINTS, kinds, quotes, (0.9, 0.5, 0.1)))
    made = Assessment(verdicts, "embedded", (FalseClaim("pulls the binlog", "拉取"),))
    asked = FollowUpTurn(FollowUp("TTL 呢？", POINTS[2], "zh"), "看缓存", made)
    return Turn("t1", "graded", 0, QUESTION, TurnState.GRADED, NOW, ANSWER, NOW, made, (asked,), version=3)


def recording() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(random.Random(1).randbytes(640))
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Documents:
    docx: bytes
    pdf: bytes


@cache
def documents() -> Documents:
    return Documents(_docx(), _pdf())


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def docx_parts() -> dict[str, str]:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("一、缓存", "过期时间加随机值", "text"))
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}{table}</w:body></w:document>',
    }


def _docx() -> bytes:
    return packed(docx_parts())


def _pdf() -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 10 100 Td (1. Cache) Tj 0 -14 Td (keys expire at once) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def in_pieces(draw: random.Random, text: str, most: int = 5) -> list[str]:
    """The text as a stream would bring it."""
    cuts = sorted(draw.randrange(len(text) + 1) for _ in range(draw.randrange(most))) if text else []
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
