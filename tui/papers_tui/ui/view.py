"""What the main screen shows, in a form that outlives it, and a picture of the screen.

A reader begins where the last one was left: with the same search, filters and order, the same paper
under the cursor, in the same pane. That holds only as long as the papers are those that there were
(`last_view`), and only where one was listed. Marks may have been made since, so the row is looked
at before it is gone to: where another paper stands in it, the list begins at its top.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from textual.screen import Screen
from textual.scroll_view import ScrollView

from papers_tui.model.dates import PartialDate
from papers_tui.model.query import Group, Query, Results, Sort

PANES: Final = ("filters", "papers", "abstract")
"""The panes, from left to right."""


@dataclass(frozen=True, slots=True)
class View:
    """Where the reader is; by default at the beginning of everything."""

    query: Query = field(default_factory=Query)
    """What is listed."""

    row: int = 0
    """The row that the cursor is on."""

    key: str = ""
    """The key of the paper in that row."""

    pane: str = "papers"
    """The pane that the keys move in."""

    value_row: int = 0
    """The row of the filters that the cursor is on."""

    tops: Mapping[str, int] = field(default_factory=dict)
    """By how many lines each pane is scrolled."""

    @property
    def as_text(self) -> str:
        """The view as one line of JSON."""
        return json.dumps(
            {
                "text": self.query.text,
                "sort": self.query.sort,
                "chosen": sorted(self.query.chosen),
                "excluded": sorted(self.query.excluded),
                "months": self.query.months,
                "row": self.row,
                "key": self.key,
                "pane": self.pane,
                "value_row": self.value_row,
                "tops": dict(self.tops),
            }
        )

    def holds_in(self, results: Results) -> bool:
        """Tell whether the paper is still in its row."""
        return self.row < len(results) and results.paper(self.row).key == self.key


def view_of(text: str) -> View:
    """Read a view; what is none is the beginning of everything."""
    try:
        values = json.loads(text)
        return View(
            query=_query_of(values),
            row=_natural(values["row"]),
            key=str(values["key"]),
            pane=PANES[PANES.index(values["pane"])],
            value_row=_natural(values["value_row"]),
            tops={str(pane): _natural(top) for pane, top in values["tops"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return View()


def picture_of(screen: Screen[object]) -> list[str] | None:
    """Draw the lines of a screen with its colours; None where it is not laid out anew yet.

    It leans on private names of Textual 8, to which the program is pinned.
    """
    if screen._layout_required:
        return None
    strips = screen._compositor.render_strips()
    return [strip.simplify().render(screen.app.console) for strip in strips]


def scroll_back(panes: tuple[ScrollView, ...], tops: Mapping[str, int]) -> None:
    """Scroll panes to where they were."""
    for pane in panes:
        pane.scroll_to(y=tops.get(pane.id or "", 0), animate=False)


def _query_of(values: Any) -> Query:  # noqa: ANN401 - as JSON has it
    sort = values["sort"]
    return Query(
        text=str(values["text"]),
        sort=None if sort is None else Sort(sort),
        chosen=_values(values["chosen"]),
        excluded=_values(values["excluded"]),
        months=_months(values["months"]),
    )


def _values(pairs: Any) -> frozenset[tuple[Group, str]]:  # noqa: ANN401 - as JSON has it
    return frozenset((Group(group), str(value)) for group, value in pairs)


def _months(pair: Any) -> tuple[str, str] | None:  # noqa: ANN401 - as JSON has it
    if pair is None:
        return None
    first, last = (PartialDate.from_iso(month) for month in pair)
    if first.precision != "month" or last.precision != "month":
        raise ValueError(f"{pair!r} are no months")
    return first.iso, last.iso


def _natural(value: Any) -> int:  # noqa: ANN401 - as JSON has it
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no natural number")
    return value
