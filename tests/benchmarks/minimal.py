"""The least that a Textual program can do.

One word, a counter that a key moves, a key to leave; or, with the argument `echo`, a line of input
and what is typed into it.
"""

import sys
from typing import ClassVar, Final

from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

WORD: Final = "moved"
"""What stands on the screen, followed by the counter."""

ECHO: Final = "echo"
"""The argument that asks for the line of input."""


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


class EchoApp(App[None]):
    """Shows what is typed into its only line, once more."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self._shown = Static(echoed(""), markup=False)

    def compose(self) -> ComposeResult:
        """Show the line and what is typed."""
        yield Input(compact=True)
        yield self._shown

    @on(Input.Changed)
    def _show(self, event: Input.Changed) -> None:
        self._shown.update(echoed(event.value), layout=False)


def echoed(text: str) -> str:
    """Give what is shown when a text is typed."""
    return f"typed: {text}"


if __name__ == "__main__":
    (EchoApp if ECHO in sys.argv[1:] else MinimalApp)().run()
