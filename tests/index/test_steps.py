"""Whatever is added, removed, dated anew and broken off, in any batches: the index is the same."""

import datetime
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers_tui.index import batch, build
from papers_tui.index.changes import Changes
from papers_tui.index.index import PaperIndex
from papers_tui.index.segment_work import Work, Written, write
from papers_tui.index.snapshot import Snapshot
from papers_tui.model.dump import Dump
from papers_tui.model.paper import Record
from tests.builders import ABSTRACT, published, record
from tests.model.test_merge import OTHER_ABSTRACT

TITLES = (
    "A Paper With A Title That Is Long Enough",
    "Another Paper With A Long Enough Title",
    "Short",
)
PART = 3


class _PowerError(Exception):
    """The power is gone."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make parts, batches and segments small."""
    monkeypatch.setattr(batch, "PART", PART)
    monkeypatch.setattr(build, "PART", PART)
    monkeypatch.setattr(build, "_SMALL", 4)
    monkeypatch.setattr(build, "_MANY", 3)


class _Threads:
    """Stands for the processes that write segments."""

    size = 2
    papers = 0

    def __enter__(self) -> "_Threads":
        self._pool = ThreadPoolExecutor(self.size)
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def submit(self, work: Work) -> "Future[Written]":
        return self._pool.submit(write, work, lambda papers: None)


RECORDS = st.lists(
    st.builds(
        record,
        title=st.sampled_from(TITLES),
        abstract=st.sampled_from([None, "One abstract.", ABSTRACT, OTHER_ABSTRACT]),
        arxiv_id=st.sampled_from([None, None, "2510.00001", "2510.00002", "2510.00003"]),
        doi=st.sampled_from([None, None, "10.1/a", "10.1/b"]),
        title_tex=st.sampled_from([None, "A $x$ title", "Another $y$ title that is long"]),
        comments=st.sampled_from([None, 0, 5]),
        published=st.sampled_from([None, published("2025-12"), published("2019")]),
    ),
    min_size=1,
    max_size=10,
)


class Shelf:
    """Dumps as they are kept."""

    def __init__(self) -> None:
        self.dumps: dict[str, Dump] = {}
        self.records: dict[str, list[Record]] = {}

    def put(self, number: int, records: list[Record], day: int) -> None:
        """Keep a dump, or date one anew."""
        name = f"{number:064x}"
        captured = datetime.date(2026, 4, day)
        self.records[name] = [
            replace(r, sighting=replace(r.sighting, dump=name, position=n, captured=captured))
            for n, r in enumerate(records, start=1)
        ]
        self.dumps[name] = Dump(
            name, "x", datetime.datetime.now(datetime.UTC), None, captured, "plain-text",
            captured, False, len(records), 0, 0,
        )  # fmt: skip

    def change(self, what: str, number: int, records: list[Record], day: int) -> None:
        """Put a dump there, once; date it anew; or remove it."""
        name = f"{number:064x}"
        if what == "put" and name not in self.records:
            self.put(number, records, day)
        elif what == "date" and name in self.dumps:
            self.put(number, self.records[name], day)
        elif what == "remove":
            self.dumps.pop(name, None)

    def read(self, dump: Dump) -> Iterator[Record]:
        """Give the records of a dump."""
        return iter(self.records[dump.sha256])

    def all(self) -> list[Dump]:
        """List the dumps."""
        return list(self.dumps.values())


def follow(index: PaperIndex, shelf: Shelf, broken_at: int | None = None) -> Changes:
    """Bring an index up to date; the power goes when so many records were read."""
    given = count()

    def read(dump: Dump) -> Iterator[Record]:
        for item in shelf.read(dump):
            if next(given) == broken_at:
                raise _PowerError
            yield item

    return index.bring_up_to_date(shelf.all, read, lambda done, total: None, 1)


def content(snapshot: Snapshot) -> "Counter[object]":
    """Give every paper with the readings that it comes from."""
    coded = snapshot.columns.coded("reading")
    papers: Counter[object] = Counter()
    for document in snapshot.columns.living.tolist():
        codes = coded.codes_of(np.array([document], np.int64)).tolist()
        papers[snapshot.paper(document), tuple(coded.names[code] for code in codes)] += 1
    return papers


