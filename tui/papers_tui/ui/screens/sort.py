"""A dialog that asks for the order of the list."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from papers_tui.model.query import Sort
from papers_tui.ui.words import SORTS


class SortDialog(ModalScreen[Sort | None]):
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
        options = OptionList(
            *(Option(words, id=sort) for sort, words in SORTS.items()), markup=False
        )
        options.border_title = "Order"
        options.highlighted = list(SORTS).index(self._current)
        yield options

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the order."""
        self.dismiss(Sort(str(event.option_id)))

    def action_move(self, how: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(OptionList), f"action_{how}")()
