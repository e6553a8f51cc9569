"""The stems that a beginning, a pattern or a misspelt word stands for.

People think of words as they are written, and the index holds stems: so words are looked for among
those that stand in the texts, and what counts are their stems.
"""

import fnmatch
import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh import query

from papers_tui.index.columns import Numbers
from papers_tui.index.postings import Words

EXPANDED: Final = (query.Prefix, query.Wildcard, query.FuzzyTerm)
"""The queries that stand for many words."""


def stem_rows(node: Any, segments: Sequence[Words]) -> list[Numbers]:  # noqa: ANN401 - no types
    """Give for each segment the places of the stems that a query stands for, ascending.

    What a word of one segment stands for counts in all of them.
    """
    if not isinstance(node, query.Prefix):
        return _shared([_rows(node, words) for words in segments], segments)
    beginning = node.text.encode()
    ranges = [words.stems.beginning_with(beginning) for words in segments]
    others = [
        stems[(stems < first) | (stems >= last)]
        for words, (first, last) in zip(segments, ranges, strict=True)
        for stems in [words.stem_of[slice(*words.words.beginning_with(beginning))]]
    ]
    return [
        np.sort(np.concatenate((np.arange(first, last), rows)))
        for (first, last), rows in zip(ranges, _shared(others, segments), strict=True)
    ]


def _rows(node: Any, words: Words) -> Numbers:  # noqa: ANN401 - Whoosh has no types
    """Give the places of the stems of the words that a pattern or a misspelt word stands for."""
    if isinstance(node, query.Wildcard):
        return words.stem_of[_matching(node.text, words)]
    return words.stem_of[similar(node.text, words, node.maxdist)[0]]


def _shared(rows: Sequence[Numbers], segments: Sequence[Words]) -> list[Numbers]:
    """Give for each segment the places of the stems that any segment names."""
    unique = [np.unique(own).astype(np.int64) for own in rows]
    if len(segments) == 1:
        return unique
    texts = [set(words.stems.take(own)) for words, own in zip(segments, unique, strict=True)]
    wanted = set().union(*texts)
    return [
        np.sort(np.concatenate((own, words.places(wanted - known))))
        for words, own, known in zip(segments, unique, texts, strict=True)
    ]


def similar(text: str, words: Words, most: int) -> tuple[Numbers, NDArray[np.int64]]:
    """Find the words with the same first letter that few edits turn into a text.

    Returns:
        The places of the words, and how many letters have to be inserted, removed, changed or
        swapped with the next.
    """
    begin, end = words.words.beginning_with(text[:1].encode())
    candidates = [word.decode() for word in words.words[begin:end]]
    lengths = np.array([len(word) for word in candidates], np.int64)
    near = np.flatnonzero(np.abs(lengths - len(text)) <= most)
    if not len(near):
        return near, near
    distances = edit_distances(text, [candidates[place] for place in near.tolist()])
    close = distances <= most
    return near[close] + begin, distances[close]


def edit_distances(text: str, others: Sequence[str]) -> NDArray[np.int64]:
    """Give the optimal string alignment distance of a text from each of some others.

    The rows of the usual table are worked out for all others at once; see Damerau (1964), with no
    piece edited twice.
    """
    width = max(map(len, others))
    letters = np.array(others, f"U{max(1, width)}").view(np.uint32).reshape(len(others), -1)
    wanted = np.array(list(text)).view(np.uint32) if text else np.empty(0, np.uint32)
    before = np.zeros((len(others), width + 1), np.int64)
    row = np.tile(np.arange(width + 1), (len(others), 1))
    for number, letter in enumerate(wanted, start=1):
        fresh = np.empty_like(row)
        fresh[:, 0] = number
        changed = row[:, :-1] + (letters != letter)
        np.minimum(changed, row[:, 1:] + 1, out=fresh[:, 1:])
        if number > 1:
            swapped = (letters[:, :-1] == letter) & (letters[:, 1:] == wanted[number - 2])
            np.minimum(
                fresh[:, 2:],
                np.where(swapped, before[:, :-2] + 1, width + number),
                out=fresh[:, 2:],
            )
        # Inserting costs one a letter: the least of all that stand before, with their way here.
        steps = np.arange(width + 1)
        fresh = np.minimum.accumulate(fresh - steps, axis=1) + steps
        before, row = row, fresh
    distances: NDArray[np.int64] = row[np.arange(len(others)), [len(other) for other in others]]
    return distances


def _matching(pattern: str, words: Words) -> Numbers:
    """Find the words that match a pattern of letters, `*` and `?`."""
    literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
    begin, end = words.words.beginning_with(literal.encode())
    fits = re.compile(fnmatch.translate(pattern.replace("[", "[[]"))).match
    rows = [n for n, word in enumerate(words.words[begin:end], begin) if fits(word.decode())]
    return np.array(rows, np.int64)
