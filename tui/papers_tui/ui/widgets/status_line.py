"""What is listed, in words."""

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from papers_tui.ui.signs import UNICODE, Signs
from papers_tui.ui.widgets.row_list import fitted


class StatusLine(Widget):
    """One line of text."""

    ALLOW_SELECT = False

    words: reactive[tuple[str, ...]] = reactive((), layout=False)
    """What to say, in parts."""

    def __init__(self, signs: Signs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._signs = signs

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        text = " " + f" {self._signs.dot} ".join(self.words)
        width = self.size.width
        segment = Segment(fitted(text, width, self._signs.ellipsis), self.rich_style)
        return Strip([segment]).adjust_cell_length(width, self.rich_style)
