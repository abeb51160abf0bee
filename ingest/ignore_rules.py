"""What a walk leaves out: hidden entries, folders of programs, and what `.gitignore` and `.interviewerignore` name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

RULE_FILES = (".gitignore", ".interviewerignore")
_PROGRAM_FOLDERS = {"node_modules", "__pycache__", "venv", "site-packages"}
_LARGEST_RULE_FILE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The rules that hold in a folder, from the outermost in: (folder with a slash at its end, its patterns)."""

    specs: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    @classmethod
    def above(cls, folder: Path) -> IgnoreRules:
        """Those of the folders above, up to the top of the repository; none where they leave out the folder itself:
        who names it wants it."""
        above = list(folder.resolve().parents)
        top = next((at for at, each in enumerate(above) if (each / ".git").exists()), None)
        rules = cls()
        for each in reversed(above[: top + 1] if top is not None else []):
            rules = rules.within(each)
        return cls() if rules.decide(str(folder.resolve()), is_folder=True) else rules

    def within(self, folder: Path) -> IgnoreRules:
        """These and the folder's own."""
        lines = [line for name in RULE_FILES for line in _lines(folder / name)]
        if not lines:
            return self
        return IgnoreRules((*self.specs, (os.path.join(os.path.realpath(folder), ""), _spec(lines))))  # noqa: PTH118

    def decide(self, place: str, *, is_folder: bool) -> bool | None:
        """True to leave out, False to take in whatever else says, None where no rule speaks. `place` is a real path."""
        for base, spec in reversed(self.specs):
            if place.startswith(base):
                relative = place[len(base) :].replace(os.sep, "/") + ("/" if is_folder else "")
                decided = spec.check_file(relative).include
                if decided is not None:
                    return decided
        return None


def is_noise(name: str) -> bool:
    """Whether an entry is left out unless a rule takes it in: hidden, of a program, or a lock of an open document."""
    return name.startswith((".", "~$")) or name in _PROGRAM_FOLDERS


def _lines(file: Path) -> list[str]:
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST_RULE_FILE:
            return []
        return file.read_text(encoding="utf-8", errors="replace").removeprefix("\ufeff").splitlines()
    except OSError:
        return []


def _spec(lines: list[str]) -> GitIgnoreSpec:
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:  # one pattern that is none must not cost the others
        return GitIgnoreSpec.from_lines([line for line in lines if _is_pattern(line)])


def _is_pattern(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
