"""What can be done in the filters: choose and exclude values, and mark a range of dates."""

from abc import abstractmethod
from dataclasses import replace

from textual import on
from textual.screen import Screen

from papers_tui.model.paper import Paper
from papers_tui.model.query import ALL, FacetValue, Group, Query
from papers_tui.ui.screens.pick import PickDialog
from papers_tui.ui.signs import Signs
from papers_tui.ui.widgets.filter_list import FilterList
from papers_tui.ui.widgets.paper_list import PaperList


class FilterActions(Screen[None]):
    """A screen with filters and a list of papers."""

    filters: FilterList
    """The filters."""

    papers: PaperList
    """The list."""

    _query: Query
    _signs: Signs

    @abstractmethod
    def _ask(self, query: Query, *, keep: Paper | None = None, keep_row: bool = False) -> None:
        """Ask for papers."""

    def action_exclude(self) -> None:
        """Exclude the value under the cursor, or no longer."""
        if (value := self.filters.value) is not None:
            self._filter(value, True)

    def action_extend(self, by: int) -> None:
        """Make the range of dates longer or shorter by a bar."""
        self.filters.extend(by)

    def _choose_filter(self) -> None:
        """Choose what the cursor is on: a value, all values of a group, the end of a range."""
        if self.filters.mark():
            return
        if (value := self.filters.value) is not None:
            self._filter(value, False)
        elif (facet := self.filters.facet) is not None:
            self.app.push_screen(PickDialog(facet, self._query, self._filter, self._signs))

    def _filter(self, value: FacetValue, excludes: bool) -> Query:
        """Choose or exclude a value, or no longer; give the query that is asked for then."""
        own = value.group, value.value
        if own == (Group.STATE, ALL):
            query = self._query if excludes else self._query.cleared(Group.STATE)
        elif excludes or own in self._query.excluded:
            query = self._query.shunned(*own)
        else:
            query = self._query.toggled(*own)
        if query != self._query:
            self._ask(query, keep=self.papers.paper)
        return query

    def _clear_dates(self) -> bool:
        """Take the range of dates away, where the cursor is among them; tell whether it was."""
        if self.filters.unmark():
            return True
        if not self.filters.among_dates or self._query.months is None:
            return False
        self._ask(replace(self._query, months=None), keep=self.papers.paper)
        return True

    @on(FilterList.Ranged)
    def _take_range(self, event: FilterList.Ranged) -> None:
        self._ask(replace(self._query, months=event.months), keep=self.papers.paper)
