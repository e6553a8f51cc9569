"""Where and when a paper was seen, in words."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from papers_tui.model.paper import Record, Sighting, count_of

_MOST: Final = 8
"""Sightings of which each has a line; of more than these only the first and the last have."""

_SAID: Final = 2
"""Parts of the only sighting that `seen` says already: when, and at what place."""

_FIRST, _LAST = 3, 4
"""How many first and last ones have a line then."""


def seen(records: Sequence[Record], arrow: str) -> str:
    """Say in how many captures a paper was seen, and what changed from the first to the last.

    Args:
        records: What each dump says of it, in the order of capture.
        arrow: Stands between what was and what is.
    """
    captures = len({_capture(record.sighting) for record in records})
    parts = [f"seen in {count_of(captures, 'capture')}"]
    if len(records) == 1:
        sighting = records[0].sighting
        parts[0] += f", {_day(sighting)} at place {_place(sighting)}"
    parts += _change("comments", [record.comments for record in records], arrow)
    parts += _change("upvotes", [record.upvotes for record in records], arrow)
    return "; ".join(parts)


def sightings(records: Sequence[Record], file_of: Callable[[str], str]) -> Iterator[Sequence[str]]:
    """Say of each sighting what is known, in parts; where there are many, of the first and last.

    Of the only one this says what `seen` does not.

    Args:
        records: What each dump says of the paper, in the order of capture.
        file_of: Names the file of a dump.
    """
    for number, record in enumerate(records):
        left_out = len(records) - _FIRST - _LAST
        if len(records) <= _MOST or not _FIRST <= number < _FIRST + left_out:
            parts = tuple(_parts(record, file_of))
            yield parts if len(records) > 1 else parts[_SAID:]
        elif number == _FIRST:
            yield (f"and {left_out:,} more in between",)


def _parts(record: Record, file_of: Callable[[str], str]) -> Iterator[str]:
    sighting = record.sighting
    yield _day(sighting)
    yield f"place {_place(sighting)}"
    yield sighting.format
    if record.comments is not None:
        yield count_of(record.comments, "comment")
    if record.upvotes is not None:
        yield count_of(record.upvotes, "upvote")
    yield file_of(sighting.dump)


def _change(noun: str, counts: Sequence[int | None], arrow: str) -> Sequence[str]:
    known = [count for count in counts if count is not None]
    if not known or known[0] == known[-1]:
        return ()
    return (f"{noun} {known[0]:,} {arrow} {known[-1]:,}",)


def _day(sighting: Sighting) -> str:
    if sighting.captured is None:
        return "undated"
    return f"{sighting.captured}{'?' * sighting.captured_inferred}"


def _capture(sighting: Sighting) -> str:
    return sighting.origin.dump if sighting.origin else sighting.dump


def _place(sighting: Sighting) -> int:
    return sighting.origin.position if sighting.origin else sighting.position
