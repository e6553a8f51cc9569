"""The help: what every key does, and how to search."""

from itertools import groupby
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Grid, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label

from papers_tui.model.language_help import HELP
from papers_tui.ui.commands import COMMANDS, DUMP_COMMANDS, Command
from papers_tui.ui.screens.dialog import Dialog

_TWO_COLUMNS: Final = 110
"""Columns of the screen from which on the help has two of its own."""


class HelpScreen(Dialog[None]):
    """Lists the commands of the command table."""

    BINDINGS = [
        Binding("escape,q,question_mark", "dismiss", "Close", show=False),
        Binding("j", "scroll('down')", "Down", show=False),
        Binding("k", "scroll('up')", "Up", show=False),
        Binding("g,home", "scroll('home')", "Top", show=False),
        Binding("G,end", "scroll('end')", "Bottom", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the help: two columns where there is room."""
        self.set_class(self.app.size.width < _TWO_COLUMNS, "-one-column")
        sections = {
            section: [_row(command) for command in commands]
            for section, commands in groupby(COMMANDS, key=lambda command: command.section)
        }
        dumps = [_row(command) for command in DUMP_COMMANDS if command.section == "Dumps"]
        with VerticalScroll() as scroll:
            scroll.border_title = "Help"
            scroll.border_subtitle = "Esc closes"
            with Grid(id="columns"):
                with Vertical():
                    yield from _section("Move", sections["Move"])
                    yield from _section("Program", sections["Program"])
                    yield from _section("In the list of dumps", dumps)
                with Vertical():
                    yield from _section("Find", sections["Find"])
                    yield from _section("Paper", sections["Paper"])
            with Vertical(id="language"):
                yield from _section("Queries", HELP)

    def on_resize(self, event: events.Resize) -> None:
        """Take one column or two."""
        self.set_class(event.size.width < _TWO_COLUMNS, "-one-column")

    def action_scroll(self, direction: str) -> None:
        """Scroll by a line."""
        getattr(self.query_one(VerticalScroll), f"scroll_{direction}")(animate=False)


def _row(command: Command) -> tuple[str, str]:
    return ", ".join(command.shown_keys), command.help


def _section(
    heading: str, rows: tuple[tuple[str, str], ...] | list[tuple[str, str]]
) -> ComposeResult:
    yield Label(heading, classes="heading")
    with Grid(classes="rows"):
        for left, right in rows:
            yield Label(Content(left), classes="key")
            yield Label(Content(right))
