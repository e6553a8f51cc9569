"""The HTML that scrapers leave in Markdown."""

import html
import re
from dataclasses import dataclass
from typing import Final

_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,10})((?:[\s/][^<>]{0,2000})?)>")
_AUTOLINK: Final = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_HREF: Final = re.compile(r"href\s*=\s*[\"']?([^\s\"'>]{1,2000})", re.IGNORECASE)
_ALT: Final = re.compile(r"alt\s*=\s*[\"']([^\"']{0,200})", re.IGNORECASE)

BREAKS: Final = frozenset("br li tr td th dt dd ul ol button".split())
"""Elements that begin another line."""

PARTS: Final = frozenset(
    "p div section article main header footer nav table hr blockquote h1 h2 h3 h4 h5 h6".split()
)
"""Elements that begin another paragraph."""

_OTHERS: Final = frozenset(
    "a abbr b code em i img small span strong sub sup time svg path u tbody thead details summary "
    "font center picture source del ins mark kbd figure figcaption pre".split()
)

_LONGEST_COMMENT: Final = 4000
"""Letters that a comment is looked for."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of HTML."""

    name: str
    """The name of the element; empty for a comment, `autolink` for an address in angle brackets."""

    closing: bool
    """It ends the element."""

    end: int
    """Where the text goes on."""

    href: str | None = None
    """Where it leads."""

    alt: str = ""
    """What it says that it shows."""


def tag_at(text: str, start: int) -> Tag | None:
    """Read the tag at a place of a text; None where there is none that HTML knows."""
    if match := _AUTOLINK.match(text, start):
        return Tag("autolink", closing=False, end=match.end(), href=match[1])
    if text.startswith("<!--", start):
        end = text.find("-->", start, start + _LONGEST_COMMENT)
        return Tag("", closing=False, end=end + 3) if end > 0 else None
    match = _TAG.match(text, start)
    name = match[2].lower() if match else ""
    if match is None or not (name in BREAKS or name in PARTS or name in _OTHERS):
        return None
    href, alt = _HREF.search(match[3]), _ALT.search(match[3])
    return Tag(
        name,
        closing=bool(match[1]),
        end=match.end(),
        href=html.unescape(href[1]) if href else None,
        alt=html.unescape(alt[1]) if alt else "",
    )
