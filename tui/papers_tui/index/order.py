"""The orders that papers can be listed in."""

import threading
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from papers_tui.index.columns import Columns, Numbers
from papers_tui.index.found import Found, scores_at
from papers_tui.model.dump import Dump
from papers_tui.model.query import Sort

_MOST: Final = 0x7FFFFFFF
"""The largest number that an order can go by."""

_AT_ONCE: Final = 1000
"""Documents that are put in order at once; the others when one of them is asked for."""


class Listed:
    """Document numbers in an order, which is worked out as far as it is looked at."""

    def __init__(
        self, columns: Columns, sort: Sort, found: Found, dumps: Mapping[str, Dump]
    ) -> None:
        """Put documents in order; those that lack what is ordered by come last, ties by newest.

        Args:
            columns: What the orders go by.
            sort: The order.
            found: The documents, and their scores.
            dumps: The kept dumps, by SHA-256.
        """
        # One number for each: what is ordered by, above the place among the newest.
        keys = columns.newest_rank[found.docs]
        if sort is Sort.RELEVANCE and found.scores is not None:
            # The bits of a float that is not negative are in its order.
            keys |= (_MOST - found.scores.view(np.int32).astype(np.int64)) << 32
        elif sort not in (Sort.RELEVANCE, Sort.NEWEST):
            keys |= _falling(columns, sort, found.docs, dumps) << 32
        if len(keys) > _AT_ONCE:
            keys.partition(_AT_ONCE)
        keys[:_AT_ONCE].sort()
        self._keys = keys
        self._by_newest = columns.by_newest
        self._whole = len(keys) <= _AT_ONCE
        self._sorting = threading.Lock()

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, row: int) -> int:
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        if not 0 <= row < _AT_ONCE:
            self._sort()
        return int(self._by_newest[self._keys[row] & 0xFFFFFFFF])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:  # noqa: ANN401
        """Give all of them as NumPy wants them."""
        self._sort()
        documents: NDArray[Any] = self._by_newest[self._keys & 0xFFFFFFFF]
        return documents.astype(dtype or np.int64)

    def _sort(self) -> None:
        with self._sorting:
            if not self._whole:
                rest = np.sort(self._keys[_AT_ONCE:])
                self._keys[_AT_ONCE:] = rest
                self._whole = True


class ListedScores:
    """The scores of listed documents, by row."""

    def __init__(self, found: Found, listed: Listed) -> None:
        self._found = found
        self._listed = listed

    def __len__(self) -> int:
        return len(self._listed)

    def __getitem__(self, row: int) -> float:
        return float(scores_at(self._found, np.array([self._listed[row]]))[0])


def _falling(
    columns: Columns, sort: Sort, documents: Numbers, dumps: Mapping[str, Dump]
) -> NDArray[np.int64]:
    """Give numbers of which the least comes first, 0 to `_MOST`."""
    facts = columns.facts
    if sort is Sort.OLDEST:
        dates = facts["date"][documents].astype(np.int64)
        return np.where(dates < 0, _MOST, dates)
    if sort is Sort.DISCUSSED:
        return _MOST - 1 - facts["comments"][documents].astype(np.int64).clip(max=_MOST - 1)
    if sort is Sort.UPVOTED:
        return _MOST - 1 - facts["upvotes"][documents].astype(np.int64).clip(max=_MOST - 1)
    if sort is Sort.TITLE:
        return columns.title_rank[documents]
    return _added_rank(columns, dumps)[documents]


def _added_rank(columns: Columns, dumps: Mapping[str, Dump]) -> NDArray[np.int64]:
    """Give for each document the place of the dump that first brought it, the latest first."""
    coded = columns.coded("dump")
    latest = sorted(dumps.values(), key=lambda dump: dump.added, reverse=True)
    places = {dump.sha256: place for place, dump in enumerate(latest)}
    rank = np.array([places.get(name, -1) for name in coded.names], np.int64)
    first = np.full(columns.size, -1, np.int64)
    owners = np.repeat(np.arange(columns.size), coded.lengths)
    np.maximum.at(first, owners, rank[coded.codes])
    return np.where(first < 0, _MOST, first)
