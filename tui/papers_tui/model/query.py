"""A question to the library, and its answer."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Protocol, Self, TypeVar

from papers_tui.model.paper import Paper


class Sort(StrEnum):
    """The orders that papers can be listed in."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    DISCUSSED = "discussed"
    TITLE = "title"


class Group(StrEnum):
    """The groups of values that papers can be filtered by."""

    STATE = "state"
    YEAR = "year"
    ORGANIZATION = "organization"
    DUMP = "dump"


ALL: Final = "all"
"""The value of `Group.STATE` for every paper; choosing it chooses no state."""

UNREAD: Final = "unread"
"""The value of `Group.STATE` for papers that have not been read."""

BOOKMARKED: Final = "bookmarked"
"""The value of `Group.STATE` for papers that are kept."""

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

    @property
    def order(self) -> Sort:
        """The order that the papers are listed in."""
        if self.sort is None or (self.sort is Sort.RELEVANCE and not self.text.strip()):
            return Sort.RELEVANCE if self.text.strip() else Sort.NEWEST
        return self.sort

    def values(self, group: Group) -> frozenset[str]:
        """Give the chosen values of one group."""
        return frozenset(value for own, value in self.chosen if own is group)

    def toggled(self, group: Group, value: str) -> Self:
        """Choose a value, or no longer."""
        return replace(self, chosen=self.chosen ^ {(group, value)})

    def cleared(self, group: Group) -> Self:
        """Choose no value of a group."""
        return replace(self, chosen=frozenset(own for own in self.chosen if own[0] is not group))


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


def _no_spans(_text: str) -> Spans:
    return []


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

    facets: tuple[FacetValue, ...] = ()
    """The filter values, by group, with their counts."""

    total: int = 0
    """How many papers there are in all."""

    unread: int = 0
    """How many of the papers found have not been read."""

    matches: Callable[[str], Spans] = field(default=_no_spans)
    """Finds the words of the query in a text."""

    def __len__(self) -> int:
        return len(self.documents)

    def paper(self, row: int) -> Paper:
        """Give the paper in a row, the first being 0."""
        return self.source.paper(self.documents[row])
