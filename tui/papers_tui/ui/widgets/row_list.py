"""A list that draws only the rows on the screen: as quick with a million rows as with fifty."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

_MOST_STRIPS: Final = 1000
"""Drawn lines that are kept."""

Piece = tuple[str, Style]
"""A piece of a line."""


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of rows of equal height with a cursor. Subclasses draw the rows."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--cursor"}

    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """

    ROW_HEIGHT: ClassVar[int] = 1
    """Lines of a row."""

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The row that the cursor is on."""

    @dataclass
    class Highlighted(Message):
        """The mouse moved the cursor."""

        rows: "RowList"
        """The list."""

        @property
        def control(self) -> "RowList":
            """The list."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """The mouse chose the row under the cursor."""

        rows: "RowList"
        """The list."""

        @property
        def control(self) -> "RowList":
            """The list."""
            return self.rows

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._count = 0
        self._strips: dict[tuple[int, bool], Sequence[Strip]] = {}
        self._styles: dict[str, Style] = {}

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @abstractmethod
    def pieces(self, row: int, width: int, base: Style) -> Sequence[Sequence[Piece]]:
        """Give the lines of a row, each at most `width` cells wide."""

    def set_count(self, count: int, cursor: int) -> None:
        """Take other rows; put the cursor on one of them."""
        self._count = count
        self._strips.clear()
        self.virtual_size = Size(self.size.width, count * self.ROW_HEIGHT)
        self.set_reactive(RowList.cursor, self.validate_cursor(cursor))
        self._reveal()
        self.refresh()

    def redraw(self) -> None:
        """Draw every row again."""
        self._strips.clear()
        self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor by some rows."""
        self.cursor += by

    def page(self, by: int) -> None:
        """Move the cursor by some pages."""
        self.move(by * max(1, self.size.height // self.ROW_HEIGHT - 1))

    def edge(self, direction: int) -> None:
        """Move the cursor to the first row (-1) or the last (1)."""
        self.move(direction * max(1, self._count))

    def style(self, component: str) -> Style:
        """Give the style of a component class, to lay over that of the row."""
        if component not in self._styles:
            self._styles[component] = component_style(self, component)
        return self._styles[component]

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        row, line = divmod(y + self.scroll_offset.y, self.ROW_HEIGHT)
        if row >= self._count:
            return Strip.blank(self.scrollable_content_region.width, self.rich_style)
        key = (row, row == self.cursor)
        if key not in self._strips:
            if len(self._strips) > _MOST_STRIPS:
                self._strips.clear()
            self._strips[key] = self._draw(*key)
        return self._strips[key][line]

    def _draw(self, row: int, under_cursor: bool) -> Sequence[Strip]:
        width = self.scrollable_content_region.width
        base = self.rich_style
        if under_cursor:
            base += Style(bgcolor=self.get_component_rich_style("row-list--cursor").bgcolor)
        return [
            Strip([Segment(text, style) for text, style in line]).adjust_cell_length(width, base)
            for line in self.pieces(row, width, base)
        ]

    def _reveal(self) -> None:
        """Scroll so that the row under the cursor is on the screen."""
        top, height = self.cursor * self.ROW_HEIGHT, self.size.height
        if not height:
            return  # not shown yet
        first = self.scroll_offset.y
        if top < first:
            self.scroll_to(y=top, animate=False)
        elif top + self.ROW_HEIGHT > first + height:
            self.scroll_to(y=top + self.ROW_HEIGHT - height, animate=False)

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(self._count - 1, cursor))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed, and no others unless the list scrolls."""
        self._reveal()
        for row in (old, new):
            for line in range(self.ROW_HEIGHT):
                self.refresh_line(row * self.ROW_HEIGHT + line)

    def on_resize(self, _event: events.Resize) -> None:
        """Draw for the new width."""
        self._strips.clear()
        self.virtual_size = Size(self.size.width, self._count * self.ROW_HEIGHT)
        self._reveal()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row; a second click chooses it."""
        place = event.get_content_offset(self)
        if place is None:
            return  # the border
        row = (place.y + self.scroll_offset.y) // self.ROW_HEIGHT
        if row >= self._count:
            return
        self.cursor = row
        self.post_message(self.Highlighted(self))
        if self.chooses_on_click or event.chain > 1:
            self.post_message(self.Chosen(self))

    chooses_on_click: ClassVar[bool] = False
    """One click chooses a row."""


def component_style(widget: Widget, component: str) -> Style:
    """Give the letters' style of a component class, without a background of its own.

    Colours such as `$text-muted` depend on what they are drawn on, so they are asked for on the
    widget's background.
    """
    full = widget.get_component_rich_style(component)
    return Style(color=full.color, bold=full.bold, italic=full.italic, underline=full.underline)


def fitted(text: str, width: int, ellipsis: str) -> str:
    """Cut a text that is too wide, and say so."""
    if (len(text) if text.isascii() else cell_len(text)) <= width:
        return text
    if width <= 0:
        return ""
    return set_cell_size(text, width - 1).rstrip() + ellipsis
