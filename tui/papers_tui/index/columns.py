"""The columns of an index as arrays over its document numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from papers_tui.index.arrays import Arrays
from papers_tui.index.schema import CODED, FACTS, TITLE_LETTERS, UNKNOWN
from papers_tui.index.strings import Strings

_FEW: Final = 8
"""The lists of documents are looked up one by one where there are so many times more of them."""

Mask = NDArray[np.bool_]
"""One truth for each document number."""

Numbers = NDArray[np.int64]
"""Document numbers, or positions among them."""


@dataclass(frozen=True, slots=True)
class SegmentArrays:
    """The arrays of one segment of a snapshot."""

    arrays: Arrays
    """The arrays, mapped."""

    offset: int
    """The document number of its first document."""

    size: int
    """How many documents it has, deleted ones included."""


@dataclass(frozen=True, slots=True)
class States:
    """What the user said, over the document numbers of one snapshot."""

    read: Mask
    """The papers that have been read."""

    bookmarked: Mask
    """The papers that are kept."""

    new: Mask
    """The papers that came since the last visit."""


@dataclass(frozen=True)
class Coded:
    """A list of texts for each document, each text as a number."""

    codes: NDArray[np.int32]
    """The numbers of the texts, document by document."""

    first: NDArray[np.int64]
    """For each document where its list begins in `codes`; one more for the end."""

    names: list[str]
    """What the numbers mean."""

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """How many texts each document has."""
        return np.diff(self.first)

    def has_any(self, wanted: Mask) -> Mask:
        """Tell which documents have any of some texts, given by a truth for each text."""
        hits = np.concatenate(([0], np.cumsum(wanted[self.codes], dtype=np.int64)))
        return hits[self.first[1:]] > hits[self.first[:-1]]

    @cached_property
    def _owners(self) -> NDArray[np.int32]:
        """For each code the document whose it is."""
        return np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)

    def codes_of(self, docs: Numbers) -> NDArray[np.int32]:
        """Give the codes of some documents, each once."""
        if len(docs) * _FEW < len(self.lengths):
            return self.codes[ranges(self.first[docs], self.lengths[docs])]
        mask = np.zeros(len(self.lengths), np.bool_)
        mask[docs] = True
        return self.codes[mask[self._owners]]


class Columns:
    """What every document of an index says, by document number; deleted documents included."""

    def __init__(self, segments: Sequence[SegmentArrays], deleted: Sequence[int]) -> None:
        self._segments = segments
        self._deleted = deleted
        self.size = sum(segment.size for segment in segments)
        """How many documents there are."""

    @cached_property
    def alive(self) -> Mask:
        """The documents that are not deleted."""
        mask = np.ones(self.size, np.bool_)
        mask[list(self._deleted)] = False
        return mask

    @cached_property
    def living(self) -> Numbers:
        """The numbers of the documents that are not deleted."""
        return np.flatnonzero(self.alive)

    @cached_property
    def facts(self) -> NDArray[np.void]:
        """The numbers of the papers, as `schema.FACTS`."""
        return self._joined("facts", np.dtype(FACTS))

    @cached_property
    def months(self) -> NDArray[np.int64]:
        """The months of publication as numbers, 12 a year; -1 where the month is not known."""
        facts = self.facts
        known = (facts["year"] != UNKNOWN) & (facts["month"] != UNKNOWN)
        return np.where(known, facts["year"].astype(np.int64) * 12 + facts["month"] - 1, UNKNOWN)

    @cached_property
    def by_newest(self) -> Numbers:
        """The documents from the newest to the oldest, ties settled; those without date last."""
        facts = self.facts
        dates, comments = facts["date"], facts["comments"]
        return np.lexsort((facts["order"], -comments.astype(np.int64), -dates.astype(np.int64)))

    @cached_property
    def newest_rank(self) -> Numbers:
        """For each document its place in `by_newest`."""
        return _ranks(self.by_newest)

    @cached_property
    def title_rank(self) -> Numbers:
        """For each document its place in the order of titles."""
        titles = self._joined("titles", np.dtype(f"S{TITLE_LETTERS}"))
        return _ranks(np.argsort(titles, kind="stable"))

    @cached_property
    def identities(self) -> tuple[NDArray[np.uint64], Numbers]:
        """The hashes of all identities, ascending, and the document of each."""
        hashes = self._joined("identities", np.dtype("<u8"))
        documents = np.repeat(np.arange(self.size), np.diff(self._first("identities")))
        order = np.argsort(hashes)
        return hashes[order], documents[order]

    def coded(self, name: str) -> Coded:
        """Give one of the columns `schema.CODED`."""
        if name not in self._coded:
            self._coded[name] = self._read_coded(name)
        return self._coded[name]

    @cached_property
    def _coded(self) -> dict[str, Coded]:
        return {}

    def _read_coded(self, name: str) -> Coded:
        assert name in CODED
        names: dict[str, int] = {}
        codes = []
        for segment in self._segments:
            own = [text.decode() for text in Strings(segment.arrays, f"{name}.names")[:]]
            meaning = np.array([names.setdefault(text, len(names)) for text in own], np.int32)
            codes.append(meaning[segment.arrays[name]])
        joined = np.concatenate(codes) if codes else np.empty(0, np.int32)
        return Coded(joined, self._first(name), list(names))

    def _first(self, name: str) -> NDArray[np.int64]:
        parts = [np.diff(segment.arrays[f"{name}.first"]) for segment in self._segments]
        return np.concatenate(([0], np.cumsum(np.concatenate([[], *parts]), dtype=np.int64)))

    def _joined(self, name: str, dtype: np.dtype[Any]) -> NDArray[Any]:
        parts = [segment.arrays[name] for segment in self._segments]
        return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, dtype), *parts])


def _ranks(order: NDArray[np.int64]) -> Numbers:
    """Give for each document its place in an order."""
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank


def ranges(begins: NDArray[np.int64], lengths: NDArray[np.int64]) -> Numbers:
    """Count up from each of some numbers, as often as is said for each."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(begins - ends + lengths, lengths) + np.arange(total)
