"""What the pages say, by key, so that tests do not repeat the sentences."""

from __future__ import annotations

from interviewer.i18n import translate


def zh(key: str, **values: object) -> str:
    return translate(key, "zh", **values)


def en(key: str, **values: object) -> str:
    return translate(key, "en", **values)
