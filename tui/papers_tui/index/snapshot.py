"""One opened generation of the index; it never changes."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from papers_tui.index.columns import Columns, Mask, Numbers, States
from papers_tui.index.facets import FacetCounter
from papers_tui.index.highlight import matcher
from papers_tui.index.schema import identity_hash
from papers_tui.index.syntax import parse
from papers_tui.model.codec import decode
from papers_tui.model.identity import Key, contradict
from papers_tui.model.merge import merge
from papers_tui.model.paper import Paper
from papers_tui.model.query import Numbers as Documents
from papers_tui.model.query import Query, Results, Sort

_PAPERS_AT_HAND: Final = 2000
"""Papers that are kept decoded."""


class Snapshot:
    """An index as it was when it was opened; a later commit leaves it as it is.

    One thread may search while others ask for papers: searching has a reader of its own.
    """

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - Whoosh has no types
        self._reader = index.reader()
        self._reading = threading.Lock()
        self._searcher = index.searcher()
        self._columns = Columns(self._searcher.reader())
        self.paper = lru_cache(_PAPERS_AT_HAND)(self._paper)

    def __len__(self) -> int:
        return int(self._reader.doc_count())

    def _paper(self, document: int) -> Paper:
        """Give the paper of a document number."""
        with self._reading:
            stored = self._reader.stored_fields(int(document))
        return merge(decode(stored["records"]))

    def find(self, key: Key) -> Iterator[Paper]:
        """Find the papers that have an identity."""
        hashes, documents = self._columns.identities
        value = np.frombuffer(identity_hash(key), "<u8")[0]
        start, stop = (
            np.searchsorted(hashes, value, "left"),
            np.searchsorted(hashes, value, "right"),
        )
        for document in sorted(set(documents[start:stop].tolist())):
            if self._columns.alive[document] and key in (paper := self.paper(document)).identities:
                yield paper

    def known_as(self, identities: Iterable[Key]) -> Paper | None:
        """Find the paper that has any of some identities and contradicts none of them."""
        keys = tuple(identities)
        papers = (paper for key in keys for paper in self.find(key))
        return next((paper for paper in papers if not contradict(paper.identities, keys)), None)

    def keys_in(self, sha256: str) -> set[Key]:
        """Give the keys of the papers that stand in a dump."""
        codes, sets = self._columns.dumps
        wanted = [code for code, dumps in enumerate(sets) if sha256 in dumps]
        documents = np.flatnonzero(np.isin(codes, wanted) & self._columns.alive)
        return {self.paper(document).key for document in documents.tolist()}

    def states(self, read: Sequence[Sequence[Key]], bookmarked: Sequence[Sequence[Key]]) -> States:
        """Place marks, each given by the identities of a paper, on document numbers."""
        return States(self._mask(read), self._mask(bookmarked))

    def search(self, query: Query, states: States, dump_labels: dict[str, str]) -> Results:
        """Answer a query.

        Args:
            query: What to list.
            states: The marks, made by this snapshot.
            dump_labels: What dumps are called in the filters, by SHA-256.
        """
        parsed = parse(query.text, self._searcher.reader(), typing=query.typing)
        found, scores = self._found(parsed)
        counter = FacetCounter(self._columns, states, query)
        documents = np.flatnonzero(found & counter.chosen())
        ordered = documents[self._order(query.order, documents, scores)]
        return Results(
            query=query,
            documents=ordered,
            source=self,
            scores=None if scores is None else scores[ordered],
            facets=tuple(counter.facets(found, dump_labels)),
            total=len(self),
            unread=int(np.count_nonzero(~states.read[documents])),
            matches=matcher(parsed),
        )

    def row_of(self, documents: Documents[int], identities: Iterable[Key]) -> int | None:
        """Find the row of a paper."""
        rows = np.flatnonzero(self._mask([tuple(identities)])[np.asarray(documents, np.int64)])
        return int(rows[0]) if len(rows) else None

    def next_row(self, documents: Documents[int], wanted: Mask, row: int, step: int) -> int | None:
        """Find the nearest row after (step 1) or before (step -1) a row whose paper is wanted."""
        rows = np.flatnonzero(wanted[np.asarray(documents, np.int64)])
        rows = rows[rows > row] if step > 0 else rows[rows < row]
        return None if not len(rows) else int(rows[0] if step > 0 else rows[-1])

    def _found(self, parsed: Any) -> tuple[Mask, NDArray[np.float32] | None]:  # noqa: ANN401
        """Give the documents that a query finds, and the score of every document."""
        if parsed is None:
            return self._columns.alive, None
        found = np.zeros(self._columns.size, np.bool_)
        scores = np.zeros(self._columns.size, np.float32)
        hits = list(self._searcher.search(parsed, limit=None).items())
        if hits:
            documents = np.fromiter((hit[0] for hit in hits), np.int64, len(hits))
            found[documents] = True
            scores[documents] = np.fromiter((hit[1] for hit in hits), np.float32, len(hits))
        return found, scores

    def _order(
        self, sort: Sort, documents: Numbers, scores: NDArray[np.float32] | None
    ) -> NDArray[np.intp]:
        """Order documents; papers that lack what is ordered by come last, ties by newest."""
        facts = self._columns.facts[documents]
        newest = -facts["date"].astype(np.int64)
        keys: list[NDArray[Any]] = [facts["order"], -facts["comments"].astype(np.int64), newest]
        if sort is Sort.OLDEST:
            keys.append(np.where(facts["date"] < 0, np.iinfo(np.int64).max, -newest))
        elif sort is Sort.DISCUSSED:
            keys.append(-facts["comments"].astype(np.int64))
        elif sort is Sort.TITLE:
            keys.append(self._columns.title_rank[documents])
        elif sort is Sort.RELEVANCE and scores is not None:
            keys.append(-scores[documents])
        return np.lexsort(keys)

    def _mask(self, papers: Sequence[Sequence[Key]]) -> Mask:
        """Find the documents of papers that are given by their identities."""
        mask = np.zeros(self._columns.size, np.bool_)
        if not papers or not self._columns.size:
            return mask
        hashes, documents = self._columns.identities
        wanted = np.frombuffer(b"".join(identity_hash(k) for keys in papers for k in keys), "<u8")
        owner = np.repeat(np.arange(len(papers)), [len(keys) for keys in papers])
        first = np.searchsorted(hashes, wanted, "left")
        counts = np.searchsorted(hashes, wanted, "right") - first
        rows = np.repeat(np.arange(len(wanted)), counts)
        places = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(len(rows))
        candidates = documents[places]
        mask[candidates] = True
        self._withdraw_contradictions(mask, papers, owner[rows], candidates)
        return mask

    def _withdraw_contradictions(
        self, mask: Mask, papers: Sequence[Sequence[Key]], owners: Numbers, candidates: Numbers
    ) -> None:
        """Take back what only a common title matched, where the ids name different papers.

        A pair that matches in more than one identity, or whose mark has only one, is beyond doubt.
        """
        pairs, hits = np.unique(np.stack([owners, candidates]), axis=1, return_counts=True)
        lengths = np.array([len(keys) for keys in papers])
        doubtful = pairs[:, (hits == 1) & (lengths[pairs[0]] > 1)]
        if not doubtful.size:
            return
        agreed = {
            document
            for owner, document in pairs.T.tolist()
            if not contradict(papers[owner], self.paper(document).identities)
        }
        for document in set(doubtful[1].tolist()) - agreed:
            mask[document] = False
