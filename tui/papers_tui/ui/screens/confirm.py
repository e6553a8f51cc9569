"""A dialog that asks whether to do what cannot be undone."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Label

from papers_tui.model.text import clean
from papers_tui.ui.screens.dialog import Dialog


class ConfirmDialog(Dialog[bool]):
    """Gives whether it is to be done; Enter alone does not say yes."""

    BINDINGS = [
        Binding("y", "dismiss(True)", "Yes", show=False),
        Binding("escape,n,q", "dismiss(False)", "No", show=False),
    ]

    def __init__(self, heading: str, sentences: str, yes: str) -> None:
        """Take what to ask.

        Args:
            heading: What it is about, in a word or two.
            sentences: What will happen.
            yes: The word for doing it.
        """
        super().__init__()
        self._heading = heading
        self._sentences = clean(sentences)
        self._yes = yes

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        with Vertical() as box:
            box.border_title = self._heading
            yield Label(Content(self._sentences), id="sentences")
            with Horizontal():
                yield Button(f"{self._yes} (y)", variant="error", id="yes", compact=True)
                yield Button("Cancel (Esc)", id="no", compact=True)

    def on_mount(self) -> None:
        """Begin with the answer that changes nothing."""
        self.query_one("#no").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the answer."""
        self.dismiss(event.button.id == "yes")
