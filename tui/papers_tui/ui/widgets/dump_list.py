"""The dumps that were added, a line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from papers_tui.model.dump import Dump
from papers_tui.model.text import clean
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.row_list import Piece, RowList, fitted


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    width: int
    least: int
    """Cells of the list from which on the column is shown."""
    right: bool = False


_COLUMNS: Final = (
    _Column("added", 10, 58),
    _Column("captured", 11, 0),
    _Column("format", 14, 72),
    _Column("papers", 9, 0, right=True),
    _Column("problems", 8, 46, right=True),
)
"""The columns before that of where a dump came from, which takes what is left."""


class DumpHeadings(Widget):
    """The headings of the columns."""

    ALLOW_SELECT = False

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        columns = _columns(self.size.width - 1)
        cells = [_cell(column, column.heading) for column in columns]
        text = " ".join([" ", *cells, "from"])[1:]
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )


class DumpList(RowList):
    """When each was added and captured, what it holds, and where it came from."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"dump-list--meta", "dump-list--problems"}

    def __init__(self, signs: Signs, id: str) -> None:
        super().__init__(id=id)
        self._signs = signs
        self._dumps: Sequence[Dump] = ()

    @property
    def dumps(self) -> Sequence[Dump]:
        """The dumps that are listed."""
        return self._dumps

    @property
    def dump(self) -> Dump | None:
        """The dump under the cursor."""
        return self._dumps[self.cursor] if self.count else None

    def show(self, dumps: Sequence[Dump], cursor: int) -> None:
        """List other dumps."""
        self._dumps = dumps
        self.set_count(len(dumps), cursor)

    def pieces(self, row: int, width: int, base: Style) -> Sequence[Sequence[Piece]]:
        """Draw a dump."""
        dump = self._dumps[row]
        meta, look = base + self.style("dump-list--meta"), {"papers": base}
        if dump.incomplete + dump.rejected:
            look["problems"] = base + self.style("dump-list--problems")
        pieces, used = [(" ", base)], 1
        for column in _columns(width):
            text = _cell(column, _values(dump)[column.heading]) + " "
            pieces.append((text, look.get(column.heading, meta)))
            used += len(text)
        path = shortened(clean(dump.path), width - used, self._signs.ellipsis)
        return [[*pieces, (path, base)]]


def shortened(path: str, width: int, ellipsis: str) -> str:
    """Shorten a path that is too wide in its middle: the file's name says most."""
    if cell_len(path) <= width:
        return path
    name = path.rpartition("/")[2]
    before = width - cell_len(name) - len(ellipsis) - 1
    if before > 0:
        return f"{fitted(path, before + 1, '')}{ellipsis}/{name}"
    half = max(0, width - 1) // 2
    end = next((n for n in range(len(name)) if cell_len(name[n:]) <= half), len(name))
    beginning = fitted(name, width - cell_len(name[end:]), ellipsis)
    return f"{beginning}{name[end:]}"


def captured_words(dump: Dump) -> str:
    """Say when a dump was captured, and by a sign that the year was worked out."""
    if dump.captured is None:
        return "not known"
    return f"{dump.captured}{'?' * dump.captured_inferred}"


def _values(dump: Dump) -> dict[str, str]:
    problems = dump.problem_count
    return {
        "added": f"{dump.added.astimezone():%Y-%m-%d}",
        "captured": captured_words(dump),
        "format": dump.format,
        "papers": f"{dump.papers:,}",
        "problems": f"{problems:,}" if problems else "",
    }


def _columns(width: int) -> Sequence[_Column]:
    return [column for column in _COLUMNS if width >= column.least]


def _cell(column: _Column, text: str) -> str:
    cut = text[: column.width]
    return cut.rjust(column.width) if column.right else cut.ljust(column.width)
