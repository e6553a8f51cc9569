"""Posting lists as arrays, with their scores; those that were asked for lately are kept."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from papers_tui.config import POSTING_CACHE
from papers_tui.index.columns import Numbers, SegmentArrays, ranges
from papers_tui.index.found import Found, Scores, added, intersection, scores_at
from papers_tui.index.strings import Strings

B: Final = 0.75
"""How much the length of a text counts, as Whoosh's BM25F has it."""

K1: Final = 1.2
"""How soon more of the same word counts no more, as Whoosh's BM25F has it."""

CACHE_BYTES: Final = POSTING_CACHE << 20
"""Bytes of posting lists that are kept at the most."""

_FEW: Final = 20
"""Texts are looked for one by one where there are so many times more to look among."""

_SHIFT: Final = 17
"""Bits for the place of a word in its text: one more than places have, so that a step back from the
first place leads to no other."""

_LENGTHS: Final = np.array([byte_to_length(byte) or 1 for byte in range(256)], np.float64)
"""The lengths that the bytes of Whoosh stand for."""


class Words:
    """The words and stems of one segment."""

    def __init__(self, segment: SegmentArrays) -> None:
        self.segment = segment
        """The segment."""
        self.stems = Strings(segment.arrays, "stems")
        """The terms of the index, sorted."""
        self.words = Strings(segment.arrays, "words")
        """The words as they stand in the texts, sorted."""
        self.stem_of = segment.arrays["words.stem"]
        """For each word the place of its stem."""

    def places(self, stems: Collection[bytes]) -> Numbers:
        """Find the places of those stems that the segment has, in any order."""
        if len(stems) * _FEW > len(self.stems):
            known = self._place_of
            return np.array([known[stem] for stem in stems if stem in known], np.int64)
        places = map(self.stems.find, stems)
        return np.array([place for place in places if place is not None], np.int64)

    @cached_property
    def _place_of(self) -> dict[bytes, int]:
        return {stem: place for place, stem in enumerate(self.stems[:])}


Rows = Callable[[Sequence[Words]], list[Numbers]]
"""Gives the places of some stems in each segment."""


