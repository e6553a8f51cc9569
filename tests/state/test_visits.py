"""What is new is what came since the reader was left last, not since a moment ago."""

import datetime
import sqlite3

import pytest

from papers_tui.state import visits
from papers_tui.state.migrations import migrate

NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)


@pytest.fixture
def connection() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return connection


def after(hours: float) -> datetime.datetime:
    return NOON + datetime.timedelta(hours=hours)


def test_at_first_everything_is_new(connection: sqlite3.Connection) -> None:
    assert visits.last(connection, NOON) is None
    assert visits.begin(connection, NOON) is None
    assert visits.last(connection, after(0.1)) is None


def test_what_came_since_the_end_of_the_last_visit_is_new(connection: sqlite3.Connection) -> None:
    visits.begin(connection, NOON)
    visits.end(connection, after(2))
    assert visits.last(connection, after(20)) == after(2)
    assert visits.begin(connection, after(24)) == after(2)
    # The command line asks while the reader is open, and says the same.
    assert visits.last(connection, after(24.2)) == after(2)


def test_who_comes_back_soon_goes_on(connection: sqlite3.Connection) -> None:
    visits.begin(connection, NOON)
    visits.end(connection, after(1))
    visits.begin(connection, after(24))
    visits.end(connection, after(24.1))
    assert visits.begin(connection, after(24.2)) == after(1)
    visits.end(connection, after(25))
    assert visits.begin(connection, after(48)) == after(25)


def test_a_visit_that_was_cut_off_counts_from_its_beginning(connection: sqlite3.Connection) -> None:
    visits.begin(connection, NOON)
    assert visits.begin(connection, after(24)) == NOON