def rebuilt(folder: Path, shelf: Shelf) -> "Counter[object]":
    index = PaperIndex(folder)
    index.make_again(shelf.all, shelf.read, lambda done, total: None, 1)
    return content(index.open())


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 5), RECORDS, st.integers(1, 3)),
        st.tuples(st.just("date"), st.integers(0, 5), st.just([]), st.integers(1, 3)),
        st.tuples(st.just("remove"), st.integers(0, 5), st.just([]), st.just(0)),
        st.tuples(st.just("follow"), st.just(0), st.just([]), st.just(0)),
        st.tuples(st.just("break"), st.integers(0, 12), st.just([]), st.just(0)),
    ),
    min_size=1,
    max_size=10,
)


@pytest.mark.parametrize("processors", [1, 2])
@settings(max_examples=40)
@given(steps=STEPS)
def test_any_steps_in_any_batches_give_the_same_index(
    small: None,
    tmp_path_factory: pytest.TempPathFactory,
    processors: int,
    steps: list[tuple[str, int, list[Record], int]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "processors", lambda: processors)
        patch.setattr(build, "SegmentPool", _Threads)
        shelf, folder = Shelf(), tmp_path_factory.mktemp("steps")
        index = PaperIndex(folder)
        index.make_again(lambda: [], shelf.read, lambda done, total: None, 1)
        open_then: list[tuple[Snapshot, object]] = []
        for what, number, records, day in [*steps, ("follow", 0, [], 0)]:
            if what == "follow":
                changes = follow(index, shelf)
                assert min(changes.new, changes.updated, changes.unchanged) >= 0
                snapshot = index.open()
                open_then.append((snapshot, content(snapshot)))
                assert index.says(snapshot, shelf.all())
            elif what == "break":
                try:
                    follow(index, shelf, number)
                except _PowerError:
                    assert not list(folder.glob("*/arriving-*"))
            else:
                shelf.change(what, number, records, day)
        for snapshot, was in open_then:
            assert content(snapshot) == was
        assert content(index.open()) == rebuilt(tmp_path_factory.mktemp("again"), shelf)


def test_segments_that_were_not_committed_do_not_stay(
    small: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "processors", lambda: 2)
    monkeypatch.setattr(build, "SegmentPool", _Threads)
    shelf, index = Shelf(), PaperIndex(tmp_path)
    index.make_again(lambda: [], shelf.read, lambda done, total: None, 1)
    shelf.put(
        1,
        [record(f"The Long Title Of Paper {n:02}", arxiv_id=f"2510.{n:05}") for n in range(12)],
        1,
    )
    with pytest.raises(_PowerError):
        follow(index, shelf, 8)
    assert not list(tmp_path.glob("*/arriving-*"))
    follow(index, shelf)
    assert len(index.open()) == 12


@pytest.mark.parametrize("processors", [1, 2])
@settings(max_examples=40)
@given(st.lists(RECORDS, min_size=2, max_size=4))
def test_every_paper_of_the_dumps_that_are_read_is_counted_once(
    small: None,
    tmp_path_factory: pytest.TempPathFactory,
    processors: int,
    dumps: list[list[Record]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "processors", lambda: processors)
        patch.setattr(build, "SegmentPool", _Threads)
        shelf, index = Shelf(), PaperIndex(tmp_path_factory.mktemp("steps"))
        index.make_again(lambda: [], shelf.read, lambda done, total: None, 1)
        for number, records in enumerate(dumps):
            shelf.put(number, records, 1)
        changes = follow(index, shelf)
        assert changes == Changes(new=len(index.open()))
        for number, records in enumerate(dumps):
            shelf.put(number, records, 2)
        changes = follow(index, shelf)
        assert min(changes.new, changes.updated, changes.unchanged) >= 0
        assert changes.new == 0
        assert changes.updated + changes.unchanged == len(index.open())
