"""The papers that were found."""

import textwrap
from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from papers_tui.model.describe import brief
from papers_tui.model.paper import Marks, Paper
from papers_tui.model.query import BOOKMARKED, UNREAD, Group, Query, Reason, Results, Spans
from papers_tui.model.text import clean
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.row_list import Piece, RowList, fitted

_NO_RESULTS = Results(Query(), (), source=None)  # type: ignore[arg-type]  # never asked for a paper


_IN_COMMON: Final = 6
"""Reasons that are looked at for the words that a related paper has in common."""


class PaperList(RowList):
    """Two lines a paper: signs and title, then who, when and how much it was discussed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paper-list--unread",
        "paper-list--meta",
        "paper-list--match",
        "paper-list--sign",
        "paper-list--gone",
        "paper-list--empty",
    }

    ROW_HEIGHT = 2

    _MARGIN = 4
    """Cells before the text: signs and blanks."""

    _AFTER = 1
    """Cells between the text and the scrollbar."""

    def __init__(self, marks_of: Callable[[Paper], Marks], signs: Signs, id: str) -> None:
        super().__init__(id=id)
        self._marks_of = marks_of
        self._signs = signs
        self._results = _NO_RESULTS
        self._message: tuple[str, ...] = ()

    @property
    def results(self) -> Results:
        """The papers that are listed."""
        return self._results

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        return self._results.paper(self.cursor) if self.count else None

    def reasons(self, row: int) -> tuple[Reason, ...]:
        """Say why the paper in a row is listed."""
        return self._results.answer.reasons(self._results.documents[row])

    def show(self, results: Results, cursor: int, message: Sequence[str]) -> None:
        """List other papers; where there are none, say something instead."""
        self._results = results
        self._message = () if len(results) else tuple(message)
        self.set_count(len(results), cursor)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen: of a paper, or of what there is to say instead."""
        if not self._message:
            return super().render_line(y)
        width, base = self.scrollable_content_region.width, self.rich_style
        lines = [
            line
            for sentence in self._message
            for line in textwrap.wrap(sentence, max(1, width - 2)) or [""]
        ]
        number = y - max(0, (self.size.height - len(lines)) // 3)
        text = lines[number] if 0 <= number < len(lines) else ""
        style = base + self.style("paper-list--empty")
        return Strip([Segment(text.center(width), style)]).adjust_cell_length(width, base)

    def pieces(self, row: int, width: int, base: Style) -> Sequence[Sequence[Piece]]:
        """Draw a paper."""
        paper = self._results.paper(row)
        marks = self._marks_of(paper)
        meta = base + self.style("paper-list--meta")
        title = base if marks.read else base + self.style("paper-list--unread")
        if not _matches(self._results.query, marks):
            title = meta = base + self.style("paper-list--gone")
        sign = base + self.style("paper-list--sign")
        signs = (
            f" {' ' if marks.read else self._signs.unread}"
            f"{self._signs.bookmarked if marks.bookmarked else ' '} "
        )
        room = width - self._MARGIN - self._AFTER
        return (
            [(signs, sign), *self._title(clean(paper.title), room, title)],
            [(" " * self._MARGIN, base), *self._meta(row, paper, room, meta)],
        )

    def _title(self, text: str, width: int, style: Style) -> list[Piece]:
        match = style + self.style("paper-list--match")
        return highlighted(
            fitted(text, width, self._signs.ellipsis), self._results.matches(text), style, match
        )

    def _meta(self, row: int, paper: Paper, width: int, style: Style) -> list[Piece]:
        """Draw the facts of a paper; before them the words that it has in common with another."""
        who, *others = brief(paper)
        if self._results.query.related_to is not None:
            # Why it is listed comes before all else, also where there is little room.
            words = dict.fromkeys(reason.word for reason in self.reasons(row)[:_IN_COMMON])
            facts = f" {self._signs.dot} ".join([", ".join(words), who, *others])
            return [(fitted(clean(facts), width, self._signs.ellipsis), style)]
        after = "".join(f" {self._signs.dot} {fact}" for fact in others)
        shown = fitted(clean(who), width - cell_len(after), self._signs.ellipsis) + after
        return [(fitted(shown, width, ""), style)]


def _matches(query: Query, marks: Marks) -> bool:
    """Tell whether a paper still belongs in a list after it was marked."""
    states = query.values(Group.STATE)
    return not (marks.read and UNREAD in states) and (marks.bookmarked or BOOKMARKED not in states)


def highlighted(text: str, spans: Spans, style: Style, match: Style) -> list[Piece]:
    """Part a text where words of the query begin and end."""
    pieces: list[Piece] = []
    position = 0
    for begin, end in spans:
        if begin >= len(text):
            break
        pieces += [(text[position:begin], style), (text[begin:end], match)]
        position = end
    return [*pieces, (text[position:], style)]
