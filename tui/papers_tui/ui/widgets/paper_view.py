"""Everything known about one paper, as a text that scrolls."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events
from textual.content import Content, Span
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from papers_tui.model.describe import brief, facts
from papers_tui.model.paper import Marks, Paper
from papers_tui.model.query import Spans
from papers_tui.model.text import clean
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.row_list import component_style

_LABELS: Final = 13
"""Cells of the labels beside the facts."""


_MARK: Final = Style.from_meta({"here": True})
"""Tells the match that was gone to from the others."""


class PaperView(ScrollView, can_focus=True, inherit_bindings=False):
    """Title, abstract and all facts of a paper; says what is not known."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paper-view--title",
        "paper-view--label",
        "paper-view--match",
        "paper-view--here",
        "paper-view--missing",
    }

    DEFAULT_CSS = """
    PaperView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, signs: Signs, id: str) -> None:
        super().__init__(id=id)
        self._signs = signs
        self._shown: tuple[Paper, Marks, Callable[[str], Spans]] | None = None
        self._content = Content()
        self._lines: list[Strip] = []
        self._matches: Spans = []
        self._at: int | None = None

    def show(self, paper: Paper, marks: Marks, matches: Callable[[str], Spans]) -> None:
        """Show a paper, from its beginning unless it is the one that is shown."""
        if self._shown is None or self._shown[0].key != paper.key:
            self.scroll_to(y=0, animate=False)
            self._at = None
        elif self._shown[2] != matches:
            self._at = None
        self._shown = (paper, marks, matches)
        self._lay_out()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        self._lay_out()

    def jump(self, step: int) -> bool:
        """Go to the next match (step 1) or the one before (-1), round and round.

        Returns:
            Whether there is any.
        """
        if not self._matches:
            return False
        if self._at is None:
            self._at = 0 if step > 0 else len(self._matches) - 1
        else:
            self._at = (self._at + step) % len(self._matches)
        self._draw()
        line = next((n for n, strip in enumerate(self._lines) if _is_marked(strip)), 0)
        if not self.scroll_offset.y <= line < self.scroll_offset.y + self.size.height:
            self.scroll_to(y=max(0, line - self.size.height // 3), animate=False)
        return True

    def move(self, by: int) -> None:
        """Scroll by some lines."""
        self.scroll_relative(y=by, animate=False)

    def page(self, by: int) -> None:
        """Scroll by some pages."""
        self.move(by * max(1, self.size.height - 1))

    def edge(self, direction: int) -> None:
        """Scroll to the beginning (-1) or the end (1)."""
        self.scroll_to(y=0 if direction < 0 else self.virtual_size.height, animate=False)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        return self._lines[number]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give the text that the mouse selected."""
        return selection.extract(self._content.plain), "\n"

    def selection_updated(self, _selection: Selection | None) -> None:
        """Draw what the mouse selected."""
        self._draw()

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        if self.is_mounted:
            self._lay_out()

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap for the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        """Write the text for the width of the pane."""
        self._content, self._matches = Content(), []
        if self._shown is not None:
            self._content, self._matches = self._write(*self._shown)
        self._draw()

    def _draw(self) -> None:
        """Wrap the text and lay its styles over it."""
        options = RenderOptions(
            lambda _name: self.visual_style,
            {},
            selection=self.text_selection,
            selection_style=Style.from_rich_style(self.selection_style),
        )
        width = self.scrollable_content_region.width
        content = self._content
        if self._at is not None and self._at < len(self._matches):
            content = content.stylize(
                self._style("paper-view--here") + _MARK, *self._matches[self._at]
            )
        strips = content.render_strips(width, None, self.visual_style, options)
        blank = self.rich_style
        self._lines = [strip.adjust_cell_length(width, blank) for strip in strips]
        # Set as a reactive it would lay out the whole screen, for a scrollbar that is there anyway.
        self.set_reactive(ScrollView.virtual_size, Size(width, len(self._lines)))
        self.vertical_scrollbar.window_virtual_size = len(self._lines)
        self.scroll_to(y=min(self.scroll_offset.y, self.max_scroll_y), animate=False)
        self.refresh()

    def _write(
        self, paper: Paper, marks: Marks, matches: Callable[[str], Spans]
    ) -> tuple[Content, Spans]:
        text = _Text()
        match, label = self._style("paper-view--match"), self._style("paper-view--label")
        missing = self._style("paper-view--missing")
        title = clean(paper.title)
        begin = text.add(title, self._style("paper-view--title"))
        text.mark(begin, matches(title), match)
        text.add("\n")
        text.add(clean(f" {self._signs.dot} ".join(brief(paper))), label)
        text.add("\n\n")
        if paper.abstract is None:
            text.add("The abstract is not known.", missing)
        for number, paragraph in enumerate((paper.abstract or "").split("\n\n")):
            if number:
                text.add("\n\n")
            paragraph = clean(paragraph)
            text.mark(text.add(paragraph), matches(paragraph), match)
        text.add("\n")
        for name, value in facts(paper, marks):
            text.add(f"\n{name:<{_LABELS}}", label)
            text.add(self._hanging(clean(value)))
        return text.content(), text.marks

    def _style(self, component: str) -> Style:
        return Style.from_rich_style(component_style(self, component))

    def _hanging(self, value: str) -> str:
        """Wrap a value beside its label."""
        room = self.scrollable_content_region.width - _LABELS
        if room < _LABELS:
            return value
        return ("\n" + " " * _LABELS).join(line.plain for line in Content(value).wrap(room))


def _is_marked(strip: Strip) -> bool:
    return any(segment.style and segment.style.meta.get("here") for segment in strip)


class _Text:
    """A text that is written from beginning to end, with styles."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._spans: list[Span] = []
        self._length = 0
        self.marks: Spans = []
        """The parts that were marked."""

    def add(self, text: str, style: Style | None = None) -> int:
        """Write a piece; give where it begins."""
        begin = self._length
        self._pieces.append(text)
        self._length += len(text)
        if style is not None:
            self._spans.append(Span(begin, self._length, style))
        return begin

    def mark(self, begin: int, spans: Spans, style: Style) -> None:
        """Lay a style over parts of a piece that begins somewhere."""
        marks = [(begin + start, begin + end) for start, end in spans]
        self._spans += [Span(start, end, style) for start, end in marks]
        self.marks += marks

    def content(self) -> Content:
        """Give the whole text."""
        return Content("".join(self._pieces), self._spans)
