"""Key points joined into speech, by words that claim nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from interviewer.domain.notes import PATH_JOINER
from interviewer.domain.speaking import Said, said, spoken_length
from interviewer.domain.text import fold
from interviewer.i18n import translate

_SHORT = {"zh": 13.0, "en": 7.0}
"""Points up to this length are said in one breath with their neighbours."""
_BREATH = 3
_PARAGRAPH = 3
_LONGEST_TOPIC = 12.0
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*")


def _names_any_of(text: str, *names: str) -> bool:
    """Whether a text has one of the names, or a Latin word of them."""
    known = fold(text)
    words = [word for name in names for word in _WORD.findall(name)]
    return any(fold(each) in known for each in (*names, *words) if each)


def _may_stand_inside(text: str) -> bool:
    """Whether an English text may follow a comma: it begins small, or with a name such as DNS or kube-proxy."""
    word = text.partition(" ")[0]
    return not word[:1].isupper() or not word[1:].islower()


class Joiner:
    """Joins points by what may be said between any two facts: that another one comes. `seed` chooses the words."""

    def __init__(self, language: str, seed: int) -> None:
        self._language = language
        self._seed = seed
        self._stop = "。" if language == "zh" else "."
        self._pause = "，" if language == "zh" else ", "

    def opening(self, path: str, first: Said) -> str:
        """Names what is spoken of where the first point does not; English points are sentences and need none."""
        *_, above, title = ["", *path.split(PATH_JOINER)]
        if self._language != "zh" or title.isascii() or spoken_length(title, "zh") > _LONGEST_TOPIC:
            return ""
        if title[-1:] in "？?" or first.label or _names_any_of(first.text, title, above):
            return ""
        about = f"{above} 的{title}" if _WORD.fullmatch(above) else title
        return self._t("about", topic=about) + self._pause

    def steps(self, points: Sequence[Said]) -> list[str]:
        """Each step with the word for its place in the order."""
        sentences = []
        for at, group in enumerate(groups := self._groups(points)):
            place = "first" if at == 0 else "last" if at == len(groups) - 1 else "then"
            words = self._t(f"{place}_named" if group[0].label else place).split("|")
            lead = words[(at - 1) % len(words)].format(name=group[0].label)
            sentences.append(self._led(lead, self._joined(group), named=bool(group[0].label)))
        return self._paragraphs(sentences)

    def plain(self, points: Sequence[Said], *, process: bool) -> list[str]:
        """What the note lists side by side: named things one after the other, bare facts in paragraphs."""
        groups = self._groups(points)
        if sum(bool(group[0].label) for group in groups) >= 2:
            return self._paragraphs(list(self._named(groups)))
        sentences = [self._led("", text) for text in self._breaths(groups)]
        parts = [sentences[at : at + _PARAGRAPH] for at in range(0, len(sentences), _PARAGRAPH)]
        if len(parts) > 1 and len(parts[-1]) == 1 and len(parts) > 2:
            parts[-2:] = [parts[-2] + parts[-1]]
        for at, part in enumerate(parts[1:], start=1):
            ending = at == len(parts) - 1 > 1
            key = "onwards" if process else f"more_{min(len(part), 4)}" if ending else "also"
            words = self._t(key).split("|")
            part[0] = self._led(words[(self._seed + at) % len(words)], part[0].rstrip(self._stop))
        return [self._together(part) for part in parts]

    def _named(self, groups: Sequence[Sequence[Said]]) -> Iterator[str]:
        words, used = self._t("next_named").split("|"), 0
        for at, group in enumerate(groups):
            name, lead = group[0].label, ""
            if name and at == 0:
                lead = self._t("start_named").format(name=name)
            elif name and any(each[0].label == name for each in groups[:at]):
                lead = self._t("back_named").format(name=name)
            elif name and at == len(groups) - 1:
                lead = self._t("end_named").format(name=name)
            elif name:
                lead, used = words[min(used, len(words) - 1)].format(name=name), used + 1
            yield self._led(lead, self._joined(group), named=bool(name))

    def _groups(self, points: Sequence[Said]) -> list[list[Said]]:
        """Neighbours with the same name in front belong together; those without stand alone."""
        keyed = [(each.label or at, each) for at, each in enumerate(points)]
        return [[each for _, each in group] for _, group in groupby(keyed, key=lambda pair: pair[0])]

    def _joined(self, group: Sequence[Said]) -> str:
        texts, before = [], ""
        for each in group:
            inner = said(each.text, self._language)  # a name under the name, said once where it stays the same
            texts.append(self._capital(inner.text if inner.label and inner.label == before else each.text))
            before = inner.label
        brief = all(spoken_length(text, self._language) <= _SHORT[self._language] for text in texts)
        return (self._pause if brief else self._stop.ljust(1 + (self._language == "en"))).join(texts)

    def _breaths(self, groups: Sequence[Sequence[Said]]) -> Iterator[str]:
        """Short facts together, the rest as they are; a single name in front stays there with its colon."""
        short: list[str] = []
        for group in groups:
            named = f"{group[0].label}{'：' if self._language == 'zh' else ': '}" if group[0].label else ""
            text = named + self._joined(group)
            brief = not named and spoken_length(text, self._language) <= _SHORT[self._language]
            if short and (not brief or len(short) == _BREATH):
                yield self._pause.join(short)
                short = []
            if brief:
                short.append(text)
            else:
                yield text
        if short:
            yield self._pause.join(short)

    def _led(self, lead: str, text: str, *, named: bool = False) -> str:
        """With its lead, unless it brings a connecting word of its own; a lead that names something always stays."""
        if not named and any(text.lower().startswith(word) for word in self._t("connected").split("|")):
            lead = ""
        if lead.rstrip()[-1:] in (",", ":") and self._language == "en":
            text = self._small(text)
            lead = lead if named or _may_stand_inside(text) else ""
        return lead + (text if lead else self._capital(text)) + self._stop

    def _paragraphs(self, sentences: Sequence[str]) -> list[str]:
        return [self._together(sentences[at : at + _PARAGRAPH]) for at in range(0, len(sentences), _PARAGRAPH)]

    def _together(self, sentences: Sequence[str]) -> str:
        return ("" if self._language == "zh" else " ").join(sentences)

    def _capital(self, text: str) -> str:
        """English sentences begin with a capital, but not `kubelet` or `docker rm`, which are names."""
        word = text.partition(" ")[0]
        return text[:1].upper() + text[1:] if word in self._t("small_words").split("|") else text

    def _small(self, text: str) -> str:
        word, space, rest = text.partition(" ")
        return f"{word.lower()}{space}{rest}" if word.lower() in self._t("small_words").split("|") else text

    def _t(self, key: str, **values: object) -> str:
        return translate(f"spoken.{key}", self._language, **values)
