"""Reading through disguises: look-alike letters, letters put apart, digits for letters, text that was encoded."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator

from interviewer.domain.text import Span, strip_invisible

_ORDINARY = re.compile("[\\x00-\\x7f\u4e00-\u9fff\u3001-\u3011\u201c\u201d\uff0c\uff1a\uff1b\uff1f\uff01\uff08\uff09]*")
_HANZI = "\u3400-\u4dbf\u4e00-\u9fff"
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝвкмнтгпьАВЕКМНОРСТУХІЈЅοαεινρτυκχωβγμηΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɡɑℓ∣",
    "aeopcyxijshdqwbkmhtrnbABEKMHOPCTYXIJSoaeivptukxwbymhABEZHIKMNOPTYXigall",
)
_TRADITIONAL = str.maketrans(
    "請給滿評標準覆蓋點確認審領導面試時間數據個這為與對說過關係統應當從現開參筆記員專業嚴麻煩謝內務輸總結錯誤項無須視認閱師題論證據實際體條",
    "请给满评标准覆盖点确认审领导面试时间数据个这为与对说过关系统应当从现开参笔记员专业严麻烦谢内务输总结错误项无须视认阅师题论证据实际体条",
)
_LEET = str.maketrans("013457@$!", "oieastasi")
_LEET_WORD = re.compile(r"\b(?=[a-z0-9@$!]*[a-z])(?=[a-z0-9@$!]*[0-9@$!])[a-z0-9@$!]{3,}(?![a-z0-9])", re.IGNORECASE)
_SPELLED = re.compile(r"\b[a-z](?:[ ._*|~-]{1,3}[a-z]\b){3,}", re.IGNORECASE)
_APART = re.compile(rf"(?<=[{_HANZI}])[ ._*·|/~^+-]{{1,2}}(?=[{_HANZI}])")
_URL_SAFE = str.maketrans("-_", "+/")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(r"\b(?:[0-9a-f]{2}[ :]?){8,}", re.IGNORECASE)
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BACKWARDS = re.compile("[\u202e\u2067][^\u202c\u2069]+[\u202c\u2069]?")
_REGIONAL = {0x1F1E6 + at: chr(ord("a") + at) for at in range(26)}
_TAGGED = {0xE0020 + at: chr(0x20 + at) for at in range(95)}


def plain(text: str) -> str:
    """The text as a reader sees it: in ordinary letters, without marks that only disturb."""
    if _ORDINARY.fullmatch(text):
        return _joined(text).translate(_TRADITIONAL)
    bare = unicodedata.normalize("NFKC", strip_invisible(text.translate(_TAGGED))).translate(_REGIONAL)
    bare = "".join(char for char in unicodedata.normalize("NFD", bare) if not unicodedata.combining(char))
    return _joined(bare.translate(_LOOK_ALIKES).translate(_TRADITIONAL))


def readings(text: str) -> Iterator[str]:
    """The plain text, and with its digits read as letters where some stand inside words."""
    said = plain(text)
    yield said
    if _LEET_WORD.search(said):
        yield _LEET_WORD.sub(lambda word: word[0].casefold().translate(_LEET), said)


def decoded(text: str) -> Iterator[tuple[Span, str]]:
    """The parts of a text that are encoded, each with what it says: base64, hexadecimal, or written from the right."""
    for match in _BASE64.finditer(text):
        yield from ((Span(*match.span()), said) for said in _readable(_from_base64(match[0])))
    for match in _HEX.finditer(text):
        yield from ((Span(*match.span()), said) for said in _readable(bytes.fromhex(re.sub("[ :]", "", match[0]))))
    for match in _BACKWARDS.finditer(text):
        yield Span(*match.span()), match[0].strip(_DIRECTIONS)[::-1]


def _joined(text: str) -> str:
    """Without what was put between the letters of a word."""
    text = _SPELLED.sub(lambda run: re.sub(r"[ ._*|~-](?![ ._*|~-])", "", run[0]), text)
    return _APART.sub("", text)


def _from_base64(text: str) -> bytes:
    bare = text.rstrip("=").translate(_URL_SAFE)
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return b""


def _readable(data: bytes) -> Iterator[str]:
    """The bytes as text, where they are some."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if text and sum(char.isprintable() or char.isspace() for char in text) == len(text):
        yield text
