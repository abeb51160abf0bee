"""Ingest and search on small to big indexes, beside the plain LangChain recipe on the same notes in the same run.

`python -m bench.scale ingest|search|both [CHUNKS...]`; 100,000 chunks take half an hour and only run when asked for.
Processor time stands beside the seconds: it says more where other work runs on the machine.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.figures import RESULTS, ROOT, write
from interviewer.bootstrap import Container
from interviewer.settings import load

SIZES = (100, 1_000, 10_000)
PLAIN_CHUNK, PLAIN_OVERLAP = 500, 50
_LINES_OF_A_SECTION, _SECTIONS_OF_A_NOTE = 7, 20
_QUERIES = 200
_ITEM = re.compile(r"^- (.{8,200})$", re.M)
_HEADING = re.compile(r"^## (.+)$", re.M)


def main() -> None:
    what, *sizes = sys.argv[1:]
    if what not in ("ingest", "search", "both"):
        sys.exit(__doc__)
    measured = [_row(int(each)) for each in sizes or SIZES]
    for each in ("ingest", "search") if what == "both" else (what,):
        print(_write(f"scale-{each}", [row[each] for row in measured]))


def _row(size: int) -> dict[str, Any]:
    """Ingest and queries of one size, ours and the plain recipe's, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        notes = Path(folder) / "notes"
        write_notes(notes, size)
        about: dict[str, Any] = {"asked_for": size, "megabytes_of_notes": _megabytes(notes)}
        row: dict[str, Any] = {"ingest": dict(about), "search": dict(about)}
        for name, measure in (("ours", _ours), ("plain", _plain)):
            row["ingest"][name], row["search"][name] = _alone(measure, notes, Path(folder) / name)
    ours, plain = row["ingest"]["ours"], row["ingest"]["plain"]
    row["ingest"]["times_plain"] = round(ours["seconds"] / plain["seconds"], 2)
    row["ingest"]["times_plain_cpu"] = round(ours["cpu_seconds"] / plain["cpu_seconds"], 2)
    row["ingest"]["unchanged_faster"] = round(ours["seconds"] / max(ours["unchanged_s"], 1e-3))
    print(json.dumps(row), file=sys.stderr, flush=True)
    return row


def _write(name: str, rows: list[dict[str, Any]]) -> Path:
    """The rows beside those of other sizes that were measured before."""
    sizes = {row["asked_for"] for row in rows}
    before = RESULTS / f"{name}.json"
    kept = json.loads(before.read_text("utf-8"))["figures"]["rows"] if before.is_file() else []
    kept = [row for row in kept if row["asked_for"] not in sizes]
    return write(name, {"rows": sorted([*kept, *rows], key=lambda row: int(row["asked_for"]))})


def write_notes(folder: Path, chunks: int) -> None:
    """Notes like ours, about `chunks` lines and leads in all: our own lines in new company, each told apart."""
    lines, headings = _stock()
    chance = random.Random(7)
    folder.mkdir(parents=True)
    sections = max(1, chunks // (_LINES_OF_A_SECTION + 1))
    for number in range(-(-sections // _SECTIONS_OF_A_NOTE)):
        parts = [f"# 笔记 {number}"]
        for _ in range(min(_SECTIONS_OF_A_NOTE, sections - number * _SECTIONS_OF_A_NOTE)):
            parts.append(f"\n## {chance.choice(headings)}（{chance.randrange(10**6)}）\n")
            parts += [f"- {each}" for each in _varied(lines, chance)]
        (folder / f"n{number:05}.md").write_text("\n".join(parts) + "\n", encoding="utf-8")


def _varied(lines: list[str], chance: random.Random) -> Iterator[str]:
    for _ in range(_LINES_OF_A_SECTION):
        first, second = chance.choice(lines), chance.choice(lines)
        half = re.split(r"[，,；;]", second)[0]
        yield f"{first[:120]}，{half[:60]}（{chance.randrange(10**5)}）"


def _stock() -> tuple[list[str], list[str]]:
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "knowledge").rglob("*.md"))]
    return (
        [line for text in texts for line in _ITEM.findall(text)],
        [heading for text in texts for heading in _HEADING.findall(text)],
    )


def _ours(notes: Path, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    container = _warm(folder)
    before, cpu = _resident(), time.process_time()
    report = container.ingest.ingest([notes])
    cpu, grown = time.process_time() - cpu, _resident() - before
    unchanged = container.ingest.ingest([notes]).seconds
    ingest = _ingested(report.chunks, report.seconds, cpu, grown, folder) | {"unchanged_s": round(unchanged, 3)}
    search = {"chunks": report.chunks, **_times(lambda query: container.search.find(query, 3))}
    container.close()
    return ingest, search


def _plain(notes: Path, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    embedding = _plain_embedding()
    before, started, cpu = _resident(), time.perf_counter(), time.process_time()
    documents, store = _plain_index(notes, folder, embedding)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    ingest = _ingested(documents, seconds, cpu, _resident() - before, folder)
    return ingest, {"chunks": documents, **_times(lambda query: store.similarity_search(query, k=3))}


def _ingested(chunks: int, seconds: float, cpu: float, grown: float, folder: Path) -> dict[str, Any]:
    return {
        "chunks": chunks,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "chunks_per_s": round(chunks / seconds),
        "resident_mb": round(_resident()),
        "grown_mb": round(grown),
        "disk_mb": _megabytes(folder),
    }


def _times(find: Callable[[str], object]) -> dict[str, Any]:
    """Queries that were not asked before, after one that opens everything."""
    _, headings = _stock()
    random.Random(3).shuffle(headings)
    find("warm up")
    times = []
    for query in headings[:_QUERIES]:
        started = time.perf_counter()
        find(query)
        times.append(1000 * (time.perf_counter() - started))
    return {
        "p50_ms": round(median(times), 1),
        "p95_ms": round(quantiles(times, n=20)[-1], 1),
        "resident_mb": round(_resident()),
    }


def _warm(folder: Path) -> Container:
    """Libraries imported, the model loaded and the index open: what is timed is the work."""
    container = Container(load(data_dir=folder))
    container.embedder.embed(["warm"])
    container.search.find("warm up")
    return container


def _plain_embedding() -> Any:
    from langchain_core.embeddings import Embeddings

    from interviewer.adapters.usem3_embedder import Usem3Embedder

    embedder = Usem3Embedder(threads=load().threads)
    embedder.embed(["warm"])

    class Plain(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return embedder.embed(texts).tolist()

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    return Plain()


def _plain_index(notes: Path, folder: Path, embedding: Any) -> tuple[int, Any]:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    files = [Document(file.read_text(encoding="utf-8")) for file in sorted(notes.glob("*.md"))]
    splitter = RecursiveCharacterTextSplitter(chunk_size=PLAIN_CHUNK, chunk_overlap=PLAIN_OVERLAP)
    documents = splitter.split_documents(files)
    return len(documents), Chroma.from_documents(documents, embedding, persist_directory=str(folder))


def _alone(
    measure: Callable[[Path, Path], tuple[dict[str, Any], dict[str, Any]]], notes: Path, folder: Path
) -> tuple[dict[str, Any], dict[str, Any]]:
    """In a process of its own, so that the memory is its own too."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (notes, folder))


def _resident() -> float:
    """The most megabytes this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _megabytes(folder: Path) -> float:
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 2)


if __name__ == "__main__":
    main()
