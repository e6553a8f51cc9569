"""Make the index what the kept dumps say.

The index is a function of the dumps: an update takes the papers that are touched out of it, with
every paper that shares an identity with them, parts all their records anew, and puts them back.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

from whoosh.query import Or, Term
from whoosh.writing import LockError

from papers_tui.errors import BusyError
from papers_tui.index.schema import reading_name
from papers_tui.index.segment import Entry, write_segment
from papers_tui.model.codec import decode
from papers_tui.model.dump import Dump
from papers_tui.model.identity import Key
from papers_tui.model.merge import group, merge
from papers_tui.model.paper import Paper, Record


@dataclass(frozen=True, slots=True)
class Changes:
    """What an update did to the papers of the dumps that it read."""

    new: frozenset[Key]
    """Papers that were not in the index."""

    updated: frozenset[Key]
    """Papers of which something is known better now."""

    unchanged: frozenset[Key]
    """Papers that were seen again, and nothing more."""


_LARGEST: Final = 100_000
"""Papers of a segment at the most: all its words are in memory while it is written."""

_SMALL: Final = 2000
"""Papers below which a segment is small."""

_MANY: Final = 8
"""Small segments that become one."""

_PROGRESS: Final = 200
"""Papers between two reports of progress."""

NO_CHANGES: Final = Changes(frozenset(), frozenset(), frozenset())
"""What an update did that had nothing to do."""


def follow(
    index: Any,  # noqa: ANN401 - Whoosh has no types
    dumps: Sequence[Dump],
    read: Callable[[Dump], Iterable[Record]],
    progress: Callable[[int], None],
) -> Changes:
    """Make an index say what dumps say, reading only those that it does not hold.

    Raises:
        BusyError: Another program is writing to it.
    """
    names = {dump.sha256: reading_name(dump) for dump in dumps}
    held = _readings_in(index)
    gone = held - set(names.values())
    fresh = [dump for dump in dumps if names[dump.sha256] not in held]
    if not fresh and not gone:
        return NO_CHANGES
    incoming = [record for dump in fresh for record in read(dump)]
    try:
        return update(index, names, {dump.sha256 for dump in fresh}, gone, incoming, progress)
    except LockError as error:
        raise BusyError("another program is writing to the index; try again later") from error


def _readings_in(index: Any) -> set[str]:  # noqa: ANN401 - Whoosh has no types
    """List the readings that the index was made from.

    A term outlives its deleted documents until Whoosh merges their segment, but finds none.
    """
    with index.reader() as reader:
        terms = list(reader.lexicon("reading")) if reader.doc_count() else []
        return {term.decode() for term in terms if reader.postings("reading", term).is_active()}


def update(
    index: Any,  # noqa: ANN401 - Whoosh has no types
    names: dict[str, str],
    fresh: Collection[str],
    gone: Collection[str],
    incoming: Sequence[Record],
    progress: Callable[[int], None],
) -> Changes:
    """Bring the index up to date.

    Args:
        index: The open Whoosh index.
        names: The name of the reading of each dump, by the dump's SHA-256.
        fresh: The dumps that are read now; records of theirs from another reading no longer count.
        gone: The names of readings that no longer count.
        incoming: The records of the fresh dumps.
        progress: Told now and then how many papers were written.
    """
    with index.searcher() as searcher:
        touched = _touched(searcher, gone, incoming)
        if not touched and not incoming:
            return NO_CHANGES
        folded = _folded(index, len(touched) + len(incoming))
        moved = [
            _record_tuple(searcher, number)
            for number in _alive_in(searcher, folded)
            if number not in touched
        ]
    before = {number: _Before(records) for number, records in touched.items()}
    kept = [
        record
        for old in before.values()
        for record in old.records
        if record.sighting.dump in names and record.sighting.dump not in fresh
    ]
    changes = _Changes(before.values(), {_place(record) for record in incoming})

    def entries() -> Iterator[Entry]:
        for old_records in moved:
            yield _entry(merge(old_records), names)
        for records in group([*kept, *incoming]):
            paper = merge(records)
            changes.see(paper)
            yield _entry(paper, names)

    _commit(index, before, folded, entries(), progress)
    return changes.sum()


def _entry(paper: Paper, names: dict[str, str]) -> Entry:
    dumps = {sighting.dump for sighting in paper.sightings}
    return Entry(paper, tuple(sorted(names[dump] for dump in dumps)))


def _commit(
    index: Any,  # noqa: ANN401 - Whoosh has no types
    deleted: Iterable[int],
    folded: Collection[str],
    entries: Iterator[Entry],
    progress: Callable[[int], None],
) -> None:
    """Write papers as new segments, and make them and what remains of the old ones the index."""
    written = 0

    def count() -> None:
        nonlocal written
        if written % _PROGRESS == 0:
            progress(written)
        written += 1

    writer = index.writer(compound=False)
    try:
        fresh = []
        for first in entries:
            batch = chain([first], islice(entries, _LARGEST - 1))
            fresh.append(write_segment(index, batch, count))
        for number in deleted:
            writer.delete_document(number)
        writer.commit(
            mergetype=lambda _writer, old: [
                *(s for s in old if s.doc_count() and s.segment_id() not in folded),
                *fresh,
            ]
        )
    finally:
        if not writer.is_closed:
            writer.cancel()


def _folded(index: Any, coming: int) -> set[str]:  # noqa: ANN401 - Whoosh has no types
    """Choose the segments whose papers move to the new one, so that segments stay few.

    Many small ones do. So does one that is mostly deleted, where that is no great work beside what
    there is to do.
    """
    segments = index._segments()
    small = [s for s in segments if s.doc_count() < _SMALL]
    folded = {s.segment_id() for s in small} if len(small) >= _MANY else set()
    for segment in segments:
        alive = segment.doc_count()
        if alive <= max(_SMALL, 2 * coming) and alive < segment.doc_count_all() / 2:
            folded.add(segment.segment_id())
    return folded


def _alive_in(searcher: Any, folded: Collection[str]) -> Iterator[int]:  # noqa: ANN401
    """List the documents of some segments that are not deleted."""
    reader = searcher.reader()
    for leaf, offset in reader.leaf_readers():
        if folded and leaf.segment().segment_id() in folded:
            for number in range(leaf.doc_count_all()):
                if not leaf.is_deleted(number):
                    yield offset + number


def _record_tuple(searcher: Any, number: int) -> tuple[Record, ...]:  # noqa: ANN401
    return decode(searcher.stored_fields(number)["records"])


class _Before:
    """A paper as it was in the index."""

    def __init__(self, records: tuple[Record, ...]) -> None:
        self.records = records
        self.paper = merge(records)


class _Changes:
    """Counts what became of the papers of the dumps that were read."""

    def __init__(self, before: Iterable[_Before], incoming: set[tuple[str, int]]) -> None:
        self._before = {_place(record): old for old in before for record in old.records}
        self._by_identity = {key: old for old in before for key in old.paper.identities}
        self._incoming = incoming
        self._seen: dict[str, set[Key]] = {"new": set(), "updated": set(), "unchanged": set()}

    def see(self, paper: Paper) -> None:
        """Take note of a paper that is in the index now."""
        places = [_place(record) for record in paper.records]
        if self._incoming.isdisjoint(places):
            return
        olds = {id(old): old for place in places if (old := self._before.get(place))}
        if not olds:
            olds = {id(old): old for key in paper.identities if (old := self._by_identity.get(key))}
        if not olds:
            self._seen["new"].add(paper.key)
        elif any(_known(old.paper) == _known(paper) for old in olds.values()):
            self._seen["unchanged"].add(paper.key)
        else:
            self._seen["updated"].add(paper.key)

    def sum(self) -> Changes:
        """Give the papers of each kind."""
        return Changes(**{kind: frozenset(keys) for kind, keys in self._seen.items()})


def _known(paper: Paper) -> tuple[object, ...]:
    """Give what is known of a paper, apart from where it was seen."""
    return tuple(getattr(paper, name) for name in Paper.__dataclass_fields__ if name != "records")


def _place(record: Record) -> tuple[str, int]:
    return record.sighting.dump, record.sighting.position


def _touched(
    searcher: Any,  # noqa: ANN401 - Whoosh has no types
    gone: Collection[str],
    incoming: Iterable[Record],
) -> dict[int, tuple[Record, ...]]:
    """Find the documents that an update can change, with their records.

    These are the papers of readings that no longer count, those that share an identity with a
    record that comes in, and, again and again, those that share one with them.
    """
    found: dict[int, tuple[Record, ...]] = {}
    if searcher.doc_count() == 0:
        return found
    seen: set[Key] = set()
    documents = list(_documents(searcher, "reading", gone))
    fresh = {key for record in incoming for key in record.identities}
    while fresh or documents:
        documents.extend(_documents(searcher, "identity", fresh))
        seen |= fresh
        fresh = set()
        for number in documents:
            if number not in found:
                found[number] = _record_tuple(searcher, number)
                fresh |= {key for record in found[number] for key in record.identities} - seen
        documents = []
    return found


def _documents(searcher: Any, field: str, terms: Collection[str]) -> Iterator[int]:  # noqa: ANN401
    """Find the documents that have any of some terms in a field."""
    reader = searcher.reader()
    known = [Term(field, term) for term in terms if (field, term) in reader]
    for start in range(0, len(known), 500):
        yield from searcher.docs_for_query(Or(known[start : start + 500]))
