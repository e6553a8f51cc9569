"""How many papers were published when: bars, a cursor on one of them, and a range of them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.style import Style

from papers_tui.model.query import Answer, Bar, NoAnswer, Results
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.row_list import Piece

Months = tuple[str, str]
"""A first and a last month, as `Query.months` has them."""

_WIDEST: Final = 3
"""Cells of a bar at the most."""

_BARS_HIGH: Final = 2
"""Lines that the bars take."""


@dataclass(frozen=True, slots=True)
class Column:
    """One bar as it is drawn: several of the answer where there is no room for each."""

    first: Bar
    """The first bar that it stands for."""

    last: Bar
    """The last bar that it stands for."""

    count: int
    """How many papers they count together."""

    @property
    def months(self) -> Months:
        """The first and the last month."""
        return _begin(self.first.period), _end(self.last.period)

    def overlaps(self, months: Months | None) -> bool:
        """Tell whether any of its months is in a range."""
        begin, end = self.months
        return months is not None and begin <= months[1] and months[0] <= end


class Histogram:
    """The bars of an answer, drawn in some lines of a list."""

    HEIGHT: ClassVar[int] = _BARS_HIGH + 3
    """Lines: what the cursor is on, the bars, their base, the first and the last period."""

    STYLES: ClassVar[set[str]] = {"histogram--bar", "histogram--range", "histogram--here"}
    """The component classes that it is drawn with."""

    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        self._answer: Answer = NoAnswer()
        self._chosen: Months | None = None
        self._known: tuple[Bar, ...] | None = None
        self._month = "9999-12"
        self._anchor: str | None = None

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars; they are counted when they are first asked for."""
        if self._known is None:
            self._known = self._answer.histogram()
        return self._known

    @property
    def is_marking(self) -> bool:
        """Whether a range was begun and not ended."""
        return self._anchor is not None

    def show(self, results: Results) -> None:
        """Take another answer; the cursor stays on the time that it was on."""
        self._answer, self._chosen, self._known = results.answer, results.query.months, None

    def columns(self, width: int) -> list[Column]:
        """Give the bars that there is room for, as few as can be merged."""
        merged = -(-len(self.bars) // max(1, width)) or 1
        parts = [self.bars[at : at + merged] for at in range(0, len(self.bars), merged)]
        return [Column(part[0], part[-1], sum(bar.count for bar in part)) for part in parts]

    def step(self, by: int, width: int) -> bool:
        """Move the cursor by some bars; tell whether there was anywhere to go."""
        columns = self.columns(width)
        place = self._place(columns) + by
        if not 0 <= place < len(columns):
            return self.is_marking
        self._month = columns[place].months[0]
        return True

    def extend(self, by: int, width: int) -> None:
        """Move an end of the chosen range that the cursor is on, or of one that begins there."""
        if not self.is_marking and (columns := self.columns(width)):
            self._anchor = columns[self._far_end(columns)].months[0]
        self.step(by, width)

    def point(self, cell: int, width: int) -> bool:
        """Put the cursor on the bar nearest to a cell; tell whether there is one."""
        if not (columns := self.columns(width)):
            return False
        place = cell // _cells(columns, width)
        self._month = columns[max(0, min(len(columns) - 1, place))].months[0]
        return True

    def begin(self) -> None:
        """Begin a range at the cursor."""
        self._anchor = self._month if self.bars else None

    def end(self, width: int) -> Months | None:
        """End the range at the cursor and give it; None where none was begun."""
        months = self._marked(self.columns(width))
        self._anchor = None
        return months

    def cancel(self) -> bool:
        """Forget a range that was begun; tell whether one was."""
        marking, self._anchor = self.is_marking, None
        return marking

    def pieces(
        self, line: int, width: int, active: bool, base: Style, style: Callable[[str], Style]
    ) -> Sequence[Piece]:
        """Draw one line.

        Args:
            line: Which of the `HEIGHT` lines.
            width: Cells that there are.
            active: The keys move the cursor among the bars.
            base: The style to draw on.
            style: Gives the style of a component class.
        """
        columns = self.columns(width)
        if line == 0:
            return [(self._heading(columns, width, active), base + style("filter-list--heading"))]
        if line == self.HEIGHT - 1:
            return [(_ends(columns, width), base + style("filter-list--count"))]
        chosen, here = self._range(columns), self._place(columns) if active else -1
        cells = _cells(columns, width)
        most = max((column.count for column in columns), default=0)
        pieces: list[Piece] = []
        for place, column in enumerate(columns):
            inside = column.overlaps(chosen)
            if line == self.HEIGHT - 2:
                text = self._base(cells, inside, place == here)
            else:
                text = self._block(column.count, most, _BARS_HIGH - line) * cells
            look = "here" if place == here else "range" if inside else "bar"
            pieces.append((text, base + style(f"histogram--{look}")))
        return pieces

    def _heading(self, columns: Sequence[Column], width: int, active: bool) -> str:
        """Name the time and the count under the cursor, or the range."""
        if not columns:
            words = "no dates"
        elif active:
            chosen = self._marked(columns) or columns[self._place(columns)].months
            count = sum(column.count for column in columns if column.overlaps(chosen))
            words = f"{period_of(chosen)}: {count:,}"
        elif chosen_months := self._range(columns):
            words = period_of(chosen_months)
        else:
            words = ""
        room = width - len(words) - 1
        return f"{'Date' if room > len('Date') else '':{max(0, room)}}{words} "[:width]

    def _range(self, columns: Sequence[Column]) -> Months | None:
        """Give the range that is being marked, or that is chosen."""
        return self._marked(columns) or self._chosen

    def _marked(self, columns: Sequence[Column]) -> Months | None:
        if self._anchor is None or not columns:
            return None
        ends = sorted((_at(columns, self._anchor), self._place(columns)))
        return columns[ends[0]].months[0], columns[ends[1]].months[1]

    def _far_end(self, columns: Sequence[Column]) -> int:
        """Find the other end of the chosen range where the cursor is at one, or the cursor."""
        here = self._place(columns)
        if self._chosen is None or not columns[here].overlaps(self._chosen):
            return here
        first, last = (_at(columns, month) for month in self._chosen)
        return {first: last, last: first}.get(here, here)

    def _place(self, columns: Sequence[Column]) -> int:
        return _at(columns, self._month)

    def _block(self, count: int, most: int, line: int) -> str:
        """Draw a part of a bar; what is not nothing is seen."""
        signs = self._signs.levels
        full = len(signs) - 1
        height = -(-count * full * _BARS_HIGH // max(1, most))
        return signs[max(0, min(full, height - line * full))]

    def _base(self, cells: int, inside: bool, here: bool) -> str:
        line = (self._signs.range if inside else self._signs.line) * cells
        middle = cells // 2
        return line[:middle] + self._signs.pointer + line[middle + 1 :] if here else line


def period_of(months: Months) -> str:
    """Say a range of months as short as can be.

    >>> period_of(("2024-01", "2024-06"))
    '2024-01 to 06'
    >>> period_of(("2023-01", "2024-12"))
    '2023 to 2024'
    """
    (year, month), (last_year, last_month) = (m.split("-") for m in months)
    if (month, last_month) == ("01", "12"):
        return year if year == last_year else f"{year} to {last_year}"
    if months[0] == months[1]:
        return months[0]
    return f"{months[0]} to {last_month if year == last_year else months[1]}"


def _ends(columns: Sequence[Column], width: int) -> str:
    """Name the first and the last period below their bars."""
    if not columns:
        return ""
    first, last = columns[0].first.period, columns[-1].last.period
    room = max(len(columns) * _cells(columns, width), len(first) + len(last) + 1)
    return first if first == last else f"{first}{last:>{room - len(first)}}"[:width]


def _cells(columns: Sequence[Column], width: int) -> int:
    """Tell how many cells wide a column is drawn."""
    return max(1, min(_WIDEST, width // max(1, len(columns))))


def _at(columns: Sequence[Column], month: str) -> int:
    """Find the column of a month, or the one nearest to it."""
    return max(0, bisect_right([column.months[0] for column in columns], month) - 1)


def _begin(period: str) -> str:
    return period if "-" in period else f"{period}-01"


def _end(period: str) -> str:
    return period if "-" in period else f"{period}-12"
