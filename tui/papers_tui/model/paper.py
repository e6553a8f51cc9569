"""A paper, and the records of it that dumps hold."""

import datetime
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from papers_tui.model.dates import PartialDate
from papers_tui.model.identity import Key, arxiv_key, doi_key, title_key

FormatName = Literal["plain-text"]
"""The name of a dump format."""


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation as the site lists it beside a paper."""

    handle: str | None
    """Its short name in addresses, such as `cis-lmu`."""

    name: str
    """Its display name, such as `CIS, LMU Munich`."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when a dump showed a paper."""

    dump: str
    """The SHA-256 of the dump, in hexadecimal."""

    format: FormatName
    """The format of the dump."""

    captured: datetime.date | None
    """The day of the capture, if known."""

    captured_inferred: bool
    """The year of the capture was worked out from the dates in the dump."""

    position: int
    """The place of the record in the dump; the first is 1."""

    line: int
    """The line of the dump on which the record begins; the first is 1."""


@dataclass(frozen=True, slots=True)
class Record:
    """What one dump says of one paper. What it does not say is None, never zero or empty."""

    sighting: Sighting
    """Where the record stands."""

    title: str
    """The title, cleaned."""

    abstract: str | None = None
    """The abstract, cleaned; paragraphs are parted by an empty line."""

    authors: tuple[str, ...] | None = None
    """The names of the authors in order."""

    author_count: int | None = None
    """How many authors there are."""

    organization: Organization | None = None
    """The organisation that the site lists the paper under."""

    published: PartialDate | None = None
    """When the paper was published."""

    comments: int | None = None
    """How many comments the site counted."""

    upvotes: int | None = None
    """How many upvotes the site counted."""

    arxiv_id: str | None = None
    """The arXiv id without version."""

    doi: str | None = None
    """The DOI, without resolver."""

    categories: tuple[str, ...] | None = None
    """The arXiv categories, the primary one first."""

    keywords: tuple[str, ...] | None = None
    """Keywords that the source names."""

    @property
    def identities(self) -> tuple[Key, ...]:
        """Every identity that the record gives the paper."""
        keys = [title_key(self.title, self.abstract)]
        if self.arxiv_id is not None:
            keys.append(arxiv_key(self.arxiv_id))
        if self.doi is not None:
            keys.append(doi_key(self.doi))
        return tuple(keys)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as all its records together describe it; unknown is None, as in `Record`."""

    key: Key
    """The best identity known."""

    identities: tuple[Key, ...]
    """Every identity that any record gave it, sorted."""

    title: str
    """The title."""

    abstract: str | None
    """The abstract."""

    authors: tuple[str, ...] | None
    """The names of the authors in order."""

    author_count: int | None
    """How many authors there are."""

    organization: Organization | None
    """The organisation that the site lists the paper under."""

    published: PartialDate | None
    """When the paper was published."""

    comments: int | None
    """How many comments the site counted."""

    upvotes: int | None
    """How many upvotes the site counted."""

    arxiv_id: str | None
    """The arXiv id without version."""

    doi: str | None
    """The DOI, without resolver."""

    categories: tuple[str, ...] | None
    """The arXiv categories, the primary one first."""

    keywords: tuple[str, ...] | None
    """Keywords that a source names."""

    records: tuple[Record, ...]
    """What each dump said of it, in the order of capture."""

    @property
    def url(self) -> str | None:
        """The address of the paper, if one is known."""
        if self.arxiv_id is not None:
            return f"https://arxiv.org/abs/{quote(self.arxiv_id)}"
        if self.doi is not None:
            return f"https://doi.org/{quote(self.doi)}"
        return None

    @property
    def sightings(self) -> tuple[Sighting, ...]:
        """Where and when the paper was seen."""
        return tuple(record.sighting for record in self.records)

    @property
    def who(self) -> str | None:
        """Who wrote it, in a few words: names, else the organisation, else how many."""
        if self.authors:
            first = self.authors[0]
            return first if len(self.authors) == 1 else f"{first} and {len(self.authors) - 1} more"
        if self.organization is not None:
            return self.organization.name
        return None if self.author_count is None else count_of(self.author_count, "author")


@dataclass(frozen=True, slots=True)
class Marks:
    """What the user said of a paper."""

    read: bool = False
    """The paper has been read."""

    bookmarked: bool = False
    """The paper is kept."""

    tags: tuple[str, ...] = ()
    """Words that the user gave it."""


def count_of(number: int, noun: str) -> str:
    """Write a number with its noun: `1 author`, `6 authors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
