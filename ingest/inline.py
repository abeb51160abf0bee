"""Inline Markdown, and what other tools add to it, as the words a reader sees."""

from __future__ import annotations

import re
from html import unescape

# Every run is bounded, so that no line of a hostile file takes more than linear time.
_MARKED = re.compile(r"[*_~=\[\]<>&$\\`!^:]")
_CODE_SPAN = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]{1,400})\1(?!`)")
_HTML = (
    "a|abbr|b|big|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|iframe|"
    "img|ins|kbd|li|mark|ol|p|picture|pre|q|s|samp|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|"
    "tfoot|th|thead|tr|u|ul|var|video"
)
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.S)
_RETRACTED = re.compile(r"~~(?=\S)[^~]{1,400}?(?<=\S)~~|<(del|s|strike)>[^<]{1,400}</\1>")
_TAG = re.compile(rf"</?(?:{_HTML})(?:\s[^<>]{{0,400}})?/?>", re.I)
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\](?:\([^()]{0,600}(?:\([^()]{0,300}\)[^()]{0,300})?\)|\[[^\[\]]{0,100}\])")
_LINK = re.compile(r"\[([^\[\]]{1,400})\](?:\([^()]{0,600}(?:\([^()]{0,300}\)[^()]{0,300})?\)|\[[^\[\]]{0,100}\])")
_EMBED = re.compile(r"!\[\[[^\[\]]{1,300}\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,300}\|)?([^\[\]|]{1,300})\]\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,600})>")
_EMOJI = re.compile(r"(?<![\w:]):(?:[a-z][a-z0-9_+-]{1,40}|[+-]1):(?![\w:])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_MARKS = re.compile(r"(\*\*|__|==)(?=\S)(.{1,400}?)(?<=\S)\1")
_STARS = re.compile(r"(?<![\w*])\*(?=\S)([^*]{1,400}?)(?<=\S)\*(?![\w*])")
_UNDERSCORES = re.compile(r"(?<![\w/.])_(?=\S)([^_]{1,400}?)(?<=\S)_(?![\w/.])")
_MATH = re.compile(r"\$(?=\S)((?:[^$\n]{0,200}?[\\^][^$\n]{0,200}?)|[A-Za-z])(?<=\S)\$(?![\w{(])")
_LATEX = re.compile(r"\\([A-Za-z]{2,20})\b")
_ESCAPE = re.compile(r"\\([*_\[\]#<>~`|])")
_FILE_NAME = re.compile(r"^(?:image|img|pic|screenshot|截图|图片|图)?[\s_-]*[\w-]*(?:\.\w{2,4})?$", re.I)
_HIDDEN = "\ue000"


def plain(text: str) -> str:
    """The words of a line: emphasis, links, tags, escapes, emoji codes and comments are taken off, and what the
    author struck out goes with them. Code spans keep what they hold."""
    if not _MARKED.search(text):
        return text.strip()
    spans: list[str] = []

    def hide(match: re.Match[str]) -> str:
        spans.append(match[2].strip())
        return _HIDDEN

    if _HIDDEN not in text:
        text = _CODE_SPAN.sub(hide, text)
    text = _words(text)
    for span in spans:
        text = text.replace(_HIDDEN, span, 1)
    return text.strip()


def _words(text: str) -> str:
    text = _RETRACTED.sub("", _COMMENT.sub("", text))
    text = _IMAGE.sub(lambda match: "" if _FILE_NAME.match(match[1]) else match[1], _EMBED.sub("", text))
    text = _WIKI_LINK.sub(lambda match: match[1].replace("#", " ").strip(), text)
    text = _LINK.sub(r"\1", _FOOTNOTE.sub("", text))
    text = _TAG.sub(lambda match: " " if match[0].lower().startswith("<br") else "", _AUTOLINK.sub(r"\1", text))
    text = _MATH.sub(lambda match: _LATEX.sub(r"\1", match[1]), text)
    for marks in (_MARKS, _MARKS):
        text = marks.sub(r"\2", text)
    text = _UNDERSCORES.sub(r"\1", _STARS.sub(r"\1", text))
    text = _ENTITY.sub(lambda match: unescape(match[0]).replace("\xa0", " "), _EMOJI.sub("", text))
    return _ESCAPE.sub(r"\1", text)


_PICTURE_ONLY = re.compile(rf"^(?:\s|{_IMAGE.pattern}|{_EMBED.pattern}|<img\b[^<>]{{0,600}}>)+$", re.I)
_LINK_ONLY = re.compile(
    r"^\s*(?:\[[^\[\]]{1,400}\]\(<?https?://[^\s()]{1,600}(?:\([^()\s]{0,300}\))?[^()]{0,300}\)|<?https?://\S{1,600}>?)\s*$"
)
_SOURCE_LINE = re.compile(
    r"^\s*(?:参考(?:资料|链接|文档)?|出处|来源|原文|链接|详见|see(?: also)?|source|reference|ref|link)\s*[:：]?\s*"
    r"(?:\[[^\[\]]{1,200}\]\(\S{1,600}\)|<?https?://\S{1,600}>?)\s*$",
    re.I,
)
_FORMULA = re.compile(r"^\s*\$\$[^$]*\$\$\s*$")


def states_nothing(text: str) -> bool:
    """Whether a line only shows a picture or formula, or points elsewhere."""
    if "](" not in text and "://" not in text and "![" not in text and "<img" not in text:
        return bool(_FORMULA.match(text))
    return bool(_PICTURE_ONLY.match(text) or _LINK_ONLY.match(text) or _SOURCE_LINE.match(text))
