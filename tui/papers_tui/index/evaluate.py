"""Evaluate a query tree over whole posting lists.

The tree is Whoosh's, and so are the answers: the same documents with the same scores as Whoosh's
own searcher gives, which walks postings one by one.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from whoosh import query

from papers_tui.index.columns import Columns, Mask
from papers_tui.index.expand import EXPANDED, stem_rows
from papers_tui.index.found import Found, intersection, union, without
from papers_tui.index.nodes import Flag, Range
from papers_tui.index.postings import Postings

FlagMask = Callable[[Flag], Mask]
"""Tells which documents are, have or are named what a flag says."""

_ONE: Final = np.float32(1.0)


class Evaluator:
    """Finds what query trees ask for in one snapshot."""

    def __init__(self, postings: Postings, columns: Columns, flags: FlagMask) -> None:
        self.postings = postings
        """The posting lists that are looked at."""
        self._columns = columns
        self._flags = flags

    def found(self, tree: Any) -> Found:  # noqa: ANN401 - Whoosh has no types
        """Find the documents that a tree asks for, deleted ones left out."""
        found = self._node(tree)
        if len(self._columns.living) == self._columns.size:
            return found
        return found.only(self._columns.alive[found.docs])

    def _node(self, node: Any) -> Found:  # noqa: ANN401
        return self._unboosted(node).boosted(node.boost)

    def _unboosted(self, node: Any) -> Found:  # noqa: ANN401
        if isinstance(node, query.Term):
            return self.postings.term(node.fieldname, node.text)
        if isinstance(node, query.Phrase):
            return self.postings.phrase(node.fieldname, node.words)
        if isinstance(node, EXPANDED):
            key = (type(node), node.text, getattr(node, "maxdist", 0))
            return self.postings.terms(node.fieldname, key, lambda words: stem_rows(node, words))
        if isinstance(node, query.Or):
            return union([self._node(child) for child in node], self._columns.size)
        if isinstance(node, query.And):
            return self._all_of(node)
        if isinstance(node, query.Not):
            return self._but(self._node(node.query))
        if isinstance(node, query.Every):
            return self._but(Found.nothing())
        return Found.where(self._condition(node))

    def _all_of(self, node: Any) -> Found:  # noqa: ANN401
        """Find what all children find; what is only left out needs no list of all the others."""
        size = self._columns.size
        wanted = [child for child in node if not isinstance(child, query.Not)]
        unwanted = [child for child in node if isinstance(child, query.Not)]
        if not wanted:
            return intersection([self._node(child) for child in node], size)
        found = intersection([self._node(child) for child in wanted], size)
        for child in unwanted:
            found = without(found, self._node(child.query), size)
            scores = np.zeros(len(found.docs), np.float32) if found.scores is None else found.scores
            found = Found(found.docs, scores + _ONE)  # as Whoosh scores what is not there
        return found

    def _but(self, found: Found) -> Found:
        mask = ~found.mask(self._columns.size)
        docs = np.flatnonzero(mask & self._columns.alive)
        return Found(docs, np.ones(len(docs), np.float32))

    def _condition(self, node: Range | Flag) -> Mask:
        if isinstance(node, Flag):
            return self._flags(node)
        values = self._columns.facts[node.column]
        mask: Mask = values >= (0 if node.low is None else max(0, node.low))
        return mask if node.high is None else mask & (values <= node.high)
