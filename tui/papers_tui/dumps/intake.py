"""Take files in: read them, keep those that are dumps, and give their records again."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from papers_tui.config import Config
from papers_tui.dumps import files
from papers_tui.dumps.store import READERS, Arrival, DumpStore
from papers_tui.errors import DumpError
from papers_tui.model.dump import Dump, FileReport, Problem, Reading
from papers_tui.model.paper import Record, count_of
from papers_tui.model.progress import Progress
from papers_tui.paths import Paths

if TYPE_CHECKING:
    from papers_tui.dumps.containers import Member

_STEP: Final = 500
"""Records between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How files are to be taken in."""

    captured: datetime.date | None = None
    """The day of the capture, instead of the inferred one."""

    strict: bool = False
    """Do not add a dump with problems."""


class Intake:
    """The kept dumps of a library, and the way to them."""

    def __init__(self, paths: Paths, tell: Callable[[str], None]) -> None:
        """Open the folder of kept dumps; nothing is read before it is needed.

        Args:
            paths: Where the library lies.
            tell: Whom to tell of what happened besides.
        """
        self._paths, self._tell = paths, tell
        self._store = DumpStore(paths.dumps)

    def take_in(self, names: Sequence[str], wish: Wish, progress: Progress) -> Iterator[FileReport]:
        """Read files, files in folders and archives, and standard input; keep what is a dump."""
        for member in self._members(names):
            progress.reading(member.path, 0)
            try:
                with self._store.take_in(member.stream) as arrival:
                    yield self._read(member, arrival, wish, progress)
            except OSError as error:
                yield _refused(member, error.strerror or str(error))
            except DumpError as error:
                yield _refused(member, str(error))

    def dumps(self) -> list[Dump]:
        """List the kept dumps, the first added first; their problems are only counted."""
        return self._store.all()

    def with_problems(self, dump: Dump) -> Dump:
        """Give a dump with its problems."""
        return replace(dump, **self._store.problems(dump))

    def are_outdated(self, dumps: Sequence[Dump]) -> bool:
        """Tell whether another version of the program read any of some dumps."""
        return any(dump.read_by != READERS for dump in dumps)

    def dumps_read_now(self) -> list[Dump]:
        """List the kept dumps; those that another version read are read anew, as this one does."""
        dumps = self._store.all()
        return [dump if dump.read_by == READERS else self._read_anew(dump) for dump in dumps]

    def records(self, dump: Dump) -> Iterator[Record]:
        """Read the records of a kept dump; one that is damaged is told of, and ends there."""
        from papers_tui.dumps.reading import OpenDump  # deferred: not needed to begin reading

        try:
            yield from OpenDump(self._store.source(dump))
        except DumpError as error:
            self._tell(f"{dump.path}: {error}")

    def find(self, sha256: str) -> Dump:
        """Find a kept dump by its SHA-256, or by the beginning of it that no other has.

        Raises:
            DumpError: There is none, or more than one.
        """
        wanted = sha256.strip().lower()
        found = [dump for dump in self._store.all() if dump.sha256.startswith(wanted)]
        if len(found) == 1 and wanted:
            return found[0]
        if not found:
            raise DumpError(f"no dump has the name {sha256}; `papers-tui dumps` lists them")
        raise DumpError(f"{count_of(len(found), 'dump')} begin with {sha256!r}; write more of it")

    def remove(self, dump: Dump) -> None:
        """Keep a dump no longer."""
        self._store.remove(dump.sha256)

    def _members(self, names: Sequence[str]) -> "Iterator[Member]":
        """Find the files that are meant, and what is in those that hold others."""
        from papers_tui.dumps.containers import members  # deferred: not needed to begin reading
        from papers_tui.dumps.limits import Limits

        config = Config.load(self._paths.configuration)
        for problem in config.problems:
            self._tell(problem)
        limits = Limits.of(config, self._paths.configuration)
        for file in files.find(names):
            yield from members(file, limits, self._paths.data)

    def _read(self, file: "Member", arrival: Arrival, wish: Wish, progress: Progress) -> FileReport:
        from papers_tui.dumps.reading import OpenDump  # deferred: not needed to begin reading

        file_date, captured = file.date, wish.captured
        known = self._store.get(arrival.sha256)
        if known is not None:
            file_date, captured = known.file_date, captured or known.captured_override
        dump = OpenDump(arrival.source(file_date, captured))
        for number, _record in enumerate(dump, start=1):
            if number % _STEP == 0:
                progress.reading(file.path, number)
        fault = file.stream.fault
        reading = _with_fault(dump.reading, fault)
        report = FileReport(
            file.path, arrival.sha256, reading, None, file.named, known=known is not None
        )
        if wish.strict and reading.problem_count:
            problems = count_of(reading.problem_count, "problem")
            return replace(report, refusal=f"it has {problems}, and none are allowed")
        if (
            known is None
            or captured != known.captured_override
            or known.read_by != READERS
            or not self._store.is_whole(arrival.sha256)
        ):
            path = known.path if known else file.origin
            added = known.added if known else datetime.datetime.now(datetime.UTC)
            new = _dump(arrival.sha256, path, added, (file_date, captured), reading)
            self._store.keep(replace(new, fault=fault), arrival)
        return report

    def _read_anew(self, dump: Dump) -> Dump:
        """Read a dump that another version read; one that cannot be read stays as it was."""
        from papers_tui.dumps.reading import OpenDump  # deferred: not needed to begin reading

        try:
            opened = OpenDump(self._store.source(dump))
            for _record in opened:
                pass
        except DumpError as error:
            self._tell(f"{dump.path}: {error}")
            return dump
        dates = (dump.file_date, dump.captured_override)
        reading = _with_fault(opened.reading, dump.fault)
        anew = replace(_dump(dump.sha256, dump.path, dump.added, dates, reading), fault=dump.fault)
        self._store.describe(anew)
        return anew


def _with_fault(reading: Reading, fault: str | None) -> Reading:
    """Add to what came of reading a dump why its file ended before its end."""
    if fault is None:
        return reading
    return replace(reading, problems=(Problem(None, fault), *reading.problems))


def _refused(file: "Member", why: str) -> FileReport:
    return FileReport(file.path, None, None, why, file.named)


def _dump(
    sha256: str,
    path: str,
    added: datetime.datetime,
    dates: tuple[datetime.date | None, datetime.date | None],
    reading: Reading,
) -> Dump:
    """Describe a dump; the dates are the file's own, and the day of capture as the user gave it."""
    return Dump(
        sha256=sha256,
        path=path,
        added=added,
        file_date=dates[0],
        captured_override=dates[1],
        format=reading.format,
        captured=reading.captured,
        captured_inferred=reading.captured_inferred,
        papers=reading.papers,
        incomplete=reading.incomplete,
        rejected=reading.rejected,
        problems=reading.problems,
        further_problems=reading.further_problems,
        read_by=READERS,
    )
