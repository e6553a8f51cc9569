"""What the user said is written at once, found under any identity, and seen by other copies."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from papers_tui.errors import StateError
from papers_tui.model.codec import decode
from papers_tui.model.paper import Marks
from papers_tui.state.migrations import MIGRATIONS
from papers_tui.state.store import StateStore
from tests.builders import paper, record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "state.db"


def test_marks_are_there_the_next_time(path: Path) -> None:
    first = StateStore(path)
    first.mark([paper()], read=True)
    first.mark([paper()], bookmarked=True)
    assert first.marks(paper().identities) == Marks(read=True, bookmarked=True)
    assert StateStore(path).marks(paper().identities) == Marks(read=True, bookmarked=True)
    first.mark([paper()], read=False)
    assert StateStore(path).marks(paper().identities) == Marks(bookmarked=True)


def test_marks_survive_a_process_that_is_killed(path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from papers_tui.state.store import StateStore\n"
        "from tests.builders import paper\n"
        f"store = StateStore(Path({str(path)!r}))\n"
        "store.mark([paper()], read=True, bookmarked=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", code], env=env, check=False)
    assert done.returncode == -signal.SIGKILL
    assert StateStore(path).marks(paper().identities) == Marks(read=True, bookmarked=True)


def test_two_copies_see_each_other(path: Path) -> None:
    one, other = StateStore(path), StateStore(path)
    assert not other.refresh()
    one.mark([paper()], read=True)
    version = other.version
    assert other.refresh() and other.version > version
    assert other.marks(paper().identities).read
    assert not other.refresh()
    other.mark([paper()], bookmarked=True)
    assert not other.refresh()
    assert one.refresh()
    assert one.marks(paper().identities) == Marks(read=True, bookmarked=True)


def test_a_copy_that_has_not_looked_undoes_nothing(path: Path) -> None:
    one, other = StateStore(path), StateStore(path)
    one.mark([paper()], read=True)
    other.mark([paper(arxiv_id="2510.00001")], bookmarked=True)
    both = Marks(read=True, bookmarked=True)
    assert other.marks(paper().identities) == both
    assert StateStore(path).marks(paper(arxiv_id="2510.00001").identities) == both


def test_a_paper_is_found_under_any_name_that_it_had(path: Path) -> None:
    store = StateStore(path)
    store.mark([paper("A Title That Is Long Enough")], read=True)
    with_id = paper("A Title That Is Long Enough", arxiv_id="2510.00001")
    assert store.marks(with_id.identities).read
    store.mark([with_id], bookmarked=True)
    renamed = paper("Another Title For The Second Version", arxiv_id="2510.00001")
    assert store.marks(renamed.identities) == Marks(read=True, bookmarked=True)
    assert len(store.all()) == 1


def test_marks_of_one_paper_under_two_names_become_one(path: Path) -> None:
    store = StateStore(path)
    by_title, by_id = paper("A Title That Is Long Enough"), paper("B" * 30, arxiv_id="2510.00001")
    store.mark([by_title], read=True)
    store.mark([by_id], bookmarked=True)
    both = paper("A Title That Is Long Enough", arxiv_id="2510.00001")
    assert store.marks(both.identities) == Marks(read=True, bookmarked=True)
    store.mark([both], read=False, bookmarked=False)
    assert len(store.all()) == len(StateStore(path).all()) == 1
    for known in (by_title, by_id, both):
        assert store.marks(known.identities) == StateStore(path).marks(known.identities) == Marks()


def test_ids_that_contradict_each_other_keep_marks_apart(path: Path) -> None:
    store = StateStore(path)
    store.mark([paper(arxiv_id="2510.00001")], read=True)
    assert not store.marks(paper(arxiv_id="2510.00002").identities).read
    store.mark([paper(arxiv_id="2510.00002")], bookmarked=True)
    assert store.marks(paper(arxiv_id="2510.00001").identities) == Marks(read=True)
    assert store.marks(paper(arxiv_id="2510.00002").identities) == Marks(bookmarked=True)


def test_a_bookmark_holds_the_paper(path: Path) -> None:
    store = StateStore(path)
    first, second = paper("The First Paper Of All Of Them"), paper("The Second Paper Of Them All")
    store.mark([second], bookmarked=True)
    store.mark([first], bookmarked=True)
    store.mark([first], read=True)
    kept = [decode(bookmark.records) for bookmark in store.bookmarks()]
    assert kept == [(record(second.title),), (record(first.title),)]
    store.mark([second], bookmarked=False)
    assert [decode(b.records)[0].title for b in store.bookmarks()] == [first.title]


def test_many_threads_may_ask_and_say(path: Path) -> None:
    store = StateStore(path)
    papers = [paper(f"A Paper With The Number {number:04}") for number in range(40)]

    def work(offset: int) -> None:
        for item in papers[offset::4]:
            store.mark([item], read=True)
            store.all()

    threads = [threading.Thread(target=work, args=(offset,)) for offset in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(store.marks(item.identities).read for item in papers)


def test_all_or_none_are_marked(path: Path) -> None:
    store = StateStore(path)
    with sqlite3.connect(path) as writer:
        writer.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON identity WHEN NEW.key LIKE 'arxiv:%'"
            " BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(StateError, match="disk full"):
        store.mark([paper(), paper("B" * 30, arxiv_id="2510.00001")], read=True)
    assert store.marks(paper().identities) == StateStore(path).marks(paper().identities) == Marks()
    store.mark([paper()], read=True)
    assert StateStore(path).marks(paper().identities).read


def test_a_database_of_a_newer_program_is_left_alone(path: Path) -> None:
    StateStore(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(StateError, match="newer papers-tui"):
        StateStore(path)


def test_a_damaged_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"this is no database at all, but it is the user's" * 100)
    with pytest.raises(StateError, match="cannot be used"):
        StateStore(path)
    assert path.read_bytes().startswith(b"this is no database")


def test_the_database_has_this_shape(path: Path) -> None:
    StateStore(path).close()
    with sqlite3.connect(path) as connection:
        tables = dict(
            connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        )
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert set(tables) == {"paper", "identity", "visit"}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_database_of_the_first_version_keeps_what_was_said(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with sqlite3.connect(path, isolation_level=None) as connection:
        MIGRATIONS[0](connection)
        connection.execute("PRAGMA user_version = 1")
        connection.execute("INSERT INTO paper (id, read_at) VALUES (7, '2026-10-01T12:00:00')")
        connection.execute("INSERT INTO identity VALUES (?, 7)", (paper().identities[0],))
    store = StateStore(path)
    assert store.marks(paper().identities) == Marks(read=True)
    assert store.last_visit() is None
    assert store.begin_visit() is None
    assert StateStore(path).marks(paper().identities) == Marks(read=True)
