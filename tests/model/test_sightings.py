"""Where and when a paper was seen, in words."""

import dataclasses
import datetime
from typing import Any

from papers_tui.model.paper import Origin, Record
from papers_tui.model.sightings import seen, sightings
from tests.builders import record


def seen_on(day: int | None, **fields: Any) -> Record:  # noqa: ANN401
    captured = None if day is None else datetime.date(2026, 4, day)
    return record(captured=captured, dump=f"{day or 0:02}" * 32, **fields)


def lines(*records: Record) -> list[str]:
    return [" · ".join(parts) for parts in sightings(records, lambda sha256: f"{sha256[:2]}.txt")]


def test_one_sighting_is_told_once() -> None:
    only = seen_on(21, position=7, comments=1, upvotes=3)
    assert seen([only], "→") == "seen in 1 capture, 2026-04-21? at place 7"
    assert lines(only) == ["plain-text · 1 comment · 3 upvotes · 21.txt"]


def test_what_is_not_known_is_not_told() -> None:
    only = seen_on(None)
    assert seen([only], "→") == "seen in 1 capture, undated at place 1"
    assert lines(only) == ["plain-text · 00.txt"]


def test_what_changed_is_told_from_the_first_to_the_last_that_is_known() -> None:
    counts: list[tuple[int | None, int | None]] = [(1, None), (None, 3), (5, 1090), (None, None)]
    records = [
        seen_on(day, comments=comments, upvotes=upvotes)
        for day, (comments, upvotes) in enumerate(counts, start=1)
    ]
    assert seen(records, "->") == "seen in 4 captures; comments 1 -> 5; upvotes 3 -> 1,090"
    assert (
        lines(*records)[2]
        == "2026-04-03? · place 1 · plain-text · 5 comments · 1,090 upvotes · 03.txt"
    )
    same = [seen_on(1, comments=2), seen_on(2, comments=2)]
    assert seen(same, "→") == "seen in 2 captures"


def test_two_records_of_one_dump_are_one_capture() -> None:
    assert seen([seen_on(1, position=3), seen_on(1, position=9)], "→") == "seen in 1 capture"


def test_captures_of_another_library_count_as_they_were() -> None:
    first, second = seen_on(1, position=3), seen_on(1, position=9)
    moved = dataclasses.replace(second.sighting, origin=Origin("e" * 64, 40))
    assert seen([first, dataclasses.replace(second, sighting=moved)], "→") == "seen in 2 captures"


def test_many_sightings_are_folded() -> None:
    records = [seen_on(day) for day in range(1, 21)]
    assert len(lines(*records[:8])) == 8
    told = lines(*records)
    assert [line[:11] for line in told] == [
        "2026-04-01?", "2026-04-02?", "2026-04-03?", "and 13 more",
        "2026-04-17?", "2026-04-18?", "2026-04-19?", "2026-04-20?",
    ]  # fmt: skip
