"""A dialog that finds the values of a long group of filters by a part of their name."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from papers_tui.model.query import Facet, FacetValue, Query
from papers_tui.ui.screens.dialog import Dialog
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.row_list import Piece, RowList
from papers_tui.ui.widgets.value_line import ValueLine
from papers_tui.ui.words import NAMES

_HELP: Final = "Enter chooses, Ctrl+X excludes"


class ValueList(RowList, can_focus=False):
    """Filter values; the keys go to the input above."""

    COMPONENT_CLASSES: ClassVar[set[str]] = ValueLine.STYLES

    chooses_on_click = True

    def __init__(self, line: ValueLine) -> None:
        super().__init__(id="values")
        self._line = line
        self._values: Sequence[FacetValue] = ()

    @property
    def value(self) -> FacetValue | None:
        """The value under the cursor."""
        return self._values[self.cursor] if self._values else None

    def show(self, values: Sequence[FacetValue]) -> None:
        """Show other values; the cursor goes to the first."""
        self._values = values
        self.set_count(len(values), 0)

    def pieces(self, row: int, width: int, base: Style) -> Sequence[Sequence[Piece]]:
        """Draw a value."""
        return [self._line.pieces(self._values[row], width, base, self.style)]


class PickDialog(Dialog[None]):
    """Lists the values whose name holds what is typed; several can be chosen one by one."""

    BINDINGS = [
        Binding("escape", "dismiss", "Close", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        # Before the input has them: to it one is the end of typing, and the other cuts.
        Binding("enter", "choose(False)", "Choose", show=False, priority=True),
        Binding("ctrl+x", "choose(True)", "Exclude", show=False, priority=True),
    ]

    def __init__(
        self,
        facet: Facet,
        query: Query,
        choose: Callable[[FacetValue, bool], Query],
        signs: Signs,
    ) -> None:
        """Take what to show.

        Args:
            facet: The group.
            query: What is asked for, which says what is chosen.
            choose: Chooses a value, or excludes it if told so; gives the query that there is then.
            signs: The signs to draw with.
        """
        super().__init__()
        self._facet = facet
        self._choose = choose
        self._line = ValueLine(signs, query)
        self._values = ValueList(self._line)

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        with Vertical() as box:
            box.border_title = NAMES[self._facet.group]
            box.border_subtitle = _HELP
            yield Input(placeholder="type a part of the name", compact=True)
            yield self._values

    def on_mount(self) -> None:
        """Show every value at first."""
        self._find("")

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._values.move(by)

    def action_page(self, by: int) -> None:
        """Move by pages."""
        self._values.page(by)

    def action_choose(self, excludes: bool) -> None:
        """Choose the value under the cursor, or exclude it, or no longer."""
        if (value := self._values.value) is not None:
            self._line.query = self._choose(value, excludes)
            self._values.redraw()

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    @on(RowList.Chosen)
    def _click(self) -> None:
        self.action_choose(False)

    def _find(self, text: str) -> None:
        values = self._facet.find(text.strip())
        self._values.show(values)
        name, shown, size = NAMES[self._facet.group], len(values), self._facet.size
        words = f"{size:,}" if shown == size else f"{shown:,} of {size:,}"
        self.query_one(Vertical).border_title = f"{name}: {words}"
