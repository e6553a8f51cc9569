"""When the reader was open last: what was added since is new."""

import datetime
import sqlite3
from typing import Final

_ONE_VISIT: Final = datetime.timedelta(minutes=30)
"""Whoever comes back sooner goes on with the visit before."""


def begin(connection: sqlite3.Connection, now: datetime.datetime) -> datetime.datetime | None:
    """Note that a visit begins; give since when what was added is new, or None for all."""
    since = last(connection, now)
    connection.execute(
        "INSERT OR REPLACE INTO visit (id, since, left_at) VALUES (1, ?, ?)",
        (since and since.isoformat(), now.isoformat()),
    )
    return since


def end(connection: sqlite3.Connection, now: datetime.datetime) -> None:
    """Note that the visit ends."""
    connection.execute("UPDATE visit SET left_at = ?", (now.isoformat(),))


def last(connection: sqlite3.Connection, now: datetime.datetime) -> datetime.datetime | None:
    """Give since when what was added is new, or None where there was no visit before."""
    row = connection.execute("SELECT since, left_at FROM visit").fetchone()
    if row is None:
        return None
    since, left_at = row
    left = datetime.datetime.fromisoformat(left_at)
    if now - left >= _ONE_VISIT:
        return left
    return None if since is None else datetime.datetime.fromisoformat(since)
