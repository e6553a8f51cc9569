"""Why a paper is listed: each word that was looked for, where it stands, and what it counts."""

from collections.abc import Sequence
from typing import Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Grid, VerticalScroll
from textual.content import Content
from textual.widgets import Label

from papers_tui.model.query import Reason
from papers_tui.model.text import clean
from papers_tui.ui.screens.dialog import Dialog
from papers_tui.ui.signs import Signs

_BAR: Final = 12
"""Cells of the bar of a word that is the only one."""

_NO_REASON: Final = (
    "No word was looked for: the paper is listed because the filters let it through."
)


class WhyDialog(Dialog[None]):
    """Lists the reasons, the weightiest first."""

    BINDINGS = [
        Binding("escape,q,w,enter", "dismiss", "Close", show=False),
        Binding("j", "scroll('down')", "Down", show=False),
        Binding("k", "scroll('up')", "Up", show=False),
    ]

    def __init__(self, title: str, reasons: Sequence[Reason], signs: Signs) -> None:
        super().__init__()
        self._heading = clean(title)
        self._reasons = reasons
        self._signs = signs

    def compose(self) -> ComposeResult:
        """Lay out the reasons, a row each."""
        with VerticalScroll() as scroll:
            scroll.border_title = "Why is it here"
            scroll.border_subtitle = "Esc closes"
            yield Label(Content(self._heading), id="why")
            if not self._reasons:
                yield Label(_NO_REASON, id="no-reason")
                return
            with Grid(id="reasons"):
                for heading in ("word", "in", "times", "score", "share"):
                    yield Label(heading, classes="heading")
                for reason in self._reasons:
                    for cell in self._cells(reason):
                        yield Label(Content(cell))

    def action_scroll(self, direction: str) -> None:
        """Scroll by a line."""
        getattr(self.query_one(VerticalScroll), f"scroll_{direction}")(animate=False)

    def _cells(self, reason: Reason) -> Sequence[str]:
        bar = self._signs.bar * max(1, round(_BAR * reason.share))
        return (
            clean(reason.word), reason.field, f"{reason.weight:g}",
            f"{reason.score:.2f}", f"{reason.share:4.0%} {bar}",
        )  # fmt: skip
