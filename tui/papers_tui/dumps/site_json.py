"""The JSON of the site's interface: lists of papers, single papers, and lines of either.

`huggingface.co/api/daily_papers`, `/api/papers/search` and `/api/papers/ID`, and what archives make
of them. Lines that are JSON each by itself are read one after the other, in little memory.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from papers_tui.dumps.json_pieces import DECODER, Piece, Pieces
from papers_tui.dumps.lines import Line, lines
from papers_tui.dumps.notes import Notes
from papers_tui.dumps.python_repr import literal
from papers_tui.dumps.site_listing import Part, holds_items, read_listing
from papers_tui.dumps.source import Source
from papers_tui.model.paper import FormatName, Record

NAME: Final[FormatName] = "site-json"
"""The name of this format."""

_FIRST: Final = 6
"""Lines by which it is seen whether every line is JSON by itself."""

_WRAPPED: Final = re.compile(r"""["]\s*(?:\[|\{|\\[nrt])|[\s\[]*\{\s*'""")
"""How a string of JSON begins, and an object as Python writes it."""


def recognise(source: Source) -> bool:
    """Tell whether a text is of this format: JSON with a paper of the site in it."""
    if not source.head_text.startswith(("[", "{", '"')):
        return False
    return holds_items(piece for part in _parts(source) for piece in part.pieces)


def read(source: Source, notes: Notes) -> Iterator[Record]:
    """Read a dump; a piece that cannot be read takes no other with it."""
    yield from read_listing(lambda: _parts(source), source, notes)


def _parts(source: Source) -> Iterator[Part]:
    if not _in_lines(source):
        wrapped = _unwrapped(source)
        pieces = Pieces(source.text if wrapped is None else wrapped)
        numbered = wrapped is None and "\n" in source.text.strip()
        yield Part(pieces, pieces.facts, numbered)
        return
    for line in lines(source):
        pieces = Pieces(line.text, line.number)
        given = pieces if line.whole else [_too_long(line)]
        yield Part(given, pieces.facts, True, line.number if line.damaged else None)


def _unwrapped(source: Source) -> str | None:
    """Give the JSON of a text that is a string of JSON, or a listing as Python writes it."""
    if not _WRAPPED.match(source.head_text):
        return None
    text = source.text.strip().removeprefix("\ufeff")
    try:
        value = literal(text) if text[0] != '"' else DECODER.decode(text)
        return value if isinstance(value, str) else json.dumps(value)
    except (ValueError, TypeError, RecursionError):
        return None  # a set, and other things that JSON has not


def _too_long(line: Line) -> Piece:
    return Piece(line.text, 0, len(line.text), line.number, None, "the line is too long")


def _in_lines(source: Source) -> bool:
    """Tell whether the lines are JSON each by itself; a few of the first may be broken."""
    first = list(islice(lines(source), _FIRST))
    if len(first) < 2:
        return False
    if _is_json(first[0]):
        return True
    goes_on = first[0].text.endswith(("[", "{", ",", ":"))
    return not goes_on and sum(_is_json(line) for line in first) * 2 >= len(first) - 1


def _is_json(line: Line) -> bool:
    if not line.text.startswith(("[", "{", '"')):
        return False
    try:
        _value, end = DECODER.raw_decode(line.text)
    except (json.JSONDecodeError, RecursionError):
        return False
    return end == len(line.text)
