"""A question to the library, and its answer."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Protocol, Self, TypeVar

from papers_tui.model.identity import Key
from papers_tui.model.paper import Paper


class Sort(StrEnum):
    """The orders that papers can be listed in."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    DISCUSSED = "discussed"
    UPVOTED = "upvoted"
    TITLE = "title"
    ADDED = "added"


class Group(StrEnum):
    """The groups of values that papers can be filtered by."""

    STATE = "state"
    YEAR = "year"
    MONTH = "month"
    ORGANIZATION = "organization"
    CATEGORY = "category"
    KEYWORD = "keyword"
    AUTHORS = "authors"
    CODE = "code"
    DUMP = "dump"


ALL: Final = "all"
"""The value of `Group.STATE` for every paper; choosing it chooses no state."""

UNREAD: Final = "unread"
"""The value of `Group.STATE` for papers that have not been read."""

BOOKMARKED: Final = "bookmarked"
"""The value of `Group.STATE` for papers that are kept."""

NEW: Final = "new"
"""The value of `Group.STATE` for papers that came since the last visit."""

CODE: Final = "code"
"""The value of `Group.CODE` for papers with a link to a repository."""

NO_CODE: Final = "no code"
"""The value of `Group.CODE` for papers without."""

UNKNOWN: Final = ""
"""The value of any group for papers of which it is not known."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to list: words, filters and an order."""

    text: str = ""
    """The search as typed; empty finds everything."""

    typing: bool = False
    """The user is still typing: the last word is a prefix too."""

    sort: Sort | None = None
    """The order, or None for the most fitting: by relevance where words are given, else newest."""

    chosen: frozenset[tuple[Group, str]] = frozenset()
    """The chosen filter values: those of a group are alternatives, except that both states can be
    asked for at once; groups narrow each other."""

    excluded: frozenset[tuple[Group, str]] = frozenset()
    """The filter values that no listed paper may have."""

    months: tuple[str, str] | None = None
    """The first and the last month of publication that are let through, as `2024-01`."""

    related_to: Key | None = None
    """List the papers that are related to this one, in place of those that `text` finds."""

    @property
    def order(self) -> Sort:
        """The order that the papers are listed in."""
        scored = bool(self.text.strip()) or self.related_to is not None
        if self.sort is None or (self.sort is Sort.RELEVANCE and not scored):
            return Sort.RELEVANCE if scored else Sort.NEWEST
        return self.sort

    def values(self, group: Group) -> frozenset[str]:
        """Give the chosen values of one group."""
        return frozenset(value for own, value in self.chosen if own is group)

    @property
    def narrowed(self) -> bool:
        """Whether any filter is chosen."""
        return bool(self.chosen or self.excluded or self.months)

    def toggled(self, group: Group, value: str) -> Self:
        """Choose a value, or no longer; one that was excluded no longer is."""
        own = {(group, value)}
        return replace(self, chosen=self.chosen ^ own, excluded=self.excluded - own)

    def shunned(self, group: Group, value: str) -> Self:
        """Exclude a value, or no longer; one that was chosen no longer is."""
        own = {(group, value)}
        return replace(self, chosen=self.chosen - own, excluded=self.excluded ^ own)

    def cleared(self, group: Group) -> Self:
        """Choose and exclude no value of a group."""
        return replace(
            self,
            chosen=frozenset(own for own in self.chosen if own[0] is not group),
            excluded=frozenset(own for own in self.excluded if own[0] is not group),
        )

    def unfiltered(self) -> Self:
        """Choose no filter at all."""
        return replace(self, chosen=frozenset(), excluded=frozenset(), months=None)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that papers can be filtered by."""

    group: Group
    """The group that it belongs to."""

    value: str
    """The value, as `Query.chosen` names it."""

    label: str
    """The value as a person reads it."""

    count: int
    """How many papers the query finds with it, the group's own choice left out."""

    unread: int = 0
    """How many of them have not been read."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of values, with their counts under a query."""

    group: Group
    """The group."""

    values: tuple[FacetValue, ...]
    """The values to show: those that are chosen or excluded, and the first of the others."""

    size: int
    """How many values the query finds in all."""

    find: Callable[[str], tuple[FacetValue, ...]]
    """Finds every value whose label holds a text, in the order of the group."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the histogram of dates."""

    period: str
    """The month or the year, as `2024-01` or `2024`."""

    count: int
    """How many papers were published in it; the choice of months is left out."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something in the text of a query that was not understood as it was meant."""

    message: str
    """What it is, and what was done about it or could be."""

    begin: int
    """Where it begins in the text of the query, in characters."""

    end: int
    """Where it ends."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a query that every paper found must satisfy."""

    text: str
    """The part, as it was typed."""

    meaning: str
    """The part, as it was understood."""

    count: int
    """How many papers satisfy it alone."""

    seconds: float
    """How long finding them took."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a paper is listed: one word of it that the query asked for."""

    word: str
    """The word, as it stands there first."""

    field: str
    """Where it stands: title, abstract, authors, org or keywords."""

    weight: float
    """How often it stands there."""

    score: float
    """What it adds to the score of the paper."""

    share: float
    """What part of the score that is, 0 to 1."""


