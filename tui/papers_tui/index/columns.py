"""The columns of an index as arrays over its document numbers."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from papers_tui.index.schema import FACTS

Mask = NDArray[np.bool_]
"""One truth for each document number."""

Numbers = NDArray[np.int64]
"""Document numbers, or positions among them."""


@dataclass(frozen=True, slots=True)
class States:
    """What the user said, over the document numbers of one snapshot."""

    read: Mask
    """The papers that have been read."""

    bookmarked: Mask
    """The papers that are kept."""


class Columns:
    """What every document of an index says, by document number; deleted documents included."""

    def __init__(self, reader: Any) -> None:  # noqa: ANN401 - Whoosh has no types
        self._reader = reader
        self.size: int = reader.doc_count_all()

    @cached_property
    def alive(self) -> Mask:
        """The documents that are not deleted."""
        mask = np.ones(self.size, np.bool_)
        if self._reader.has_deletions():
            deleted = [n for n in range(self.size) if self._reader.is_deleted(n)]
            mask[deleted] = False
        return mask

    @cached_property
    def facts(self) -> NDArray[np.void]:
        """The packed numbers of the papers, as `schema.FACTS`."""
        return np.frombuffer(b"".join(self._values("facts")), dtype=FACTS)

    @cached_property
    def organizations(self) -> tuple[Numbers, list[str]]:
        """For each document the code of its organisation, and what the codes mean."""
        return self._coded("organization")

    @cached_property
    def dumps(self) -> tuple[Numbers, list[tuple[str, ...]]]:
        """For each document the code of the set of dumps that it stands in, and those sets."""
        codes, texts = self._coded("dumps")
        return codes, [tuple(text.split()) for text in texts]

    @cached_property
    def title_rank(self) -> Numbers:
        """For each document its place in the order of titles."""
        titles = self._values("title_order")
        order = sorted(range(self.size), key=titles.__getitem__)
        rank = np.empty(self.size, np.int64)
        rank[order] = np.arange(self.size)
        return rank

    @cached_property
    def identities(self) -> tuple[NDArray[np.uint64], Numbers]:
        """The hashes of all identities, ascending, and the document of each."""
        values = self._values("identity_hashes")
        hashes = np.frombuffer(b"".join(values), dtype="<u8")
        counts = np.fromiter((len(value) // 8 for value in values), np.int64, len(values))
        documents = np.repeat(np.arange(self.size), counts)
        order = np.argsort(hashes, kind="stable")
        return hashes[order], documents[order]

    def _coded(self, name: str) -> tuple[Numbers, list[str]]:
        codes: dict[bytes, int] = {}
        numbers = np.fromiter(
            (codes.setdefault(value, len(codes)) for value in self._values(name)),
            np.int64,
            self.size,
        )
        return numbers, [value.decode() for value in codes]

    def _values(self, name: str) -> list[bytes]:
        values: list[bytes] = []
        for leaf, _offset in self._reader.leaf_readers() if self.size else ():
            values.extend(leaf.column_reader(name))
        return values
