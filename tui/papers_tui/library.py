"""The one door to everything: dumps, index and state, composed; no logic of its own."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.config import POSTING_CACHE
from papers_tui.current import CurrentIndex, Tell
from papers_tui.dumps.intake import Intake, Wish
from papers_tui.errors import (
    DumpError,
    ExportError,
    StaleIndexError,
    StateError,
)
from papers_tui.files import make_private, write_whole
from papers_tui.index.persistent import PersistentAnswer
from papers_tui.model.codec import decode
from papers_tui.model.dump import AddReport, Dump, FileReport
from papers_tui.model.finding import Finding
from papers_tui.model.identity import known_as
from papers_tui.model.merge import merge
from papers_tui.model.paper import Marks, Paper
from papers_tui.model.progress import Progress
from papers_tui.model.query import Query, Reason, Results
from papers_tui.paths import Paths
from papers_tui.state.store import StateStore

if TYPE_CHECKING:
    from papers_tui.index.columns import States
    from papers_tui.index.snapshot import Snapshot


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
        self.tell = tell
        """Whom to tell of what happened besides; any thread may do so."""
        self._intake = Intake(paths, self._say)
        self._index = CurrentIndex(paths, self._intake, self._say, posting_cache)
        self._visiting = False
        self._states: tuple[Snapshot, int, States] | None = None

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
        *,
        strict: bool = False,
    ) -> AddReport:
        """Add the dumps in files, in folders and archives, and on standard input (`-`).

        A file that is no dump is reported and changes nothing. A dump that was added before changes
        nothing either, unless `captured` says another day of capture. Where it is
        `strict`, a dump with problems is not added.
        """
        progress = progress or Progress()
        make_private(self._paths.data)
        reports = list(self._intake.take_in(names, Wish(captured, strict), progress))
        added = {report.sha256 for report in reports if report.refusal is None and report.sha256}
        changes = self._index.bring_up_to_date(progress.indexed) if added else None
        snapshot = self._index.now() if added or self._index.is_there else None
        new = changes.new if changes else 0
        updated = changes.updated if changes else 0
        seen = snapshot.count_in(added) if snapshot else 0
        return AddReport(
            files=tuple(_with_merged(report, snapshot) for report in reports),
            new=new,
            updated=updated,
            unchanged=max(0, seen - new - updated),
            papers_in_index=len(snapshot) if snapshot else 0,
        )

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the index again from the kept dumps; give the number of papers in it."""
        indexed = (progress or Progress()).indexed
        self._index.make_again(indexed)
        return len(self._index.now())

    def check_index(self) -> None:
        """Look for damage in the index, at most once a day, and make it again where there is any.

        Every file is read, which takes a second or so for each gigabyte; any thread may do so.
        """
        from papers_tui.index.last_check import LastCheck  # deferred: not needed to begin reading

        snapshot, stamp = self._index.now(), self._index.stamp
        check = LastCheck(self._paths.cache / "index-check", stamp)
        if check.was_today:
            return
        if snapshot.watch.look() is None:
            check.passed()
        else:
            self._index.now()

    def examine(self) -> Iterator[Finding]:
        """Look at everything that the library consists of; nothing is made, mended or removed."""
        from papers_tui.checks.examination import examine_all  # deferred: one command needs it

        return examine_all(self._paths)

    def complete(self, progress: Progress | None = None) -> AddReport:
        """Take in what an addition that was broken off left over."""
        changes = self._index.bring_up_to_date((progress or Progress()).indexed)
        papers = len(self._index.now())
        return AddReport((), changes.new, changes.updated, changes.unchanged, papers)

    @property
    def left_over(self) -> int:
        """How many records an addition that was broken off left over; `complete` takes them in.

        Few are taken in when the index is opened, so that there are none; asked before, it is 0.
        """
        return self._index.left_over

    def dumps(self) -> list[Dump]:
        """List the dumps that were added, the first added first; their problems are counted."""
        return self._intake.dumps()

    def with_problems(self, dump: Dump) -> Dump:
        """Give a dump with its problems."""
        return self._intake.with_problems(dump)

    def dump(self, sha256: str) -> Dump:
        """Find a dump, with its problems, by its SHA-256 or by the beginning of it.

        Raises:
            DumpError: There is none, or more than one begins so.
        """
        return self._intake.with_problems(self._intake.find(sha256))

    def papers_of(self, dump: Dump) -> Iterator[Paper]:
        """Give the papers that a dump holds."""
        results = self.search(Query(f"dump:{dump.sha256}"))
        return (results.paper(row) for row in range(len(results)))

    def remove_dump(self, sha256: str, progress: Progress | None = None) -> None:
        """Take a dump out: the index is made without it; what the user said stays.

        Raises:
            DumpError: There is none, or more than one begins so.
            BusyError: Another process is changing the index; the dump is where it was.
        """
        dump = self._intake.find(sha256)
        self._index.bring_up_to_date((progress or Progress()).indexed, without=dump)

    def file_of(self, sha256: str) -> str:
        """Name the file that a dump came from; one that is not known by the beginning of its name.

        The names are those of when the index was opened.
        """
        dump = self._index.dumps.get(sha256)
        return dump.file if dump else sha256[:12]

    def search(self, query: Query) -> Results:
        """Answer a query."""
        results = self._index.asked(
            lambda it: it.search(query, self._states_of(it), self._index.dumps)
        )
        again = PersistentAnswer(results.answer, lambda: self.search(query).answer)
        return replace(results, answer=again)

    def find(self, key: str) -> Paper | None:
        """Find a paper by any key that it ever had; an arXiv id or DOI needs no prefix."""
        return self._index.asked(lambda it: next(iter(it.find(known_as(key))), None))

    def row_of(self, results: Results, paper: Paper) -> int | None:
        """Find the row of a paper in an answer; None where it is not listed."""
        snapshot = self._index.snapshot
        if snapshot is None or results.source is not snapshot:
            return None
        try:
            return snapshot.row_of(results.documents, paper.identities)
        except StaleIndexError:
            return None  # the next question mends it

    def lists(self, results: Results) -> bool:
        """Tell whether an answer is one of the index as it is open now."""
        return results.source is self._index.snapshot

    def next_unread(self, results: Results, row: int, step: int) -> int | None:
        """Find the row of the next unread paper (step 1), or of the one before (step -1)."""
        snapshot = results.source
        if snapshot is not self._index.snapshot or self._index.snapshot is None:
            return None
        try:
            unread = ~self._states_of(self._index.snapshot).read
        except StaleIndexError:
            return None  # the next question mends it
        return self._index.snapshot.next_row(results.documents, unread, row, step)

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
            return self._index.asked(self._bookmarks_in)
        except (StaleIndexError, DumpError) as error:
            self.tell(f"bookmarks are listed as they were when they were made: {error}")
            return [merge(decode(bookmark.records)) for bookmark in self._state.bookmarks()]

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

    def jsonl(self, papers: Sequence[Paper]) -> str:
        """Write papers as JSON Lines that can be added to a library again without loss."""
        from papers_tui.export.json_form import lossless_lines  # deferred: as above

        return lossless_lines(papers, [self.marks(paper) for paper in papers])

    def write(self, path: Path, text: str) -> None:
        """Write an export to a file; an existing one is replaced whole.

        Raises:
            ExportError: It cannot be written; an existing file is as it was.
        """
        try:
            write_whole(path, text.encode())
        except OSError as error:
            raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error

    def begin_visit(self) -> None:
        """Begin to read: what was added since the last time is new, until the next time."""
        self._visiting = True

    def end_visit(self) -> None:
        """End reading; what is added from now on is new the next time."""
        if "_since" in self.__dict__:
            try:
                self._state.end_visit()
            except StateError as error:
                self.tell(f"what came since is not remembered: {error}")

    @cached_property
    def _since(self) -> datetime.datetime | None:
        """The end of the last visit before this one; None before the first."""
        if self._visiting:
            try:
                return self._state.begin_visit()
            except StateError as error:
                self.tell(f"this visit is not remembered: {error}")
        return self._state.last_visit()

    def close(self) -> None:
        """Close the database of read marks and bookmarks."""
        if "_state" in self.__dict__:
            self._state.close()

    def changed_elsewhere(self) -> bool:
        """Tell whether another process added papers, or marked some since this was last asked."""
        marked = self._state.refresh()
        return marked or self._index.has_changed

    def _say(self, sentence: str) -> None:
        self.tell(sentence)

    def _bookmarks_in(self, snapshot: "Snapshot") -> list[Paper]:
        return [
            snapshot.known_as(bookmark.identities) or merge(decode(bookmark.records))
            for bookmark in self._state.bookmarks()
        ]

    def _states_of(self, snapshot: "Snapshot") -> "States":
        """Place what the user said on the document numbers of a snapshot."""
        version, known = self._state.version, self._states
        if known is None or known[:2] != (snapshot, version):
            said = self._state.all()
            since = self._since
            states = snapshot.states(
                read=[paper.identities for paper in said if paper.marks.read],
                bookmarked=[paper.identities for paper in said if paper.marks.bookmarked],
                before={d.sha256 for d in self._index.dumps.values() if since and d.added <= since},
            )
            self._states = known = snapshot, version, states  # another thread may replace it
        return known[2]


def _with_merged(report: FileReport, snapshot: "Snapshot | None") -> FileReport:
    """Say how many records of a file are of papers that another record is of, too."""
    if snapshot is None or report.refusal is not None or not report.reading or not report.sha256:
        return report
    alone = snapshot.count_in({report.sha256}) - snapshot.count_merged(report.sha256)
    return replace(report, merged=max(0, report.reading.papers - alone))
