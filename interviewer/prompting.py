"""Loads prompts/<language>/<name>.md, checks its variables, and fences untrusted text.

A file has two parts, parted by a line `---`: the fixed instructions (the same in every call, so that servers can keep
them cached) and what varies, with `{{name}}` for each variable.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from interviewer.domain.errors import PromptBroken
from interviewer.domain.text import strip_invisible

FOLDER = Path(__file__).parent.parent / "prompts"
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_PARTING = re.compile(r"^---\s*$", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\U000e0000-\U000e0fff]")
_WIDE = str.maketrans({"<": "＜", ">": "＞", "[": "［", "]": "］", "`": "｀"})


@dataclass(frozen=True, slots=True)
class Prompt:
    """A checked template. `version` is a short hash of the file, kept with what was made by it."""

    name: str
    system: str
    template: str
    version: str

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(_VARIABLE.findall(self.template))

    def fill(self, **values: str) -> str:
        """The part that varies, every value fenced. A `{{name}}` inside a value stays text. Raises PromptBroken."""
        _check(self.name, self.variables, values)
        return _VARIABLE.sub(lambda match: fence(values[match[1]]), self.template)


def load(name: str, language: str, variables: Collection[str], folder: Path = FOLDER) -> Prompt:
    """The template of that name, which must use exactly these variables. Raises PromptBroken, naming what is wrong."""
    label = f"{language}/{name}.md"
    try:
        text = (folder / label).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptBroken(name=label, problem="unreadable") from error
    parts = [part.strip() for part in _PARTING.split(text, maxsplit=1)]
    if len(parts) < 2 or not all(parts):
        raise PromptBroken(name=label, problem="not_two_parts")
    if fixed := _VARIABLE.findall(parts[0]):
        raise PromptBroken(name=label, problem="variable_in_fixed_part", names=", ".join(fixed))
    prompt = Prompt(label, parts[0], parts[1], sha256("\n---\n".join(parts).encode()).hexdigest()[:10])
    _check(label, prompt.variables, variables)
    return prompt


def fence(text: str) -> str:
    """Untrusted text in a form that cannot open or close any part of a prompt.

    Angle and square brackets and backticks become full-width, so tags, chat-template tokens and code fences lose their
    power, while a quote that is copied from here still folds to what was said. Control characters, lone surrogates
    (which no request can carry) and invisible marks go.
    """
    return strip_invisible(_CONTROL.sub("", text.replace("\r", "\n"))).translate(_WIDE)


def unfenced(text: str, original: str) -> str:
    """What a model copied from a fenced text, with the marks that stood there before."""
    return text.translate({ord(wide): narrow for narrow, wide in _WIDE.items() if wide not in original})


def one_line(text: str) -> str:
    """The text on one line, so that it cannot forge a further item of a list."""
    return " ".join(text.split())


def _check(label: str, wanted: Collection[str], given: Collection[str]) -> None:
    """Names variables that the template has and nobody fills, and those it should have and lacks."""
    unknown, missing = sorted(set(wanted) - set(given)), sorted(set(given) - set(wanted))
    if unknown:
        raise PromptBroken(name=label, problem="unknown_variables", names=", ".join(unknown))
    if missing:
        raise PromptBroken(name=label, problem="missing_variables", names=", ".join(missing))
