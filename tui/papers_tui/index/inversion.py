"""Turn texts inside out: from the words of each document to the documents of each word.

All documents of a segment are turned at once, by sorting, so that there is no work in Python for
each word but looking up its number.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from papers_tui.index.analysis import stemmed

_LONGEST: Final = 0xFFFF
"""Words of a text that are indexed, at most: places are numbers of 16 bits."""


class Vocabulary(dict[str, int]):
    """Numbers words in the order in which they are met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a segment and their stems, each sorted as UTF-8."""

    stems: list[bytes]
    """The terms of the index."""

    words: list[bytes]
    """The words as they stand in the texts, folded."""

    stem_of: NDArray[np.int32]
    """For each word the place of its stem in `stems`."""

    stem_of_number: NDArray[np.int32]
    """For each number of the vocabulary the place of its word's stem in `stems`."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of each stem in one field: ascending, stem by stem."""

    first: NDArray[np.uint32]
    """For each stem where its documents begin in `docs`; one more for the end."""

    docs: NDArray[np.uint32]
    """The numbers of the documents."""

    counts: NDArray[np.uint16]
    """How often the stem stands in each."""

    first_place: NDArray[np.uint32]
    """For each stem where its places begin in `places`; one more for the end."""

    places: NDArray[np.uint16]
    """Where it stands, counted in words from 0, document by document."""


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """Sort the words of a vocabulary and find their stems."""
    words = sorted((word.encode(), number) for word, number in vocabulary.items())
    stem_texts = [stemmed(word).encode() for word in vocabulary]
    stems = sorted(set(stem_texts))
    places = {stem: place for place, stem in enumerate(stems)}
    by_number = np.fromiter((places[text] for text in stem_texts), np.int32, len(stem_texts))
    numbers = np.fromiter((number for _word, number in words), np.int64, len(words))
    return Lexicon(stems, [word for word, _number in words], by_number[numbers], by_number)


class Tokens:
    """The words of one field in every document of a segment, by number."""

    def __init__(self) -> None:
        self._numbers = array("i")
        self._lengths = array("i")

    def add(self, numbers: Iterable[int]) -> int:
        """Add the words of the next document; give how many they are."""
        before = len(self._numbers)
        self._numbers.extend(numbers)
        length = len(self._numbers) - before
        if length > _LONGEST:
            del self._numbers[before + _LONGEST :]
            length = _LONGEST
        self._lengths.append(length)
        return length

    @property
    def lengths(self) -> NDArray[np.int32]:
        """How many words each document has."""
        return np.array(self._lengths, np.int32)

    def inverted(self, stem_of_number: NDArray[np.int32], stem_count: int) -> Postings:
        """Give the documents of each stem."""
        stems = stem_of_number[np.array(self._numbers, np.int32)]
        lengths = self.lengths
        token_count = len(stems)
        # One sort of whole numbers is several times quicker than a stable one of indices.
        keys = np.sort((stems.astype(np.int64) << 32) | np.arange(token_count))
        order = keys & 0xFFFFFFFF
        stems = (keys >> 32).astype(np.int32)
        del keys
        docs = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)[order]
        starts = np.cumsum(lengths, dtype=np.int64) - lengths
        places = (order - starts[docs]).astype(np.uint16)
        begins = _begins(stems, docs)
        first = np.searchsorted(stems[begins], np.arange(stem_count + 1))
        ends = np.append(begins, token_count)
        return Postings(
            first=first.astype(np.uint32),
            docs=docs[begins],
            counts=np.diff(ends).astype(np.uint16),
            first_place=ends[first].astype(np.uint32),
            places=places,
        )


def _begins(stems: NDArray[Any], docs: NDArray[Any]) -> NDArray[np.int64]:
    """Find where another stem or another document begins."""
    changes = np.ones(len(stems), np.bool_)
    changes[1:] = (stems[1:] != stems[:-1]) | (docs[1:] != docs[:-1])
    return np.flatnonzero(changes)
