"""The dumps: what was added, what came of it, and adding and removing some."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widgets import Label

from papers_tui.errors import PapersError
from papers_tui.library import Library
from papers_tui.model.dump import Dump
from papers_tui.model.paper import count_of
from papers_tui.ui.adding import Adding
from papers_tui.ui.commands import DUMP_COMMANDS, Command, bindings
from papers_tui.ui.screens.add import AddDialog
from papers_tui.ui.screens.confirm import ConfirmDialog
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.adding_line import AddingLine
from papers_tui.ui.widgets.dump_list import DumpHeadings, DumpList
from papers_tui.ui.widgets.dump_view import DumpView
from papers_tui.ui.widgets.key_bar import KeyBar
from papers_tui.ui.widgets.row_list import RowList

_LOOK: Final = 2.0
"""Seconds between two looks at what is added meanwhile."""

_NONE: Final = (
    "No dumps yet. Press a to add a file, or all files of a folder; "
    "or leave the reader and run: papers-tui add FILE or FOLDER"
)


class DumpsScreen(Screen[str | None]):
    """Lists the dumps, the last added first; gives the one whose papers are to be listed."""

    BINDINGS = bindings(DUMP_COMMANDS)
    AUTO_FOCUS = "#dumps"

    offered: ClassVar[tuple[Command, ...]] = DUMP_COMMANDS
    """The commands that the palette offers here."""

    def __init__(
        self, library: Library, adding: Adding, removed: Callable[[str], None], signs: Signs
    ) -> None:
        """Take what is to be shown.

        Args:
            library: What the dumps are in.
            adding: What adds to it.
            removed: Told the name of a dump that was removed.
            signs: The signs to draw with.
        """
        super().__init__()
        self._library = library
        self._adding = adding
        self._removed = removed
        self._signs = signs
        self._leaving: Dump | None = None
        self._was_adding: str | None = None
        self.dumps = DumpList(signs, id="dumps")
        self.details = DumpView(signs, id="details")

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Label("", id="sum", markup=False)
        yield Label(_NONE, id="none")
        with Container(id="both"):
            with Vertical(id="listing"):
                yield DumpHeadings(id="headings")
                yield self.dumps
            yield self.details
        yield AddingLine(self._adding, self._signs, id="adding", hint="c stops it")
        yield KeyBar(DUMP_COMMANDS, id="keys")

    def on_mount(self) -> None:
        """Look at what there is, and again whenever something was added."""
        self.details.border_title = "Details"
        self.query_one("#none").display = False
        self._was_adding = self._adding.path
        self._adding.follow(self._follow)
        self.set_interval(_LOOK, self._look_meanwhile)
        self._look()

    def on_unmount(self) -> None:
        """Follow no longer what is added."""
        self._adding.unfollow(self._follow)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let what is done to a dump be done only where there is one."""
        return action not in ("list", "remove", "copy", "pane") or self.dumps.dump is not None

    def action_move(self, by: int) -> None:
        """Move in the list, or in the details."""
        self._pane.move(by)
        self._show()

    def action_page(self, by: int) -> None:
        """Move by pages."""
        self._pane.page(by)
        self._show()

    def action_edge(self, direction: int) -> None:
        """Move to the first or the last."""
        self._pane.edge(direction)
        self._show()

    def action_pane(self) -> None:
        """Go to the details, or back."""
        self.set_focus(self.details if self._pane is self.dumps else self.dumps)

    def action_list(self) -> None:
        """List the papers of the dump."""
        dump = self.dumps.dump
        if dump is not None and dump != self._leaving:
            self._close(dump.sha256)

    def action_leave(self) -> None:
        """Go back: from the details to the list, from there to the papers."""
        if self._pane is self.details:
            self.action_pane()
        else:
            self._close(None)

    def action_copy(self) -> None:
        """Copy the path of the dump."""
        if (dump := self.dumps.dump) is not None:
            self.app.copy_to_clipboard(dump.path)
            self.notify("path copied", markup=False, timeout=2)

    def action_add(self) -> None:
        """Ask what to add, and add it."""

        def add(path: Path | None) -> None:
            if path is not None:
                self._adding.add(path)

        self.app.push_screen(AddDialog(), add)

    def action_stop(self) -> None:
        """Stop what is being added."""
        if self._adding.path is None:
            self.notify("nothing is being added", markup=False, timeout=2)
        else:
            self.app.run_worker(self._adding.stop(), group="stop")

    def action_remove(self) -> None:
        """Remove the dump, if that is what the user wants."""
        if (dump := self.dumps.dump) is None or self._leaving is not None:
            return
        if self._adding.path is not None:
            self.notify("dumps are being added; remove this one afterwards", markup=False)
            return

        def remove(confirmed: bool | None) -> None:
            if confirmed:
                self.app.run_worker(self._remove(dump), group="remove")

        sentences = (
            f"Remove {dump.file} with {count_of(dump.papers, 'paper')}? The index is made without "
            "it; papers of other dumps stay, and so do read marks and bookmarks."
        )
        self.app.push_screen(ConfirmDialog("Remove a dump", sentences, "Remove"), remove)

    @property
    def _pane(self) -> DumpList | DumpView:
        return self.details if self.focused is self.details else self.dumps

    def _close(self, chosen: str | None) -> None:
        if self.is_current:
            self.dismiss(chosen)

    def _follow(self) -> None:
        """Look again when something was added."""
        was, self._was_adding = self._was_adding, self._adding.path
        if was is not None and was != self._was_adding:
            self._look()

    def _look_meanwhile(self) -> None:
        if self._adding.path is not None:
            self._look()

    def _look(self) -> None:
        self.run_worker(self._list(), group="look", exclusive=True)

    async def _list(self) -> None:
        """List the dumps, which are read off the thread that draws."""
        try:
            dumps = await asyncio.to_thread(self._library.dumps)
        except PapersError as error:
            self.notify(str(error), severity="error", markup=False, timeout=15)
            return
        if not self.is_running:
            return  # it was left meanwhile
        under = self.dumps.dump
        names = [dump.sha256 for dump in reversed(dumps)]
        row = names.index(under.sha256) if under and under.sha256 in names else self.dumps.cursor
        self.dumps.show(dumps[::-1], row)
        self.query_one("#none").display = not dumps
        self.query_one("#both").display = bool(dumps)
        if dumps and self._pane is self.dumps:
            self.set_focus(self.dumps)  # what is not shown had lost it
        self._show()

    async def _remove(self, dump: Dump) -> None:
        """Remove a dump, which goes on if the screen is left meanwhile."""
        self._leaving = dump
        self._show()
        try:
            await asyncio.to_thread(self._library.remove_dump, dump.sha256)
        except PapersError as error:
            self.app.notify(str(error), severity="error", markup=False, timeout=15)
        else:
            self.app.notify(f"{dump.file} is removed", markup=False)
            self._removed(dump.sha256)
        self._leaving = None
        if self.is_attached:
            self._look()

    def _show(self) -> None:
        """Bring details and sum to where the cursor is, in the same turn."""
        dump = self.dumps.dump
        self.details.show(None if dump is None else self._library.with_problems(dump))
        dot = f" {self._signs.dot} "
        parts = ["Dumps"]
        if dumps := self.dumps.dumps:
            papers = sum(dump.papers for dump in dumps)
            parts += [f"{self.dumps.cursor + 1:,} of {len(dumps):,}", f"{papers:,} records"]
        if self._leaving is not None:
            parts.append(f"removing {self._leaving.file}: the index is made without it")
        self.query_one("#sum", Label).update(dot.join(parts))

    @on(RowList.Highlighted)
    def _highlight(self) -> None:
        self._show()

    @on(RowList.Chosen)
    def _choose(self) -> None:
        self.action_list()
