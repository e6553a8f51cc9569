"""A saved page of the site, which holds its listing as JSON in an attribute.

`<div data-target="DailyPapers" data-props="{…}">`: the attribute is what the page is drawn from,
and says more than what is drawn. Pages of a search, of what is trending and of one paper have it
too.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import Final

from papers_tui.dumps.json_pieces import Pieces
from papers_tui.dumps.notes import Notes
from papers_tui.dumps.site_listing import Part, holds_items, read_listing
from papers_tui.dumps.source import Source
from papers_tui.model.paper import FormatName, Record

NAME: Final[FormatName] = "web-page"
"""The name of this format."""

PAGE: Final = ("<!doctype html", "<html", "<head", "<body")
"""Tags of which one stands at the beginning of a web page, in small letters."""

_ATTRIBUTE: Final = "data-props"

_END: Final = "'\">"
"""Closes a tag in which a page breaks off, and is mere text behind one that does not."""

_CHARSET: Final = re.compile(
    rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
"""Where a page names its encoding."""

_WINDOWS: Final = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
"""Names of encodings that mean windows-1252 in pages, as the web has agreed."""

_ASCII: Final = bytes(range(0x20, 0x7F))


def recognise(source: Source) -> bool:
    """Tell whether a text is of this format: a page with a listing in an attribute."""
    head = source.head_text.lower()
    if not head.startswith("<") or not any(sign in head for sign in (*PAGE, _ATTRIBUTE)):
        return False
    return _ATTRIBUTE in _text(source).lower() and any(map(_is_listing, _props(source)))


def read(source: Source, notes: Notes) -> Iterator[Record]:
    """Read a dump; of a page that breaks off, the papers before that."""
    listings = [props for props in _props(source) if _is_listing(props)]

    def parts() -> Iterator[Part]:
        for props in listings:
            pieces = Pieces(props)
            yield Part(pieces, pieces.facts, numbered=False)

    yield from read_listing(parts, source, notes)


def _text(source: Source) -> str:
    """Give a page as text; what is not UTF-8 is in the encoding that the page names."""
    text, encoding = source.text, _named_encoding(source.head)
    if encoding is None or not (source.undecodable or source.remarks):
        return text
    source.remarks.clear()  # they are of a reading that does not count
    with source.open() as stream:
        text = stream.read().decode(encoding, errors="replace")
    lines = enumerate(text.split("\n"), start=1)
    source.undecodable = [number for number, line in lines if "\ufffd" in line]
    return text


def _named_encoding(head: bytes) -> str | None:
    """Read the encoding that a page names; None where that is none, or has no ASCII in it."""
    found = _CHARSET.search(head)
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    name = "cp1252" if name in _WINDOWS else name
    try:
        known = codecs.lookup(name).name
        return known if known != "utf-8" and _ASCII.decode(known) == _ASCII.decode() else None
    except (LookupError, ValueError):
        return None  # it is unknown, or no encoding of text


def _is_listing(props: str) -> bool:
    pieces = Pieces(props)
    return props.lstrip().startswith("{") and (holds_items(pieces) or pieces.listed)


def _props(source: Source) -> list[str]:
    """Give what the attributes hold, in the order of the page.

    The page is not made into a tree, so it may be large and its elements deep in each other.
    """
    from lxml import etree  # deferred: it is slow, and few dumps are pages

    gathered = _Gathered()
    parser = etree.HTMLParser(
        target=gathered,  # type: ignore[arg-type]  # its stubs ask for methods it can do without
        encoding="utf-8",
        huge_tree=True,
        no_network=True,
    )
    parser.feed((_text(source) + _END).encode(errors="replace"))
    parser.close()
    return gathered.props


class _Gathered:
    """What a parser is to tell of a page."""

    def __init__(self) -> None:
        self.props: list[str] = []

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element."""
        if _ATTRIBUTE in attributes:
            self.props.append(attributes[_ATTRIBUTE])

    def close(self) -> None:
        """Take note of the end."""