class Postings:
    """The posting lists of a snapshot.

    Scores are those of Whoosh's BM25F: `idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * l / avg))`,
    with `idf = log(n / (df + 1)) + 1`, lengths rounded to a byte, and deleted documents counted.
    """

    def __init__(self, segments: Sequence[SegmentArrays], cache_bytes: int = CACHE_BYTES) -> None:
        self.size = sum(segment.size for segment in segments)
        """How many documents there are, deleted ones included."""
        self.words = [Words(segment) for segment in segments]
        """The words of each segment."""
        self._cache = _Cache(cache_bytes)
        self._norms: dict[str, Scores] = {}

    def term(self, field: str, stem: str) -> Found:
        """Find the documents that have a stem in a field."""
        return self._cache.get((field, stem), lambda: self._stems(field, self._rows_of(stem), True))

    def terms(self, field: str, key: Hashable, rows: Rows) -> Found:
        """Find the documents that have any of some stems in a field; scores are added.

        Args:
            field: The field.
            key: What names these stems.
            rows: Gives the places of the stems in each segment, ascending, each once.
        """
        return self._cache.get((field, key), lambda: self._stems(field, rows(self.words), False))

    def phrase(self, field: str, stems: Sequence[str]) -> Found:
        """Find the documents in which stems follow each other; scores are those of all of them."""
        return self._cache.get((field, *stems, None), lambda: self._phrase(field, stems))

    def weight(self, field: str, stem: str, document: int) -> int:
        """Tell how often a stem stands in a field of a document."""
        for words, rows in zip(self.words, self._rows_of(stem), strict=True):
            docs, counts, _lengths = _postings(words, field, rows)
            place = int(np.searchsorted(docs, document))
            if place < len(docs) and docs[place] == document:
                return int(counts[place])
        return 0

    def stems_in(self, field: str, document: int, rows: Rows) -> Iterator[str]:
        """Give those of some stems that stand in a field of a document; `rows` as in `terms`."""
        for words, own in zip(self.words, rows(self.words), strict=True):
            docs, _counts, lengths = _postings(words, field, own)
            for place in np.repeat(own, lengths)[docs == document].tolist():
                yield words.stems[place].decode()

    def occurrences(self, field: str, stem: str) -> int:
        """Tell how often a stem stands in a field of all documents."""
        return sum(
            int(_postings(words, field, own)[1].sum())
            for words, own in zip(self.words, self._rows_of(stem), strict=True)
        )

    def total(self, field: str) -> int:
        """Tell how many words a field of all documents has."""
        return sum(int(words.segment.arrays[f"{field}.total"][0]) for words in self.words)

    def _rows_of(self, stem: str) -> list[Numbers]:
        text = stem.encode()
        places = [words.stems.find(text) for words in self.words]
        return [np.array([] if place is None else [place], np.int64) for place in places]

    def _stems(self, field: str, rows: Sequence[Numbers], is_one: bool) -> Found:
        """Find the documents of stems, or of one, that are given by places in each segment."""
        parts = [_postings(w, field, own) for w, own in zip(self.words, rows, strict=True)]
        docs = np.concatenate([np.empty(0, np.int64), *(part[0] for part in parts)])
        if not len(docs):
            return Found.nothing()
        counts = np.concatenate([part[1] for part in parts])
        if is_one:
            return Found(docs, self._scores(field, docs, counts, self._idf(np.array(len(docs)))))
        lengths = [part[2] for part in parts]
        idf = self._idf(lengths[0] if len(parts) == 1 else self._frequencies(rows, lengths))
        scores = self._scores(field, docs, counts, np.repeat(idf, np.concatenate(lengths)))
        if len(docs) * 4 < self.size:
            return added(docs, scores)
        sums = np.bincount(docs, scores, self.size).astype(np.float32)
        return Found(np.flatnonzero(sums), sums[sums > 0])

    def _frequencies(
        self, rows: Sequence[Numbers], lengths: Sequence[NDArray[np.int64]]
    ) -> NDArray[np.int64]:
        """Give for each stem of each segment in how many documents of all segments it stands."""
        numbers: dict[bytes, int] = {}
        stems = np.array(
            [
                numbers.setdefault(stem, len(numbers))
                for words, own in zip(self.words, rows, strict=True)
                for stem in words.stems.take(own)
            ],
            np.int64,
        )
        totals = np.bincount(stems, np.concatenate(lengths)).astype(np.int64)
        return totals[stems]

    def _idf(self, frequencies: NDArray[np.int64]) -> Scores:
        return np.asarray(np.log(self.size / (frequencies + 1)) + 1, np.float32)

    def _scores(
        self,
        field: str,
        docs: Numbers,
        counts: NDArray[np.uint16],
        idf: Scores,
    ) -> Scores:
        weights = counts.astype(np.float32)
        scores: Scores = weights * np.float32(K1 + 1)
        scores /= weights + self._norm(field)[docs]
        scores *= idf
        return scores

    def _norm(self, field: str) -> Scores:
        """Give `K1 * (1 - B + B * length / average)` of a field in every document."""
        if field not in self._norms:
            arrays = [words.segment.arrays for words in self.words]
            average = self.total(field) / self.size or 1
            norms = K1 * ((1 - B) + B * _LENGTHS / average)
            table = norms.astype(np.float32)
            self._norms[field] = np.concatenate([table[own[f"{field}.lengths"]] for own in arrays])
        return self._norms[field]

    def _phrase(self, field: str, stems: Sequence[str]) -> Found:
        rows = [self._rows_of(stem) for stem in stems]
        found = [
            _phrase_docs(words, field, [own[number] for own in rows])
            for number, words in enumerate(self.words)
        ]
        docs = np.concatenate([np.empty(0, np.int64), *found])
        scores = np.zeros(len(docs), np.float32)
        for stem in stems:
            scores += scores_at(self.term(field, stem), docs)
        return Found(docs, scores)


