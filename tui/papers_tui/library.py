"""The one door to everything: dumps, index and state, composed; no logic of its own."""

import datetime
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from papers_tui.config import POSTING_CACHE
from papers_tui.dumps import files
from papers_tui.dumps.store import Arrival, DumpStore
from papers_tui.errors import BusyError, DumpError, ExportError, StaleIndexError
from papers_tui.files import make_private, write_whole
from papers_tui.model.codec import decode
from papers_tui.model.dump import AddReport, Dump, FileReport, Reading
from papers_tui.model.identity import known_as
from papers_tui.model.merge import merge
from papers_tui.model.paper import Marks, Paper, Record
from papers_tui.model.query import Query, Reason, Results
from papers_tui.paths import Paths
from papers_tui.state.store import StateStore

if TYPE_CHECKING:
    from papers_tui.index.build import Changes
    from papers_tui.index.columns import States
    from papers_tui.index.index import PaperIndex
    from papers_tui.index.snapshot import Snapshot

_PATIENCE: Final = 30.0
"""Seconds to wait for another process that changes the index."""

Tell = Callable[[str], None]
"""Is told, in a sentence, of something that happened besides."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Whom to tell how far adding is."""

    file: Callable[[str], None] = field(default=lambda path: None)
    """Told the name of each file before it is read."""

    written: Callable[[int], None] = field(default=lambda papers: None)
    """Told now and then how many papers were written to the index."""


