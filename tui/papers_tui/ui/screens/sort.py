"""A dialog that asks for the order of the list."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from papers_tui.model.query import Sort
from papers_tui.ui.screens.dialog import Dialog
from papers_tui.ui.words import SORTS


class _Options(OptionList):
    """A list that can be paged through before it has been laid out."""

    def action_page_down(self) -> None:
        """Go to the last order; there are few."""
        self.action_last()

    def action_page_up(self) -> None:
        """Go to the first order."""
        self.action_first()


class SortDialog(Dialog[Sort | None]):
    """Gives the chosen order, or None."""

    BINDINGS = [
        Binding("escape,q", "dismiss(None)", "Cancel", show=False),
        Binding("j,s", "move('cursor_down')", "Down", show=False),
        Binding("k", "move('cursor_up')", "Up", show=False),
    ]

    def __init__(self, current: Sort) -> None:
        super().__init__()
        self._current = current

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        options = _Options(*(Option(words, id=sort) for sort, words in SORTS.items()), markup=False)
        options.border_title = "Order"
        options.highlighted = list(SORTS).index(self._current)
        yield options

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the order."""
        self.dismiss(Sort(str(event.option_id)))

    def action_move(self, how: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(OptionList), f"action_{how}")()
