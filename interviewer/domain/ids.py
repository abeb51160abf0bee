"""Ids that are made from what they name, and so are the same each time."""

from __future__ import annotations

import hashlib


def short_id(*made_from: str) -> str:
    return hashlib.sha256("\x1f".join(made_from).encode("utf-8", "surrogatepass")).hexdigest()[:16]
