"""Whoosh's own searcher, to compare with."""

# ruff: noqa: ANN401 - Whoosh has no types

from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index as whoosh_index
from whoosh import query
from whoosh.matching import ListMatcher

from papers_tui.index.columns import States
from papers_tui.index.evaluate import Evaluator
from papers_tui.index.expand import EXPANDED, stem_rows
from papers_tui.index.flags import flag_mask
from papers_tui.index.nodes import Flag, Range
from papers_tui.index.snapshot import Snapshot


class Oracle:
    """A snapshot, and Whoosh's searcher over the same index."""

    def __init__(self, folder: Path) -> None:
        [path] = [path for path in folder.iterdir() if path.is_dir()]
        self.searcher = whoosh_index.open_dir(str(path)).searcher()
        self.snapshot = Snapshot(whoosh_index.open_dir(str(path)))
        self.size = self.snapshot.columns.size
        generator = np.random.default_rng(1)
        self.states = States(*(generator.random(self.size) < part for part in (0.5, 0.1, 0.3)))
        self.evaluator = Evaluator(self.snapshot.postings, self.snapshot.columns, self.flags)

    def flags(self, flag: Flag) -> Any:
        return flag_mask(flag, self.snapshot.columns, self.states, {}, self.snapshot._named)

    def expected(self, tree: Any) -> dict[int, float]:
        """Ask Whoosh."""
        return dict(self.searcher.search(self.plain(tree), limit=None).items())

    def plain(self, node: Any) -> Any:
        """Turn a tree into one that Whoosh knows, with the same meaning."""
        if isinstance(node, EXPANDED):
            segments = self.snapshot.postings.words
            stems = {
                words.stems[row]
                for words, rows in zip(segments, stem_rows(node, segments), strict=True)
                for row in rows.tolist()
            }
            terms = [query.Term(node.fieldname, s.decode(), node.boost) for s in sorted(stems)]
            return query.Or(terms) if terms else query.NullQuery
        if isinstance(node, (Range, Flag)):
            return _Documents(self.evaluator.found(node).docs)
        if isinstance(node, query.Not):
            return query.Not(self.plain(node.query))
        return node if node.is_leaf() else type(node)(list(map(self.plain, node)), boost=node.boost)


class _Documents(query.Query):  # type: ignore[misc]
    """Some documents, with next to no score."""

    boost = 1.0

    def __init__(self, docs: Any) -> None:
        self._docs = docs.tolist()

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        offset = next(
            (o for sub, o in searcher.get_parent().leaf_searchers() if sub is searcher), 0
        )
        own = [d - offset for d in self._docs if 0 <= d - offset < searcher.doc_count_all()]
        return ListMatcher(own, [1e-9] * len(own))  # it drops what scores nothing

    def estimate_size(self, _reader: Any) -> int:
        return len(self._docs)

    def estimate_min_size(self, _reader: Any) -> int:
        return len(self._docs)

    def normalize(self) -> Any:
        return self
