"""The index of a library as it is now: opened, mended where it needs that, brought up to date."""

import threading
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final, TypeVar

from papers_tui.dumps.intake import Intake
from papers_tui.errors import BusyError, StaleIndexError, UnwritableError
from papers_tui.model.dump import Dump
from papers_tui.paths import Paths

if TYPE_CHECKING:
    from papers_tui.index.changes import Changes
    from papers_tui.index.index import PaperIndex
    from papers_tui.index.snapshot import Snapshot

Found = TypeVar("Found")
"""What the index is asked for."""

Tell = Callable[[str], None]
"""Is told, in a sentence, of something that happened besides."""

_PATIENCE: Final = 30.0
"""Seconds to wait for another process that changes the index."""

_AT_ONCE: Final = 2000
"""Records left over by an addition that are taken in at once, when the index is opened."""


class CurrentIndex:
    """The index that follows the kept dumps of a library; any thread may ask it."""

    def __init__(self, paths: Paths, intake: Intake, tell: Tell, posting_cache: int) -> None:
        """Open nothing yet.

        Args:
            paths: Where the library lies.
            intake: The kept dumps.
            tell: Whom to tell of what happened besides.
            posting_cache: Megabytes of posting lists that searches keep at the most.
        """
        self._paths, self._intake, self._tell = paths, intake, tell
        self._posting_cache = posting_cache
        self._opening = threading.Lock()
        self.snapshot: Snapshot | None = None
        """The index as it was opened last, if it was."""
        self.stamp: tuple[str, ...] = ()
        """What named the index on disk when it was opened last."""
        self.dumps: dict[str, Dump] = {}
        """The kept dumps of then, by their SHA-256."""
        self.left_over = 0
        """How many records an addition that was broken off left over; few are taken in at once."""

    @cached_property
    def _index(self) -> "PaperIndex":
        from papers_tui.index.index import PaperIndex  # deferred: Whoosh and NumPy are slow

        return PaperIndex(self._paths.index, self._posting_cache << 20)

    @property
    def is_there(self) -> bool:
        """Whether there is an index, or was."""
        return self._paths.index.exists()

    @property
    def has_changed(self) -> bool:
        """Whether the open index is not the one on disk any more, or is damaged."""
        open_one = self.snapshot
        return open_one is not None and (
            open_one.watch.damage is not None or self._index.stamp() != self.stamp
        )

    def asked(self, ask: "Callable[[Snapshot], Found]") -> Found:
        """Ask the index; where it turns out to be damaged, mend it and ask once more."""
        snapshot = self.now()
        try:
            return ask(snapshot)
        except StaleIndexError:
            return ask(self.now())

    def now(self) -> "Snapshot":
        """Open the index as it is now, unless it is open; mend it first where it needs that."""
        with self._opening:
            damaged = self.snapshot is not None and self.snapshot.watch.damage is not None
            if self.snapshot is None or damaged or self._index.stamp() != self.stamp:
                dumps = self._intake.dumps()
                snapshot, self.stamp = self._opened(dumps)
                snapshot.successor = self.now
                self.snapshot = snapshot
                self.dumps = {dump.sha256: dump for dump in dumps}
            return self.snapshot

    def _opened(self, dumps: Sequence[Dump]) -> "tuple[Snapshot, tuple[str, ...]]":
        """Open the index, and name its state; where it does not say what the dumps say, mend it."""
        self.left_over = 0
        try:
            snapshot, stamp = self._unchanged()
            if self.snapshot and self.snapshot.watch.damage and stamp == self.stamp:
                raise StaleIndexError(self.snapshot.watch.damage)
            if self._is_behind(snapshot, dumps):
                self.bring_up_to_date(_silent, patience=0)
                return self._unchanged()
            return snapshot, stamp
        except BusyError:
            return snapshot, stamp  # another process is at it; this serves until it is done
        except UnwritableError as error:
            self._tell(str(error))
            return snapshot, stamp
        except StaleIndexError as error:
            if dumps:
                self._tell(f"{error}: it is made again from {len(dumps)} kept dumps")
            renew = self.make_again if self._index.stamp() else self.bring_up_to_date
            renew(_silent)
            return self._unchanged()

    def _is_behind(self, snapshot: "Snapshot", dumps: Sequence[Dump]) -> bool:
        """Tell, also the user, whether an index is to take in at once what it lacks of the dumps.

        What takes long is left over, and the index is read as it is meanwhile.
        """
        outdated = self._intake.are_outdated(dumps)
        if (not outdated and self._index.says(snapshot, dumps)) or self._index.is_changing():
            return False
        if (lacking := self._index.lacks(snapshot, dumps)) > _AT_ONCE and len(snapshot):
            self.left_over = lacking
            self._tell(
                f"{lacking:,} records of an interrupted addition are still to be taken in; "
                "`papers-tui add` goes on with it"
            )
            return False
        self._tell(
            "the kept dumps are read anew, as this version of papers-tui reads them"
            if outdated
            else "an interrupted addition is being completed"
        )
        return True

    def _unchanged(self) -> "tuple[Snapshot, tuple[str, ...]]":
        """Open the index, anew where another process changes it and removes files meanwhile."""
        while True:
            stamp = self._index.stamp()
            try:
                return self._index.open(), stamp
            except StaleIndexError:
                if self._index.stamp() == stamp:
                    raise

    def bring_up_to_date(
        self,
        progress: Callable[[int, int], None],
        patience: float | None = None,
        without: Dump | None = None,
    ) -> "Changes":
        """Make the index say what the dumps say, without one of them if it is to be removed."""
        dumps = partial(self._dumps_without, without, self._intake.dumps_read_now)
        records = self._intake.records
        try:
            return self._index.bring_up_to_date(dumps, records, progress, _or_usual(patience))
        except StaleIndexError as error:
            if self._index.stamp():  # there is one, which is of no use any more
                self._tell(f"{error}: it is made again from the kept dumps")
            return self.make_again(progress, patience, without)

    def make_again(
        self,
        progress: Callable[[int, int], None],
        patience: float | None = None,
        without: Dump | None = None,
    ) -> "Changes":
        """Make the index from nothing; the old one serves until then."""
        dumps = partial(self._dumps_without, without, self._intake.dumps_read_again)
        records = self._intake.records
        return self._index.make_again(dumps, records, progress, _or_usual(patience))

    def _dumps_without(self, removed: Dump | None, dumps: Callable[[], list[Dump]]) -> list[Dump]:
        """Remove a dump, if there is one to be removed, and list the others, as read now."""
        if removed is not None:
            self._intake.remove(removed)
        return dumps()


def _or_usual(patience: float | None) -> float:
    return _PATIENCE if patience is None else patience


def _silent(_done: int, _total: int) -> None:
    """Tell nobody how far this is."""
