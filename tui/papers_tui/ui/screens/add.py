"""A dialog that asks which file or folder to add."""

import asyncio
import os
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.suggester import Suggester
from textual.widgets import Button, Input, Label

from papers_tui.ui.screens.dialog import Dialog


class _Paths(Suggester):
    """Completes the name of a file or folder."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Give what is typed, completed to the first name that begins so."""
        folder, slash, beginning = value.rpartition("/")
        name = await asyncio.to_thread(_first_in, f"{folder}{slash}" or ".", beginning)
        return None if name is None else f"{folder}{slash}{name}"


class _PathInput(Input):
    """Takes what is suggested by Tab too."""

    BINDINGS = [Binding("tab", "complete", "Complete", show=False)]

    def action_complete(self) -> None:
        """Take what is suggested."""
        self.action_end()
        self.action_cursor_right()


class AddDialog(Dialog[Path | None]):
    """Gives an existing file or folder, or None."""

    BINDINGS = [Binding("escape", "dismiss(None)", "Cancel", show=False)]

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        with Vertical() as box:
            box.border_title = "Add dumps"
            yield Label("A file, or a folder for all files below it; Tab completes.", id="what")
            yield _PathInput(suggester=_Paths(), id="path", compact=True)
            yield Label("", id="warning", markup=False)
            with Horizontal():
                yield Button("Add (Enter)", variant="primary", id="add", compact=True)
                yield Button("Cancel (Esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Begin with the path."""
        self.query_one("#path").focus()

    def on_input_changed(self) -> None:
        """Take back what was said of another path."""
        self._warn("")

    def on_input_submitted(self) -> None:
        """Add it."""
        self._give()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Add it, or not."""
        if event.button.id == "add":
            self._give()
        else:
            self.dismiss(None)

    def _give(self) -> None:
        typed = self.query_one("#path", Input).value.strip()
        path = _expanded(typed)
        if not typed:
            self._warn("Give the path of a file or folder.")
        elif path is None or not os.path.exists(path):  # noqa: PTH110 - a NUL is no error to it
            self._warn(f"There is no {typed}.")
        else:
            self.dismiss(path)

    def _warn(self, sentence: str) -> None:
        self.query_one("#warning", Label).update(sentence)


def _expanded(typed: str) -> Path | None:
    """Put the home folder for a tilde; None where nobody has such a one."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return None


def _first_in(folder: str, beginning: str) -> str | None:
    """Find the first name in a folder that begins so, hidden ones only if asked for."""
    path = _expanded(folder)
    if path is None:
        return None
    try:
        with os.scandir(path) as entries:
            fitting = [
                entry.name + "/" * entry.is_dir()
                for entry in entries
                if entry.name.startswith(beginning)
                and (beginning.startswith(".") or not entry.name.startswith("."))
            ]
    except (OSError, ValueError):
        return None
    return min(fitting, default=None)
