"""The main screen: filters, papers and abstract; the only place where they meet."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Label

from papers_tui.errors import PapersError
from papers_tui.library import Library
from papers_tui.model.paper import Paper
from papers_tui.model.query import Group, Query, Results, Sort
from papers_tui.ui.adding import Adding
from papers_tui.ui.commands import CHORDS, COMMANDS, bindings, command_of
from papers_tui.ui.index_check import check_index
from papers_tui.ui.screens.dump_actions import DumpActions
from papers_tui.ui.screens.filter_actions import FilterActions
from papers_tui.ui.screens.help import HelpScreen
from papers_tui.ui.screens.paper_actions import PaperActions
from papers_tui.ui.screens.sort import SortDialog
from papers_tui.ui.searcher import Question, Searcher
from papers_tui.ui.signs import Signs
from papers_tui.ui.trail import Place, Trail
from papers_tui.ui.view import PANES, View, scroll_back
from papers_tui.ui.widgets.adding_line import AddingLine
from papers_tui.ui.widgets.chip_bar import ChipBar
from papers_tui.ui.widgets.filter_list import FilterList
from papers_tui.ui.widgets.key_bar import KeyBar
from papers_tui.ui.widgets.paper_list import PaperList
from papers_tui.ui.widgets.paper_view import PaperView
from papers_tui.ui.widgets.row_list import RowList
from papers_tui.ui.widgets.search_line import SearchLine
from papers_tui.ui.widgets.status_line import StatusLine
from papers_tui.ui.words import chips, instead, status, summary

_LOOK_AROUND: Final = 1.0
"""Seconds between two looks at what other processes did."""

_PATIENCE: Final = 0.15
"""Seconds after which it is said that an answer is being looked for."""

_CHORD_TIME: Final = 0.8
"""Seconds in which the second key of a chord must follow."""


class MainScreen(FilterActions, PaperActions, DumpActions):
    """Search line, chips, three panes, status line, line of keys."""

    BINDINGS = bindings(COMMANDS)
    AUTO_FOCUS = ""  # the first that could have it is the search line, which would take keys in

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
        self._signs = signs
        self.begun = False
        """The first question was answered, or could not be."""
        self._query = self._begin_at.query
        self._results: Results | None = None
        self._searcher = Searcher(library, self._answered, self._failed)
        self.adding = Adding(library.paths, self._tell_of)
        """What is being added."""
        self._keep: Paper | None = None
        self._keep_row = False
        self._deferred: list[Callable[[], None]] = []
        self._chord: tuple[str, ...] = ()
        self._said = ""
        self._trail = Trail()
        self._patience: Timer | None = None
        self.search_line = SearchLine(id="search")
        self.chips = ChipBar(signs, id="chips")
        self.filters = FilterList(signs, id="filters")
        self.papers = PaperList(library.marks, signs, id="papers")
        self.view = PaperView(signs, library.file_of, id="abstract")
        self.status = StatusLine(signs, id="status")

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Horizontal(id="top"):
            yield Label("/", id="prompt")
            yield self.search_line
        yield self.chips
        with Horizontal(id="panes"):
            yield self.filters
            yield self.papers
            yield self.view
        yield self.status
        yield AddingLine(self.adding, self._signs, id="adding")
        yield KeyBar(COMMANDS, id="keys")

    def on_mount(self) -> None:
        """Ask for what is to be shown at first, and begin to listen."""
        for pane, title in zip(self._panes, ("Filters", "Papers", "Abstract"), strict=True):
            pane.border_title = title
        self.run_worker(self._searcher.serve(), group="search", exclusive=True)
        self.run_worker(self.adding.serve(), group="adding")
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
        self.run_worker(check_index(self._library, self._failed), group="check", exclusive=True)
        if self._library.left_over:
            self.adding.go_on()

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
        if command and command.in_filters and self._pane is not self.filters:
            return False
        return not (command and command.needs_paper and lacking)

    def _ask(self, query: Query, *, keep: Paper | None = None, keep_row: bool = False) -> None:
        """Ask for papers.

        The cursor stays on the paper that is to be kept, where it is listed; otherwise it goes to
        the first one, or stays in its row if that is to be kept.
        """
        self._query, self._keep, self._keep_row = query, keep, keep_row
        self._searcher.ask(query)
        # Most answers come sooner than it takes to draw that there is none yet.
        if self._patience is None:
            self._patience = self.set_timer(_PATIENCE, self._show_waiting)

    def _show_waiting(self) -> None:
        """Say that an answer is being looked for, if it is."""
        self._patience = None
        if self._searcher.busy:
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

    def _look_around(self) -> None:
        """Take over what other processes did, unless the list shows it already."""
        with self._telling():
            changed = self._library.changed_elsewhere()
            outdated = not self._list_is_due and not self._library.lists(self.papers.results)
            if changed or outdated:
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
        trail = self._trail
        self.chips.chips = tuple(chips(self._query, self._results, trail.title, trail.origin))
        self.chips.summary = summary(self._results) if self._results else ""

    @on(Input.Changed, "#search")
    def _type(self, event: Input.Changed) -> None:
        if event.value != self._query.text:
            self._trail.clear()
            self._ask(replace(self._query, text=event.value, typing=True, related_to=None))

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
        """Note which pane the mouse went to; a range of dates is not marked from elsewhere."""
        if event.widget is not self.filters:
            self.filters.unmark()
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
        if self._pane is self.papers and self._defer(partial(self.action_page, by)):
            return
        self._pane.page(by)
        self._moved()

    def action_edge(self, direction: int) -> None:
        """Move to the first or the last."""
        if self._pane is self.papers and self._defer(partial(self.action_edge, direction)):
            return
        self._pane.edge(direction)
        self._moved()

    def action_unread(self, step: int) -> None:
        """Move to the next unread paper, or the one before; in the abstract, to the next match."""
        if self._pane is self.view and self.view.jump(step):
            return
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

    def action_step(self, step: int) -> None:
        """Go to the bar beside, and where there is none to the pane beside."""
        if self._pane is not self.filters or not self.filters.step(step):
            self.action_pane(step)

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
            self._choose_filter()
        elif not self._defer(self.action_open) and self.papers.paper is not None:
            self._enter("abstract")

    def action_back(self) -> None:
        """Go one step back."""
        self.app.clear_notifications()
        if self._pane is self.filters and self.filters.unmark():
            return
        if self.focused is not self.papers:
            self._enter("papers")
        elif self._trail:
            self._return()
        elif self._query.text:
            self._narrow(replace(self._query, text="", typing=False))
        elif self._query.narrowed:
            self._narrow(self._query.unfiltered())

    def _narrow(self, query: Query) -> None:
        """List what a query finds, in place of what was narrowed otherwise."""
        if self._trail and query.related_to is None:
            self._return()
            return
        with self.prevent(Input.Changed):
            self.search_line.value = query.text
        self._ask(query, keep=self.papers.paper)

    def _begin_anew(self, query: Query) -> None:
        """List what a query finds, and go there; forget the way back."""
        self._trail.clear()
        with self.prevent(Input.Changed):
            self.search_line.value = query.text
        self._ask(query)
        self._enter("papers")

    @on(ChipBar.Removed)
    def _remove(self, event: ChipBar.Removed) -> None:
        self._narrow(event.chip.without)

    def action_remove(self) -> None:
        """Take the last chip away; among the dates, the range."""
        if self._pane is self.filters and self._clear_dates():
            return
        if self.chips.chips:
            self._narrow(self.chips.chips[-1].without)

    def action_suggested(self) -> None:
        """Search for what was meant."""
        if self._results is None or len(self._results) or self._list_is_due:
            return
        if suggestion := self._results.answer.suggestion():
            self._narrow(replace(self._query, text=suggestion, typing=False))

    def action_related(self) -> None:
        """List what is related to the paper; going back leads to where it was."""
        if self._defer(self.action_related):
            return
        if (paper := self.papers.paper) is not None and self._results is not None:
            self._trail.append(
                Place(
                    paper, self._query, self.papers.results,
                    self.papers.cursor, self.papers.scroll_offset.y,
                )
            )  # fmt: skip
            with self.prevent(Input.Changed):
                self.search_line.value = ""
            self._ask(Query(related_to=paper.key))
            self._enter("papers")

    def _return(self) -> None:
        """Go back to the list from which the related papers were asked for, as it was."""
        place = self._trail.pop()
        self._query, self._results = place.query, place.results
        # Where related papers are still looked for, the next answer is a list once more.
        self._keep, self._keep_row = place.paper, True
        with self.prevent(Input.Changed):
            self.search_line.value = place.query.text
        self.papers.show(place.results, place.row, instead(place.results))
        self.papers.scroll_to(y=place.top, animate=False)
        self.filters.show(place.results)
        self._searcher.ask(self._query, counts_only=True)
        self._show_paper()

    def action_only(self, state: str) -> None:
        """List only the papers of a state, or all again."""
        self._ask(self._query.toggled(Group.STATE, state), keep=self.papers.paper)

    def action_sort(self) -> None:
        """Choose the order."""
        self.app.push_screen(SortDialog(self._query.order), self._sort)

    def _sort(self, sort: Sort | None) -> None:
        if sort is not None:
            self._ask(replace(self._query, sort=sort))

    def _marked(self) -> None:
        """Show that a paper was marked; it stays where it is until the list is asked for anew."""
        self.papers.redraw()
        self._searcher.ask(self._query, counts_only=True)
        self._show_paper()

    def action_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(HelpScreen())

    def action_palette(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()
