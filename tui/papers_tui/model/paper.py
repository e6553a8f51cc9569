"""A paper, and the records of it that dumps hold."""

import datetime
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from papers_tui.model.dates import PartialDate
from papers_tui.model.identity import Key, arxiv_key, doi_key, title_keys
from papers_tui.model.tex_mixed import mixed

FormatName = Literal[
    "plain-text",
    "markdown",
    "web-page",
    "site-json",
    "arxiv-snapshot",
    "arxiv-oai",
    "arxiv-atom",
    "papers-jsonl",
]
"""The name of a dump format."""


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation as the site lists it beside a paper."""

    handle: str | None
    """Its short name in addresses, such as `cis-lmu`."""

    name: str
    """Its display name, such as `CIS, LMU Munich`."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a paper of an exported library was seen."""

    dump: str
    """The SHA-256 of the dump that the other library read, in hexadecimal."""

    position: int
    """The place of the record in that dump; the first is 1."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when a dump showed a paper."""

    dump: str
    """The SHA-256 of the dump, in hexadecimal."""

    format: FormatName
    """The format in which the paper was seen first: that of the dump, unless there is an origin."""

    captured: datetime.date | None
    """The day of the capture, if known."""

    captured_inferred: bool
    """The year of the capture was worked out from the dates in the dump."""

    position: int
    """The place of the record in the dump; the first is 1."""

    line: int | None
    """The line of the dump on which the record begins, the first being 1, if it has lines."""

    origin: Origin | None = None
    """Where another library saw the paper, if the dump is an export of that library."""


@dataclass(frozen=True, slots=True)
class Record:
    """What one dump says of one paper. What it does not say is None, never zero or empty."""

    sighting: Sighting
    """Where the record stands."""

    title: str
    """The title, cleaned, its TeX as readable text."""

    abstract: str | None = None
    """The abstract, as the title; paragraphs are parted by an empty line."""

    title_tex: str | None = None
    """The title as the source has it, cleaned, where its TeX makes it differ from `title`."""

    abstract_tex: str | None = None
    """The abstract as the source has it, where its TeX makes it differ from `abstract`."""

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

    repository: str | None = None
    """The address of its code, as a source other than its abstract names it."""

    project_page: str | None = None
    """The address of its own page."""

    journal_ref: str | None = None
    """Where it was published, as arXiv says it."""

    note: str | None = None
    """What its authors remark, such as the number of pages."""

    featured: PartialDate | None = None
    """The day on which the site showed it among the papers of the day."""

    @property
    def identities(self) -> tuple[Key, ...]:
        """Every identity that the record gives the paper.

        A listing that has lost the signs of its TeX has the letters of the source; so the title is
        an identity as the source has it, as it is shown, and as the source has its mathematics
        alone.
        """
        date = self.published
        year = None if date is None or date.year_inferred else date.year
        texts = [(self.title_tex or self.title, self.abstract_tex or self.abstract)]
        if self.title_tex is not None or self.abstract_tex is not None:
            texts.append((self.title, self.abstract))
        if self.title_tex is not None and (between := mixed(self.title_tex)) is not None:
            texts.append((between, self.abstract_tex or self.abstract))
        keys = list(dict.fromkeys(key for text in texts for key in title_keys(*text, year)))
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

    title_tex: str | None
    """The title as its source has it, where its TeX makes it differ from `title`."""

    abstract_tex: str | None
    """The abstract as its source has it, where its TeX makes it differ from `abstract`."""

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

    repository: str | None
    """The address of its code, as a source other than its abstract names it."""

    project_page: str | None
    """The address of its own page."""

    journal_ref: str | None
    """Where it was published, as arXiv says it."""

    note: str | None
    """What its authors remark, such as the number of pages."""

    featured: PartialDate | None
    """The day on which the site showed it among the papers of the day."""

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
