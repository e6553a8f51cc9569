"""Write whole posting lists into Whoosh's files, in Whoosh's own format.

Whoosh gathers, sorts and encodes postings one by one. Here they come as arrays, and each list is
handed to Whoosh's writer in blocks that are larger than its own, so that the reader of a frequent
word takes few steps, and quick to unpack. (Without compression the files are three times as large.)
"""

from array import array
from pickle import dumps
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec
from whoosh.util.numeric import byte_to_length

from papers_tui.index.inversion import Postings

CODEC: Final[Any] = W3Codec(blocklimit=1024, compression=1)
"""How segments are written; their readers need to know nothing of it."""

_SMALL: Final = 256
"""Numbers that a pickle holds in one byte lie below."""


def write_postings(
    writer: Any,  # noqa: ANN401 - Whoosh has no types
    stems: list[bytes],
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
    values = position_values(postings)
    lengths = length_bytes[postings.docs]
    first = postings.first.astype(np.int64)
    used = np.flatnonzero(np.diff(first))
    begins = first[used]
    statistics = zip(
        used.tolist(),
        begins.tolist(),
        first[used + 1].tolist(),
        *(
            f.reduceat(lengths, begins).tolist() if len(begins) else []
            for f in (np.minimum, np.maximum)
        ),
        strict=True,
    )
    docs, weights = postings.docs.astype("<u4"), postings.counts.astype("<f4")
    blocks = writer._postwriter  # Whoosh 2.7.4 and its continuation have no public way in
    for stem, begin, end, shortest, longest in statistics:
        writer.start_term(stems[stem])
        for start in range(begin, end, blocks._blocklimit):
            if start > begin:
                blocks._write_block()
            stop = min(end, start + blocks._blocklimit)
            blocks._ids = array("I", docs[start:stop].tobytes())
            blocks._weights = array("f", weights[start:stop].tobytes())
            blocks._values = values[start:stop]
            blocks._minlength = byte_to_length(shortest)
            blocks._maxlength = byte_to_length(longest)
            blocks._maxweight = max(blocks._weights)
        writer.finish_term()


def position_values(postings: Postings) -> list[bytes]:
    """Encode the places of a word in each document as `whoosh.formats.Positions.encode` does.

    That is the number of places, and a pickled list of the steps from one to the next. Lists of
    small numbers are written for all documents at once, as the pickle module would write them.
    """
    counts = postings.counts.astype(np.int64)
    begins = np.cumsum(counts) - counts
    steps = postings.places.astype(np.int64)
    steps[1:] -= postings.places[:-1]
    steps[begins] = postings.places[begins]
    values = np.empty(len(counts), object)
    large = np.add.reduceat(steps >= _SMALL, begins) > 0 if len(begins) else counts > 0
    for count in np.unique(counts).tolist():
        rows = np.flatnonzero((counts == count) & ~large)
        if len(rows):
            values[rows] = _small_lists(steps[begins[rows, None] + np.arange(count)])
    for row in np.flatnonzero(large).tolist():
        begin, count = int(begins[row]), int(counts[row])
        values[row] = count.to_bytes(4, "big") + dumps(steps[begin : begin + count].tolist(), 2)
    return list(values)


def _small_lists(steps: NDArray[np.int64]) -> list[bytes]:
    """Encode lists of equally many numbers below 256, a row each."""
    count = steps.shape[1]
    before, after = (b"K", b"a.") if count == 1 else (b"(K", b"e.")
    head = count.to_bytes(4, "big") + b"\x80\x02]q\x00" + before
    width = len(head) + 2 * count - 1 + len(after)
    text = np.empty((len(steps), width), np.uint8)
    text[:, : len(head)] = np.frombuffer(head, np.uint8)
    text[:, len(head) : width - len(after) : 2] = steps
    text[:, len(head) + 1 : width - len(after) : 2] = ord("K")
    text[:, width - len(after) :] = np.frombuffer(after, np.uint8)
    encoded: list[bytes] = text.view(f"V{width}").ravel().tolist()
    return encoded
