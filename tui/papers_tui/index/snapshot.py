"""One opened generation of the index; it never changes."""

import threading
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from papers_tui.index.answer import SnapshotAnswer
from papers_tui.index.arrays import arrays_path, read_arrays
from papers_tui.index.axes import Axis, axes_of
from papers_tui.index.columns import Columns, Mask, SegmentArrays, States
from papers_tui.index.evaluate import Evaluator
from papers_tui.index.facets import FacetCounter
from papers_tui.index.flags import flag_mask
from papers_tui.index.folder import DAMAGE
from papers_tui.index.found import Found
from papers_tui.index.order import Listed, ListedScores
from papers_tui.index.placing import place_marks
from papers_tui.index.postings import CACHE_BYTES, Postings
from papers_tui.index.related import related_tree
from papers_tui.index.schema import identity_hash
from papers_tui.index.syntax import Parsed, parse
from papers_tui.index.watch import Watch, watched
from papers_tui.model.codec import decode
from papers_tui.model.dump import Dump
from papers_tui.model.identity import Key, contradict
from papers_tui.model.merge import merge
from papers_tui.model.paper import Paper
from papers_tui.model.query import Group, Query, Results
from papers_tui.model.query import Numbers as Documents

_PAPERS_AT_HAND: Final = 2000
"""Papers that are kept decoded."""

_MOST_RELATED: Final = 100
"""Related papers that are listed."""

_LEAST_RELATED: Final = 0.15
"""The part of the best score below which a paper is not related."""


