"""Make the index what the kept dumps say.

The index is a function of the dumps: a step of an update takes the papers that are touched out of
it, with every paper that shares an identity with them, parts all their records anew, and puts them
back. After each step the index is whole, and the next update goes on from there.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from whoosh.writing import LockError

from papers_tui.errors import BusyError, UnwritableError
from papers_tui.index.batch import PART, Batch, batches, count_missing, names_of, part_of
from papers_tui.index.changes import Became, Changes, Numbered, place_of
from papers_tui.index.holdings import Holdings, Place
from papers_tui.index.segment_work import (
    SegmentPool,
    Work,
    Written,
    processors,
    remove_arrivals,
    waited_for,
    write,
)
from papers_tui.model.dump import Dump
from papers_tui.model.identity import Key
from papers_tui.model.paper import Record

_SMALL: Final = 2000
"""Papers below which a segment is small."""

_MANY: Final = 8
"""Small segments that become one."""

Progress = Callable[[int, int], None]
"""Is told how many records were taken in, and how many are to be."""


def follow(
    index: Any,  # noqa: ANN401 - Whoosh has no types
    dumps: Sequence[Dump],
    read: Callable[[Dump], Iterable[Record]],
    progress: Progress,
) -> Changes:
    """Make an index say what dumps say, reading only those that it does not hold.

    Raises:
        BusyError: Another program is writing to it.
        UnwritableError: A process that wrote a part of it was killed.
    """
    try:
        return _Update(index, dumps, read, progress).run()
    except LockError as error:
        raise BusyError("another program is writing to the index; try again later") from error
    except BrokenProcessPool as error:
        raise UnwritableError(
            "a process that wrote a part of the index was killed, perhaps for want of memory; what "
            "was added is kept: `papers-tui add` goes on with it"
        ) from error


@dataclass
class _Step:
    """The documents that a step takes out of the index."""

    touched: dict[Place, tuple[Record, ...]] = field(default_factory=dict)
    folded: set[str] = field(default_factory=set)
    moved: dict[Place, tuple[Record, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.touched or self.folded)


@dataclass(frozen=True, slots=True)
class _Flight:
    """A segment that another process is writing."""

    future: "Future[Written]"
    readings: frozenset[str]
    step: _Step
    keys: set[Key]


class _Update:
    """One run that makes an index follow the dumps."""

    def __init__(
        self,
        index: Any,  # noqa: ANN401 - Whoosh has no types
        dumps: Sequence[Dump],
        read: Callable[[Dump], Iterable[Record]],
        progress: Progress,
    ) -> None:
        self._index, self._dumps, self._read, self._progress = index, dumps, read, progress
        self._folder = Path(index.storage.folder)
        self._holdings = Holdings(index)
        self._names = names_of(dumps)
        self._held = self._holdings.readings()
        self._fresh = frozenset(
            dump for (dump, _part), name in self._names.items() if name not in self._held
        )
        self._kinds: dict[str, list[Became | None]] = {}
        self._returning: dict[str, bytearray] = {}
        self._counter: Counter[Became] = Counter()
        self._written = self._total = 0

    def run(self) -> Changes:
        """Do what there is to do, step by step; what was done remains where one fails."""
        remove_arrivals(self._folder)
        try:
            self._take_steps()
        finally:
            remove_arrivals(self._folder)
        self._written = self._total  # records that became one paper are none too few
        self._report(0)
        return Changes.of(self._counter)

    def _take_steps(self) -> None:
        gone = self._held - set(self._names.values())
        self._held -= gone
        self._total = count_missing(self._dumps, self._names, self._held)
        while len(leaving := list(islice(self._holdings.from_readings(gone), PART))) == PART:
            self._step(Batch([], frozenset()), leaving)
        incoming = batches(self._dumps, self._names, self._held, self._read)
        if leaving:
            self._step(next(incoming, Batch([], frozenset())), leaving)
        if self._total > 2 * PART and processors() > 1:
            self._in_parallel(incoming)
        else:
            for batch in incoming:
                self._step(batch)

    def _in_parallel(self, incoming: Iterator[Batch]) -> None:
        """Let several processes write; what touches what is not committed yet waits for it."""
        with SegmentPool() as pool:
            flights: deque[_Flight] = deque()
            for batch in incoming:
                keys = _identities(batch.records)
                step = self._taken_out(batch.records, keys)
                if step or any(not keys.isdisjoint(flight.keys) for flight in flights):
                    self._land(flights, pool)
                    step = self._taken_out(batch.records, keys)
                future = pool.submit(self._work(batch.records, step))
                batch.records.clear()  # other processes have them now, and the next ones come
                flights.append(_Flight(future, batch.readings, step, keys))
                self._land(flights, pool, 0 if step else pool.size)
            self._land(flights, pool)

    def _land(self, flights: "deque[_Flight]", pool: SegmentPool, left: int = 0) -> None:
        """Commit the segments that are being written, the oldest first, until few are left."""
        while len(flights) > left:
            flight = flights.popleft()
            written = waited_for(flight.future, lambda: self._report(pool.papers))
            self._commit(written, flight.readings, flight.step)

    def _step(self, batch: Batch, leaving: Iterable[Place] = ()) -> None:
        """Take in one batch, and take out the documents that leave."""
        step = self._taken_out(batch.records, _identities(batch.records), leaving)
        written = write(self._work(batch.records, step), self._count)
        self._commit(written, batch.readings, step)

    def _taken_out(
        self, incoming: Sequence[Record], keys: set[Key], leaving: Iterable[Place] = ()
    ) -> _Step:
        """Find the documents that a step can change, and the segments that it folds.

        Touched are those that leave, those that share an identity with a record that comes in,
        and, again and again, those that share one with them.
        """
        step, places, seen = _Step(), set(leaving), set(keys)
        places.update(self._holdings.known_as(keys))
        while places:
            found = self._holdings.records(places)
            step.touched |= found
            further = {key for records in found.values() for key in _identities(records)} - seen
            seen |= further
            places = set(self._holdings.known_as(further)) - step.touched.keys()
        step.folded = _folded(self._holdings.segments, len(step.touched) + len(incoming))
        alive = self._holdings.living_in(step.folded)
        step.moved = self._holdings.records(p for p in alive if p not in step.touched)
        return step

    def _work(self, incoming: Sequence[Record], step: _Step) -> Work:
        """Say what the segment of a step is made of."""
        arriving = {part_of(record) for record in incoming}
        kept, replaced = [], {}
        for record in (record for records in step.touched.values() for record in records):
            part = part_of(record)
            if part not in arriving and self._names.get(part) in self._held:
                kept.append(record)
            elif part[0] in self._fresh:
                replaced[place_of(record)] = record
        records = [*kept, *incoming]
        return Work(
            self._folder,
            records,
            self._names,
            self._fresh,
            list(step.moved.values()),
            replaced,
            self._had_before(records, replaced),
        )

    def _had_before(
        self, records: Iterable[Record], replaced: Iterable[Numbered]
    ) -> frozenset[Numbered]:
        """Note what was replaced; give those places of records where something was."""
        for dump, position in replaced:
            marks = self._returning.setdefault(dump, bytearray())
            marks.extend(bytes(max(0, position + 1 - len(marks))))
            marks[position] = True
        places = map(place_of, records)
        none = bytearray()
        return frozenset((d, n) for d, n in places if any(self._returning.get(d, none)[n : n + 1]))

    def _commit(self, written: Written, readings: frozenset[str], step: _Step) -> None:
        """Make a new segment, and what remains of the old ones, the index."""
        self._recount(written, step)
        written.move_to(self._folder)
        writer = self._index.writer(compound=False)
        try:
            for number in self._holdings.numbers(step.touched):
                writer.delete_document(number)
            new = [] if written.segment is None else [written.segment]
            writer.commit(
                mergetype=lambda _writer, old: [
                    *(s for s in old if s.doc_count() and s.segment_id() not in step.folded),
                    *new,
                ]
            )
        finally:
            if not writer.is_closed:
                writer.cancel()
        self._held |= readings
        self._holdings.refresh()

    def _recount(self, written: Written, step: _Step) -> None:
        """Count what became of the papers of a new segment, and no longer what it took in."""
        self._counter.subtract(kind for kind in map(self._kind_of, step.touched) if kind)
        self._counter.update(kind for kind in written.became if kind)
        moved = [self._kind_of(place) for place in step.moved]
        for segment in step.folded:
            self._kinds.pop(segment, None)
        if written.segment is not None:
            self._kinds[written.segment.segment_id()] = [*moved, *written.became]

    def _kind_of(self, place: Place) -> Became | None:
        """Tell as what a document was counted by this update, if it was."""
        kinds = self._kinds.get(place.segment)
        return None if kinds is None else kinds[place.number]

    def _count(self, papers: int) -> None:
        self._written += papers
        self._report(0)

    def _report(self, in_other_processes: int) -> None:
        """Say how far this is; papers stand for records, of which there may be a few more."""
        self._progress(min(self._written + in_other_processes, self._total), self._total)


def _identities(records: Iterable[Record]) -> set[Key]:
    return {key for record in records for key in record.identities}


def _folded(segments: Iterable[Any], coming: int) -> set[str]:
    """Choose the segments whose papers move to the new one, so that segments stay few.

    Many small ones do. So does one that is mostly deleted, where that is no great work beside what
    there is to do.
    """
    small = {s.segment_id() for s in segments if s.doc_count() < _SMALL}
    folded = small if len(small) >= _MANY else set()
    return folded | {
        s.segment_id()
        for s in segments
        if s.doc_count() <= max(_SMALL, 2 * coming) and s.doc_count() < s.doc_count_all() / 2
    }
