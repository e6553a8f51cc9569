"""A text with TeX in pieces: commands, braces, mathematics, addresses, and what is between."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from papers_tui.model.tex_symbols import NAMES

_ADDRESS: Final = re.compile(
    r"((?<![A-Za-z])(?:https?://|ftp://|www\.)(?:[^\s{}\\$<>\"`]|\\[_%#&~])+)"
)
"""A web address; TeX escapes in it are part of it."""

_PIECE: Final = re.compile(
    r"\\(?:[A-Za-z]+(?:\*(?=\{))?|.)"
    r"|\^(?:-?\d+(?!\w)|[^\W\d_](?!\w)|\*)?"
    r"|[^\\{}$\-`'~^_]+(?:[-'`_](?=[^\\{}$\-`'~^_])[^\\{}$\-`'~^_]+)*"
    r"|-+|'+|`+|.",
    re.DOTALL,
)

_MARK: Final = re.compile(r"\\[^$]|\\\$|\$")
"""What can begin or end mathematics, and what stands behind a backslash."""

_STRONG: Final = re.compile(r"\\[A-Za-z{|,;!]|[\^_]")
"""What only mathematics has."""

_WORD: Final = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{3,}(?![A-Za-z}])")

_AMOUNT: Final = re.compile(r"\d[\d,.]*\s?(?:[kKMBT]|million|billion)?\b[^\\^_=<>]*[\s(/–-]")
"""An amount of money, and prose up to the next."""

_PROSE: Final = re.compile(
    r"\s*\\(?:href|url|unicode|cite[a-z]*|footnote|emph|underline|text(?:bf|it|tt|sc|sf))\s*\{"
)

_TEXT: Final = re.compile(r"\\(?:text|mbox|hbox|math|operator)[a-z]*\*?\s*\{[^{}]*\}")


def pieces(text: str) -> list[str]:
    """Cut a text; joined, the pieces are the text."""
    found: list[str] = []
    end = 0
    for start, stop in _spans(text):
        found += _cut(text[end:start])
        found.append(text[start:stop])
        end = stop
    found += _cut(text[end:])
    return found


def inner(piece: str) -> str | None:
    """Give the mathematics in a piece, or None where it is none."""
    if piece[:1] == "$" and len(piece) > 2:
        return piece[2:-2] if piece[:2] == "$$" else piece[1:-1]
    if piece[:2] in ("\\(", "\\[") and len(piece) > 3:
        return piece[2:-2]
    return None


def is_prose(content: str) -> bool:
    """Tell whether what stands between dollars is prose: a link, words in another face."""
    return _PROSE.match(content) is not None


def _cut(text: str) -> Iterator[str]:
    for number, part in enumerate(_ADDRESS.split(text)):
        if number % 2:
            yield part
        else:
            yield from _PIECE.findall(part)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Find mathematics: where each begins and ends."""
    if "$" not in text and "\\(" not in text and "\\[" not in text:
        return
    places: dict[str, list[int]] = {"$": [], "$$": [], "\\)": [], "\\]": []}
    openers: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        mark, start = match[0], match.start()
        if mark in ("$", "\\(", "\\["):
            openers.append((start, mark))
        if mark in places:
            places[mark].append(start)
            if mark == "$" and text.startswith("$", start + 1):
                places["$$"].append(start)
    end = 0
    for start, mark in openers:
        if start < end:
            continue
        if mark == "$" and text.startswith("$", start + 1):
            mark = "$$"
        stop = _end(text, start, mark, places[_CLOSING[mark]])
        if stop:
            yield start, stop
        end = stop or start + len(mark)


_ESCAPED_BRACE: Final = re.compile(r"\\.")

_CLOSING: Final = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}


def _end(text: str, start: int, mark: str, closers: list[int]) -> int:
    """Give where mathematics ends that begins here, or 0 where none does."""
    first = start + len(mark)
    number = bisect_left(closers, first)
    if number == len(closers) or closers[number] == first:
        return 0
    stop = closers[number]
    after = text[stop + len(mark) : stop + len(mark) + 1]
    if mark[0] == "$" and not _is_mathematics(text[first:stop], after):
        return 0
    return stop + len(mark)


def _is_mathematics(content: str, after: str) -> bool:
    """Tell whether what stands between dollars is mathematics, and not prose between amounts."""
    if ("{" in content or "}" in content) and not _is_balanced(content):
        return False
    if is_prose(content):
        return True
    strong = bool(_STRONG.search(content))
    if _AMOUNT.fullmatch(content) and (after.isdigit() or content[-1].isspace()):
        return False
    outside = content if "{" not in content else _TEXT.sub("", content)
    words = [word for word in _WORD.findall(outside) if word.lower() not in NAMES]
    if content[0].isdigit() and len(words) > 1:
        return False
    if strong:
        return len(words) < 5
    if content[0].isspace() or content[-1].isspace():
        return not words and not content.isspace()
    if after.isdigit() and any(letter.isalnum() for letter in content):
        return False
    return len(words) < 3


def _is_balanced(content: str) -> bool:
    braces = _ESCAPED_BRACE.sub("", content)
    return braces.count("{") == braces.count("}")
