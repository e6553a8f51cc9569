"""The values that the papers can be filtered by, with their counts, and the bars of their dates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.style import Style
from textual import events
from textual.message import Message

from papers_tui.model.query import UNKNOWN, Facet, FacetValue, Group, Query, Results
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.histogram import Histogram, Months
from papers_tui.ui.widgets.row_list import Piece, RowList
from papers_tui.ui.widgets.value_line import ValueLine
from papers_tui.ui.words import NAMES

_BASE: Final = Histogram.HEIGHT - 2
"""The line of the histogram that the cursor is on when it is among the bars."""

Mark = tuple[str, ...]
"""What a row that can be chosen is, whatever the counts."""


@dataclass(frozen=True, slots=True)
class _Row:
    heading: str = ""
    value: FacetValue | None = None
    facet: Facet | None = None
    """The group whose other values this row leads to."""
    line: int | None = None
    """The line of the histogram."""

    @property
    def mark(self) -> Mark | None:
        """What this row is, whatever the counts; None where the cursor passes it over."""
        if self.value is not None:
            return "value", self.value.group, self.value.value
        if self.facet is not None:
            return "more", self.facet.group
        return ("dates",) if self.line == _BASE else None


class FilterList(RowList):
    """Groups of values; choosing some lists only the papers that have one of them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "filter-list--heading",
        *ValueLine.STYLES,
        *Histogram.STYLES,
    }

    @dataclass
    class Ranged(Message):
        """A range of months was chosen, or none."""

        rows: "FilterList"
        """The list."""

        months: Months | None
        """The first and the last month."""

        @property
        def control(self) -> "FilterList":
            """The list."""
            return self.rows

    chooses_on_click = True

    def __init__(self, signs: Signs, id: str) -> None:
        super().__init__(id=id)
        self._signs = signs
        self._rows: list[_Row] = []
        self._line = ValueLine(signs, Query())
        self._dates = Histogram(signs)
        self._dragging = False
        self._dragged = False

    @property
    def value(self) -> FacetValue | None:
        """The value under the cursor."""
        return self._rows[self.cursor].value if self._rows else None

    @property
    def facet(self) -> Facet | None:
        """The group of which the row under the cursor leads to all values."""
        return self._rows[self.cursor].facet if self._rows else None

    @property
    def among_dates(self) -> bool:
        """Whether the cursor is among the bars."""
        return bool(self._rows) and self._rows[self.cursor].line == _BASE

    def show(self, results: Results) -> None:
        """Show the values of an answer; what the cursor is on stays, and stays where it is."""
        before, old, top = self._rows, self.cursor, self.scroll_offset.y
        self._line.query = results.query
        self._dates.show(results)
        self._rows = list(_rows(results))
        places = {row.mark: place for place, row in enumerate(self._rows) if row.mark is not None}
        marks = [row.mark for row in before]
        seen = top <= old < top + self.size.height
        was, now = _survivor(marks, old if seen else top, places)
        self.set_count(len(self._rows), _survivor(marks, old, places)[1])
        if top:
            self.scroll_to(y=top + now - was, animate=False)

    def move(self, by: int) -> None:
        """Move the cursor to a row that can be chosen; the others are passed over."""
        rows = [place for place, row in enumerate(self._rows) if row.mark is not None]
        if not rows:
            return
        place = sum(row < self.cursor for row in rows) + by
        self.cursor = rows[max(0, min(len(rows) - 1, place))]
        if self.cursor == rows[0]:
            self.scroll_to(y=0, animate=False)

    def step(self, by: int) -> bool:
        """Move among the bars; tell whether the cursor is there and had anywhere to go."""
        taken = self.among_dates and self._dates.step(by, self._width)
        if taken:
            self.redraw()
        return taken

    def extend(self, by: int) -> None:
        """Make a range of dates longer or shorter, where the cursor is among them."""
        if self.among_dates:
            self._dates.extend(by, self._width)
            self.redraw()

    def mark(self) -> bool:
        """Begin a range of dates at the cursor, or end it; tell whether the cursor is there."""
        if not self.among_dates:
            return False
        if self._dates.is_marking:
            self._end_range()
        else:
            self._dates.begin()
        self.redraw()
        return True

    def unmark(self) -> bool:
        """Forget a range of dates that was begun; tell whether one was."""
        begun = self._dates.cancel()
        if begun:
            self.redraw()
        return begun

    def pieces(self, row: int, width: int, base: Style) -> Sequence[Sequence[Piece]]:
        """Draw a row."""
        shown = self._rows[row]
        if shown.line is not None:
            line = self._dates.pieces(shown.line, width, self.among_dates, base, self.style)
        elif shown.value is not None:
            line = self._line.pieces(shown.value, width, base, self.style)
        elif shown.facet is not None:
            words = f"{self._signs.ellipsis} {_others(shown.facet):,} more"
            line = [(words, base + self.style("filter-list--count"))]
        else:
            line = [(shown.heading, base + self.style("filter-list--heading"))]
        return [line]

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw what changed: the bars know where the cursor is."""
        super().watch_cursor(old, new)
        if any(row < len(self._rows) and self._rows[row].line is not None for row in (old, new)):
            if not self.among_dates:
                self._dates.cancel()
            self.redraw()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a range of dates at a bar."""
        self._dragged = False
        place = event.get_content_offset(self)
        if place is None or event.button != 1 or not self._is_bar(place.y + self.scroll_offset.y):
            return
        if self._dates.point(place.x, self._width):
            self._dates.begin()
            self._dragging = self._dragged = True
            self.capture_mouse()
            self.cursor = next(n for n, row in enumerate(self._rows) if row.line == _BASE)
            self.redraw()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the range to another bar."""
        if self._dragging and self._dates.point(event.x - self.gutter.left, self._width):
            self.redraw()

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """End the range."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()
            self._end_range()
            self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Choose nothing where a range was, and not what the bars are drawn with."""
        place = event.get_content_offset(self)
        row = -1 if place is None else place.y + self.scroll_offset.y
        among = 0 <= row < len(self._rows) and self._rows[row].line is not None
        if self._dragged or among:
            self._dragged = False
            event.prevent_default()

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _is_bar(self, row: int) -> bool:
        line = self._rows[row].line if 0 <= row < len(self._rows) else None
        return line is not None and 0 < line <= _BASE

    def _end_range(self) -> None:
        """Choose the range; the one that is chosen already is no longer."""
        months = self._dates.end(self._width)
        if months is not None:
            chosen = self._line.query.months
            self.post_message(self.Ranged(self, None if months == chosen else months))

    def _reveal(self) -> None:
        """Scroll so that the row under the cursor is on the screen, and all of the bars."""
        super()._reveal()
        if self.among_dates and self.size.height > Histogram.HEIGHT:
            top, end = self.cursor - _BASE, self.cursor + 2
            first = self.scroll_offset.y
            if top < first or end > first + self.size.height:
                y = top if top < first else end - self.size.height
                self.scroll_to(y=y, animate=False)


def _rows(results: Results) -> Iterator[_Row]:
    for number, facet in enumerate(_shown(results)):
        if number:
            yield _Row()
        yield _Row(heading=NAMES[facet.group])
        for value in facet.values:
            yield _Row(value=value)
        if _others(facet):
            yield _Row(facet=facet)
        if facet.group is Group.STATE and results.total:
            yield _Row()
            for line in range(Histogram.HEIGHT):
                yield _Row(line=line)


def _shown(results: Results) -> Iterator[Facet]:
    """Give the groups that say something: one in which nothing is known does not."""
    marked = results.query.chosen | results.query.excluded
    for facet in results.facets:
        known = any(value.value != UNKNOWN for value in facet.values)
        if known or (facet.group, UNKNOWN) in marked:
            yield facet


def _others(facet: Facet) -> int:
    """Count the values of a group that are not shown."""
    if facet.group is Group.STATE:
        return 0
    return max(0, facet.size - sum(value.count > 0 for value in facet.values))


def _survivor(
    marks: Sequence[Mark | None], place: int, places: Mapping[Mark, int]
) -> tuple[int, int]:
    """Find of the rows that are still there the one nearest to a place: where it was and is."""
    kept = [(was, mark) for was, mark in enumerate(marks) if mark is not None and mark in places]
    if not kept:
        first = min(places.values(), default=0)
        return first, first
    was, mark = min(kept, key=lambda row: abs(row[0] - place))
    return was, places[mark]
