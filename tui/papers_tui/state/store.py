"""Read marks and bookmarks in a database, written the moment they are made."""

import contextlib
import datetime
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from papers_tui.errors import StateError
from papers_tui.files import make_private
from papers_tui.model.codec import encode
from papers_tui.model.identity import Key, contradict
from papers_tui.model.paper import Marks, Paper
from papers_tui.state import visits
from papers_tui.state.migrations import migrate

_PATIENCE = 5.0
"""Seconds to wait while another process writes."""


_NO_ROOM = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)
"""What SQLite says where it finds no room to write what it needs for reading."""


@dataclass(frozen=True, slots=True)
class MarkedPaper:
    """A paper that the user said something of."""

    identities: tuple[Key, ...]
    """Every identity that it is known by."""

    marks: Marks
    """What the user said."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark, with the paper as it was when it was bookmarked."""

    identities: tuple[Key, ...]
    """Every identity that it is known by."""

    records: str
    """The paper's records, as `model.codec` writes them."""


class StateStore:
    """The database of one library, as this process sees it.

    Everything that was said is at hand in memory; `refresh` takes over what other processes write.
    Any thread may call it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._rows: dict[int, MarkedPaper] = {}
        self._by_key: dict[Key, set[int]] = {}
        self.version = 0
        """Grows whenever anything that was said changes."""
        make_private(path.parent)
        with self._guarded():
            self._connection = _connect(path)
            self._data_version = self._ask_data_version()
            self._load()

    def marks(self, identities: Iterable[Key]) -> Marks:
        """Give what the user said of a paper."""
        keys = tuple(identities)
        numbers = {number for key in keys for number in self._by_key.get(key, ())}
        rows = [self._rows[number] for number in numbers]
        said = [row.marks for row in rows if not contradict(row.identities, keys)]
        return Marks(any(m.read for m in said), any(m.bookmarked for m in said))

    def all(self) -> list[MarkedPaper]:
        """List every paper that the user said something of."""
        with self._lock:
            return list(self._rows.values())

    def bookmarks(self) -> list[Bookmark]:
        """List the bookmarks, the oldest first."""
        with self._guarded():
            rows = self._connection.execute(
                "SELECT id, records FROM paper WHERE bookmarked_at IS NOT NULL"
                " ORDER BY bookmarked_at, id"
            ).fetchall()
            return [Bookmark(self._keys_of(number), records) for number, records in rows]

    def mark(
        self, papers: Sequence[Paper], *, read: bool | None = None, bookmarked: bool | None = None
    ) -> None:
        """Say something of papers, of all or, where that fails, of none; None leaves it as it is.

        Raises:
            StateError: The database could not be written; nothing was changed.
        """
        now = _now().isoformat(timespec="milliseconds")
        with self._guarded():
            with self._transaction():
                numbers = [self._row_of(paper) for paper in papers]
                if read is not None:
                    self._say("read_at", now if read else None, numbers)
                if bookmarked is not None:
                    self._say("bookmarked_at", now if bookmarked else None, numbers)
                    self._copy_bookmarked(zip(numbers, papers, strict=True))
            for number in numbers:
                self._recall(number)
            self.version += 1

    def refresh(self) -> bool:
        """Take over what another process said; tell whether there was anything."""
        with self._guarded():
            data_version = self._ask_data_version()
            if data_version == self._data_version:
                return False
            self._data_version = data_version
            self._load()
            self.version += 1
            return True

    def begin_visit(self) -> datetime.datetime | None:
        """Note that the reader opens; give since when what was added is new, or None for all."""
        with self._guarded(), self._transaction():
            return visits.begin(self._connection, _now())

    def end_visit(self) -> None:
        """Note that the reader closes."""
        with self._guarded(), self._transaction():
            visits.end(self._connection, _now())

    def last_visit(self) -> datetime.datetime | None:
        """Give since when what was added is new, or None for all."""
        with self._guarded():
            return visits.last(self._connection, _now())

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def _row_of(self, paper: Paper) -> int:
        """Find or make the row of a paper, and let it know all that the paper is known by now.

        Where several rows turn out to be of this one paper they become one, and what any of them
        said holds.
        """
        sharing = {
            int(number)
            for key in paper.identities
            for (number,) in self._connection.execute(
                "SELECT paper FROM identity WHERE key = ?", (key,)
            )
        }
        numbers = [n for n in sorted(sharing) if not contradict(self._keys_of(n), paper.identities)]
        if not numbers:
            new = self._connection.execute("INSERT INTO paper DEFAULT VALUES").lastrowid
            numbers = [int(new or 0)]
        first = numbers[0]
        for other in numbers[1:]:
            self._join(first, other)
        self._connection.executemany(
            "INSERT OR IGNORE INTO identity (key, paper) VALUES (?, ?)",
            [(key, first) for key in paper.identities],
        )
        return first

    def _join(self, first: int, other: int) -> None:
        self._connection.execute(
            "UPDATE paper SET read_at = coalesce(paper.read_at, other.read_at),"
            " bookmarked_at = coalesce(paper.bookmarked_at, other.bookmarked_at)"
            " FROM paper AS other WHERE paper.id = ? AND other.id = ?",
            (first, other),
        )
        self._connection.execute(
            "UPDATE OR IGNORE identity SET paper = ? WHERE paper = ?", (first, other)
        )
        self._connection.execute("DELETE FROM paper WHERE id = ?", (other,))

    def _say(self, column: str, moment: str | None, numbers: Iterable[int]) -> None:
        """Set a column of rows; a moment that stands there already stays."""
        value = f"coalesce({column}, ?)" if moment else "?"
        self._connection.executemany(
            f"UPDATE paper SET {column} = {value} WHERE id = ?",
            [(moment, number) for number in numbers],
        )

    def _copy_bookmarked(self, papers: Iterable[tuple[int, Paper]]) -> None:
        """Copy bookmarked papers into the database, so that bookmarks need no index."""
        self._connection.executemany(
            "UPDATE paper SET records = CASE WHEN bookmarked_at IS NULL THEN NULL ELSE ? END"
            " WHERE id = ?",
            [(encode(paper.records), number) for number, paper in papers],
        )

    def _keys_of(self, number: int) -> tuple[Key, ...]:
        rows = self._connection.execute("SELECT key FROM identity WHERE paper = ?", (number,))
        return tuple(Key(key) for (key,) in rows)

    def _recall(self, number: int) -> None:
        """Bring a row to memory as it stands in the database, and drop rows it took over."""
        keys = self._keys_of(number)
        for other in {n for key in keys for n in self._by_key.get(key, ())} - {number}:
            if not self._connection.execute(
                "SELECT 1 FROM paper WHERE id = ?", (other,)
            ).fetchone():
                for key in self._rows.pop(other).identities:
                    self._by_key[key].discard(other)
        read, bookmarked = self._connection.execute(
            "SELECT read_at, bookmarked_at FROM paper WHERE id = ?", (number,)
        ).fetchone()
        self._rows[number] = MarkedPaper(keys, Marks(read is not None, bookmarked is not None))
        for key in keys:
            self._by_key.setdefault(key, set()).add(number)

    def _load(self) -> None:
        """Bring everything that was said to memory."""
        keys: dict[int, list[Key]] = {}
        by_key: dict[Key, set[int]] = {}
        self._connection.execute("BEGIN")
        for key, number in self._connection.execute("SELECT key, paper FROM identity"):
            keys.setdefault(number, []).append(Key(key))
            by_key.setdefault(Key(key), set()).add(number)
        rows = self._connection.execute("SELECT id, read_at, bookmarked_at FROM paper").fetchall()
        self._connection.execute("COMMIT")
        self._rows = {
            number: MarkedPaper(
                tuple(keys.get(number, ())), Marks(read is not None, bookmarked is not None)
            )
            for number, read, bookmarked in rows
        }
        self._by_key = by_key

    def _ask_data_version(self) -> int:
        """Ask SQLite for the number that changes when another connection writes."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:
            yield

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Keep other threads out, and turn what SQLite raises into an error of ours."""
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                raise StateError(
                    f"the read marks and bookmarks in {self._path} cannot be used: {error}"
                ) from error


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _connect(path: Path) -> sqlite3.Connection:
    """Open the database; where nothing can be written beside it, open a copy that refuses changes.

    SQLite cannot read a database with a log where there is no room, or no right, to write an index
    of the log; without the log the latest marks would be missing.
    """
    try:
        if os.access(path.parent, os.W_OK) or not path.exists():
            return _opened(path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _NO_ROOM or not path.exists():
            raise
    with tempfile.TemporaryDirectory() as folder:
        for name in (path.name, f"{path.name}-wal"):
            with contextlib.suppress(FileNotFoundError):  # there need be no log
                shutil.copyfile(path.with_name(name), Path(folder, name))
        connection = _opened(Path(folder, path.name))
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("PRAGMA query_only = ON")
    return connection


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection)
    return connection
