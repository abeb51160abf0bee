"""`python -m bench.fuzz [INPUTS] [SEED] [TARGET]...`: figures go to bench/results/fuzz.json when all were tried.

Inputs are real ones, mutated (bench/fuzz/mutations.py); the same seed makes the same inputs. An input fails when it
brings on an error that is no sentence for the user, breaks what must hold of the result, or takes two seconds; it is
kept under /tmp/interviewer-fuzz.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bench.figures import write
from bench.fuzz.run import fuzz
from bench.fuzz.targets import TARGETS

INPUTS = 1_000_000
KEPT = Path("/tmp/interviewer-fuzz")


def main(arguments: list[str]) -> int:
    inputs = int(arguments[0]) if arguments else INPUTS
    seed = int(arguments[1]) if len(arguments) > 1 else 8
    only = arguments[2:]
    targets: dict[str, Any] = {}
    for target in TARGETS:
        if only and target.name not in only:
            continue
        found = fuzz(target, inputs * target.weight // 1000, seed, KEPT)
        targets[target.name] = found
        print(target.name, found, flush=True)
    total = {name: sum(each[name] for each in targets.values()) for name in ("inputs", "failures", "seconds")}
    if not only:
        print(write("fuzz", {"seed": seed, **total, "targets": targets}))
    return int(total["failures"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
