"""Whether the database of read marks and bookmarks is sound; it is not made, and not changed."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from papers_tui.model.finding import Finding, Health
from papers_tui.state.migrations import MIGRATIONS

SQLITE_VERSION: Final = sqlite3.sqlite_version
"""The version of SQLite."""

_CHECK: Final = "read marks"

_RECOVER: Final = (
    "copy it and what lies beside it (-wal, -shm) to a safe place, then move it away, or try: "
    "sqlite3 COPY .recover"
)

_MOST: Final = 3
"""Faults that are told."""


def examine(path: Path) -> Iterator[Finding]:
    """Look at the database.

    Raises:
        OSError: It cannot be opened as a file.
    """
    if not path.exists():
        yield Finding(_CHECK, Health.OK, "none: nothing was read or bookmarked yet")
        return
    if not path.is_file():
        yield Finding(_CHECK, Health.WRONG, f"{path} is no file", "move it away")
        return
    path.open("rb").close()  # SQLite does not say why it cannot open a file
    try:
        with _opened(path) as connection:
            yield _examined(path, connection)
    except sqlite3.Error as error:
        yield Finding(_CHECK, Health.WRONG, f"{path} cannot be read: {error}", _RECOVER)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database without leaving a trace.

    SQLite makes files beside a database that it reads in WAL mode. So one that nobody has open is
    read as a file that does not change, and what a program that was killed left behind as a copy.
    """
    wal, shared = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
    pending = wal.exists() and wal.stat().st_size > 0
    if pending and not shared.exists():
        with tempfile.TemporaryDirectory(prefix="papers-tui-") as folder:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            shutil.copyfile(wal, copy.with_name(wal.name))
            with closing(sqlite3.connect(copy)) as connection:
                yield connection
        return
    how = "mode=ro" if pending else "mode=ro&immutable=1"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)) as connection:
        yield connection


def _examined(path: Path, connection: sqlite3.Connection) -> Finding:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        said = f"{path} was written by a newer papers-tui"
        return Finding(_CHECK, Health.WRONG, said, "update papers-tui")
    faults = [str(fault) for (fault,) in connection.execute("PRAGMA integrity_check")]
    if faults != ["ok"]:
        said = f"{path} is damaged: {'; '.join(faults[:_MOST])}"
        return Finding(_CHECK, Health.WRONG, said, _RECOVER)
    if version < len(MIGRATIONS):
        said = f"of version {version}, which is older; it is brought up to date when it is opened"
        return Finding(_CHECK, Health.OK, said)
    if loose := connection.execute("PRAGMA foreign_key_check").fetchall():
        said = f"{path} has {len(loose)} rows that belong to no paper"
        return Finding(_CHECK, Health.WRONG, said, _RECOVER)
    read, bookmarked = connection.execute(
        "SELECT count(read_at), count(bookmarked_at) FROM paper"
    ).fetchone()
    return Finding(
        _CHECK, Health.OK,
        f"{read:,} read, {bookmarked:,} bookmarked; sound, version {version}, {_journal(path)}",
    )  # fmt: skip


def _journal(path: Path) -> str:
    """Say how changes are written (the bytes 18 and 19 of https://sqlite.org/fileformat.html)."""
    with path.open("rb") as file:
        head = file.read(20)
    if head[18:20] != b"\2\2":
        return "without a write-ahead log"
    wal = path.with_name(f"{path.name}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    return f"write-ahead log of {size:,} bytes"
