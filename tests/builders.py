"""Records, dumps and texts made by hand."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import papers_tui
from papers_tui.model.dates import PartialDate
from papers_tui.model.merge import merge
from papers_tui.model.paper import Organization, Paper, Record, Sighting

SAMPLE: Final = Path(papers_tui.__file__).parent / "sample"
"""The bundled dumps."""

HEAD: Final = (
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
)

ABSTRACT: Final = (
    "We study how far a small model can go when it is given the right questions. On twelve tasks "
    "it does as well as one that is ten times as large, and we say where it does not, and why."
)


def dump_text(*records: str, head: str = "Apr 21") -> str:
    """Write a dump with a head and records."""
    return "\n\n".join([*HEAD, head, *records])


def card(title: str, footer: str | None = "  • 6 authors\n·\nOct 23, 2024") -> str:
    """Write a record of a dump; no footer where there is None."""
    return "\n\n".join([title, ABSTRACT] + ([] if footer is None else [footer]))


def record(title: str = "Small Models Ask the Right Questions", **fields: Any) -> Record:  # noqa: ANN401
    """Make a record; the fields of its sighting may be given too."""
    captured = fields.pop("captured", datetime.date(2026, 4, 21))
    sighting = Sighting(
        dump=fields.pop("dump", "d" * 64),
        format="plain-text",
        captured=captured,
        captured_inferred=True,
        position=fields.pop("position", 1),
        line=fields.pop("line", 13),
    )
    fields.setdefault("abstract", ABSTRACT)
    return Record(sighting=sighting, title=title, **fields)


def paper(title: str = "Small Models Ask the Right Questions", **fields: Any) -> Paper:  # noqa: ANN401
    """Make a paper of one record."""
    return merge([record(title, **fields)])


def published(iso: str, *, year_inferred: bool = False) -> PartialDate:
    """Make a date."""
    return PartialDate.from_iso(iso, year_inferred=year_inferred)


def organization(name: str, handle: str | None = None) -> Organization:
    """Make an organisation."""
    return Organization(handle, name)


def titles(papers: Sequence[Paper]) -> list[str]:
    """List the titles of papers."""
    return [paper.title for paper in papers]