Number = TypeVar("Number", bound=float, covariant=True)


class Numbers(Protocol[Number]):
    """An array of numbers."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int, /) -> Number: ...


class PaperSource(Protocol):
    """What turns a document number into a paper."""

    def paper(self, document: int) -> Paper:
        """Give the paper of a document number."""
        ...


Spans = list[tuple[int, int]]
"""Beginnings and ends of pieces of a text, in characters, ascending."""


class Answer(Protocol):
    """What can be asked about an answer afterwards; each takes its time when it is asked."""

    def matches(self, text: str) -> Spans:
        """Find the words of the query in a text."""
        ...

    def facets(self) -> tuple[Facet, ...]:
        """Give the filter values, by group, with their counts."""
        ...

    def histogram(self) -> tuple[Bar, ...]:
        """Count the papers found by date of publication: every month, or every year if many."""
        ...

    def reasons(self, document: int) -> tuple[Reason, ...]:
        """Say why a paper is listed, the weightiest word first."""
        ...

    def clauses(self) -> tuple[Clause, ...]:
        """Say what each part of the query finds alone."""
        ...

    def suggestion(self) -> str | None:
        """Give the query with words that the library knows, where some are unknown."""
        ...


class NoAnswer:
    """What there is to ask about nothing."""

    def matches(self, _text: str) -> Spans:
        """Find nothing."""
        return []

    def facets(self) -> tuple[Facet, ...]:
        """Know no values."""
        return ()

    def histogram(self) -> tuple[Bar, ...]:
        """Count nothing."""
        return ()

    def reasons(self, _document: int) -> tuple[Reason, ...]:
        """Know no reason."""
        return ()

    def clauses(self) -> tuple[Clause, ...]:
        """Know no part."""
        return ()

    def suggestion(self) -> str | None:
        """Suggest nothing."""
        return None


@dataclass(frozen=True, slots=True)
class Results:
    """The papers that a query finds, in order."""

    query: Query
    """The query that this answers."""

    documents: Numbers[int]
    """The document numbers of the papers."""

    source: PaperSource
    """Where the document numbers mean something."""

    scores: Numbers[float] | None = None
    """The score of each paper, or None where the query has no words."""

    total: int = 0
    """How many papers there are in all."""

    found: int = 0
    """How many papers the words of the query find, before any filter."""

    unread: int = 0
    """How many of the papers listed have not been read."""

    notes: tuple[Note, ...] = ()
    """What in the query was not understood."""

    answer: Answer = field(default_factory=NoAnswer)
    """What can be asked about the answer."""

    def __len__(self) -> int:
        return len(self.documents)

    def paper(self, row: int) -> Paper:
        """Give the paper in a row, the first being 0."""
        return self.source.paper(self.documents[row])

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The filter values, by group, with their counts."""
        return self.answer.facets()

    def matches(self, text: str) -> Spans:
        """Find the words of the query in a text."""
        return self.answer.matches(text)
