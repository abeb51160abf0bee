"""Makes the doctor's list of ordinary English words anew: `python -m bench.common_words`.

A word is ordinary where the comments and documentation of many unrelated installed packages use it in lower case;
a slip of the pen is seldom made by so many. The list is kept in the repository, so that the doctor says the same on
every machine; what an environment with other packages counts differs at its edges only.
"""

from __future__ import annotations

import re
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.figures import ROOT

TARGET = ROOT / "interviewer" / "services" / "doctor" / "common_words.txt"
FEWEST_PACKAGES = 3
_LARGEST = 2_000_000
_PROSE = re.compile(r'"""(.*?)"""|#([^\n]*)', re.S)
_WORD = re.compile(r"(?<![\w./@\\-])[a-z]{3,18}(?![\w/@=(\\]|\.\w)")


def main() -> None:
    counts: Counter[str] = Counter()
    for package in _packages():
        counts.update(_words(package))
    words = sorted(word for word, count in counts.items() if count >= FEWEST_PACKAGES)
    TARGET.write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} words", file=sys.stderr)


def _packages() -> Iterator[Path]:
    """The folders of installed packages and of the standard library."""
    for name in ("purelib", "stdlib"):
        for each in sorted(Path(sysconfig.get_path(name)).iterdir()):
            if each.name not in ("site-packages", "__pycache__") and (each.is_dir() or each.suffix == ".py"):
                yield each


def _words(package: Path) -> set[str]:
    files = [package] if package.is_file() else [*package.rglob("*.py"), *package.glob("METADATA")]
    found: set[str] = set()
    for file in files:
        if file.stat().st_size > _LARGEST:
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        if file.suffix == ".py":
            text = " ".join(a or b for a, b in _PROSE.findall(text))
        found.update(_WORD.findall(text))
    return found


if __name__ == "__main__":
    main()
