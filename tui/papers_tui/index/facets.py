"""Filter values and their counts."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from papers_tui.index.columns import Columns, Mask, States
from papers_tui.index.schema import UNKNOWN as NO_NUMBER
from papers_tui.model.query import ALL, BOOKMARKED, UNKNOWN, UNREAD, FacetValue, Group, Query


class FacetCounter:
    """Applies the chosen values of a query, and counts what the others would find."""

    def __init__(self, columns: Columns, states: States, query: Query) -> None:
        self._columns = columns
        self._states = states
        self._query = query
        self._masks = {group: self._chosen(group, query.values(group)) for group in Group}

    def chosen(self, *, without: Group | None = None) -> Mask:
        """Give the documents that every group's choice lets through, one group's left out."""
        mask = self._columns.alive.copy()
        for group, own in self._masks.items():
            if own is not None and group is not without:
                mask &= own
        return mask

    def facets(self, found: Mask, dump_labels: dict[str, str]) -> Iterator[FacetValue]:
        """Give every value of every group, with how many of the found papers have it.

        The choice within a value's own group is left out: it says what choosing it would find.
        States come in their order, years from the latest, the others from the most frequent.
        """
        for group in Group:
            counts = self._counts(group, found & self.chosen(without=group))
            missing = self._query.values(group) - {value for value, _count in counts}
            for value, count in [*counts, *((value, 0) for value in sorted(missing))]:
                if group is Group.DUMP and value not in dump_labels:
                    continue
                yield FacetValue(group, value, _label(group, value, dump_labels), count)

    def _counts(self, group: Group, within: Mask) -> list[tuple[str, int]]:
        if group is Group.STATE:
            return [
                (value, int(np.count_nonzero(within & mask))) for value, mask in self._by_state()
            ]
        if group is Group.YEAR:
            years, counts = np.unique(self._columns.facts["year"][within], return_counts=True)
            pairs = zip(years.tolist(), counts.tolist(), strict=True)
            return [(_year(year), count) for year, count in reversed(list(pairs))]
        if group is Group.ORGANIZATION:
            codes, names = self._columns.organizations
            counts = np.bincount(codes[within], minlength=len(names))
            return _by_count(Counter(dict(zip(names, counts.tolist(), strict=True))))
        codes, sets = self._columns.dumps
        counter: Counter[str] = Counter()
        for dumps, count in zip(sets, np.bincount(codes[within], minlength=len(sets)), strict=True):
            counter.update(dict.fromkeys(dumps, int(count)))
        return _by_count(counter)

    def _chosen(self, group: Group, values: frozenset[str]) -> Mask | None:
        if not values:
            return None
        if group is Group.STATE:
            masks = [mask for value, mask in self._by_state() if value in values]
            return np.logical_and.reduce(masks) if masks else None
        if group is Group.YEAR:
            years = [NO_NUMBER if value == UNKNOWN else int(value) for value in values]
            return np.isin(self._columns.facts["year"], years)
        if group is Group.ORGANIZATION:
            codes, names = self._columns.organizations
            return np.isin(codes, [code for code, name in enumerate(names) if name in values])
        codes, sets = self._columns.dumps
        return np.isin(codes, [c for c, dumps in enumerate(sets) if not values.isdisjoint(dumps)])

    def _by_state(self) -> list[tuple[str, Mask]]:
        return [
            (ALL, self._columns.alive),
            (UNREAD, ~self._states.read),
            (BOOKMARKED, self._states.bookmarked),
        ]


def _by_count(counter: Counter[str]) -> list[tuple[str, int]]:
    """Order values from the most frequent, the unknown last; those of no paper are left out."""
    known = [pair for pair in counter.items() if pair[1]]
    return sorted(known, key=lambda pair: (pair[0] == UNKNOWN, -pair[1], pair[0].casefold()))


def _year(year: int) -> str:
    return UNKNOWN if year == NO_NUMBER else str(year)


def _label(group: Group, value: str, dump_labels: dict[str, str]) -> str:
    if value == UNKNOWN:
        return "not known"
    return dump_labels[value] if group is Group.DUMP else value
