"""What the index knows of a paper: what Whoosh holds, and what the columns hold."""

import hashlib
from enum import IntFlag
from typing import Any, Final

import numpy as np
from whoosh import fields

from papers_tui.index.analysis import STEMMING
from papers_tui.model.dump import Dump
from papers_tui.model.identity import Key
from papers_tui.model.paper import Paper

VERSION: Final = 4
"""Goes up when the schema, the analysis or the merging changes: older indexes are made again."""

NAME: Final = "MAIN"
"""What Whoosh calls an index that is given no name; its files are called so."""

UNKNOWN: Final = -1
"""A number in the facts of a paper that is not known."""

FACTS: Final = np.dtype(
    [
        ("date", "<i4"),
        ("year", "<i2"),
        ("month", "i1"),
        ("comments", "<i4"),
        ("upvotes", "<i4"),
        ("authors", "<i4"),
        ("has", "u1"),
        ("order", "<u8"),
    ]
)
"""The numbers of a paper: the day (`datetime.date.toordinal`), the year, the month (1 to 12), how
many comments, upvotes and authors, what it has (`Has`), and a hash that orders papers which are
otherwise equal."""

CODED: Final = ("organization", "category", "keyword", "dump", "reading")
"""The columns that hold a list of texts for each paper."""

TITLE_LETTERS: Final = 48
"""Bytes of a folded title that count for the order of titles."""

SEARCHED: Final = {"title": 3.0, "abstract": 1.0, "authors": 1.0, "org": 1.0, "keywords": 1.0}
"""The fields in which plain words are searched, with their weights."""


class Has(IntFlag):
    """What is known of a paper."""

    ID = 1
    """An arXiv id or a DOI."""

    CODE = 2
    """A link to a repository, in the abstract or beside it."""

    AUTHORS = 4
    """The names of the authors."""

    COMMENTS = 8
    """Comments, at least one."""

    ABSTRACT = 16
    """The abstract."""

    DATE = 32
    """When it was published."""

    ORGANIZATION = 64
    """The organisation."""

    GAPS = 128
    """It lacks its abstract, its date, or who wrote it."""


def schema() -> Any:  # noqa: ANN401 - Whoosh has no types
    """Make the schema: searched text, what updates look for, and the records of the paper.

    What is one word to a person and several to the analysis, such as `in-context`, is a phrase.
    """
    return fields.Schema(
        **{name: fields.TEXT(analyzer=STEMMING, multitoken_query="phrase") for name in SEARCHED},
        identity=fields.KEYWORD(scorable=False),
        reading=fields.KEYWORD(scorable=False),
        records=fields.STORED(),
    )


def texts_of(paper: Paper) -> dict[str, str]:
    """Give the searched texts of a paper by field."""
    organization = paper.organization
    return {
        "title": paper.title,
        "abstract": paper.abstract or "",
        "authors": " ; ".join(paper.authors or ()),
        "org": f"{organization.handle or ''} {organization.name}" if organization else "",
        "keywords": " ; ".join(paper.keywords or ()),
    }


def identity_hash(identity: Key) -> bytes:
    """Reduce an identity to the eight bytes that columns hold."""
    return hashlib.blake2b(identity.encode(), digest_size=8).digest()


def reading_name(dump: Dump, part: int, size: int) -> str:
    """Name one reading of a part of a dump, counted from 0, of so many records.

    Another day of capture, another number of records, another version of its reader or of the index
    is another reading.
    """
    dates = f"{dump.captured_override} {dump.file_date}"
    facts = f"{dump.sha256} {dates} {dump.papers} {dump.read_by} {VERSION} {size} {part}"
    return hashlib.blake2b(facts.encode(), digest_size=8).hexdigest()
