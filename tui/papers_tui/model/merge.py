"""Many records, one paper: whose word counts.

It is told from the whole set of records, never from the order in which they came, so an index built
in any order, or in any number of steps, is the same index.
"""

import datetime
from collections.abc import Sequence
from typing import Any, Final

from papers_tui.model.dates import PartialDate
from papers_tui.model.identity import best
from papers_tui.model.paper import FormatName, Paper, Record

_AUTHORITY: Final[dict[FormatName, int]] = {
    "plain-text": 1,
    "markdown": 2,
    "web-page": 3,
    "site-json": 3,
    "papers-jsonl": 3,
    "arxiv-atom": 4,
    "arxiv-oai": 4,
    "arxiv-snapshot": 4,
}
"""How much a format's word counts; the higher wins."""

_CHOSEN: Final = (
    "organization", "published", "comments", "upvotes", "arxiv_id", "doi", "categories", "keywords",
    "repository", "project_page", "journal_ref", "note", "featured",
)  # fmt: skip
"""The fields of a paper that are chosen each by itself."""

_SUMMARY: Final = 0.6
"""The part of the longest abstract below which a text is a summary of it."""


def merge(records: Sequence[Record]) -> Paper:
    """Make one paper of its records, of which there is at least one.

    For each field the more authoritative format wins, then the later capture, then the longer text;
    a field that any record knows is known.
    """
    identities = sorted({key for record in records for key in record.identities})
    titled, abstracted = _source_of(records, "title"), _source_of(_whole(records), "abstract")
    assert titled is not None
    authors = _choose(records, "authors")
    return Paper(
        key=best(identities),
        identities=tuple(identities),
        title=titled.title,
        title_tex=_source_text(records, "title", titled),
        abstract=abstracted.abstract if abstracted else None,
        abstract_tex=_source_text(records, "abstract", abstracted) if abstracted else None,
        authors=authors,
        author_count=len(authors) if authors else _choose(records, "author_count"),
        **{name: _choose(records, name) for name in _CHOSEN},
        records=tuple(sorted(records, key=order_of)),
    )


def _whole(records: Sequence[Record]) -> list[Record]:
    """Leave out the records whose abstract is a summary, or the beginning, of a longer one."""
    longest = max((record.abstract or "" for record in records), key=lambda text: (len(text), text))
    return [
        record
        for record in records
        if record.abstract is not None
        and (record.abstract == longest or not _is_part(record.abstract, longest))
    ]


def _is_part(text: str, longer: str) -> bool:
    if len(text) < _SUMMARY * len(longer):
        return True
    return len(text) < len(longer) and longer.startswith(text.rstrip("….").rstrip())


def _source_text(records: Sequence[Record], field: str, chosen: Record) -> str | None:
    """Give a chosen text as its source has it, if any record that has the same text knows it."""
    text = getattr(chosen, field)
    same = [record for record in records if getattr(record, field) == text]
    source: str | None = _choose(same, f"{field}_tex")
    return source


def _choose(records: Sequence[Record], field: str) -> Any:  # noqa: ANN401 - as the field is typed
    """Give the value of a field that counts most, or None where no record knows it."""
    source = _source_of(records, field)
    return None if source is None else getattr(source, field)


def _source_of(records: Sequence[Record], field: str) -> Record | None:
    """Give the record whose word counts most for a field, or None where no record knows it."""
    known = [record for record in records if getattr(record, field) is not None]
    return max(known, key=lambda record: _rank(record, getattr(record, field)), default=None)


def _rank(record: Record, value: object) -> tuple[object, ...]:
    exactness = (True, 0)
    if isinstance(value, PartialDate):
        exactness = (not value.year_inferred, len(value.iso))
    captured = record.sighting.captured or datetime.date.min
    text = str(value)
    return _AUTHORITY[record.sighting.format], *exactness, captured, len(text), text


def order_of(record: Record) -> tuple[datetime.date, str, int]:
    """Order records by capture, and those of one day in a way that is always the same."""
    sighting = record.sighting
    return sighting.captured or datetime.date.min, sighting.dump, sighting.position
