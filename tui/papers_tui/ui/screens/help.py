"""The help: what every key does, and how to search."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from papers_tui.ui.commands import COMMANDS

SEARCH_HELP: Final = (
    ("graph attention", "papers with both words, in title, abstract or organisation"),
    ('"world model"', "papers with the phrase"),
    ("attention -vision", "papers with the first word and without the second"),
    ("agents OR robots", "papers with either word"),
    ("transf*", "papers with a word that begins so"),
)
"""Examples of queries, and what they find."""


class HelpScreen(ModalScreen[None]):
    """Lists the commands of the command table."""

    BINDINGS = [
        Binding("escape,q,question_mark", "dismiss", "Close", show=False),
        Binding("j", "scroll('down')", "Down", show=False),
        Binding("k", "scroll('up')", "Up", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the help."""
        with VerticalScroll() as scroll:
            scroll.border_title = "Keys"
            scroll.border_subtitle = "Esc closes"
            yield Static(Content("\n".join(_lines())))

    def action_scroll(self, direction: str) -> None:
        """Scroll by a line."""
        getattr(self.query_one(VerticalScroll), f"scroll_{direction}")(animate=False)


def _lines() -> Iterator[str]:
    for section, commands in groupby(COMMANDS, key=lambda command: command.section):
        yield section
        for command in commands:
            yield f"  {command.shown_keys:<14} {command.help}"
        yield ""
    yield "Search"
    for example, meaning in SEARCH_HELP:
        yield f"  {example:<18} {meaning}"
