"""The records of kept dumps in batches, each of which is one step of an update.

A dump is read in parts of equally many records. The index notes of each part whether it holds it,
so that an update that was broken off goes on after the last step that was done.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from papers_tui.index.changes import Numbered
from papers_tui.index.schema import reading_name
from papers_tui.model.dump import Dump
from papers_tui.model.paper import Record

PART: Final = 10_000
"""Records of a part, and of a batch at the most: as many are in memory at once."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one or more parts of dumps."""

    records: list[Record]
    """The records."""

    readings: frozenset[str]
    """The names of the readings that are complete with them."""


def part_of(record: Record) -> Numbered:
    """Tell which part of which dump a record stands in."""
    return record.sighting.dump, (record.sighting.position - 1) // PART


def names_of(dumps: Iterable[Dump]) -> dict[Numbered, str]:
    """Name the readings of all parts of dumps; a dump without papers has none."""
    return {
        (dump.sha256, part): reading_name(dump, part, PART)
        for dump in dumps
        for part in range(-(-dump.papers // PART))
    }


def batches(
    dumps: Sequence[Dump],
    names: dict[Numbered, str],
    held: Collection[str],
    read: Callable[[Dump], Iterable[Record]],
) -> Iterator[Batch]:
    """Read the parts of dumps that the index does not hold; small ones come together."""
    records: list[Record] = []
    readings: set[str] = set()
    for dump in dumps:
        for part in _missing_parts(dump, names, held, read):
            if len(records) + len(part) > PART:
                yield Batch(records, frozenset(readings))
                records, readings = [], set()
            readings.add(names[part_of(part[0])])
            records += part
            part.clear()  # whoever has the batch lets go of the records, and so does this
            if len(records) == PART:
                yield Batch(records, frozenset(readings))
                records, readings = [], set()
    if records:
        yield Batch(records, frozenset(readings))


def count_missing(dumps: Iterable[Dump], names: dict[Numbered, str], held: Collection[str]) -> int:
    """Count the records of the parts that the index does not hold."""
    return sum(
        min(PART, dump.papers - part * PART)
        for dump in dumps
        for part in range(-(-dump.papers // PART))
        if names[dump.sha256, part] not in held
    )


def _missing_parts(
    dump: Dump,
    names: dict[Numbered, str],
    held: Collection[str],
    read: Callable[[Dump], Iterable[Record]],
) -> Iterator[list[Record]]:
    parts = range(-(-dump.papers // PART))
    missing = {part for part in parts if names[dump.sha256, part] not in held}
    if not missing:
        return
    records: list[Record] = []
    for record in read(dump):
        _sha256, part = part_of(record)
        if records and part_of(records[0])[1] != part:
            yield records
            records = []
        if part in missing:
            records.append(record)
        elif part > max(missing):
            break
    if records:
        yield records
