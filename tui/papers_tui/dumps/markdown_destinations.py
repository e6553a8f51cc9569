"""Where a link in Markdown leads, as scrapers write it in parentheses: whole, broken, or twice."""

import re
from typing import Final

_DESTINATION: Final = re.compile(
    r"\(\s*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?\s*"
    r"(?:\"[^\"\n]*\"\s*|'[^'\n]*'\s*)?\)"
)
_BROKEN: Final = re.compile(
    r"\(\s*<?((?:https?://|/)[^\s<>()]{1,400}(?:\n[ \t>]{0,8}[^\s<>()\[\]]{1,400}){1,4})>?\s*\)"
)
"""A destination with line breaks in it."""

_PROTECTED: Final = re.compile(
    r"\(\s*(https?://[^\s<>()/]{1,200})/?"
    r"<(/[^\s<>()]{0,2000}(?:\n[ \t>]{0,8}[^\s<>()\[\]]{1,400}){0,4})>\s*\)"
)
"""A destination on the site, of which only what follows the site is in angle brackets."""

_DOUBLE: Final = re.compile(
    r"\(https?://[^\s<>()/]{1,200}/?<(https?:)/{1,2}([^\s<>()]{1,2000}"
    r"(?:\n[ \t>]{0,8}[^\s<>()\[\]]{1,400}){0,4})>\)"
)
"""A destination elsewhere, written behind the site."""


def destination(text: str, start: int) -> tuple[str, int] | None:
    """Read where a link leads that is written in parentheses; give also where the text goes on."""
    if match := _DESTINATION.match(text, start):
        return match[1], match.end()
    if match := _DOUBLE.match(text, start):
        return f"{match[1]}//" + re.sub(r"\n[ \t>]*", "", match[2]), match.end()
    match = _PROTECTED.match(text, start) or _BROKEN.match(text, start)
    return (re.sub(r"\n[ \t>]*", "", "".join(match.groups())), match.end()) if match else None
