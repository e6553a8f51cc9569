"""What narrows the list, in words; each part can be taken away."""

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from papers_tui.model.query import Query
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.row_list import component_style, fitted

_LONGEST: Final = 40
"""Cells of a chip's words at the most."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of what narrows the list."""

    label: str
    """The part in words."""

    without: Query
    """The query that is left when it is taken away."""


class ChipBar(Widget):
    """One line: the chips, and at its end what they leave over."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {"chip-bar--chip", "chip-bar--remove"}

    @dataclass
    class Removed(Message):
        """A chip was clicked."""

        bar: "ChipBar"
        """The bar."""

        chip: Chip
        """The chip."""

        @property
        def control(self) -> "ChipBar":
            """The bar."""
            return self.bar

    chips: reactive[tuple[Chip, ...]] = reactive((), layout=False)
    """What narrows the list."""

    summary: reactive[str] = reactive("", layout=False)
    """How much is listed."""

    def __init__(self, signs: Signs, id: str) -> None:
        super().__init__(id=id)
        self._signs = signs

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        base, width = self.rich_style, self.size.width
        chip = self.get_component_rich_style("chip-bar--chip")
        remove = chip + component_style(self, "chip-bar--remove")
        segments = [Segment(" ", base)]
        for label, _begin, _end, _chip in self._places():
            segments += [Segment(f" {label} ", chip), Segment(f"{self._signs.remove} ", remove)]
            segments.append(Segment(" ", base))
        used = sum(segment.cell_length for segment in segments)
        summary = fitted(self.summary, max(0, width - used - 1), self._signs.ellipsis)
        gap = " " * max(0, width - used - cell_len(summary) - 1) if len(segments) > 1 else ""
        segments.append(Segment(f"{gap}{summary}", base))
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        """Take away what was clicked."""
        for _label, begin, end, chip in self._places():
            if begin <= event.x < end:
                self.post_message(self.Removed(self, chip))

    def _places(self) -> list[tuple[str, int, int, Chip]]:
        """Say what each chip that fits says, and where it begins and ends."""
        places: list[tuple[str, int, int, Chip]] = []
        begin = 1
        for chip in self.chips:
            label = fitted(chip.label, _LONGEST, self._signs.ellipsis)
            end = begin + cell_len(label) + 4
            if end > self.size.width:
                break
            places.append((label, begin, end, chip))
            begin = end + 1
        return places
