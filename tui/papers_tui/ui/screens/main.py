"""The main screen: filters, papers and abstract; the only place where they meet."""

import asyncio
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Label

from papers_tui.errors import PapersError
from papers_tui.library import Library
from papers_tui.model.describe import export_summary
from papers_tui.model.paper import Paper
from papers_tui.model.query import ALL, Group, Query, Results, Sort
from papers_tui.ui import browser
from papers_tui.ui.commands import CHORDS, bindings, command_of
from papers_tui.ui.screens.export import Export, ExportDialog, Scope
from papers_tui.ui.screens.help import HelpScreen
from papers_tui.ui.screens.sort import SortDialog
from papers_tui.ui.searcher import Question, Searcher
from papers_tui.ui.signs import Signs
from papers_tui.ui.view import PANES, View, scroll_back
from papers_tui.ui.widgets.filter_list import FilterList
from papers_tui.ui.widgets.key_bar import KeyBar
from papers_tui.ui.widgets.paper_list import PaperList
from papers_tui.ui.widgets.paper_view import PaperView
from papers_tui.ui.widgets.row_list import RowList
from papers_tui.ui.widgets.search_line import SearchLine
from papers_tui.ui.widgets.status_line import StatusLine
from papers_tui.ui.words import instead, status

_LOOK_AROUND: Final = 1.0
"""Seconds between two looks at what other processes did."""

_CHORD_TIME: Final = 0.8
"""Seconds in which the second key of a chord must follow."""


