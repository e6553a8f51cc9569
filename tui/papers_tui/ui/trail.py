"""The way back from related papers: where each list was left to look at them."""

from dataclasses import dataclass

from papers_tui.model.paper import Paper
from papers_tui.model.query import Query, Results


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list was left to look at what is related to one of its papers."""

    paper: Paper
    """That paper, under the cursor."""

    query: Query
    """What was asked for."""

    results: Results
    """What was listed."""

    row: int
    """The row that the cursor was on."""

    top: int
    """By how many lines the list was scrolled."""


class Trail(list[Place]):
    """The places that were left, the last one last."""

    @property
    def title(self) -> str:
        """The title of the paper that all that are listed are related to, or nothing."""
        return self[-1].paper.title if self else ""

    @property
    def origin(self) -> Query:
        """The query to go back to."""
        return self[-1].query if self else Query()
