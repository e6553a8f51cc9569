"""Text between fences: a whole page, or a part of a text of which no line is marked."""

import re
from collections.abc import Sequence
from typing import Final

_FENCE: Final = re.compile(r"\s{0,8}(`{3,}|~{3,})")
_DIV: Final = re.compile(r"\s*(?:[-*+]\s+)?:{3,}[^:]{0,400}:{0,80}\s*")
"""What Pandoc writes around a part of a page."""

_PAGE: Final = re.compile(r"/papers|email inbox|research community|\bauthors?\b", re.IGNORECASE)
"""What a page of papers, or a card of one, has between fences too."""

_MARKED: Final = re.compile(r"(\s*)([#>|*+-])")


def unfenced(lines: Sequence[str]) -> list[str]:
    """Give the lines of a text, fences empty, and what is no mark between two of them escaped."""
    found = list(lines)
    begun: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        if _DIV.fullmatch(line):
            found[number] = ""
        match = _FENCE.match(line)
        if match is None:
            continue
        found[number] = ""
        if begun is None:
            begun = number, match[1]
        elif match[1].startswith(begun[1]):
            inner = slice(begun[0] + 1, number)
            if not any(_PAGE.search(line) for line in lines[inner]):
                found[inner] = [_MARKED.sub(r"\1\\\2", line, count=1) for line in found[inner]]
            begun = None
    return found
