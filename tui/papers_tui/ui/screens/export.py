"""A dialog that asks what to export, and where to."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, RadioButton, RadioSet

from papers_tui.model.paper import count_of
from papers_tui.ui.screens.dialog import Dialog


class Scope(StrEnum):
    """What can be exported."""

    BOOKMARKS = "bookmarks"
    LIST = "list"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Export:
    """What the user asked for."""

    scope: Scope
    """Which papers."""

    path: Path
    """The file; an existing one is to be replaced."""

    @property
    def in_json_lines(self) -> bool:
        """Write JSON Lines, which another library can add, and not BibTeX."""
        return self.path.suffix.lower() == ".jsonl"


class _Choice(RadioButton):
    """A radio button that shows by its sign, not by its colour alone, whether it is chosen."""

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]  # noqa: N802 - Textual reads it there
        """The sign."""
        return "x" if self.value else " "


class ExportDialog(Dialog[Export | None]):
    """Gives what to export, or None. An existing file is replaced only when it is said twice."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Cancel", show=False),
        Binding("enter", "enter", "Write", show=False, priority=True),
        Binding("up", "choose(-1)", "Choice above", show=False),
        Binding("down", "choose(1)", "Choice below", show=False),
    ]

    def __init__(self, bookmarks: int, listed: int) -> None:
        super().__init__()
        self._counts = {Scope.BOOKMARKS: bookmarks, Scope.LIST: listed, Scope.PAPER: min(1, listed)}
        self._confirmed: Path | None = None

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        labels = {
            Scope.BOOKMARKS: count_of(self._counts[Scope.BOOKMARKS], "bookmark"),
            Scope.LIST: f"{count_of(self._counts[Scope.LIST], 'paper')} of the list",
            Scope.PAPER: "the paper under the cursor",
        }
        first = next((scope for scope in Scope if self._counts[scope]), Scope.BOOKMARKS)
        with Vertical() as box:
            box.border_title = "Export papers"
            with RadioSet():
                for scope, label in labels.items():
                    enabled = self._counts[scope] > 0
                    yield _Choice(label, value=scope is first, id=scope, disabled=not enabled)
            yield Label("File: BibTeX, or JSON Lines if its name ends in .jsonl")
            yield Input("papers.bib", id="path", compact=True)
            yield Label("", id="warning", markup=False)
            with Horizontal():
                yield Button("Write (Enter)", variant="primary", id="write", compact=True)
                yield Button("Cancel (Esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Begin with the file."""
        self.query_one("#path").focus()

    def on_input_changed(self) -> None:
        """Ask again for another file."""
        self._confirmed = None
        self._warn("")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Write, or not."""
        if event.button.id == "write":
            self._write()
        else:
            self.dismiss(None)

    def action_enter(self) -> None:
        """Write, wherever the focus is; but not from the button that says no."""
        if self.query_one("#cancel").has_focus:
            self.dismiss(None)
        else:
            self._write()

    def action_choose(self, step: int) -> None:
        """Choose what to export without leaving the file's name."""
        choices = [choice for choice in self.query(_Choice) if not choice.disabled]
        chosen = [number for number, choice in enumerate(choices) if choice.value]
        if chosen:
            choices[(chosen[0] + step) % len(choices)].value = True

    def _write(self) -> None:
        name = self.query_one("#path", Input).value.strip()
        path = Path(name).expanduser()
        pressed = self.query_one(RadioSet).pressed_button
        if pressed is None or not self._counts[Scope(str(pressed.id))]:
            self._warn("There is nothing to export: bookmark papers with b.")
        elif not name:
            self._warn("Give the name of a file.")
        elif path.is_dir():
            self._warn(f"{path} is a folder; give the name of a file.")
        elif path.exists() and self._confirmed != path:
            self._confirmed = path
            self._warn(f"{path} exists. Press Enter again to replace it.")
        else:
            self.dismiss(Export(Scope(str(pressed.id)), path))

    def _warn(self, sentence: str) -> None:
        self.query_one("#warning", Label).update(sentence)
