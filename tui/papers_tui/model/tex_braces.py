"""Which braces of a text belong together, and which only protect what is in them."""

import re
from collections.abc import Sequence
from typing import Final

_LETTER: Final = re.compile(r"[A-Za-zÀ-ɏ]")

_PROTECTED: Final = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9 .:+/'&-]*")


def partners(tokens: Sequence[str]) -> dict[int, int]:
    """Give for every token that is a brace and has a partner where that stands."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token == "{":
            opened.append(at)
        elif token == "}" and opened:
            start = opened.pop()
            found[start], found[at] = at, start
    return found


def only_protects(before: str, text: str, after: str) -> bool:
    """Tell whether braces between two characters only protect the text in them."""
    if text in ("[", "]"):
        return True
    if not _PROTECTED.fullmatch(text):
        return False
    follows = _LETTER.match(after) is not None
    if before.isalnum() or before == "}":
        return follows or len(text) == 1
    return follows or after == "-" or any(map(str.isupper, text))
