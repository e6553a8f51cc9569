"""Write whole posting lists into Whoosh's files, in Whoosh's own format.

Whoosh gathers, sorts and encodes postings one by one. Here they come as arrays and are encoded
many at a time, in larger blocks, so that who reads them with Whoosh takes few steps. What is
written is what `whoosh.codec.whoosh3.W3PostingsWriter` and `W3FieldWriter` write: a mark, and for
each block its length (negative for the last), a pickle of what it is about, and a pickle of steps
from document to document, weights, and values.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from pickle import dumps
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3TermInfo
from whoosh.system import pack_int, pack_long, pack_ushort

from papers_tui.index.inversion import Postings

CODEC: Final[Any] = W3Codec()
"""How segments are written."""

_BLOCK: Final = 1024
"""Postings of a block; Whoosh's own writer takes 128."""

_COMPRESSED: Final = 512
"""Bytes of a block from which on it is compressed: of shorter ones little would be gained."""

_AT_ONCE: Final = 1 << 18
"""Postings that are encoded together: the values of all would fill the memory."""

_SMALL: Final = 256
"""Numbers that a pickle holds in one byte lie below."""


class _Stem(NamedTuple):
    """The posting list of one stem, as places in what is encoded together."""

    number: int
    begin: int
    end: int
    shortest: int
    longest: int


def write_postings(
    writer: Any,  # noqa: ANN401 - Whoosh has no types
    stems: Sequence[bytes],
    postings: Postings,
    length_bytes: NDArray[np.uint8],
) -> None:
    """Write the postings of the field that was started last.

    Args:
        writer: Whoosh's writer of fields.
        stems: The terms of the segment; those that the field does not have are passed over.
        postings: The documents of each.
        length_bytes: The length of the field in each document, as Whoosh rounds it to a byte.
    """
    # Whoosh 2.7.4 and its continuation have no public way to its files.
    lists = _Lists(writer._postfile)
    field = pack_ushort(writer._fieldid)
    for part, numbers in _parts(postings):
        lists.load(part)
        for stem in _stems(part, numbers, length_bytes[part.docs]):
            writer._tindex.add(field + stems[stem.number], lists.write(stem))


class _Lists:
    """Writes posting lists to the end of a file."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - Whoosh has no types
        self._file = file
        self._offset: int = file.tell()
        self._docs: list[int] = []
        self._steps: list[int] = []
        self._weights: list[float] = []
        self._values: list[bytes] = []

    def load(self, part: Postings) -> None:
        """Take the postings that are to be written next."""
        self._docs = part.docs.tolist()
        self._steps = np.diff(part.docs.astype(np.int64), prepend=0).tolist()
        self._weights = part.counts.astype(np.float64).tolist()
        self._values = position_values(part)

    def write(self, stem: _Stem) -> bytes:
        """Write the list of a stem; give what Whoosh's table of terms says of it."""
        _number, begin, end, shortest, longest = stem
        pieces = [WHOOSH3_HEADER_MAGIC]
        for start in range(begin, end, _BLOCK):
            stop = min(end, start + _BLOCK)
            block = self._block(start, stop, shortest, longest)
            pieces += [pack_int(-len(block) if stop == end else len(block)), block]
        text = b"".join(pieces)
        self._file.write(text)
        weights = self._weights[begin:end]
        head: bytes = W3TermInfo._struct.pack(
            0, sum(weights), end - begin, shortest, longest, max(weights),
            self._docs[begin], self._docs[end - 1],
        )  # fmt: skip
        info: bytes = head + pack_long(self._offset) + pack_int(len(text))
        self._offset += len(text)
        return info

    def _block(self, start: int, stop: int, shortest: int, longest: int) -> bytes:
        steps = (self._docs[start], *self._steps[start + 1 : stop])
        weights = self._weights[start:stop]
        least, most = min(weights), max(weights)
        kept: Any = None if most == 1.0 else most if least == most else tuple(weights)
        data = dumps((steps, kept, tuple(self._values[start:stop])), 4)
        compression = int(len(data) > _COMPRESSED)
        if compression:
            data = zlib.compress(data, compression)
        about = (stop - start, self._docs[stop - 1], most, compression, shortest, longest)
        return dumps(about, 2) + data


def _parts(postings: Postings) -> Iterator[tuple[Postings, NDArray[np.int64]]]:
    """Part postings between stems; give each part, and the numbers of the stems that it has."""
    first = postings.first.astype(np.int64)
    begin, last = 0, len(first) - 1
    while begin < last:
        end = int(np.searchsorted(first, first[begin] + _AT_ONCE, "right")) - 1
        end = min(last, max(end, begin + 1))
        rows, places = slice(first[begin], first[end]), postings.first_place[[begin, end]]
        used = begin + np.flatnonzero(np.diff(first[begin : end + 1]))
        yield (
            Postings(
                first=np.append(first[used], first[end]) - first[begin],
                docs=postings.docs[rows],
                counts=postings.counts[rows],
                first_place=postings.first_place[used],
                places=postings.places[slice(*places.tolist())],
            ),
            used,
        )
        begin = end


def _stems(
    part: Postings, numbers: NDArray[np.int64], lengths: NDArray[np.uint8]
) -> Iterator[_Stem]:
    """Give the stems of a part, each with the shortest and the longest text that it stands in."""
    begins = part.first[:-1].astype(np.int64)
    if len(begins):
        shortest, longest = (f.reduceat(lengths, begins) for f in (np.minimum, np.maximum))
        columns = (numbers, begins, part.first[1:], shortest, longest)
        yield from map(_Stem, *(column.tolist() for column in columns))


def position_values(postings: Postings) -> list[bytes]:
    """Encode the places of a word in each document as `whoosh.formats.Positions.encode` does.

    That is the number of places, and a pickled list of the steps from one to the next. Lists of
    small numbers are written for all documents at once, as the pickle module would write them.
    """
    counts = postings.counts.astype(np.int64)
    begins = np.cumsum(counts) - counts
    steps = np.diff(postings.places.astype(np.int64), prepend=0)
    steps[begins] = postings.places[begins]
    values = np.empty(len(counts), object)
    large = np.add.reduceat(steps >= _SMALL, begins) > 0 if len(begins) else counts > 0
    for count in np.unique(counts).tolist():
        rows = np.flatnonzero((counts == count) & ~large)
        if len(rows):
            values[rows] = _small_lists(steps[begins[rows, None] + np.arange(count)])
    for row in np.flatnonzero(large).tolist():
        begin, count = int(begins[row]), int(counts[row])
        values[row] = struct.pack("!I", count) + dumps(steps[begin : begin + count].tolist(), 2)
    return list(values)


def _small_lists(steps: NDArray[np.int64]) -> list[bytes]:
    """Encode lists of equally many numbers below 256, a row each."""
    count = steps.shape[1]
    before, after = (b"K", b"a.") if count == 1 else (b"(K", b"e.")
    head = struct.pack("!I", count) + b"\x80\x02]q\x00" + before
    width = len(head) + 2 * count - 1 + len(after)
    text = np.empty((len(steps), width), np.uint8)
    text[:, : len(head)] = np.frombuffer(head, np.uint8)
    text[:, len(head) : width - len(after) : 2] = steps
    text[:, len(head) + 1 : width - len(after) : 2] = ord("K")
    text[:, width - len(after) :] = np.frombuffer(after, np.uint8)
    encoded: list[bytes] = text.view(f"V{width}").ravel().tolist()
    return encoded