class Snapshot:
    """An index as it was when it was opened; a later commit leaves it as it is.

    One thread may search while others ask for papers.
    """

    def __init__(
        self,
        index: Any,  # noqa: ANN401 - Whoosh has no types
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self._reader = index.reader()
        self._reading = threading.Lock()
        folder = Path(index.storage.folder)
        self.watch = Watch(folder)
        """What is known of the files."""
        self.successor: Callable[[], Snapshot] | None = None
        """Gives the index that serves in place of this one, if it is damaged."""
        leaves = [(leaf, offset) for leaf, offset in self._reader.leaf_readers() if leaf.segment()]
        segments = [
            SegmentArrays(
                read_arrays(arrays_path(folder, leaf.segment())), offset, leaf.doc_count_all()
            )
            for leaf, offset in leaves
        ]
        deleted = [offset + n for leaf, offset in leaves for n in leaf.segment().deleted_docs()]
        self.columns = Columns(segments, deleted)
        """What filters and orders look at."""
        self.postings = Postings(segments, cache_bytes)
        """What searches look at."""
        for leaf, _offset in leaves:
            leaf.stored_fields(0)  # opens the file, which a later commit may remove
        self._at_hand = lru_cache(_PAPERS_AT_HAND)(self._paper)

    def __len__(self) -> int:
        return len(self.columns.living)

    def paper(self, document: int) -> Paper:
        """Give the paper of a document number; where it is damaged, from what serves instead.

        Raises:
            StaleIndexError: It is damaged, and is nowhere else.
        """
        try:
            return self._at_hand(document)
        except DAMAGE as error:
            stale = self.watch.stale(error)
            paper = self.successor and self._found_in(self.successor(), document)
            if paper is None:
                raise stale from error
            return paper

    def _found_in(self, other: "Snapshot", document: int) -> Paper | None:
        """Find a paper of this snapshot in another one, by what it is known by."""
        if other is self:
            return None
        hashes, documents = self.columns.identities
        others, candidates = other.columns.identities
        same = candidates[np.isin(others, hashes[documents == document])]
        likely = Counter(same[other.columns.alive[same]].tolist()).most_common(1)
        return other.paper(likely[0][0]) if likely else None

    def _paper(self, document: int) -> Paper:
        with self._reading:
            stored = self._reader.stored_fields(int(document))
        return merge(decode(stored["records"]))

    @watched
    def find(self, key: Key) -> Iterator[Paper]:
        """Find the papers that have an identity."""
        return iter([self.paper(document) for document in self._named(key)])

    @watched
    def known_as(self, identities: Iterable[Key]) -> Paper | None:
        """Find the paper that has any of some identities and contradicts none of them."""
        keys = tuple(identities)
        papers = (paper for key in keys for paper in self.find(key))
        return next((paper for paper in papers if not contradict(paper.identities, keys)), None)

    @watched
    def count_merged(self, dump: str) -> int:
        """Count the papers of a dump, given by its SHA-256, that stand in another dump too."""
        coded = self.columns.coded("dump")
        wanted = np.array([name == dump for name in coded.names], np.bool_)
        merged = coded.has_any(wanted) & (coded.lengths > 1) & self.columns.alive
        return int(np.count_nonzero(merged))

    @watched
    def count_in(self, dumps: Container[str]) -> int:
        """Count the papers that stand in any of some dumps, given by their SHA-256."""
        coded = self.columns.coded("dump")
        wanted = np.array([name in dumps for name in coded.names], np.bool_)
        return int(np.count_nonzero(coded.has_any(wanted) & self.columns.alive))

    def readings(self) -> set[str]:
        """List the names of the readings that papers come from."""
        coded = self.columns.coded("reading")
        codes = coded.codes_of(self.columns.living)
        return {coded.names[code] for code in np.unique(codes).tolist()}

    @watched
    def states(
        self,
        read: Sequence[Sequence[Key]],
        bookmarked: Sequence[Sequence[Key]],
        before: Container[str] = (),
    ) -> States:
        """Place what the user said and saw on document numbers.

        Args:
            read: The papers that are read, each by its identities.
            bookmarked: The papers that are kept.
            before: The dumps that were there at the last visit; what is in none of them is new.
        """
        dumps = self.columns.coded("dump")
        seen = dumps.has_any(np.array([name in before for name in dumps.names], np.bool_))
        return States(self._mask(read), self._mask(bookmarked), ~seen)

    @watched
    def search(self, query: Query, states: States, dumps: Mapping[str, Dump]) -> Results:
        """Answer a query.

        Args:
            query: What to list.
            states: The marks, made by this snapshot.
            dumps: The kept dumps, by SHA-256.
        """
        evaluator = Evaluator(
            self.postings,
            self.columns,
            lambda flag: flag_mask(flag, self.columns, states, dumps, self._named),
        )
        parsed, found = self._found(query, evaluator)
        counter = FacetCounter(self.columns, self._axes, states, query, dumps)
        chosen = counter.chosen(found)
        listed = Listed(self.columns, query.order, chosen, dumps)
        return Results(
            query=query,
            documents=listed,
            source=self,
            scores=None if parsed.tree is None else ListedScores(chosen, listed),
            total=len(self),
            found=len(found.docs),
            unread=int(np.count_nonzero(~states.read[chosen.docs])),
            notes=parsed.notes,
            answer=SnapshotAnswer(
                query.text, parsed, evaluator, self.paper, counter, found, self.watch
            ),
        )

    def _found(self, query: Query, evaluator: Evaluator) -> tuple[Parsed, Found]:
        """Find what a query asks for, filters apart."""
        if query.related_to is None:
            parsed = parse(query.text, typing=query.typing)
            if parsed.tree is None:
                return parsed, Found(self.columns.living)
            return parsed, evaluator.found(parsed.tree)
        own = self._named(query.related_to)
        parsed = Parsed(related_tree(self.paper, self.postings, own), (), ())
        if parsed.tree is None:
            return parsed, Found.nothing()
        return parsed, _best(evaluator.found(parsed.tree), own)

    @watched
    def row_of(self, documents: Documents[int], identities: Iterable[Key]) -> int | None:
        """Find the row of a paper."""
        rows = np.flatnonzero(self._mask([tuple(identities)])[np.asarray(documents, np.int64)])
        return int(rows[0]) if len(rows) else None

    def next_row(self, documents: Documents[int], wanted: Mask, row: int, step: int) -> int | None:
        """Find the nearest row after (step 1) or before (step -1) a row whose paper is wanted."""
        rows = np.flatnonzero(wanted[np.asarray(documents, np.int64)])
        rows = rows[rows > row] if step > 0 else rows[rows < row]
        return None if not len(rows) else int(rows[0] if step > 0 else rows[-1])

    @cached_property
    def _axes(self) -> dict[Group, Axis]:
        return axes_of(self.columns)

    def _named(self, key: Key) -> list[int]:
        """Find the documents that have an identity."""
        hashes, documents = self.columns.identities
        value = np.frombuffer(identity_hash(key), "<u8")[0]
        start, stop = (int(np.searchsorted(hashes, value, side)) for side in ("left", "right"))
        return [
            document
            for document in sorted(set(documents[start:stop].tolist()))
            if self.columns.alive[document] and key in self.paper(document).identities
        ]

    def _mask(self, papers: Sequence[Sequence[Key]]) -> Mask:
        """Find the documents of papers that are given by their identities."""
        return place_marks(self.columns, papers, self._identities)

    def _identities(self, document: int) -> tuple[Key, ...]:
        return self.paper(document).identities


def _best(found: Found, own: Sequence[int]) -> Found:
    """Keep the best of what is related, without the documents that it was found from."""
    found = found.only(~np.isin(found.docs, own))
    if found.scores is None or not len(found.docs):
        return found
    place = min(_MOST_RELATED, len(found.docs))
    least = max(np.partition(found.scores, -place)[-place], found.scores.max() * _LEAST_RELATED)
    return found.only(found.scores >= least)
