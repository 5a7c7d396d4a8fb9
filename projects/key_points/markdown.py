"""Words pasted as Markdown or HTML, without their marks.

A Markdown parser does not serve here: it takes 2*3*4 for emphasis, but not **小班：**每班20人, and
knows no rule for the marks of other editors. Only marks that surely are marks go; words stay.
"""

from __future__ import annotations

import html
import re

from videostudio.patterns import late

from .unparted import ADDRESS

_ASIDE = 0xE000
"""The marks of code and of addresses are kept in the private use area of Unicode for a while."""

_TYPED_ASIDE = late("[\ue000-\ue07f]")
_FULL_WIDTH = str.maketrans("＊＃｜｀＿", "*#|`_")
_ENTITY = late(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_ESCAPED = late(r"\\([!-/:-@\[\]^-`{-~])")
_CODE = late(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_BREAKS = "br|p|div|li|ul|ol|tr|table|thead|tbody|section|blockquote|pre|hr|dl|dt|dd"
_BREAK = late(rf"</?(?:{_BREAKS})(?:\s[^<>]*)?/?>|</h[1-6]>", re.IGNORECASE)
_HEADING_TAG = late(r"<h[1-6](?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = late(
    r"<!--.*?-->|</?(?:a|abbr|b|big|center|cite|code|del|details|em|figcaption|figure|font|i|img|input"
    r"|ins|kbd|label|mark|q|s|small|span|strike|strong|sub|summary|sup|td|tfoot|th|time|tt|u|var)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_AUTOLINK = late(r"<((?:[a-z][a-z0-9+.-]*://|mailto:)?[^\s<>]*[.@][^\s<>]+)>", re.IGNORECASE)
_LINK = late(
    r"!?\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)?)\]"
    r"[(（]\s*<?((?:[^\s()（）<>]|\([^\s()]*\))*)>?(?:\s+[\"'“(][^()]*[\"'”)])?\s*[)）]"
)
_LINK_BY_NAME = late(r"!?\[([^\[\]]+)\]\[[^\[\]]{0,60}\]|\[\[([^\[\]]+)\]\]")
_FOOTNOTE = late(r"\[\^[^\[\]\s]{1,20}\]:?")
_FORMULA = late(
    r"\$\$(.+?)\$\$|(?<![A-Za-z$])\$(?![\s\d])([^$]*[^$\s])\$(?![\d$])"
    r"|(?<![A-Za-z$])\$(\d+(?:[.,]\d+)*|[^$]*[=\\^<>][^$]*[^$\s])\$(?![\d$])"
)
_SIGNS_OF_FORMULAS = {
    r"\times": "×", r"\div": "÷", r"\leq": "≤", r"\le": "≤", r"\geq": "≥", r"\ge": "≥", r"\pm": "±",
    r"\cdot": "·", r"^\circ": "°", r"\approx": "≈",
}  # fmt: skip
_LETTER = "0-9A-Za-z"
_EMPHASIS = (
    late(r"(?:(?<!\d)|(?!\*+\d))(\*{2,3})(?=[^\s*])(.+?)(?<=[^\s])\1(?!\*)"),
    late(rf"(?<![{_LETTER}*])(\*)(?=[^\s*])([^*]+?)(?<=\S)\*(?![{_LETTER}*])"),
    late(rf"(?<![{_LETTER}_])(_{{1,3}})(?=[^\s_])(.+?)(?<=[^\s_])\1(?![{_LETTER}_])"),
    late(r"(?<![\w~])(~)(?=[^\s~])([^~]+?)(?<=\S)~(?![\w~])"),
    late(r"(~~|==)(?=\S)((?:(?!\1).)+)(?<=\S)\1"),
)
_STRAY = late(r"^(?:\*\*|__|~~)+(?=[^\W\d_])|(?<=[^\W\d_：:])(?:\*{2,3}|__|~~)$")
_HASHTAG = late(rf"(?<![{_LETTER}#&/])#([^\s#]{{1,40}})#(?!\d)|(?<![\w&/])#(?=[^\W\d_])")


def opened(text: str) -> str:
    """The text with its line ends as they are meant, without escapes, and with code aside."""
    text = _TYPED_ASIDE.sub("", text).translate(_FULL_WIDTH)
    text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    text = "\n".join(map(_code_aside, text.splitlines()))
    text = _HEADING_TAG.sub("\n# ", _ESCAPED.sub(r"\1", text))
    return "\n".join(_BREAK.sub(_line_end(line), line) for line in text.split("\n"))


def _line_end(line: str) -> str:
    """What <br> is here: a row of a table has to stay one line."""
    return " " if line.count("|") > 1 else "\n"


def _code_aside(line: str) -> str:
    return _CODE.sub(lambda found: _aside(found[2].strip()), line)


def _aside(text: str) -> str:
    """The text with each mark of ASCII moved to where no rule finds it."""
    return "".join(
        chr(_ASIDE + ord(mark)) if mark.isascii() and not (mark.isalnum() or mark == " ") else mark
        for mark in text
    )


def closed(line: str) -> str:
    """A line of an opened text as plain words."""
    line = _AUTOLINK.sub(r"\1", line)
    line = _TAG.sub(" ", line) if re.search(r"</?t[dh]", line, re.I) else _TAG.sub("", line)
    line = _LINK.sub(_words_of_link, _FORMULA.sub(_words_of_formula, line))
    line = _FOOTNOTE.sub("", _LINK_BY_NAME.sub(lambda found: found[1] or found[2], line))
    line = ADDRESS.sub(lambda found: _aside(found.group()), line)
    for _ in range(3):
        for emphasis in _EMPHASIS:
            line = emphasis.sub(r"\2", line)
    line = _HASHTAG.sub(_words_of_hashtag, _STRAY.sub("", line.strip()))
    return _TYPED_ASIDE.sub(lambda found: chr(ord(found.group()) - _ASIDE), line).strip()


def _words_of_link(link: re.Match[str]) -> str:
    """Its words. A picture without any has none; a link without any is its address."""
    return link[1].strip() or ("" if link[0].startswith("!") else link[2])


def _words_of_formula(formula: re.Match[str]) -> str:
    words = next(filter(None, formula.groups()), "")
    words = re.sub(r"\\(?:text|mathrm|mathbf)\{([^{}]*)\}", r"\1", words)
    words = re.sub(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", words)
    for sign, plain in _SIGNS_OF_FORMULAS.items():
        words = words.replace(sign, plain)
    return words


def _words_of_hashtag(tag: re.Match[str]) -> str:
    return f" {tag[1]} " if tag[1] else ""
