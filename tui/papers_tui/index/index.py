"""The index of one library: opened, brought up to date, made again."""

import contextlib
import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from papers_tui.errors import StaleIndexError, UnwritableError
from papers_tui.index.batch import count_missing, names_of
from papers_tui.index.folder import DAMAGE, IndexFolder
from papers_tui.index.holder import is_held
from papers_tui.index.postings import CACHE_BYTES
from papers_tui.index.snapshot import Snapshot
from papers_tui.model.dump import Dump
from papers_tui.model.paper import Record

if TYPE_CHECKING:
    from papers_tui.index.changes import Changes

Reader = Callable[[Dump], Iterable[Record]]
"""Reads the records of a kept dump."""

Progress = Callable[[int, int], None]
"""Is told now and then how many records were taken in, and how many are to be."""


class PaperIndex:
    """An index that follows a set of dumps."""

    def __init__(self, folder: Path, cache_bytes: int = CACHE_BYTES) -> None:
        self._path = folder
        self._folder = IndexFolder(folder)
        self._cache_bytes = cache_bytes

    def stamp(self) -> tuple[str, ...]:
        """Name the state of the index on disk: another one means that it was changed."""
        return self._folder.stamp()

    def is_changing(self) -> bool:
        """Tell whether a process is changing the index."""
        try:
            return is_held(self._path)
        except OSError:
            return False  # whoever wants to change it is told why that cannot be

    def open(self) -> Snapshot:
        """Open the index as it is now.

        Raises:
            StaleIndexError: There is none, or it is damaged or of another version.
        """
        with _stale_if_damaged():
            return Snapshot(self._folder.open(), self._cache_bytes)

    def damaged(self) -> str | None:
        """Go through all files; name one that is not as it was written, in a sentence."""
        while True:
            stamp = self.stamp()
            damage = self._folder.damaged()
            if damage is None or self.stamp() == stamp:
                return damage

    def missing(self, dumps: Sequence[Dump]) -> bool:
        """Tell whether the index does not say what these dumps say."""
        return not self.says(self.open(), dumps)

    def says(self, snapshot: Snapshot, dumps: Sequence[Dump]) -> bool:
        """Tell whether a snapshot says what these dumps say."""
        with _stale_if_damaged():
            return snapshot.readings() == set(names_of(dumps).values())

    def lacks(self, snapshot: Snapshot, dumps: Sequence[Dump]) -> int:
        """Count the records of these dumps that a snapshot does not hold."""
        with _stale_if_damaged():
            return count_missing(dumps, names_of(dumps), snapshot.readings())

    def bring_up_to_date(
        self,
        dumps: Callable[[], Sequence[Dump]],
        read: Reader,
        progress: Progress,
        patience: float,
    ) -> "Changes":
        """Make the index say what the kept dumps say, reading only those that it does not hold.

        Args:
            dumps: Lists the kept dumps; asked when no other process can change them any more.
            read: Reads one of them.
            progress: Told now and then how far this is.
            patience: Seconds to wait for another process that is writing.
        """
        from papers_tui.index.build import follow  # deferred: readers write nothing

        with _stale_if_damaged(), _told_if_unwritable(), self._folder.writing(patience):
            if not self._folder.stamp():
                with self._folder.created() as path:
                    self._folder.make_current(path)  # steps count from now on
            changes = follow(self._folder.open_to_change(), dumps(), read, progress)
            self._folder.seal()
            return changes

    def make_again(
        self,
        dumps: Callable[[], Sequence[Dump]],
        read: Reader,
        progress: Progress,
        patience: float,
    ) -> "Changes":
        """Make the index from nothing, as `bring_up_to_date`; the old one serves until then."""
        from papers_tui.index.build import follow  # deferred: readers write nothing

        with _told_if_unwritable(), self._folder.writing(patience), self._folder.created() as path:
            changes = follow(self._folder.opened(path), dumps(), read, progress)
            self._folder.seal(path)
            self._folder.make_current(path)
            return changes


_UNWRITABLE: Final = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}
)
"""What goes wrong where nothing can be written, and is no sign of damage."""


@contextlib.contextmanager
def _told_if_unwritable() -> Iterator[None]:
    """Turn what is raised where nothing can be written into an error of ours."""
    try:
        yield
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        raise UnwritableError(
            f"the index cannot be written ({error.strerror}); it is as it was, and what was added "
            "is kept: `papers-tui add` takes it in when that is mended"
        ) from error


@contextlib.contextmanager
def _stale_if_damaged() -> Iterator[None]:
    """Turn what Whoosh raises over a damaged index into an error of ours."""
    try:
        yield
    except DAMAGE as error:
        raise StaleIndexError(f"the index cannot be read ({error!r})") from error
