"""The least that a Textual program can do: one word, a counter that a key moves, a key to leave."""

from typing import ClassVar, Final

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

WORD: Final = "moved"
"""What stands on the screen, followed by the counter."""


class MinimalApp(App[None]):
    """Counts how often `j` was pressed; `q` leaves."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [("j", "move", "Move"), ("q", "quit", "Quit")]

    def __init__(self) -> None:
        super().__init__()
        self._moves = 0
        self._shown = Static(f"{WORD} 0", markup=False)

    def compose(self) -> ComposeResult:
        """Show the word."""
        yield self._shown

    def action_move(self) -> None:
        """Count."""
        self._moves += 1
        self._shown.update(f"{WORD} {self._moves}", layout=False)


if __name__ == "__main__":
    MinimalApp().run()
