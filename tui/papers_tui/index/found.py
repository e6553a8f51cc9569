"""What queries find: document numbers and scores as arrays, and how they are combined."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from papers_tui.index.columns import Mask, Numbers

Scores = NDArray[np.float32]
"""A score for each of some documents."""

_SPARSE: Final = 16
"""Documents are looked up one by one where there are so many times more beside them."""


class Found(NamedTuple):
    """Documents, ascending, and their scores."""

    docs: Numbers
    """The document numbers."""

    scores: Scores | None = None
    """The score of each; None where all of them are zero."""

    @classmethod
    def nothing(cls) -> "Found":
        """Find no document."""
        return cls(np.empty(0, np.int64))

    @classmethod
    def where(cls, mask: Mask) -> "Found":
        """Find the documents of a mask, without a score."""
        return cls(np.flatnonzero(mask))

    def mask(self, size: int) -> Mask:
        """Give a truth for each of all documents."""
        mask = np.zeros(size, np.bool_)
        mask[self.docs] = True
        return mask

    def boosted(self, boost: float) -> "Found":
        """Multiply the scores."""
        if self.scores is None or boost == 1.0:
            return self
        return Found(self.docs, self.scores * np.float32(boost))

    def only(self, keep: Mask) -> "Found":
        """Keep some of the documents, given by a truth for each of those found."""
        return Found(self.docs[keep], None if self.scores is None else self.scores[keep])


def union(parts: Sequence[Found], size: int) -> Found:
    """Find what any of some parts finds; scores are added."""
    parts = [part for part in parts if len(part.docs)]
    if len(parts) <= 1:
        return parts[0] if parts else Found.nothing()
    total = sum(len(part.docs) for part in parts)
    if total * _SPARSE < size:
        docs = np.concatenate([part.docs for part in parts])
        scores = np.concatenate([_scores(part) for part in parts])
        return added(docs, scores)
    hits = np.zeros(size, np.bool_)
    sums = np.zeros(size, np.float32)
    for part in parts:
        hits[part.docs] = True
        if part.scores is not None:
            sums[part.docs] += part.scores
    docs = np.flatnonzero(hits)
    return Found(docs, sums[docs])


def added(docs: Numbers, scores: Scores) -> Found:
    """Sort documents that may be named more than once, and add their scores."""
    if not len(docs):
        return Found.nothing()
    order = np.argsort(docs, kind="stable")
    docs, scores = docs[order], scores[order]
    begins = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1])))
    return Found(docs[begins], np.add.reduceat(scores, begins))


def intersection(parts: Sequence[Found], size: int) -> Found:
    """Find what all of some parts find; scores are added."""
    first, *others = sorted(parts, key=lambda part: len(part.docs))
    for other in others:
        first = _both(first, other, size)
    return first


def without(found: Found, excluded: Found, size: int) -> Found:
    """Find what one part finds and another does not."""
    return found.only(~_among(found.docs, excluded.docs, size)[0])


def scores_at(found: Found, docs: Numbers) -> Scores:
    """Give the scores of some documents, ascending; zero for those that are not found."""
    scores = np.zeros(len(docs), np.float32)
    if found.scores is not None and len(found.docs):
        places = np.minimum(np.searchsorted(found.docs, docs), len(found.docs) - 1)
        hit = found.docs[places] == docs
        scores[hit] = found.scores[places[hit]]
    return scores


def _both(few: Found, many: Found, size: int) -> Found:
    keep, places = _among(few.docs, many.docs, size)
    kept = few.only(keep)
    if many.scores is None:
        return kept
    if places is not None:
        more = many.scores[places[keep]]
    else:
        sums = np.zeros(size, np.float32)
        sums[many.docs] = many.scores
        more = sums[kept.docs]
    return Found(kept.docs, more if kept.scores is None else kept.scores + more)


def _among(docs: Numbers, others: Numbers, size: int) -> tuple[Mask, Numbers | None]:
    """Tell which documents are among others, and at which places if they were looked up."""
    if not len(others):
        return np.zeros(len(docs), np.bool_), None
    if len(docs) * _SPARSE < len(others):
        places = np.minimum(np.searchsorted(others, docs), len(others) - 1)
        return others[places] == docs, places
    mask = np.zeros(size, np.bool_)
    mask[others] = True
    return mask[docs], None


def _scores(part: Found) -> Scores:
    return np.zeros(len(part.docs), np.float32) if part.scores is None else part.scores
