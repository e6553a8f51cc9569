"""Everything known about one paper, as a text that scrolls."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from papers_tui.model.describe import brief, facts
from papers_tui.model.paper import Marks, Paper
from papers_tui.model.query import Spans
from papers_tui.model.sightings import seen, sightings
from papers_tui.model.text import clean
from papers_tui.ui.browser import code_of
from papers_tui.ui.commands import command_of
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.text_view import TextView, Writing

_LABELS: Final = 13
"""Cells of the labels beside the facts."""

_INDENT: Final = 2
"""Cells before a sighting."""

_MARK: Final = Style.from_meta({"here": True})
"""Tells the match that was gone to from the others."""


class PaperView(TextView):
    """Title, abstract and all facts of a paper; says what is not known, and where it was seen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paper-view--title",
        "paper-view--label",
        "paper-view--match",
        "paper-view--here",
        "paper-view--missing",
    }

    def __init__(self, signs: Signs, file_of: Callable[[str], str], id: str) -> None:
        super().__init__(id=id)
        self._signs = signs
        self._file_of = file_of
        self._shown: tuple[Paper, Marks, Callable[[str], Spans]] | None = None
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

    def decorated(self, content: Content) -> Content:
        """Show the match that was gone to."""
        if self._at is None or self._at >= len(self._matches):
            return content
        here = self.component("paper-view--here") + _MARK
        return content.stylize(here, *self._matches[self._at])

    def written(self) -> Content:
        """Write everything about the paper."""
        text = Writing()
        if self._shown is not None:
            paper, marks, matches = self._shown
            self._write_texts(text, paper, matches)
            self._write_facts(text, paper, marks)
            self._write_sightings(text, paper)
        self._matches = text.marks
        return text.content()

    def _write_texts(self, text: Writing, paper: Paper, matches: Callable[[str], Spans]) -> None:
        match, label = self.component("paper-view--match"), self.component("paper-view--label")
        title = clean(paper.title)
        begin = text.add(title, self.component("paper-view--title"))
        text.mark(begin, matches(title), match)
        text.add("\n")
        text.add(clean(f" {self._signs.dot} ".join(brief(paper))), label)
        text.add("\n\n")
        if paper.abstract is None:
            text.add("The abstract is not known.", self.component("paper-view--missing"))
        for number, paragraph in enumerate((paper.abstract or "").split("\n\n")):
            if number:
                text.add("\n\n")
            paragraph = clean(paragraph)
            text.mark(text.add(paragraph), matches(paragraph), match)
        text.add("\n")

    def _write_facts(self, text: Writing, paper: Paper, marks: Marks) -> None:
        label = self.component("paper-view--label")
        keys = {paper.url: _key("browse"), code_of(paper): _key("browse_code")}
        for name, value in facts(paper, marks):
            text.add(f"\n{name:<{_LABELS}}", label)
            key = f" ({keys[value]})" if value in keys else ""
            text.add(self.hanging(clean(value) + key, _LABELS))

    def _write_sightings(self, text: Writing, paper: Paper) -> None:
        label = self.component("paper-view--label")
        summary = seen(paper.records, self._signs.arrow)
        text.add(f"\n\n{summary[:1].upper()}{summary[1:]}", label)
        for parts in sightings(paper.records, self._file_of):
            line = clean(f" {self._signs.dot} ".join(parts))
            text.add(f"\n{' ' * _INDENT}{self.hanging(line, _INDENT)}")


def _key(action: str) -> str:
    command = command_of(action)
    return command.shown_keys[0] if command else ""


def _is_marked(strip: Strip) -> bool:
    return any(segment.style and segment.style.meta.get("here") for segment in strip)
