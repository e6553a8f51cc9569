"""What can be done to the paper under the cursor, and to the papers that are listed."""

import asyncio
import webbrowser
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual.screen import Screen

from papers_tui.errors import PapersError
from papers_tui.library import Library
from papers_tui.model.describe import export_summary
from papers_tui.model.paper import Paper
from papers_tui.ui import browser
from papers_tui.ui.screens.export import Export, ExportDialog, Scope
from papers_tui.ui.screens.why import WhyDialog
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.paper_list import PaperList


class PaperActions(Screen[None]):
    """A screen with a list of papers."""

    papers: PaperList
    """The list."""

    _library: Library
    _signs: Signs

    @abstractmethod
    def _defer(self, action: Callable[[], None]) -> bool:
        """Let what is done to a paper wait for the list that the user has asked for."""

    @abstractmethod
    def _failed(self, error: PapersError) -> None:
        """Say what went wrong."""

    @abstractmethod
    def _marked(self) -> None:
        """Show that a paper was marked."""

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell of an error of ours instead of ending."""
        try:
            yield
        except PapersError as error:
            self._failed(error)

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
        self._marked()

    def action_why(self) -> None:
        """Say why the paper is listed."""
        if self._defer(self.action_why):
            return
        if (paper := self.papers.paper) is not None:
            reasons = self.papers.reasons(self.papers.cursor)
            self.app.push_screen(WhyDialog(paper.title, reasons, self._signs))

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
        if (paper := self.papers.paper) is not None:
            self._browse(browser.address_of(paper))

    def action_browse_code(self) -> None:
        """Open the repository of the paper, or its own page, in the browser."""
        if self._defer(self.action_browse_code):
            return
        if (paper := self.papers.paper) is None:
            return
        if (address := browser.code_of(paper)) is None:
            self.notify("no repository or page of this paper is known", markup=False, timeout=3)
        else:
            self._browse(address)

    def _browse(self, address: str) -> None:
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
            form = self._library.jsonl if export.in_json_lines else self._library.bibtex
            text = await asyncio.to_thread(form, papers)
            self._library.write(export.path, text)
            self.notify(f"{export_summary(papers)} to {export.path}", markup=False)

    def _papers_of(self, scope: Scope) -> list[Paper]:
        if scope is Scope.BOOKMARKS:
            return self._library.bookmarks()
        if scope is Scope.PAPER:
            return [paper] if (paper := self.papers.paper) else []
        results = self.papers.results
        return [results.paper(row) for row in range(len(results))]
