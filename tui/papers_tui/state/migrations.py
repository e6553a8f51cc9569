"""The history of the database's shape. A change is a new function at the end, never an edit."""

import sqlite3
from collections.abc import Callable
from typing import Final

from papers_tui.errors import StateError


def _papers(connection: sqlite3.Connection) -> None:
    """Papers that the user said something of, and every identity that each is known by."""
    connection.execute(
        """
        CREATE TABLE paper (
            id INTEGER PRIMARY KEY,
            read_at TEXT,
            bookmarked_at TEXT,
            records TEXT
        )
        """
    )
    connection.execute(
        """
        CREATE TABLE identity (
            key TEXT NOT NULL,
            paper INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
            PRIMARY KEY (key, paper)
        ) WITHOUT ROWID
        """
    )
    connection.execute("CREATE INDEX identity_paper ON identity (paper)")


def _visits(connection: sqlite3.Connection) -> None:
    """When the reader was left last, and what counts as new in it."""
    connection.execute(
        """
        CREATE TABLE visit (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            since TEXT,
            left_at TEXT NOT NULL
        )
        """
    )


MIGRATIONS: Final[tuple[Callable[[sqlite3.Connection], None], ...]] = (_papers, _visits)
"""Each step from one version of the database to the next; the version is the number taken."""


def migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that a database has not seen, each in a transaction.

    Raises:
        StateError: The database was made by a newer version of the program.
    """
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise StateError(
            f"the read marks and bookmarks were written by a newer papers-tui (their version is "
            f"{version}, this program knows {len(MIGRATIONS)}); update papers-tui to open them"
        )
    while _version(connection) < len(MIGRATIONS):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            step = _version(connection)  # another copy may have taken it meanwhile
            if step < len(MIGRATIONS):
                MIGRATIONS[step](connection)
                connection.execute(f"PRAGMA user_version = {step + 1}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
