"""How well the steps of an incident are found in answers whose order is known, and its verdicts: figures for one file.

`parts` are the pieces of an answer with the step that each tells (`talk` tells none); `slips` what is wrong with the
order, as we judge it. A step is found when a clause of its piece is given for it. The rules were made and mended by
dev.jsonl; held-out.jsonl was written after they were, and one of them (nothing is called blind after a statement that
was not understood) was added when its figures had been seen.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from interviewer.domain.incident import OrderVerdict, Slip, Step, WorkOrder, read_work_order

FOLDER = Path(__file__).with_name("incidents")
FILES = tuple(FOLDER / f"{name}.jsonl" for name in ("dev", "held-out"))
_UNSAFE = {Slip.FIX_BEFORE_CHECK, Slip.RISKY_FIX}


def measured() -> dict[str, Any]:
    return {file.stem: figures([json.loads(line) for line in file.open(encoding="utf-8")]) for file in FILES}


def figures(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """`step_f1` counts each piece that tells a step; `present_f1` each step once an answer, wherever it was found."""
    told, present, verdicts, slips, missed = Counter[str](), Counter[str](), 0, Counter[str](), []
    for row in rows:
        order = read_work_order(text_of(row))
        told += _pieces(row, order)
        true = {part[0] for part in row["parts"]} - {"talk"}
        present += _sets(true, {each.step.value for each in order.found})
        slips += _sets(set(row["slips"]), {each.value for each in order.slips})
        right = order.verdict is verdict_of(row)
        verdicts += right
        if not right:
            missed.append(f"{row['id']}: {order.verdict.value}, not {verdict_of(row).value}")
    return {
        "n": len(rows),
        "step_f1": f1(told),
        "present_f1": f1(present),
        "slip_f1": f1(slips),
        "verdict_accuracy": round(verdicts / len(rows), 3),
        "wrong_verdicts": missed,
    }


def text_of(row: dict[str, Any]) -> str:
    joiner = "" if row["language"] == "zh" else " "
    return joiner.join(text.strip() if row["language"] == "en" else text for _, text in row["parts"])


def verdict_of(row: dict[str, Any]) -> OrderVerdict:
    slips = {Slip(each) for each in row["slips"]}
    if slips & _UNSAFE:
        return OrderVerdict.UNSAFE
    return OrderVerdict.INCOMPLETE if slips else OrderVerdict.SAFE


def f1(counts: Counter[str]) -> float:
    found, given, wanted = counts["found"], counts["given"], counts["wanted"]
    return round(2 * found / (given + wanted), 3) if given + wanted else 0.0


def _pieces(row: dict[str, Any], order: WorkOrder) -> Counter[str]:
    """Pieces given a step, pieces that tell one, and those in both; a piece may be given several."""
    answer, at, counts = text_of(row), 0, Counter[str]()
    for step, text in row["parts"]:
        start = answer.index(text.strip(), at)
        at = start + len(text.strip())
        given = {each.step for each in order.found if start <= each.start < at}
        counts["given"] += len(given)
        counts["wanted"] += step != "talk"
        counts["found"] += step in {each.value for each in given}
    return counts


def _sets(wanted: set[str], given: set[str]) -> Counter[str]:
    return Counter(found=len(wanted & given), given=len(given), wanted=len(wanted))


def main() -> None:
    json.dump(measured(), sys.stdout, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    main()


__all__ = ["Step", "measured"]
