"""Filters: the papers that the chosen values let through, and what the others would find."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import numpy as np

from papers_tui.index.axes import Axis, month_name
from papers_tui.index.columns import Columns, Mask, Numbers, States
from papers_tui.index.found import Found
from papers_tui.model.dump import Dump
from papers_tui.model.query import (
    ALL,
    BOOKMARKED,
    NEW,
    UNKNOWN,
    UNREAD,
    Bar,
    Facet,
    FacetValue,
    Group,
    Query,
)

_SHOWN: Final = 8
"""Values of a group that are shown, besides those that are chosen."""

_FOUND: Final = 500
"""Values that looking for one gives at the most."""

_MOST_MONTHS: Final = 36
"""Months of a histogram; more of them are counted by year."""


class FacetCounter:
    """Applies the chosen values of a query, and counts what the others would find."""

    def __init__(
        self,
        columns: Columns,
        axes: Mapping[Group, Axis],
        states: States,
        query: Query,
        dumps: Mapping[str, Dump],
    ) -> None:
        self._columns = columns
        self._axes = axes
        self._query = query
        self._dumps = dumps
        self._read = states.read
        self._states = {
            ALL: columns.alive,
            UNREAD: ~states.read,
            BOOKMARKED: states.bookmarked,
            NEW: states.new,
        }
        self._masks = {group: mask for group in Group if (mask := self._mask(group)) is not None}

    def chosen(self, found: Found, *, without: Group | None = None, months: bool = True) -> Found:
        """Give of the found documents those that every choice lets through, one's left out."""
        masks = [own for group, own in self._masks.items() if group is not without]
        if months and self._query.months:
            masks.append(self._months)
        for mask in masks:
            found = found.only(mask[found.docs])
        return found

    def facets(self, found: Found) -> tuple[Facet, ...]:
        """Give every group, with how many of the found papers have each value, and how many unread.

        The choice within a value's own group is left out: it says what choosing it would find.
        """
        found = Found(found.docs)
        listed = self.chosen(found).docs
        facets = [self._states_facet(found)]
        for group, axis in self._axes.items():
            if group is Group.MONTH and not self._years_are_chosen:
                continue
            own = group in self._masks
            docs = self.chosen(found, without=group).docs if own else listed
            dumps = self._dumps if group is Group.DUMP else None
            values = _Values(group, axis, docs, self._read, dumps)
            facets.append(values.facet(self._query))
        return tuple(facet for facet in facets if facet.values)

    def histogram(self, found: Found) -> tuple[Bar, ...]:
        """Count the found papers by month, or by year where there are many months."""
        docs = self.chosen(Found(found.docs), months=False).docs
        months = self._columns.months[docs]
        months = months[months >= 0]
        if not len(months):
            return ()
        low, high = int(months.min()), int(months.max())
        if high - low < _MOST_MONTHS:
            counts = np.bincount(months - low).tolist()
            return tuple(Bar(month_name(low + n), count) for n, count in enumerate(counts))
        first = low // 12
        counts = np.bincount(months // 12 - first).tolist()
        return tuple(Bar(f"{first + n:04}", count) for n, count in enumerate(counts))

    @property
    def _years_are_chosen(self) -> bool:
        return bool(self._query.values(Group.YEAR) | self._query.values(Group.MONTH))

    @cached_property
    def _months(self) -> Mask:
        """Tell which documents were published in the chosen months."""
        first, last = self._query.months or ("", "")
        numbers = [int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (first, last)]
        months = self._columns.months
        return (months >= numbers[0]) & (months <= numbers[1])

    def _mask(self, group: Group) -> Mask | None:
        """Tell which documents the choice in a group lets through; None where there is none."""
        chosen = self._query.values(group)
        excluded = {value for own, value in self._query.excluded if own is group}
        if group is Group.STATE:
            masks = [self._states[value] for value in chosen if value in self._states]
            masks += [~self._states[value] for value in excluded if value in self._states]
            return np.logical_and.reduce(masks) if masks else None
        axis = self._axes[group]
        mask = axis.having(chosen) if chosen else None
        if excluded:
            mask = ~axis.having(excluded) if mask is None else mask & ~axis.having(excluded)
        return mask

    def _states_facet(self, found: Found) -> Facet:
        docs = self.chosen(found, without=Group.STATE).docs
        unread = docs[~self._read[docs]]
        values = tuple(
            FacetValue(Group.STATE, value, value, _count(own[docs]), _count(own[unread]))
            for value, own in self._states.items()
        )
        return Facet(Group.STATE, values, len(values), lambda _text: values)


class _Values:
    """The values of one group, counted over some documents."""

    def __init__(
        self,
        group: Group,
        axis: Axis,
        docs: Numbers,
        read: Mask,
        dumps: Mapping[str, Dump] | None,
    ) -> None:
        self._group = group
        self._names = axis.names
        self._by_count = axis.by_count
        self._dumps = dumps
        self._counts = axis.counts(docs)
        self._read = axis.counts(docs[read[docs]])
        used: list[int] = np.flatnonzero(self._counts).tolist()
        if dumps is not None:
            used = [place for place in used if self._names[place] in dumps]
        self._used = used

    def facet(self, query: Query) -> Facet:
        """Give the values to show: those that the query chooses or excludes, and the first."""
        marked = {v for group, v in query.chosen | query.excluded if group is self._group}
        shown = self._ordered(self._used, _SHOWN) if self._by_count else self._used
        names = [self._names[place] for place in shown]
        missing = sorted(marked.difference(names))
        places = {name: place for place, name in enumerate(self._names)} if missing else {}
        lacking = [self._value(name, places.get(name)) for name in missing]
        found = [self._value(name, place) for name, place in zip(names, shown, strict=True)]
        values = [*found, *lacking]
        if self._by_count:
            values.sort(key=lambda value: value.value not in marked)
        return Facet(self._group, tuple(values), len(self._used), self.find)

    def find(self, text: str) -> tuple[FacetValue, ...]:
        """Find the values whose label holds a text."""
        wanted = text.casefold()
        fitting = [p for p in self._used if wanted in self._label(self._names[p]).casefold()]
        ordered = self._ordered(fitting, _FOUND) if self._by_count else fitting
        return tuple(self._value(self._names[place], place) for place in ordered)

    def _ordered(self, places: list[int], most: int) -> list[int]:
        """Give the most frequent values, and equally frequent ones by name; the unknown last."""
        counts, names = self._counts, self._names
        if len(places) > 4 * most:
            least = np.partition(counts[places], -most)[-most]
            places = [place for place in places if counts[place] >= least]
        places.sort(key=lambda p: (names[p] == UNKNOWN, -counts[p], names[p].casefold()))
        return places[:most]

    def _value(self, name: str, place: int | None) -> FacetValue:
        count = 0 if place is None else int(self._counts[place])
        unread = 0 if place is None else count - int(self._read[place])
        return FacetValue(self._group, name, self._label(name), count, unread)

    def _label(self, name: str) -> str:
        if name == UNKNOWN:
            return "not known"
        if self._dumps is None:
            return name
        return self._dumps[name].label if name in self._dumps else name[:12]


def _count(mask: Mask) -> int:
    return int(np.count_nonzero(mask))
