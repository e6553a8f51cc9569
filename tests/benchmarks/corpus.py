"""A library to search in, and the same papers in a database of SQLite's, for the others to read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from papers_tui.library import Library
from papers_tui.model.query import Query
from papers_tui.paths import Paths
from tests.benchmarks.queries import BenchmarkQuery

_READ: Final = 2000
"""Papers that are marked as read, about; never more than a tenth of all."""

_TABLES: Final = """
    CREATE VIRTUAL TABLE papers USING fts5 (title, abstract, tokenize = 'porter unicode61');
    CREATE TABLE facts (id INTEGER PRIMARY KEY, year INTEGER, read INTEGER);
    CREATE INDEX facts_year ON facts (year);
"""


@dataclass(frozen=True, slots=True)
class Corpus:
    """One collection of papers, as each engine needs it."""

    size: int
    """How many papers there are."""

    paths: Paths
    """The library, some of whose papers are marked as read."""

    rivals: Path
    """The folder for what other engines make of the papers."""

    @property
    def database(self) -> Path:
        """The papers and facts in SQLite, by their document numbers."""
        return self.rivals / "papers.sqlite"

    def documents(self, query: BenchmarkQuery) -> set[int] | None:
        """Give the document numbers that years and state let through; None for all of them."""
        condition, values = conditions(query)
        if not condition:
            return None
        with closing(sqlite3.connect(self.database)) as database:
            rows = database.execute(f"SELECT id FROM facts WHERE TRUE{condition}", values)
            return {number for (number,) in rows}


def conditions(query: BenchmarkQuery) -> tuple[str, tuple[int, ...]]:
    """Write what a query asks of `facts` as conditions in SQL, and their values."""
    years = " AND year BETWEEN ? AND ?" if query.years else ""
    return years + (" AND read = 0" if query.unread else ""), query.years or ()


def corpus_of(home: Path) -> Corpus:
    """Give the collection of a library that is made to measure with; it is kept beside it."""
    folder = home.parent / "searched"
    paths = Paths.under(folder / "home")
    if not paths.data.exists():
        _borrow(Paths.under(home), paths)
    library = Library(paths)
    corpus = Corpus(len(library.search(Query())), paths, folder / "rivals")
    if not corpus.database.exists():
        _mark(library)
        corpus.rivals.mkdir(exist_ok=True)
        _fill(library, corpus.database)
    library.close()
    return corpus


def _borrow(own: Paths, paths: Paths) -> None:
    """Make a library of the index and the dumps of another one, with marks of its own."""
    paths.data.mkdir(parents=True)
    for folder, place in ((own.index, paths.index), (own.dumps, paths.dumps)):
        place.symlink_to(folder.absolute(), target_is_directory=True)


def _mark(library: Library) -> None:
    """Mark papers as read, evenly over all."""
    results = library.search(Query())
    step = max(10, len(results) // _READ)
    library.mark([results.paper(row) for row in range(0, len(results), step)], read=True)


def _fill(library: Library, path: Path) -> None:
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as database, database:
        database.executescript(_TABLES)
        for document, title, abstract, year, read in _papers(library):
            database.execute(
                "INSERT INTO papers (rowid, title, abstract) VALUES (?, ?, ?)",
                (document, title, abstract),
            )
            database.execute("INSERT INTO facts VALUES (?, ?, ?)", (document, year, read))
        database.execute("INSERT INTO papers (papers) VALUES ('optimize')")
        database.execute("ANALYZE")
    unfinished.rename(path)


def _papers(library: Library) -> Iterator[tuple[int, str, str, int | None, bool]]:
    results = library.search(Query())
    for row in range(len(results)):
        paper = results.paper(row)
        year = paper.published.year if paper.published else None
        read = library.marks(paper).read
        yield int(results.documents[row]), paper.title, paper.abstract or "", year, read
