"""What leads from the papers to the dumps and back, and what is told of adding."""

from abc import abstractmethod
from dataclasses import replace

from textual.screen import Screen

from papers_tui.library import Library
from papers_tui.model.query import Group, Query
from papers_tui.ui.adding import Adding, Ended
from papers_tui.ui.screens.dumps import DumpsScreen
from papers_tui.ui.signs import Signs


class DumpActions(Screen[None]):
    """A screen that dumps can be looked at from."""

    adding: Adding
    """What is being added."""

    _library: Library
    _query: Query
    _signs: Signs

    @abstractmethod
    def _begin_anew(self, query: Query) -> None:
        """List what a query finds, and go there; forget the way back."""

    @abstractmethod
    def _narrow(self, query: Query) -> None:
        """List what a query finds, in place of what was narrowed otherwise."""

    @abstractmethod
    def _look_around(self) -> None:
        """Take over what other processes did."""

    def action_dumps(self) -> None:
        """Show the dumps."""
        screen = DumpsScreen(self._library, self.adding, self._removed, self._signs)
        self.app.push_screen(screen, self._leave_dumps)

    def _leave_dumps(self, chosen: str | None) -> None:
        """List the papers of a dump that was chosen."""
        if chosen is not None:
            sort = self._query.sort
            self._begin_anew(Query(sort=sort, chosen=frozenset({(Group.DUMP, chosen)})))

    def _removed(self, sha256: str) -> None:
        """Ask no longer for the papers of a dump that is not there any more."""
        own = {(Group.DUMP, sha256)}
        query = self._query
        if not own.isdisjoint(query.chosen | query.excluded):
            self._narrow(replace(query, chosen=query.chosen - own, excluded=query.excluded - own))
        self._look_around()

    def _tell_of(self, ended: Ended) -> None:
        """Tell what came of adding, and list what is new."""
        if ended.failed:
            self.notify(ended.sentence, severity="error", markup=False, timeout=15)
        else:
            self.notify(ended.sentence, markup=False, timeout=10)
        self._look_around()
