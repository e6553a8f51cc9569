"""What the index on disk holds, as an update needs to know it: by arrays, segment by segment."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from papers_tui.index.arrays import Arrays, arrays_path, read_arrays
from papers_tui.index.schema import identity_hash
from papers_tui.index.strings import Strings
from papers_tui.model.codec import decode
from papers_tui.model.identity import Key
from papers_tui.model.paper import Record


class Place(NamedTuple):
    """A document of the index."""

    segment: str
    """The id of its segment."""

    number: int
    """Its number in the segment, from 0."""


class Holdings:
    """The living documents of an index, as of its last commit."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - Whoosh has no types
        self._index = index
        self._folder = Path(index.storage.folder)
        self._arrays: dict[str, Arrays] = {}
        self.refresh()

    def refresh(self) -> None:
        """Look at the index anew, after a commit."""
        segments = [segment for segment in self._index._segments() if segment.doc_count_all()]
        self.segments = segments
        """Whoosh's segments, in the order of the index."""
        self._arrays = {
            segment.segment_id(): self._arrays.get(segment.segment_id())
            or read_arrays(arrays_path(self._folder, segment))
            for segment in segments
        }

    def readings(self) -> set[str]:
        """List the readings that living documents come from."""
        return {
            name
            for segment in self.segments
            for name in _names(self._arrays[segment.segment_id()], self._living(segment))
        }

    def from_readings(self, readings: Collection[str]) -> Iterator[Place]:
        """Find the documents that come from any of some readings."""
        for segment in self.segments if readings else ():
            arrays = self._arrays[segment.segment_id()]
            names = Strings(arrays, "reading.names")[:]
            wanted = np.array([name.decode() in readings for name in names], np.bool_)
            if wanted.any():
                yield from self._places(segment, "reading", wanted[arrays["reading"]])

    def known_as(self, identities: Iterable[Key]) -> Iterator[Place]:
        """Find the documents that have any of some identities, and now and then one more.

        Identities are compared by their hashes; two with the same one do no harm but work.
        """
        wanted = np.frombuffer(b"".join(map(identity_hash, identities)), "<u8")
        if not len(wanted):
            return
        wanted = np.unique(wanted)
        for segment in self.segments:
            hashes = self._arrays[segment.segment_id()]["identities"]
            places = np.minimum(np.searchsorted(wanted, hashes), len(wanted) - 1)
            yield from self._places(segment, "identities", wanted[places] == hashes)

    def living_in(self, segment_ids: Collection[str]) -> Iterator[Place]:
        """List the documents of some segments."""
        for segment in self.segments:
            if segment.segment_id() in segment_ids:
                for number in np.flatnonzero(self._living(segment)).tolist():
                    yield Place(segment.segment_id(), number)

    def records(self, places: Iterable[Place]) -> dict[Place, tuple[Record, ...]]:
        """Read the records of documents."""
        found: dict[Place, tuple[Record, ...]] = {}
        places = list(places)
        if places:
            with self._index.reader() as reader:
                leaves = {leaf.segment().segment_id(): leaf for leaf, _ in reader.leaf_readers()}
                for place in places:
                    stored = leaves[place.segment].stored_fields(place.number)
                    found[place] = decode(stored["records"])
        return found

    def numbers(self, places: Iterable[Place]) -> Iterator[int]:
        """Give the numbers that documents have in the whole index."""
        offsets, offset = {}, 0
        for segment in self._index._segments():
            offsets[segment.segment_id()] = offset
            offset += segment.doc_count_all()
        return (offsets[place.segment] + place.number for place in places)

    def _places(self, segment: Any, name: str, chosen: NDArray[np.bool_]) -> Iterator[Place]:  # noqa: ANN401
        """Give the documents whose lists hold what is chosen among the entries of all lists."""
        first = self._arrays[segment.segment_id()][f"{name}.first"]
        documents = np.searchsorted(first, np.flatnonzero(chosen), "right") - 1
        for number in np.unique(documents).tolist():
            if not segment.is_deleted(number):
                yield Place(segment.segment_id(), number)

    def _living(self, segment: Any) -> NDArray[np.bool_]:  # noqa: ANN401
        living = np.ones(segment.doc_count_all(), np.bool_)
        living[list(segment.deleted_docs())] = False
        return living


def _names(arrays: Arrays, living: NDArray[np.bool_]) -> Iterator[str]:
    """Name the readings of the living documents of a segment."""
    names = Strings(arrays, "reading.names")[:]
    first: NDArray[np.int64] = arrays["reading.first"].astype(np.int64)
    codes = arrays["reading"][np.repeat(living, first[1:] - first[:-1])]
    return (names[code].decode() for code in np.unique(codes).tolist())
