"""What is being added, and how far that is: one line, while it is."""

from pathlib import Path
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from papers_tui.model.text import clean
from papers_tui.ui.adding import Adding, Stand
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.row_list import component_style, fitted

_BAR: Final = 12
"""Cells of the bar."""

_LEAST: Final = 18
"""Cells that are left to the name at the least, where there is a bar."""


class AddingLine(Widget):
    """Shows a job; it takes up room only while there is one."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES = {"adding-line--bar"}

    def __init__(self, adding: Adding, signs: Signs, id: str, hint: str | None = None) -> None:
        """Take what to show.

        Args:
            adding: What does the jobs.
            signs: The signs to draw with.
            id: The name of the widget.
            hint: What can be done about a job here, in a word or two.
        """
        super().__init__(id=id)
        self._hint = hint
        self._adding = adding
        self._signs = signs
        self.display = adding.path is not None

    def on_mount(self) -> None:
        """Follow what happens."""
        self._adding.follow(self._show)

    def on_unmount(self) -> None:
        """Follow no longer."""
        self._adding.unfollow(self._show)

    def _show(self) -> None:
        self.display = self._adding.path is not None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        base, width, stand = self.rich_style, self.size.width, self._adding.stand
        numbers = f" {self._signs.dot} ".join(self._numbers(stand))
        room = width - cell_len(numbers) - 3
        bar = self._bar(stand) if room - _BAR - 1 >= _LEAST else ""
        room -= cell_len(bar) + bool(bar)
        name = fitted(self._doing(stand), max(0, room), self._signs.ellipsis)
        pieces = [
            Segment(f" {name}{' ' * max(0, room - cell_len(name))} ", base),
            Segment(f"{bar} " if bar else "", base + component_style(self, "adding-line--bar")),
            Segment(f"{numbers} ", base),
        ]
        return Strip(pieces).adjust_cell_length(width, base)

    def _doing(self, stand: Stand | None) -> str:
        if self._adding.stopping:
            return f"stopping {clean(Path(self._adding.path or '').name)}"
        if stand is None:
            return f"adding {clean(Path(self._adding.path or '').name)}"
        return f"{clean(stand.step)} {clean(Path(stand.file).name)}"

    def _bar(self, stand: Stand | None) -> str:
        if stand is None or not stand.total:
            return ""
        full = round(_BAR * min(1.0, stand.done / stand.total))
        return self._signs.bar * full + self._signs.line * (_BAR - full)

    def _numbers(self, stand: Stand | None) -> list[str]:
        parts = []
        if stand is not None:
            if stand.total:
                parts.append(f"{stand.done:,} of {stand.total:,}")
            elif stand.done:
                parts.append(f"{stand.done:,}")
            if stand.rate is not None:
                parts.append(f"{stand.rate:,.0f}/s")
            if stand.seconds_left is not None:
                parts.append(_left(stand.seconds_left))
        if self._adding.waiting:
            parts.append(f"{self._adding.waiting} more")
        if self._hint and not self._adding.stopping:
            parts.append(self._hint)
        return parts


def _left(seconds: float) -> str:
    """Say how long something still takes, shortly."""
    if seconds < 100:
        return f"{seconds:.0f} s left"
    if seconds < 100 * 60:
        return f"{seconds / 60:.0f} min left"
    return f"{seconds / 3600:.0f} h left"
