"""A dialog that finds the values of a long group of filters by a part of their name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from papers_tui.model.query import Facet, FacetValue, Query
from papers_tui.ui.screens.dialog import Dialog
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.row_list import Piece, RowList
from papers_tui.ui.widgets.value_line import ValueLine
from papers_tui.ui.words import NAMES

_KEYS: Final = frozenset({"up", "down", "pageup", "pagedown", "enter", "ctrl+x"})
"""Keys that are for the list of values."""

_HELP: Final = "Enter chooses, Ctrl+X excludes"


class PickInput(Input):
    """Hands on the keys that are for the list, in the order in which letters and they are typed.

    Bindings would not: the keys of the screen are looked at before or after those of the input.
    """

    @dataclass
    class Pressed(Message):
        """A key that is for the list."""

        key: str
        """The key."""

    def on_key(self, event: events.Key) -> None:
        """Hand on what is not typed."""
        if event.key in _KEYS:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pressed(event.key))


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

    def show(self, values: Sequence[FacetValue], cursor: int) -> None:
        """Show other values; the cursor goes to a row of them."""
        self._values = values
        self.set_count(len(values), cursor)

    def pieces(self, row: int, width: int, base: Style) -> Sequence[Sequence[Piece]]:
        """Draw a value."""
        return [self._line.pieces(self._values[row], width, base, self.style)]


class PickDialog(Dialog[None]):
    """Lists the values whose name holds what is typed; several can be chosen one by one.

    What is chosen or excluded comes first, from the next letter on: no row moves under the cursor.
    """

    BINDINGS = [
        Binding("escape", "dismiss", "Close", show=False),
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
        self._met = {value.value: value for value in facet.values}

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        with Vertical() as box:
            box.border_title = NAMES[self._facet.group]
            box.border_subtitle = _HELP
            yield PickInput(placeholder="type a part of the name", compact=True)
            yield self._values

    def on_mount(self) -> None:
        """Show every value at first."""
        self._find("")

    @on(PickInput.Pressed)
    def _press(self, event: PickInput.Pressed) -> None:
        match event.key:
            case "enter" | "ctrl+x":
                self._mark(event.key == "ctrl+x")
            case "up" | "down":
                self._values.move(1 if event.key == "down" else -1)
            case _:
                self._values.page(1 if event.key == "pagedown" else -1)

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    @on(RowList.Chosen)
    def _click(self) -> None:
        self._mark(False)

    def _find(self, text: str) -> None:
        found = self._facet.find(text.strip())
        marked = self._marked(text.strip())
        others = [value for value in found if not self._is_marked(value)]
        # Enter behind a word chooses what is found: it does not take back what was chosen before.
        self._values.show([*marked, *others], len(marked) if others else 0)
        name, shown, size = NAMES[self._facet.group], len(found), self._facet.size
        words = f"{size:,}" if shown == size else f"{shown:,} of {size:,}"
        self.query_one(Vertical).border_title = f"{name}: {words}"

    def _marked(self, text: str) -> list[FacetValue]:
        """Give what is chosen or excluded and holds a text, even if the query finds none of it."""
        fitting = (v for v in self._met.values() if text.casefold() in v.label.casefold())
        return [value for value in fitting if self._is_marked(value)]

    def _is_marked(self, value: FacetValue) -> bool:
        query = self._line.query
        return (value.group, value.value) in query.chosen | query.excluded

    def _mark(self, excludes: bool) -> None:
        """Choose the value under the cursor, or exclude it, or no longer."""
        if (value := self._values.value) is not None:
            self._line.query = self._choose(value, excludes)
            self._met[value.value] = value
            self._values.redraw()
