"""Filters: the papers that the chosen values let through, and what the others would find."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Final

import numpy as np

from papers_tui.index.axes import Axis, Counts, month_name, month_numbers
from papers_tui.index.columns import Columns, Mask, Numbers, States
from papers_tui.model.query import (
    ALL,
    BOOKMARKED,
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
        dump_labels: Mapping[str, str],
    ) -> None:
        self._columns = columns
        self._axes = axes
        self._query = query
        self._dump_labels = dump_labels
        self._unread = ~states.read
        self._states = {
            ALL: columns.alive, UNREAD: self._unread, BOOKMARKED: states.bookmarked,
        }  # fmt: skip
        self._masks = {group: mask for group in Group if (mask := self._mask(group)) is not None}

    def chosen(self, found: Mask, *, without: Group | None = None, months: bool = True) -> Mask:
        """Give of the found documents those that every choice lets through, one's left out."""
        mask = found
        for group, own in self._masks.items():
            if group is not without:
                mask = mask & own
        return mask & self._months if months and self._query.months else mask

    def facets(self, found: Mask) -> tuple[Facet, ...]:
        """Give every group, with how many of the found papers have each value, and how many unread.

        The choice within a value's own group is left out: it says what choosing it would find.
        """
        everything = self.chosen(found)
        docs = np.flatnonzero(everything)
        facets = [self._states_facet(found)]
        for group, axis in self._axes.items():
            if group in self._masks:
                own = np.flatnonzero(self.chosen(found, without=group))
            else:
                own = docs
            facets.append(self._facet(group, axis, own))
        return tuple(facet for facet in facets if facet.values)

    def histogram(self, found: Mask) -> tuple[Bar, ...]:
        """Count the found papers by month, or by year where there are many months."""
        mask = self.chosen(found, months=False)
        months = month_numbers(self._columns)[mask]
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

    @cached_property
    def _months(self) -> Mask:
        """Tell which documents were published in the chosen months."""
        first, last = self._query.months or ("", "")
        numbers = [int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (first, last)]
        months = month_numbers(self._columns)
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

    def _states_facet(self, found: Mask) -> Facet:
        mask = self.chosen(found, without=Group.STATE)
        unread = mask & self._unread
        values = tuple(
            FacetValue(Group.STATE, value, value, _count(mask & own), _count(unread & own))
            for value, own in self._states.items()
        )
        return Facet(Group.STATE, values, len(values), lambda _text: values)

    def _facet(self, group: Group, axis: Axis, docs: Numbers) -> Facet:
        if group is Group.MONTH and not self._query.values(Group.YEAR) | self._query.values(group):
            return Facet(group, (), 0, lambda _text: ())
        counts = axis.counts(docs, self._unread)
        marked = {value for own, value in self._query.chosen | self._query.excluded if own is group}
        names = axis.names
        places = {name: place for place, name in enumerate(names)} if marked else {}
        used = np.flatnonzero(counts.all)
        if group is Group.DUMP:
            used = np.array([p for p in used.tolist() if names[p] in self._dump_labels], np.int64)
        shown = self._ordered(axis, used, counts, _SHOWN if axis.by_count else None)
        values = [
            self._value(group, value, places.get(value), counts) for value in sorted(marked)
        ] if axis.by_count else []
        for place in shown:
            if not axis.by_count or names[place] not in marked:
                values.append(self._value(group, names[place], place, counts))
        if not axis.by_count:
            missing = marked - {value.value for value in values}
            values += [self._value(group, v, places.get(v), counts) for v in sorted(missing)]

        def find(text: str) -> tuple[FacetValue, ...]:
            wanted = text.casefold()
            fitting = [
                place for place in used.tolist()
                if wanted in self._label(group, names[place]).casefold()
            ]  # fmt: skip
            ordered = self._ordered(axis, np.array(fitting, np.int64), counts, _FOUND)
            return tuple(self._value(group, names[place], place, counts) for place in ordered)

        return Facet(group, tuple(values), len(used), find)

    def _ordered(
        self, axis: Axis, places: Numbers, counts: Counts, most: int | None
    ) -> list[int]:
        """Order values as the group is shown; the unknown comes last."""
        names = axis.names
        if not axis.by_count:
            ordered: list[int] = places.tolist()
            return ordered[:most]
        if most is not None and len(places) > 4 * most:
            least = -np.partition(-counts.all[places], most)[most]
            places = places[counts.all[places] >= least]
        return sorted(
            places.tolist(),
            key=lambda place: (
                names[place] == UNKNOWN, -counts.all[place], names[place].casefold()
            ),
        )[:most]  # fmt: skip

    def _value(self, group: Group, value: str, place: int | None, counts: Counts) -> FacetValue:
        numbers = (0, 0) if place is None else (int(counts.all[place]), int(counts.unread[place]))
        return FacetValue(group, value, self._label(group, value), *numbers)

    def _label(self, group: Group, value: str) -> str:
        if value == UNKNOWN:
            return "not known"
        return self._dump_labels.get(value, value[:12]) if group is Group.DUMP else value


def _count(mask: Mask) -> int:
    return int(np.count_nonzero(mask))
