"""Reading YAML strictly: each field is known, of its kind and within its limits, or the line that is wrong is named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from interviewer.domain.errors import SetFileBroken

LONGEST_TEXT = 20_000
_LARGEST = 2_000_000
_DEEPEST = 50
_OPENING = (
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
)
_CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken, yaml.BlockEndToken)


@dataclass(frozen=True, slots=True)
class Place:
    """A node with where it stands: the file, and the way to it such as `questions[2].minutes`."""

    file: str
    node: Any
    way: str = ""

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def wrong(self, problem: str, **details: object) -> NoReturn:
        raise SetFileBroken(
            file=self.file, line=self.line, field=self.way or "YAML", problem=f"desk.{problem}", **details
        )

    def fields(self, known: Collection[str]) -> dict[str, Place]:
        """The fields of a mapping, none of them unknown or given twice."""
        if not isinstance(self.node, yaml.MappingNode):
            self.wrong("no_mapping")
        found: dict[str, Place] = {}
        for key, value in self.node.value:
            name = str(key.value)
            here = Place(self.file, value, f"{self.way}.{name}".lstrip("."))
            if name not in known:
                Place(self.file, key, here.way).wrong("unknown_field", known=", ".join(known))
            if name in found:
                Place(self.file, key, here.way).wrong("given_twice")
            found[name] = here
        return found

    def items(self, most: int) -> list[Place]:
        """The items of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.wrong("no_list")
        if len(self.node.value) > most:
            self.wrong("too_many", most=most)
        return [Place(self.file, each, f"{self.way}[{at}]") for at, each in enumerate(self.node.value, start=1)]

    def text(self, *, needed: bool = False) -> str:
        """A scalar as it is written; "" for none."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.wrong("no_text")
        text = "" if self.node.tag.endswith(":null") else str(self.node.value).strip()
        if needed and not text:
            self.wrong("empty")
        if len(text) > LONGEST_TEXT:
            self.wrong("too_long", most=LONGEST_TEXT)
        return text

    def number(self, least: float, most: float, *, whole: bool = True) -> float:
        text = self.text()
        try:
            found = int(text) if whole else float(text)
        except ValueError:
            self.wrong("no_number", least=f"{least:g}", most=f"{most:g}")
        if not least <= found <= most:
            self.wrong("no_number", least=f"{least:g}", most=f"{most:g}")
        return found

    def one_of(self, words: Sequence[str]) -> str:
        text = self.text()
        if text not in words:
            self.wrong("no_such_word", known=", ".join(words))
        return text

    def flag(self) -> bool:
        return self.one_of(("true", "false")) == "true"


def read_document(file: str, text: str) -> Place:
    """The root of a YAML document. Raises SetFileBroken."""
    if len(text) > _LARGEST:
        raise SetFileBroken(file=file, line=1, field="YAML", problem="desk.too_long", most=_LARGEST)
    try:
        depth = 0
        for token in yaml.scan(text):
            line = token.start_mark.line + 1
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
                raise SetFileBroken(file=file, line=line, field="YAML", problem="desk.alias")
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            if depth > _DEEPEST:  # the reader takes longer with every step down
                raise SetFileBroken(file=file, line=line, field="YAML", problem="desk.no_yaml")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SetFileBroken(file=file, line=line, field="YAML", problem="desk.no_yaml") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise SetFileBroken(file=file, line=1, field="YAML", problem="desk.no_yaml") from error
    if root is None:
        raise SetFileBroken(file=file, line=1, field="YAML", problem="desk.empty")
    return Place(file, root)