class Library:
    """The papers of one user, and what the user said of them.

    One thread may search while others do everything else.
    """

    def __init__(
        self,
        paths: Paths,
        tell: Tell = lambda sentence: None,
        posting_cache: int = POSTING_CACHE,
    ) -> None:
        """Open the library; nothing is read before it is needed.

        Args:
            paths: Where it lies.
            tell: Whom to tell of what happened besides.
            posting_cache: Megabytes of posting lists that searches keep at the most.
        """
        self._paths = paths
        self._posting_cache = posting_cache
        self.tell = tell
        """Whom to tell of what happened besides; any thread may do so."""
        self._store = DumpStore(paths.dumps)
        self._opening = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._stamp: tuple[str, ...] = ()
        self._states: tuple[Snapshot, int, States] | None = None
        self._dumps: dict[str, Dump] = {}

    @cached_property
    def _index(self) -> "PaperIndex":
        from papers_tui.index.index import PaperIndex  # deferred: Whoosh and NumPy are slow

        return PaperIndex(self._paths.index, self._posting_cache << 20)

    @cached_property
    def _state(self) -> StateStore:
        return StateStore(self._paths.state)

    @property
    def paths(self) -> Paths:
        """Where it lies."""
        return self._paths

    def add(
        self,
        names: Sequence[str],
        captured: datetime.date | None = None,
        progress: Progress | None = None,
    ) -> AddReport:
        """Add the dumps in files, in folders and on standard input (`-`).

        A file that is no dump is reported and changes nothing. A dump that was added before changes
        nothing either, unless `captured` says another day of capture.
        """
        progress = progress or Progress()
        make_private(self._paths.data)
        reports = []
        for file in files.find(names):
            progress.file(file.path)
            reports.append(self._keep(file, captured))
        accepted = {report.sha256 for report in reports if report.reading and report.sha256}
        changes = self._bring_up_to_date(progress.written) if accepted else None
        snapshot = self._current() if accepted or self._paths.index.exists() else None
        new = changes.new if changes else frozenset()
        updated = changes.updated if changes else frozenset()
        seen = {key for name in accepted for key in snapshot.keys_in(name)} if snapshot else set()
        return AddReport(
            files=tuple(reports),
            new=len(seen & new),
            updated=len(seen & updated),
            unchanged=len(seen - new - updated),
            papers_in_index=len(snapshot) if snapshot else 0,
        )

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the index again from the kept dumps; give the number of papers in it."""
        written = (progress or Progress()).written
        self._index.make_again(self._store.all, self._records, written, _PATIENCE)
        return len(self._current())

    def dumps(self) -> list[Dump]:
        """List the dumps that were added, the first added first."""
        return self._store.all()

    def remove_dump(self, sha256: str) -> None:
        """Take a dump out: the index is made without it; what the user said of papers stays."""
        self._store.remove(sha256)
        self._bring_up_to_date(lambda papers: None)

    def file_of(self, sha256: str) -> str:
        """Name the file that a dump came from; one that is not known by the beginning of its name.

        The names are those of when the index was opened.
        """
        dump = self._dumps.get(sha256)
        return dump.file if dump else sha256[:12]

    def search(self, query: Query) -> Results:
        """Answer a query."""
        snapshot = self._current()
        return snapshot.search(query, self._states_of(snapshot), self._dumps)

    def find(self, key: str) -> Paper | None:
        """Find a paper by any key that it ever had; an arXiv id or DOI needs no prefix."""
        return next(iter(self._current().find(known_as(key))), None)

    def row_of(self, results: Results, paper: Paper) -> int | None:
        """Find the row of a paper in an answer; None where it is not listed."""
        snapshot = self._snapshot
        if snapshot is None or results.source is not snapshot:
            return None
        return snapshot.row_of(results.documents, paper.identities)

    def lists(self, results: Results) -> bool:
        """Tell whether an answer is one of the index as it is open now."""
        return results.source is self._snapshot

    def next_unread(self, results: Results, row: int, step: int) -> int | None:
        """Find the row of the next unread paper (step 1), or of the one before (step -1)."""
        snapshot = results.source
        if snapshot is not self._snapshot or self._snapshot is None:
            return None
        unread = ~self._states_of(self._snapshot).read
        return self._snapshot.next_row(results.documents, unread, row, step)

    def marks(self, paper: Paper) -> Marks:
        """Give what the user said of a paper."""
        return self._state.marks(paper.identities)

    def mark(
        self, papers: Sequence[Paper], *, read: bool | None = None, bookmarked: bool | None = None
    ) -> None:
        """Say of papers that they are read or not, kept or not; None leaves it as it is."""
        self._state.mark(papers, read=read, bookmarked=bookmarked)

    def bookmarks(self) -> list[Paper]:
        """List the kept papers, the first kept first, as they are known now.

        One that is in no dump any more is given as it was when it was kept; so are all of them
        where there is no index to ask.
        """
        try:
            current = self._current()
        except (StaleIndexError, DumpError) as error:
            self.tell(f"bookmarks are listed as they were when they were made: {error}")
            return [merge(decode(bookmark.records)) for bookmark in self._state.bookmarks()]
        return [
            current.known_as(bookmark.identities) or merge(decode(bookmark.records))
            for bookmark in self._state.bookmarks()
        ]

    def count_bookmarks(self) -> int:
        """Count the kept papers."""
        return sum(paper.marks.bookmarked for paper in self._state.all())

    def bibtex(self, papers: Sequence[Paper]) -> str:
        """Write papers as BibTeX."""
        from papers_tui.export.bibtex import bibtex  # deferred: not needed to begin reading

        return bibtex(papers)

    def json(
        self,
        papers: Sequence[Paper],
        scores: Sequence[float | None] | None,
        *,
        lines: bool,
        why: Sequence[Sequence[Reason]] | None = None,
    ) -> str:
        """Write papers as JSON, with scores and reasons where given: a list, or one a line."""
        from papers_tui.export.json_form import papers_json  # deferred: as above

        marks = [self.marks(paper) for paper in papers]
        return papers_json(papers, marks, scores, why, lines=lines)

    def write(self, path: Path, text: str) -> None:
        """Write an export to a file; an existing one is replaced whole.

        Raises:
            ExportError: It cannot be written; an existing file is as it was.
        """
        try:
            write_whole(path, text.encode())
        except OSError as error:
            raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error

    def close(self) -> None:
        """Close the database of read marks and bookmarks."""
        if "_state" in self.__dict__:
            self._state.close()

    def changed_elsewhere(self) -> bool:
        """Tell whether another process added papers, or marked some since this was last asked."""
        marked = self._state.refresh()
        return marked or (self._snapshot is not None and self._index.stamp() != self._stamp)

    def _keep(self, file: files.InputFile, captured: datetime.date | None) -> FileReport:
        """Read a file, and keep it if it is a dump."""
        try:
            with file.open() as stream, self._store.take_in(stream) as arrival:
                return self._read(file, arrival, captured)
        except OSError as error:
            return FileReport(file.path, None, None, error.strerror or str(error), file.named)
        except DumpError as error:
            return FileReport(file.path, None, None, str(error), file.named)

    def _read(
        self, file: files.InputFile, arrival: Arrival, captured: datetime.date | None
    ) -> FileReport:
        from papers_tui.dumps.reading import OpenDump  # deferred: not needed to begin reading

        file_date, known = file.date, self._store.get(arrival.sha256)
        if known is not None:
            file_date, captured = known.file_date, captured or known.captured_override
        try:
            dump = OpenDump(arrival.source(file_date, captured))
            for _record in dump:
                pass
        except DumpError as error:
            return FileReport(file.path, arrival.sha256, None, str(error), file.named)
        reading = dump.reading
        if known is None or captured != known.captured_override:
            path = known.path if known else files.origin(file.path)
            self._store.keep(_dump(arrival.sha256, path, file_date, captured, reading), arrival)
        return FileReport(file.path, arrival.sha256, reading, None, file.named)

    def _current(self) -> "Snapshot":
        """Open the index as it is now, unless it is open; mend it first where it needs that."""
        with self._opening:
            if self._snapshot is None or self._index.stamp() != self._stamp:
                dumps = self._store.all()
                snapshot, self._stamp = self._opened(dumps)
                self._snapshot = snapshot
                self._dumps = {dump.sha256: dump for dump in dumps}
            return self._snapshot

    def _opened(self, dumps: Sequence[Dump]) -> "tuple[Snapshot, tuple[str, ...]]":
        """Open the index, and name its state; where it does not say what the dumps say, mend it."""
        try:
            snapshot, stamp = self._unchanged()
            if self._index.says(snapshot, dumps):
                return snapshot, stamp
            self.tell("an interrupted addition is being completed")
            self._bring_up_to_date(lambda papers: None, patience=0)
        except BusyError:
            return snapshot, stamp  # another process is at it; this serves until it is done
        except StaleIndexError as error:
            if dumps:
                self.tell(f"{error}: it is made again from {len(dumps)} kept dumps")
            self._index.make_again(self._store.all, self._records, lambda papers: None, _PATIENCE)
        return self._unchanged()

    def _unchanged(self) -> "tuple[Snapshot, tuple[str, ...]]":
        """Open the index, anew where another process changes it and removes files meanwhile."""
        while True:
            stamp = self._index.stamp()
            try:
                return self._index.open(), stamp
            except StaleIndexError:
                if self._index.stamp() == stamp:
                    raise

    def _bring_up_to_date(
        self, written: Callable[[int], None], patience: float = _PATIENCE
    ) -> "Changes":
        try:
            return self._index.bring_up_to_date(self._store.all, self._records, written, patience)
        except StaleIndexError:
            return self._index.make_again(self._store.all, self._records, written, patience)

    def _records(self, dump: Dump) -> Iterator[Record]:
        """Read the records of a kept dump; one that is damaged is told of and gives none."""
        from papers_tui.dumps.reading import OpenDump  # deferred: not needed to begin reading

        try:
            yield from OpenDump(self._store.source(dump))
        except DumpError as error:
            self.tell(f"{dump.path}: {error}")

    def _states_of(self, snapshot: "Snapshot") -> "States":
        """Place what the user said on the document numbers of a snapshot."""
        version = self._state.version
        if self._states is None or self._states[:2] != (snapshot, version):
            said = self._state.all()
            states = snapshot.states(
                read=[paper.identities for paper in said if paper.marks.read],
                bookmarked=[paper.identities for paper in said if paper.marks.bookmarked],
            )
            self._states = (snapshot, version, states)
        return self._states[2]


def _dump(
    sha256: str,
    path: str,
    file_date: datetime.date | None,
    captured: datetime.date | None,
    reading: Reading,
) -> Dump:
    return Dump(
        sha256=sha256,
        path=path,
        added=datetime.datetime.now(datetime.UTC),
        file_date=file_date,
        captured_override=captured,
        format=reading.format,
        captured=reading.captured,
        captured_inferred=reading.captured_inferred,
        papers=reading.papers,
        incomplete=reading.incomplete,
        rejected=reading.rejected,
        problems=reading.problems,
        further_problems=reading.further_problems,
    )
