"""papers-tui as an engine: whole searches, and their parts as far as they can be told apart."""

import inspect
import time
from collections.abc import Callable
from typing import Any, Final

from papers_tui.index import syntax
from papers_tui.index.facets import FacetCounter
from papers_tui.library import Library
from papers_tui.model.query import UNREAD, Group, Query
from papers_tui.paths import Paths
from tests.benchmarks.engines import Engine
from tests.benchmarks.queries import BenchmarkQuery, Kind

OURS: Final = "papers-tui"
"""A whole search: finding, scoring, order, counts of all filter values."""

ENGINE: Final = "papers-tui, engine"
"""What finds and scores."""

_parse: Final[Any] = syntax.parse
_HAS_LANGUAGE: Final = "today" in inspect.signature(_parse).parameters
"""The query language knows years, states and words that are spelt nearly so."""


def tree_of(text: str, reader: Any) -> Any:  # noqa: ANN401 - Whoosh has no types
    """Parse a query into a tree that Whoosh's own searcher can evaluate, too."""
    if _HAS_LANGUAGE:
        return _parse(text).tree
    return _parse(text, reader, typing=False)


def asked(query: BenchmarkQuery, time: int = 0) -> Query:
    """Ask the library a query; spaces at its end keep answers of another time from being given."""
    blanks = " " * time
    if _HAS_LANGUAGE:
        return Query(query.text + blanks)
    first, last = query.years or (0, -1)
    chosen = {(Group.YEAR, str(year)) for year in range(first, last + 1)}
    if query.unread:
        chosen.add((Group.STATE, UNREAD))
    words = f"{query.words}*" if query.kind is Kind.PREFIX else query.words
    return Query(words + blanks, chosen=frozenset(chosen))


def engines(library: Library) -> list[Engine]:
    """Give the whole search, and the engine alone where it can be told apart."""
    cannot = frozenset() if _HAS_LANGUAGE else frozenset({Kind.FUZZY})

    def ask(query: BenchmarkQuery, time: int) -> object:
        return library.search(asked(query, time))

    def count(query: BenchmarkQuery) -> int:
        return len(library.search(asked(query)))

    found = _engine(library)
    whole = Engine(OURS, ask, count, cannot)
    return [whole] if found is None else [whole, Engine(ENGINE, found, count, cannot)]


def cold(paths: Paths, query: BenchmarkQuery) -> float:
    """Open the library, list every paper as the reader does, and time the first query, in ms."""
    library = Library(paths)
    library.search(Query())
    begin = time.perf_counter()
    library.search(asked(query))
    return (time.perf_counter() - begin) * 1000


def facets(library: Library, text: str) -> Callable[[], object]:
    """Give what counts every value of every group for a query, once more at each call."""
    # The library has no door to its facets alone.
    opened: Any = library
    snapshot = opened._current()
    states, labels = opened._states_of(snapshot), opened._labels
    columns, query = snapshot._columns, Query(text)
    found = columns.alive.copy()
    found[:] = False
    results = library.search(query)
    found[[results.documents[row] for row in range(len(results))]] = True
    return lambda: list(FacetCounter(columns, states, query).facets(found, labels))


def _engine(library: Library) -> Callable[[BenchmarkQuery, int], object] | None:
    """Give what parses and evaluates a query, without filters, counts and order."""
    opened: Any = library
    snapshot = opened._current()
    if _HAS_LANGUAGE or not hasattr(snapshot, "_found"):
        return None

    def find(query: BenchmarkQuery, time: int) -> object:
        asking = asked(query, time)
        return snapshot._found(tree_of(asking.text, snapshot._searcher.reader()))

    return find
