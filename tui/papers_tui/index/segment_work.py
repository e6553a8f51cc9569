"""Writing segments, in this process or in several others, where there is much to write."""

import contextlib
import multiprocessing
import os
import pickle
import shutil
import signal
import threading
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from papers_tui.index.batch import part_of
from papers_tui.index.changes import Became, Numbered, became
from papers_tui.index.segment import Entry, write_segment
from papers_tui.model.grouping import group
from papers_tui.model.merge import merge
from papers_tui.model.paper import Paper, Record

ARRIVING: Final = "arriving-"
"""What the names of folders begin with that hold segments which belong to no index yet."""

_MOST_PROCESSES: Final = 4
"""Processes that write segments at the most; each needs about as much memory as one batch."""

_LOOK: Final = 0.1
"""Seconds between two looks at how far other processes are."""

_STEP: Final = 100
"""Papers between two reports of one process."""


@dataclass(frozen=True, slots=True)
class Work:
    """What one segment is to be made of."""

    folder: Path
    """The folder of the index."""

    records: list[Record]
    """Records that are to be parted into papers."""

    names: Mapping[Numbered, str]
    """The name of the reading of each part of a dump."""

    fresh: frozenset[str]
    """The dumps that are read now."""

    moved: list[tuple[Record, ...]] = field(default_factory=list)
    """The records of papers that come as they are from segments that are given up."""

    replaced: dict[Numbered, Record] = field(default_factory=dict)
    """Records of the fresh dumps from an earlier reading, by their place."""

    returning: frozenset[Numbered] = frozenset()
    """The places of `records` that the index had from an earlier reading before this update."""


@dataclass(frozen=True, slots=True)
class Written:
    """A segment that was written, and belongs to no index yet."""

    segment: Any
    """Whoosh's segment, or None where there was nothing to write."""

    arrived: Path
    """The folder that its files are in."""

    became: list[Became | None]
    """What became of each paper that was parted from others, behind those that were moved."""

    def move_to(self, folder: Path) -> None:
        """Move its files to where the index is."""
        for file in self.arrived.iterdir():
            file.replace(folder / file.name)
        self.arrived.rmdir()


def write(work: Work, progress: Callable[[int], None]) -> Written:
    """Write a segment; `progress` is told now and then of how many more papers were written."""
    arrived = work.folder / f"{ARRIVING}{uuid.uuid4().hex[:12]}"
    arrived.mkdir(mode=0o700)
    kinds: list[Became | None] = []
    try:
        written = write_segment(arrived, _entries(work, kinds), _Steps(progress))
    except BaseException:
        shutil.rmtree(arrived, ignore_errors=True)
        raise
    return Written(written, arrived, kinds)


def remove_arrivals(folder: Path) -> None:
    """Remove segments that an earlier update left behind; none may be running."""
    for path in folder.glob(f"{ARRIVING}*"):
        shutil.rmtree(path, ignore_errors=True)


def _entries(work: Work, kinds: list[Became | None]) -> Iterator[Entry]:
    for records in work.moved:
        yield _entry(merge(records), work.names)
    groups = deque(group(work.records))
    work.records.clear()
    while groups:  # what is written is let go of
        paper = merge(groups.popleft())
        kinds.append(became(paper, work.fresh, work.replaced, work.returning))
        yield _entry(paper, work.names)


def _entry(paper: Paper, names: Mapping[Numbered, str]) -> Entry:
    parts = {part_of(record) for record in paper.records}
    return Entry(paper, tuple(sorted(names[part] for part in parts)))


class _Steps:
    """Counts papers, and reports them by the hundred."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        self._progress, self._papers = progress, 0

    def __call__(self) -> None:
        self._papers += 1
        if self._papers % _STEP == 0:
            self._progress(_STEP)


class SegmentPool:
    """Several processes that write segments; leave the `with` block and they are gone."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")  # threads of the reader survive no fork
        self.size: Final = min(processors(), _MOST_PROCESSES)
        """How many processes there are."""
        self._written = context.Value("q", 0)
        self._pool = ProcessPoolExecutor(
            self.size, context, initializer=_begin, initargs=(self._written,)
        )

    def __enter__(self) -> "SegmentPool":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    @property
    def papers(self) -> int:
        """How many papers the processes have written so far, in steps of a hundred."""
        return int(self._written.value)

    def submit(self, work: Work) -> "Future[Written]":
        """Let one of the processes write a segment; the records can be forgotten here."""
        with _uninterrupted():
            return self._pool.submit(_write, pickle.dumps(work))


def processors() -> int:
    """Tell how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def waited_for(future: "Future[Written]", look: Callable[[], None]) -> Written:
    """Wait until a segment is written; `look` is called now and then."""
    while True:
        try:
            return future.result(_LOOK)
        except NotYet:
            look()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Begin processes that are not interrupted by the keyboard: their parent is, and ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_count: Any = None
"""What this process adds the papers to that it has written."""


def _begin(count: Any) -> None:  # noqa: ANN401 - multiprocessing has no name for it
    """Begin a process of the pool, which ends with its parent."""
    global _count
    _count = count
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _write(work: bytes) -> Written:
    return write(pickle.loads(work), _add_to_count)


def _add_to_count(papers: int) -> None:
    with _count.get_lock():
        _count.value += papers
