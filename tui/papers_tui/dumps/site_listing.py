"""Listings of the site, whatever holds their pieces: JSON, lines of it, or a page."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from papers_tui.dumps.json_pieces import Piece
from papers_tui.dumps.notes import Notes, excerpt
from papers_tui.dumps.site_items import featured_of, is_item, item_of, said_of
from papers_tui.dumps.source import Source
from papers_tui.dumps.values import Values, day
from papers_tui.model.paper import Record

_TRIED: Final = 1000
"""Pieces among which there must be a paper of the site, or it is no listing."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a listing that is read at once."""

    pieces: Iterable[Piece]
    """Its pieces, to be gone through once."""

    facts: Mapping[str, str]
    """What is said around the pieces, when they have been gone through."""

    numbered: bool
    """Its lines have numbers by which a piece is found."""

    damaged: int | None = None
    """A line of it with bytes that are no text."""


Parts = Callable[[], Iterator[Part]]
"""Goes through the parts of a listing, from the beginning at every call."""


@dataclass(frozen=True, slots=True)
class _Days:
    """Days that a listing names."""

    latest: datetime.date | None
    """The latest on which one of its papers was among those of the day."""

    shown: datetime.date | None
    """The day of the listing itself."""

    featured: datetime.date | None
    """The day on which its papers were among those of the day, where it is a listing of these."""


def holds_items(pieces: Iterable[Piece]) -> bool:
    """Tell whether one of the first pieces is a paper of the site."""
    return any(piece.fault is None and is_item(piece.value) for piece in islice(pieces, _TRIED))


def read_listing(parts: Parts, source: Source, notes: Notes) -> Iterator[Record]:
    """Read a listing: once for the day of the capture, and once for the papers."""
    days = _days(parts)
    notes.captured = source.captured_override or days.latest or days.shown or source.file_date
    sayings: dict[str, set[int]] = {}
    number = taken = 0
    for part in parts():
        if part.damaged is not None:
            notes.remark("bytes that are no text", line=part.damaged)
        for piece in part.pieces:
            number += 1
            record = _record(piece, number, days.featured, notes, numbered=part.numbered)
            if record is not None and _is_new(record, sayings, notes):
                taken += 1
                yield replace(record, sighting=replace(record.sighting, position=taken))


def _days(parts: Parts) -> _Days:
    latest = shown = None
    daily = False
    for part in parts():
        for piece in part.pieces:
            latest = _later(latest, _featured(piece))
        values = Values(part.facts)
        shown = _later(shown, values.get("date", day) or values.get("dateString", day))
        daily |= part.facts.get("periodType") == "day"
    return _Days(latest, shown, shown if daily else None)


def _later(one: datetime.date | None, other: datetime.date | None) -> datetime.date | None:
    return max(filter(None, (one, other)), default=None)


def _featured(piece: Piece) -> datetime.date | None:
    if piece.fault is not None:
        return None
    try:
        return featured_of(item_of(piece.value))
    except ValueError:
        return None


def _record(
    piece: Piece, number: int, featured: datetime.date | None, notes: Notes, *, numbered: bool
) -> Record | None:
    """Make a record of a piece, or note why there is none."""
    line = piece.line if numbered else None
    if piece.fault is not None:
        piece.note_fault(notes, line=line, record=number)
        return None
    try:
        said = said_of(item_of(piece.value), featured)
    except ValueError as error:
        text = piece.text
        notes.reject(f"{error}: {excerpt(text)}", line=line, record=number, text=text)
        return None
    title = excerpt(said.fields["title"])
    if said.lacks_abstract:
        message = "; ".join(["no abstract", *said.faults])
        notes.lack(f"{message}: {title}", line=line, record=number)
    elif said.faults:
        notes.remark(f"{'; '.join(said.faults)}: {title}", line=line, record=number)
    return Record(sighting=notes.sighting(number, line), **said.fields)


def _is_new(record: Record, sayings: dict[str, set[int]], notes: Notes) -> bool:
    """Tell whether a record says anything that one of the same paper has not said before."""
    if record.arxiv_id is None:
        return True
    names = (name for name in Record.__slots__ if name != "sighting")
    saying = hash(tuple(getattr(record, name) for name in names))
    before = sayings.setdefault(record.arxiv_id, set())
    if saying in before:
        place = record.sighting
        message = f"{record.arxiv_id} is listed again, with nothing new"
        notes.remark(message, line=place.line, record=place.position)
        return False
    before.add(saying)
    return True
