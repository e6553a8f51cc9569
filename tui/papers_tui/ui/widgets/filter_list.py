"""The values that the papers can be filtered by, with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style

from papers_tui.model.query import ALL, FacetValue, Group, Query, Results
from papers_tui.model.text import clean
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.row_list import Piece, RowList, fitted
from papers_tui.ui.words import NAMES


@dataclass(frozen=True, slots=True)
class _Row:
    heading: str = ""
    value: FacetValue | None = None
    chosen: bool = False


class FilterList(RowList):
    """Groups of values; choosing one lists only the papers that have it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "filter-list--heading",
        "filter-list--chosen",
        "filter-list--count",
    }

    chooses_on_click = True

    def __init__(self, signs: Signs, id: str) -> None:
        super().__init__(id=id)
        self._signs = signs
        self._rows: list[_Row] = []

    @property
    def value(self) -> FacetValue | None:
        """The value under the cursor."""
        return self._rows[self.cursor].value if self._rows else None

    def show(self, results: Results) -> None:
        """Show the values of an answer; the cursor stays on the value that it was on."""
        before = self.value
        self._rows = _rows(results)
        places = {
            (row.value.group, row.value.value): number
            for number, row in enumerate(self._rows)
            if row.value is not None
        }
        at = None if before is None else places.get((before.group, before.value))
        self.set_count(len(self._rows), min(places.values(), default=0) if at is None else at)

    def move(self, by: int) -> None:
        """Move the cursor to a value; headings are passed over."""
        rows = [number for number, row in enumerate(self._rows) if row.value is not None]
        if not rows:
            return
        place = sum(row < self.cursor for row in rows) + by
        self.cursor = rows[max(0, min(len(rows) - 1, place))]
        if self.cursor == rows[0]:
            self.scroll_to(y=0, animate=False)

    def pieces(self, row: int, width: int, base: Style) -> Sequence[Sequence[Piece]]:
        """Draw a heading or a value."""
        shown = self._rows[row]
        if shown.value is None:
            return [[(shown.heading, base + self.style("filter-list--heading"))]]
        count = f" {shown.value.count:,} "
        style = base + self.style("filter-list--chosen") if shown.chosen else base
        sign = f"{self._signs.chosen if shown.chosen else ' '} "
        room = width - len(sign) - len(count)
        label = fitted(clean(shown.value.label), room, self._signs.ellipsis)
        padding = " " * (room - cell_len(label))
        return [[(sign + label + padding, style), (count, base + self.style("filter-list--count"))]]


def _rows(results: Results) -> list[_Row]:
    rows: list[_Row] = []
    for facet in results.facets:
        group, values = facet.group, facet.values
        if rows:
            rows.append(_Row())
        rows.append(_Row(heading=NAMES[group]))
        rows += [_Row(value=value, chosen=_chosen(results.query, value)) for value in values]
    return rows


def _chosen(query: Query, value: FacetValue) -> bool:
    if value.group is Group.STATE and value.value == ALL:
        return not query.values(Group.STATE)
    return (value.group, value.value) in query.chosen
