"""A text that scrolls, wrapped for the width of its pane."""

from abc import abstractmethod

from textual import events
from textual.content import Content, Span
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from papers_tui.model.query import Spans
from papers_tui.ui.widgets.row_list import component_style


class TextView(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws a text line by line. Subclasses write it."""

    DEFAULT_CSS = """
    TextView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._content = Content()
        self._lines: list[Strip] = []

    @abstractmethod
    def written(self) -> Content:
        """Write the text for the width of the pane."""

    def decorated(self, content: Content) -> Content:
        """Lay over the text what changes while it stays the same."""
        return content

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

    def component(self, name: str) -> Style:
        """Give the style of a component class."""
        return Style.from_rich_style(component_style(self, name))

    def hanging(self, text: str, indent: int) -> str:
        """Wrap a text behind what stands in an indent; its further lines begin as far right."""
        room = self.scrollable_content_region.width - indent
        if room < max(indent, 1):
            return text
        return ("\n" + " " * indent).join(line.plain for line in Content(text).wrap(room))

    def _lay_out(self) -> None:
        self._content = self.written()
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
        content = self.decorated(self._content)
        strips = content.render_strips(width, None, self.visual_style, options)
        blank = self.rich_style
        self._lines = [strip.adjust_cell_length(width, blank) for strip in strips]
        # Set as a reactive it would lay out the whole screen, for a scrollbar that is there anyway.
        self.set_reactive(ScrollView.virtual_size, Size(width, len(self._lines)))
        self.vertical_scrollbar.window_virtual_size = len(self._lines)
        self.scroll_to(y=min(self.scroll_offset.y, self.max_scroll_y), animate=False)
        self.refresh()


class Writing:
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
