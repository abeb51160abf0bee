"""`make bench`: measure everything that takes minutes, not hours, and write the figures to bench/results."""

from __future__ import annotations

import subprocess
import sys

from bench.figures import SHARED

RUNS = (
    ["bench.speed"],
    ["bench.conversation"],
    ["bench.first_token"],
    ["bench.retrieval"],
    ["bench.grading", str(SHARED / "bench" / "answers-dev.jsonl"), *map(str, sorted((SHARED / "asag").glob("*.csv")))],
)


def main() -> None:
    if not SHARED.is_dir():
        sys.exit(f"The inputs are not at {SHARED}. Name their folder with BENCH_INPUTS.")
    for module, *arguments in RUNS:
        print(f"== {module}", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", module, *arguments], check=True)


if __name__ == "__main__":
    main()