class MainScreen(Screen[None]):
    """Search line, three panes, status line, line of keys."""

    BINDINGS = bindings()

    @dataclass
    class Begun(Message):
        """The first question was answered, or could not be."""

    def __init__(
        self, library: Library, signs: Signs, view: View | None = None, classes: str = ""
    ) -> None:
        self._begin_at = view or View()
        # Classes that are there from the beginning need no second round of styles.
        super().__init__(classes=f"{classes} -at-{self._begin_at.pane}")
        self._library = library
        self.begun = False
        """The first question was answered, or could not be."""
        self._query = self._begin_at.query
        self._results: Results | None = None
        self._searcher = Searcher(library, self._answered, self._failed)
        self._keep: Paper | None = None
        self._keep_row = False
        self._deferred: list[Callable[[], None]] = []
        self._chord: tuple[str, ...] = ()
        self._said = ""
        self.search_line = SearchLine(id="search")
        self.filters = FilterList(signs, id="filters")
        self.papers = PaperList(library.marks, signs, id="papers")
        self.view = PaperView(signs, id="abstract")
        self.status = StatusLine(signs, id="status")

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Horizontal(id="top"):
            yield Label("/", id="prompt")
            yield self.search_line
        with Horizontal(id="panes"):
            yield self.filters
            yield self.papers
            yield self.view
        yield self.status
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Ask for what is to be shown at first, and begin to listen."""
        for pane, title in zip(self._panes, ("Filters", "Papers", "Abstract"), strict=True):
            pane.border_title = title
        self.run_worker(self._searcher.serve(), group="search", exclusive=True)
        self.set_interval(_LOOK_AROUND, self._look_around)
        self._update_timer.resume()  # it waits once; so it has when there is a list to be drawn
        self._enter(self._begin_at.pane)
        with self.prevent(Input.Changed):
            self.search_line.value = self._query.text
        self._ask(self._query)

    @property
    def view_now(self) -> View | None:
        """What is shown; None where there is no list to come back to, or not yet."""
        if self._list_is_due or (paper := self.papers.paper) is None:
            return None
        return View(
            query=replace(self._query, typing=False),
            row=self.papers.cursor,
            key=paper.key,
            pane=self._pane.id or "",
            value_row=self.filters.cursor,
            tops={pane.id or "": pane.scroll_offset.y for pane in self._panes},
        )

    def _compositor_refresh(self) -> None:
        """Draw, but not while nothing is to be seen: Textual would draw and throw it away."""
        if not self.app._batch_count:
            super()._compositor_refresh()

    def _begin(self, results: Results | None) -> None:
        """Go to where the reader begins, once there is something to show."""
        begin, self.begun = self._begin_at, True
        if results is not None and begin.holds_in(results):
            self.papers.cursor, self.filters.cursor = begin.row, begin.value_row
            self._show_paper()
            scroll_back(self._panes, begin.tops)
        self.post_message(self.Begun())

    @property
    def _panes(self) -> tuple[FilterList, PaperList, PaperView]:
        return self.filters, self.papers, self.view

    @property
    def _pane(self) -> FilterList | PaperList | PaperView:
        """The pane that the keys move in; while searching it is the list."""
        return next((pane for pane in self._panes if pane is self.focused), self.papers)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let commands that need a paper run only when there is one."""
        command = command_of(action)
        lacking = self.papers.paper is None and not self._list_is_due
        return not (command and command.needs_paper and lacking)

    def _ask(self, query: Query, *, keep: Paper | None = None, keep_row: bool = False) -> None:
        """Ask for papers.

        The cursor stays on the paper that is to be kept, where it is listed; otherwise it goes to
        the first one, or stays in its row if that is to be kept.
        """
        self._query, self._keep, self._keep_row = query, keep, keep_row
        self._searcher.ask(query)
        self._show_status()

    def _defer(self, action: Callable[[], None]) -> bool:
        """Let what is done to a paper wait for the list that the user has asked for."""
        if self._list_is_due:
            self._deferred.append(action)
        return self._list_is_due

    @property
    def _list_is_due(self) -> bool:
        """Whether another list is being looked for, or about to be."""
        line = self.search_line
        return (
            not self.begun
            or self._searcher.lists
            or line.submitting
            or line.value != self._query.text
        )

    def _answered(self, question: Question, results: Results) -> None:
        """Take an answer to the latest question."""
        if not self.begun and self.app.size and not self._compositor.size:
            self.call_later(self._answered, question, results)  # nothing has its place yet
            return
        self._results, self._said = results, ""
        self.filters.show(results)
        if not question.counts_only:
            row = None if self._keep is None else self._library.row_of(results, self._keep)
            otherwise = self.papers.cursor if self._keep_row else 0
            self.papers.show(results, otherwise if row is None else row, instead(results))
        self._show_paper()
        if not self.begun:
            self._begin(results)
        if not self._list_is_due:
            deferred, self._deferred = self._deferred, []
            for action in deferred:
                action()

    def _failed(self, error: PapersError) -> None:
        """Say what went wrong; what goes wrong again and again is said once."""
        if not self.begun:
            self._begin(None)
        self._deferred.clear()
        if str(error) != self._said:
            self._said = str(error)
            self.notify(self._said, severity="error", markup=False, timeout=15)
        self._show_status()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell of an error of ours instead of ending."""
        try:
            yield
        except PapersError as error:
            self._failed(error)

    def _look_around(self) -> None:
        """Take over what other processes did."""
        with self._telling():
            if self._library.changed_elsewhere():
                self._ask(self._query, keep=self.papers.paper, keep_row=True)

    def _show_paper(self) -> None:
        """Bring abstract and status line to where the cursor is, in the same turn."""
        paper = self.papers.paper
        if paper is None:
            self.view.clear()
        elif self.view.display:
            self.view.show(paper, self._library.marks(paper), self.papers.results.matches)
        self._show_status()

    def _show_status(self) -> None:
        place = self.papers.cursor, self.papers.count
        words = status(self._query, self._results, place, self._searcher.busy)
        self.status.words = tuple(words)

    @on(Input.Changed, "#search")
    def _type(self, event: Input.Changed) -> None:
        if event.value != self._query.text:
            self._ask(replace(self._query, text=event.value, typing=True))

    @on(Input.Submitted, "#search")
    def _submit(self) -> None:
        self.search_line.submitting = False
        self._ask(replace(self._query, typing=False))
        self._enter("papers")

    def _enter(self, name: str) -> None:
        """Go to a pane; where there is no room for all, it is shown in place of another."""
        for pane in PANES:
            self.set_class(pane == name, f"-at-{pane}")
        self.set_focus(self.query_one(f"#{name}", Widget), scroll_visible=False)
        self.call_after_refresh(self._show_paper)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Note which pane the mouse went to."""
        if event.widget.id in PANES:
            for pane in PANES:
                self.set_class(pane == event.widget.id, f"-at-{pane}")

    @on(RowList.Highlighted, "#papers")
    def _highlight(self) -> None:
        self._show_paper()

    @on(RowList.Chosen)
    def _choose(self) -> None:
        self.action_open()

    def on_key(self, event: events.Key) -> None:
        """Follow keys that are pressed one after the other."""
        if self.focused is self.search_line:
            return
        pressed = (*self._chord, event.key)
        self._chord = ()
        if command := CHORDS.get(pressed):
            event.stop()
            self.call_later(self.run_action, command.action)
        elif any(chord[: len(pressed)] == pressed for chord in CHORDS):
            self._chord = pressed
            self.set_timer(_CHORD_TIME, self._forget_chord)

    def _forget_chord(self) -> None:
        self._chord = ()

    def action_move(self, by: int) -> None:
        """Move in the pane that has the focus."""
        if self._pane is self.papers and self._defer(partial(self.action_move, by)):
            return
        self._pane.move(by)
        self._moved()

    def action_page(self, by: int) -> None:
        """Move by pages."""
        self._pane.page(by)
        self._moved()

    def action_edge(self, direction: int) -> None:
        """Move to the first or the last."""
        self._pane.edge(direction)
        self._moved()

    def action_unread(self, step: int) -> None:
        """Move to the next unread paper, or the one before."""
        if self._defer(partial(self.action_unread, step)):
            return
        row = self._library.next_unread(self.papers.results, self.papers.cursor, step)
        if row is None:
            self.notify("no unread paper that way", markup=False, timeout=2)
        else:
            self.papers.cursor = row
            self._show_paper()

    def _moved(self) -> None:
        if self._pane is self.papers:
            self._show_paper()

    def action_pane(self, step: int) -> None:
        """Go to the pane beside."""
        place = PANES.index(self._pane.id or "papers") + step
        self._enter(PANES[max(0, min(len(PANES) - 1, place))])

    def action_search(self) -> None:
        """Go to the search line."""
        self.search_line.begin()
        self.set_focus(self.search_line)  # at once: keys may be waiting

    def action_filters(self) -> None:
        """Go to the filters."""
        self._enter("filters")

    def action_open(self) -> None:
        """Open the abstract, or choose the filter under the cursor."""
        if self._pane is self.filters:
            self._toggle_filter()
        elif not self._defer(self.action_open) and self.papers.paper is not None:
            self._enter("abstract")

    def action_back(self) -> None:
        """Go one step back."""
        self.app.clear_notifications()
        if self.focused is not self.papers:
            self._enter("papers")
        elif self._query.text:
            with self.prevent(Input.Changed):
                self.search_line.value = ""
            self._ask(replace(self._query, text="", typing=False), keep=self.papers.paper)
        elif self._query.chosen:
            self._ask(replace(self._query, chosen=frozenset()), keep=self.papers.paper)

    def _toggle_filter(self) -> None:
        value = self.filters.value
        if value is None:
            return
        if (value.group, value.value) == (Group.STATE, ALL):
            query = self._query.cleared(Group.STATE)
        else:
            query = self._query.toggled(value.group, value.value)
        self._ask(query, keep=self.papers.paper)

    def action_only(self, state: str) -> None:
        """List only the papers of a state, or all again."""
        self._ask(self._query.toggled(Group.STATE, state), keep=self.papers.paper)

    def action_sort(self) -> None:
        """Choose the order."""
        self.app.push_screen(SortDialog(self._query.order), self._sort)

    def _sort(self, sort: Sort | None) -> None:
        if sort is not None:
            self._ask(replace(self._query, sort=sort))

    def action_toggle_read(self) -> None:
        """Mark the paper as read, or unread."""
        if self._defer(self.action_toggle_read):
            return
        if (paper := self.papers.paper) is not None:
            self._mark(paper, read=not self._library.marks(paper).read)

    def action_toggle_bookmark(self) -> None:
        """Keep the paper, or no longer."""
        if self._defer(self.action_toggle_bookmark):
            return
        if (paper := self.papers.paper) is not None:
            self._mark(paper, bookmarked=not self._library.marks(paper).bookmarked)

    def _mark(
        self, paper: Paper, *, read: bool | None = None, bookmarked: bool | None = None
    ) -> None:
        with self._telling():
            self._library.mark([paper], read=read, bookmarked=bookmarked)
        self.papers.redraw()
        self._searcher.ask(self._query, counts_only=True)
        self._show_paper()

    def action_copy(self) -> None:
        """Copy the BibTeX entry."""
        if self._defer(self.action_copy):
            return
        if (paper := self.papers.paper) is not None:
            self.app.copy_to_clipboard(self._library.bibtex([paper]))
            self.notify("BibTeX entry copied", markup=False, timeout=2)

    def action_browse(self) -> None:
        """Open the paper in the browser."""
        if self._defer(self.action_browse):
            return
        if (paper := self.papers.paper) is None:
            return
        address = browser.address_of(paper)
        try:
            if browser.needs_terminal():
                with self.app.suspend():
                    browser.open_page(address)
            else:
                browser.open_page(address)
                self.notify(f"opening {address}", markup=False, timeout=3)
        except webbrowser.Error:
            self.notify(
                f"no browser is found here; the page is {address}", markup=False, timeout=20
            )

    def action_export(self) -> None:
        """Export papers."""
        bookmarks = self._library.count_bookmarks()
        self.app.push_screen(ExportDialog(bookmarks, self.papers.count), self._export)

    def _export(self, export: Export | None) -> None:
        if export is not None:
            self.run_worker(self._write(export), group="export")

    async def _write(self, export: Export) -> None:
        """Write an export, off the thread that draws."""
        with self._telling():
            papers = await asyncio.to_thread(self._papers_of, export.scope)
            text = await asyncio.to_thread(self._library.bibtex, papers)
            self._library.write(export.path, text)
            self.notify(f"{export_summary(papers)} to {export.path}", markup=False)

    def _papers_of(self, scope: Scope) -> list[Paper]:
        if scope is Scope.BOOKMARKS:
            return self._library.bookmarks()
        if scope is Scope.PAPER:
            return [paper] if (paper := self.papers.paper) else []
        results = self.papers.results
        return [results.paper(row) for row in range(len(results))]

    def action_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(HelpScreen())

    def action_palette(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()