class _Cache:
    """Keeps what was found lately, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = 0
        self._kept: OrderedDict[Hashable, Found] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """Give what is kept under a key, or find it and keep it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = find()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = found
                self._bytes += _size(found)
            while self._bytes > self._most and len(self._kept) > 1:
                self._bytes -= _size(self._kept.popitem(last=False)[1])
        return found


def _size(found: Found) -> int:
    return found.docs.nbytes + (0 if found.scores is None else found.scores.nbytes)


def _postings(
    words: Words, field: str, rows: Numbers
) -> tuple[Numbers, NDArray[np.uint16], Numbers]:
    """Give the postings of stems in a segment: documents, counts, and how many each stem has."""
    arrays, offset = words.segment.arrays, words.segment.offset
    if not len(rows):
        return np.empty(0, np.int64), np.empty(0, np.uint16), np.empty(0, np.int64)
    first = arrays[f"{field}.first"]
    begins = first[rows].astype(np.int64)
    lengths = first[rows + 1] - begins
    if int(rows[-1] - rows[0]) == len(rows) - 1:  # the stems follow each other
        wanted: slice | Numbers = slice(int(begins[0]), int(begins[-1] + lengths[-1]))
    else:
        wanted = ranges(begins, lengths)
    docs = arrays[f"{field}.docs"][wanted].astype(np.int64)
    docs += offset
    counts = arrays[f"{field}.counts"][wanted]
    return docs, counts, lengths


def _phrase_docs(words: Words, field: str, rows: Sequence[Numbers]) -> Numbers:
    """Find the documents of a segment in which stems, one place each, follow each other."""
    if not all(len(own) for own in rows):
        return np.empty(0, np.int64)
    docs = [Found(_postings(words, field, own)[0]) for own in rows]
    candidates = intersection(docs, words.segment.offset + words.segment.size).docs
    begins: Numbers | None = None
    for step, places in _occurrences(words, field, rows, candidates):
        here = places - step
        begins = here if begins is None else _common(begins, here)
    assert begins is not None
    return np.unique(begins >> _SHIFT)


def _occurrences(
    words: Words, field: str, rows: Sequence[Numbers], candidates: Numbers
) -> Iterator[tuple[int, Numbers]]:
    """Give where each word of a phrase stands in some documents, the rarest word first.

    A place is a number: the document, shifted, and the word's place in it.
    """
    arrays = words.segment.arrays
    first_place = arrays[f"{field}.first_place"]
    row_of = [int(own[0]) for own in rows]
    order = sorted(
        range(len(rows)),
        key=lambda step: int(first_place[row_of[step] + 1]) - int(first_place[row_of[step]]),
    )
    for step in order:
        row = row_of[step]
        docs, counts, _lengths = _postings(words, field, rows[step])
        lengths = counts.astype(np.int64)
        begins = int(first_place[row]) + np.cumsum(lengths) - lengths
        if len(docs) > len(candidates):
            chosen = np.searchsorted(docs, candidates)
            docs, lengths, begins = docs[chosen], lengths[chosen], begins[chosen]
        places = arrays[f"{field}.places"][ranges(begins, lengths)].astype(np.int64)
        yield step, (np.repeat(docs, lengths) << _SHIFT) + places


def _common(some: Numbers, others: Numbers) -> Numbers:
    """Give the numbers that stand in two ascending lists."""
    if not len(some) or not len(others):
        return np.empty(0, np.int64)
    both = np.concatenate((some, others))
    both.sort(kind="stable")  # which merges the two
    common: Numbers = both[:-1][both[1:] == both[:-1]]
    return common
