"""Ingest and search on small to big indexes, beside the plain LangChain recipe on the same notes in the same run.

`python -m bench.scale ingest|search [CHUNKS...]`; 100,000 chunks take about ten minutes and only run when asked for.
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

from bench.figures import ROOT, write
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
    measures = {"ingest": (_ingest, _plain_ingest), "search": (_search, _plain_search)}[what]
    rows = []
    for size in [int(each) for each in sizes] or SIZES:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            notes = Path(folder) / "notes"
            write_notes(notes, size)
            row: dict[str, Any] = {"asked_for": size, "megabytes_of_notes": _megabytes(notes)}
            for name, measure in zip(("ours", "plain"), measures, strict=True):
                row[name] = _alone(measure, notes, Path(folder) / name)
        if what == "ingest":
            row["times_plain"] = round(row["ours"]["seconds"] / row["plain"]["seconds"], 2)
            row["unchanged_faster"] = round(row["ours"]["seconds"] / max(row["ours"]["unchanged_s"], 1e-3))
        print(json.dumps(row), file=sys.stderr, flush=True)
        rows.append(row)
    print(write(f"scale-{what}", {"rows": rows}))


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


def _ingest(notes: Path, folder: Path) -> dict[str, Any]:
    container = _warm(folder)
    before = _resident()
    report = container.ingest.ingest([notes])
    grown = _resident() - before
    unchanged = container.ingest.ingest([notes]).seconds
    container.close()
    return {
        "chunks": report.chunks,
        "seconds": round(report.seconds, 2),
        "chunks_per_s": round(report.chunks / report.seconds),
        "unchanged_s": round(unchanged, 3),
        "resident_mb": round(_resident()),
        "grown_mb": round(grown),
        "disk_mb": _megabytes(folder),
    }


def _plain_ingest(notes: Path, folder: Path) -> dict[str, Any]:
    embedding = _plain_embedding()
    before = _resident()
    started = time.perf_counter()
    documents, _ = _plain_index(notes, folder, embedding)
    seconds = time.perf_counter() - started
    return {
        "chunks": documents,
        "seconds": round(seconds, 2),
        "chunks_per_s": round(documents / seconds),
        "resident_mb": round(_resident()),
        "grown_mb": round(_resident() - before),
        "disk_mb": _megabytes(folder),
    }


def _search(notes: Path, folder: Path) -> dict[str, Any]:
    container = _warm(folder)
    chunks = container.ingest.ingest([notes]).chunks
    return {"chunks": chunks, **_times(lambda query: container.search.find(query, 3))}


def _plain_search(notes: Path, folder: Path) -> dict[str, Any]:
    documents, store = _plain_index(notes, folder, _plain_embedding())
    return {"chunks": documents, **_times(lambda query: store.similarity_search(query, k=3))}


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


def _alone(measure: Callable[[Path, Path], dict[str, Any]], notes: Path, folder: Path) -> dict[str, Any]:
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
