"""Records as text and back, for the index and for the copies kept with bookmarks."""

import datetime
import json
from collections.abc import Sequence
from typing import Any

from papers_tui.model.dates import PartialDate
from papers_tui.model.paper import Organization, Origin, Record, Sighting

_TEXTS = ("title", "abstract", "title_tex", "abstract_tex")
_NEEDED = ("title", "abstract")
_PLAIN = (
    "author_count", "comments", "upvotes", "arxiv_id", "doi", "repository", "project_page",
    "journal_ref", "note",
)  # fmt: skip
_TUPLES = ("authors", "categories", "keywords")
_DATES = ("published", "featured")


def encode(records: Sequence[Record]) -> str:
    """Write the records of one paper as JSON; a text that the one before has too is left out."""
    rows = []
    before: Record | None = None
    for record in records:
        rows.append(_row(record, before))
        before = record
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> tuple[Record, ...]:
    """Read what `encode` wrote."""
    records: list[Record] = []
    for row in json.loads(text):
        for name in _TEXTS:
            if name not in row:
                row[name] = getattr(records[-1], name) if records else None
        records.append(_record(row))
    return tuple(records)


def _row(record: Record, before: Record | None) -> dict[str, Any]:
    sighting = record.sighting
    row: dict[str, Any] = {
        "sighting": [
            sighting.dump,
            sighting.format,
            sighting.captured and sighting.captured.isoformat(),
            sighting.captured_inferred,
            sighting.position,
            sighting.line,
        ]
    }
    if (origin := sighting.origin) is not None:
        row["origin"] = [origin.dump, origin.position]
    for name in _TEXTS:
        known_as = getattr(before, name) if before else None
        if getattr(record, name) != known_as or (before is None and name in _NEEDED):
            row[name] = getattr(record, name)
    for name in _PLAIN + _TUPLES:
        if (value := getattr(record, name)) is not None:
            row[name] = value
    if record.organization is not None:
        row["organization"] = [record.organization.handle, record.organization.name]
    for name in _DATES:
        if (date := getattr(record, name)) is not None:
            row[name] = [date.iso, date.year_inferred]
    return row


def _record(row: dict[str, Any]) -> Record:
    dump, format_name, captured, inferred, position, line = row["sighting"]
    date = None if captured is None else datetime.date.fromisoformat(captured)
    optional: dict[str, Any] = {name: row.get(name) for name in _PLAIN}
    optional |= {name: tuple(row[name]) if name in row else None for name in _TUPLES}
    for name in _DATES:
        if (known := row.get(name)) is not None:
            optional[name] = PartialDate.from_iso(known[0], year_inferred=known[1])
    organization, origin = row.get("organization"), row.get("origin")
    place = None if origin is None else Origin(*origin)
    return Record(
        sighting=Sighting(dump, format_name, date, inferred, position, line, place),
        organization=None if organization is None else Organization(*organization),
        **{name: row[name] for name in _TEXTS},
        **optional,
    )
