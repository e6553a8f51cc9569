"""One filter value on one line: whether it is chosen, what it is called, how much it finds."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.style import Style

from papers_tui.model.query import ALL, FacetValue, Group, Query
from papers_tui.model.text import clean
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.row_list import Piece, fitted

_ROOM: Final = 9
"""Cells that counts may take however narrow the list is."""


class ValueLine:
    """Draws filter values under a query."""

    STYLES: ClassVar[set[str]] = {
        "filter-list--chosen",
        "filter-list--excluded",
        "filter-list--count",
    }
    """The component classes that it is drawn with."""

    def __init__(self, signs: Signs, query: Query) -> None:
        self._signs = signs
        self.query = query
        """The query that says what is chosen and what is excluded."""

    def pieces(
        self, value: FacetValue, width: int, base: Style, style: Callable[[str], Style]
    ) -> Sequence[Piece]:
        """Draw a value."""
        sign, look = " ", base
        if is_chosen(self.query, value):
            sign, look = self._signs.chosen, base + style("filter-list--chosen")
        elif (value.group, value.value) in self.query.excluded:
            sign, look = self._signs.excluded, base + style("filter-list--excluded")
        count = f" {counts(value, width)} "
        room = max(0, width - cell_len(sign) - 1 - len(count))
        label = fitted(clean(value.label), room, self._signs.ellipsis)
        padding = " " * (room - cell_len(label))
        return [
            (f"{sign} {label}{padding}", look),
            (count, base + style("filter-list--count")),
        ]


def is_chosen(query: Query, value: FacetValue) -> bool:
    """Tell whether a value is chosen; every paper is, where no state is."""
    if value.group is Group.STATE and value.value == ALL:
        return not query.values(Group.STATE)
    return (value.group, value.value) in query.chosen


def counts(value: FacetValue, width: int) -> str:
    """Say how many papers are found, or how many unread ones of how many, if not all are."""
    if value.unread == value.count:
        return f"{value.count:,}"
    exact = f"{value.unread:,}/{value.count:,}"
    if len(exact) <= max(_ROOM, width // 3):
        return exact
    return f"{_short(value.unread)}/{_short(value.count)}"


def _short(number: int) -> str:
    """Say a number in at most four cells, below a thousand millions."""
    for unit, sign in ((1_000_000, "M"), (1_000, "k")):
        if number >= unit:
            return (
                f"{number / unit:.1f}{sign}" if number < 9.95 * unit else f"{number // unit}{sign}"
            )
    return str(number)
