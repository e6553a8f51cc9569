"""Read a dump whole, as tests want it."""

import dataclasses
import datetime
import hashlib
import io
from dataclasses import dataclass

from papers_tui.dumps.reading import OpenDump
from papers_tui.dumps.source import Source
from papers_tui.model.dump import Problem
from papers_tui.model.paper import FormatName, Record


@dataclass(frozen=True)
class Whole:
    format: FormatName
    captured: datetime.date | None
    captured_inferred: bool
    records: tuple[Record, ...]
    incomplete: int
    rejected: int
    problems: tuple[Problem, ...]


def source_of(
    data: bytes,
    file_date: datetime.date | None = None,
    captured_override: datetime.date | None = None,
) -> Source:
    sha256 = hashlib.sha256(data).hexdigest()
    return Source(lambda: io.BytesIO(data), sha256, file_date, captured_override)


def read(
    data: bytes,
    file_date: datetime.date | None = None,
    captured_override: datetime.date | None = None,
) -> Whole:
    """Read a dump; raise DumpError where it is none."""
    dump = OpenDump(source_of(data, file_date, captured_override))
    records = tuple(dump)
    reading = dump.reading
    assert reading.papers == len(records)
    return Whole(
        reading.format,
        reading.captured,
        reading.captured_inferred,
        records,
        reading.incomplete,
        reading.rejected,
        reading.problems,
    )


def begins_as(cut: Whole, whole: Whole) -> bool:
    """Tell whether the records of a dump that was cut are the first of the whole dump."""
    return [_essence(record) for record in cut.records] == [
        _essence(record) for record in whole.records[: len(cut.records)]
    ]


def _essence(record: Record) -> Record:
    """Leave out which dump a record stands in."""
    return dataclasses.replace(
        record, sighting=dataclasses.replace(record.sighting, dump="", captured=None)
    )
