"""Chinese text in words, by jieba; its dictionary is read once for all who cut."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable
from functools import cache
from typing import Any


@cache
def segmenter() -> Any:
    """jieba's tokenizer with its own dictionary, which takes half a second to load."""
    made = _tokenizer()
    made.initialize()
    return made


def segmenter_with(words: Iterable[str]) -> Any:
    """One that knows these words as well; the plain one stays as it is."""
    plain, made = segmenter(), _tokenizer()
    made.FREQ, made.total, made.initialized = dict(plain.FREQ), plain.total, True
    for word in words:
        made.add_word(word)
    return made


def _tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba asks for pkg_resources, which warns of its own end
        import jieba

    jieba.setLogLevel(logging.ERROR)
    return jieba.Tokenizer()
