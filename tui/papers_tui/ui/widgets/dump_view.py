"""Everything known about one dump, as a text that scrolls."""

from collections.abc import Iterator
from typing import ClassVar, Final

from textual.content import Content

from papers_tui.model.dump import Dump, Problem
from papers_tui.model.paper import count_of
from papers_tui.model.text import clean
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.dump_list import captured_words
from papers_tui.ui.widgets.row_list import fitted
from papers_tui.ui.widgets.text_view import TextView, Writing

_LABELS: Final = 10
"""Cells of the labels beside the facts."""

_INDENT: Final = 2
"""Cells before the text of a problem."""

_AT_FIRST: Final = 10
"""Problems that are shown while the cursor moves through the list."""

_MORE: Final = 100
"""Problems that are shown besides when the last ones are scrolled to."""

_LONGEST: Final = 160
"""Cells of a text that could not be read that are shown."""


class DumpView(TextView):
    """Path, counts and problems of a dump."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "dump-view--path",
        "dump-view--label",
        "dump-view--place",
    }

    def __init__(self, signs: Signs, id: str) -> None:
        super().__init__(id=id)
        self._signs = signs
        self._dump: Dump | None = None
        self._most = _AT_FIRST

    def show(self, dump: Dump | None) -> None:
        """Show a dump from its beginning, unless it is the one that is shown."""
        if dump != self._dump:
            self._dump, self._most = dump, _AT_FIRST
            self.scroll_to(y=0, animate=False)
            self._lay_out()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Show more problems to whoever has scrolled to the last ones."""
        super().watch_scroll_y(old_value, new_value)
        if self._hidden and new_value > old_value and new_value >= self.max_scroll_y - 1:
            self._most += _MORE
            self._lay_out()

    @property
    def _hidden(self) -> int:
        """How many problems that are kept are not shown yet."""
        return max(0, len(self._dump.problems) - self._most) if self._dump else 0

    def written(self) -> Content:
        """Write everything about the dump."""
        text = Writing()
        if (dump := self._dump) is not None:
            text.add(clean(dump.path), self.component("dump-view--path"))
            text.add("\n")
            for name, value in _facts(dump):
                text.add(f"\n{name:<{_LABELS}}", self.component("dump-view--label"))
                text.add(self.hanging(value, _LABELS))
            self._write_problems(text, dump)
        return text.content()

    def _write_problems(self, text: Writing, dump: Dump) -> None:
        if not dump.problem_count:
            return
        label, place = self.component("dump-view--label"), self.component("dump-view--place")
        text.add(f"\n\n{count_of(dump.problem_count, 'problem')}", label)
        for problem in dump.problems[: self._most]:
            text.add("\n")
            where = f"{problem.place}: " if problem.place else ""
            text.add(where, place)
            wrapped = self.hanging(where + clean(problem.message), _INDENT)
            text.add(wrapped.removeprefix(where))
            self._write_excerpt(text, problem)
        if self._hidden:
            text.add(f"\nand {self._hidden + dump.further_problems:,} more", label)
        elif dump.further_problems:
            text.add(f"\nand {dump.further_problems:,} more, which are not kept", label)

    def _write_excerpt(self, text: Writing, problem: Problem) -> None:
        """Write what could not be read, if it is kept."""
        if excerpt := clean(problem.text or ""):
            cut = fitted(excerpt, _LONGEST, self._signs.ellipsis)
            text.add(f"\n{' ' * _INDENT}")
            text.add(self.hanging(cut, _INDENT), self.component("dump-view--label"))


def _facts(dump: Dump) -> Iterator[tuple[str, str]]:
    yield "Added", f"{dump.added.astimezone():%Y-%m-%d %H:%M}"
    captured = captured_words(dump) + " (year inferred)" * dump.captured_inferred
    given = ", as you gave it" if dump.captured_override is not None else ""
    dated = f", file of {dump.file_date}" if dump.file_date is not None else ""
    yield "Captured", f"{captured}{given}{dated}"
    yield (
        "Read as",
        f"{dump.format}: {count_of(dump.papers, 'paper')}, {dump.incomplete:,} incomplete, "
        f"{dump.rejected:,} rejected",
    )
    yield "SHA-256", dump.sha256[:16]
