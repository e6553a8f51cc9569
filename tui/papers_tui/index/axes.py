"""The groups of values that papers can be filtered by, as numbers for each document."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from papers_tui.index.columns import Coded, Columns, Mask, Numbers
from papers_tui.index.schema import Has
from papers_tui.model.query import CODE, NO_CODE, UNKNOWN, Group

_AUTHORS: Final = (("1", 1), ("2-3", 3), ("4-6", 6), ("7-10", 10), ("11-20", 20))
"""Ranges of numbers of authors, and the last number of each."""

_MANY_AUTHORS: Final = "21+"
"""The range after the last."""


@dataclass(frozen=True, slots=True)
class NumberAxis:
    """A group of which every paper has one value."""

    codes: NDArray[np.int64]
    """For each document the place of its value in `names`."""

    names: Sequence[str]
    """The values, in the order in which they are shown."""

    by_count: bool = False
    """The values are shown from the most frequent."""

    def having(self, values: Collection[str]) -> Mask:
        """Tell which documents have any of some values."""
        return np.array([name in values for name in self.names] or [False])[self.codes]

    def counts(self, docs: Numbers) -> NDArray[np.int64]:
        """Count the values of some documents."""
        return np.bincount(self.codes[docs], None, len(self.names))


@dataclass(frozen=True)
class ListAxis:
    """A group of which a paper can have many values, or none: then its value is not known."""

    coded: Coded
    """The values of each document."""

    by_count: bool = True
    """The values are shown from the most frequent."""

    @cached_property
    def names(self) -> Sequence[str]:
        """The values; the last one stands for none."""
        return [*self.coded.names, UNKNOWN]

    def having(self, values: Collection[str]) -> Mask:
        """Tell which documents have any of some values."""
        wanted = np.array([name in values for name in self.coded.names], np.bool_)
        mask = self.coded.has_any(wanted)
        return mask | (self.coded.lengths == 0) if UNKNOWN in values else mask

    def counts(self, docs: Numbers) -> NDArray[np.int64]:
        """Count the values of some documents."""
        without = len(docs) - int(np.count_nonzero(self.coded.lengths[docs]))
        return np.append(
            np.bincount(self.coded.codes_of(docs), None, len(self.coded.names)), without
        )


Axis = NumberAxis | ListAxis
"""What a group is counted by."""


def month_name(number: int) -> str:
    """Name a month as `2024-01`."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def axes_of(columns: Columns) -> dict[Group, Axis]:
    """Give the axis of every group but that of the states, which the user says."""
    authors = columns.facts["authors"]
    steps = np.digitize(authors, [last for _name, last in _AUTHORS], right=True)
    ranges = [*(name for name, _last in _AUTHORS), _MANY_AUTHORS, UNKNOWN]
    code = (columns.facts["has"] & Has.CODE) == 0
    return {
        Group.YEAR: _falling(columns.facts["year"].astype(np.int64), str),
        Group.MONTH: _falling(columns.months, month_name),
        Group.ORGANIZATION: ListAxis(columns.coded("organization")),
        Group.CATEGORY: ListAxis(columns.coded("category")),
        Group.KEYWORD: ListAxis(columns.coded("keyword")),
        Group.AUTHORS: NumberAxis(np.where(authors > 0, steps, len(ranges) - 1), ranges),
        Group.CODE: NumberAxis(code.astype(np.int64), [CODE, NO_CODE]),
        Group.DUMP: ListAxis(columns.coded("dump")),
    }


def _falling(numbers: NDArray[np.int64], name: Callable[[int], str]) -> NumberAxis:
    """Make an axis of numbers, the largest first; those below zero are not known."""
    known = numbers[numbers >= 0]
    if not len(known):
        return NumberAxis(np.zeros(len(numbers), np.int64), [UNKNOWN])
    low, high = int(known.min()), int(known.max())
    names = [name(number) for number in range(high, low - 1, -1)]
    return NumberAxis(np.where(numbers >= 0, high - numbers, len(names)), [*names, UNKNOWN])
