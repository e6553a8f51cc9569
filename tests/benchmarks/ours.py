"""papers-tui as an engine: whole searches, and their parts as far as they can be told apart."""

import time
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from papers_tui.index.columns import Mask
from papers_tui.index.evaluate import Evaluator
from papers_tui.index.facets import FacetCounter
from papers_tui.index.flags import flag_mask
from papers_tui.index.found import Found
from papers_tui.index.nodes import Flag
from papers_tui.index.syntax import parse
from papers_tui.library import Library
from papers_tui.model.query import Query
from papers_tui.paths import Paths
from tests.benchmarks.engines import Engine
from tests.benchmarks.queries import BenchmarkQuery

OURS: Final = "papers-tui"
"""A whole search: finding, scoring, order, counts of all filter values."""

ENGINE: Final = "papers-tui, engine"
"""What finds and scores."""


def asked(query: BenchmarkQuery, time: int = 0) -> Query:
    """Ask the library a query; spaces at its end keep answers of another time from being given."""
    return Query(query.text + " " * time)


def engines(library: Library) -> list[Engine]:
    """Give the whole search, and the engine alone."""

    def ask(query: BenchmarkQuery, time: int) -> object:
        return library.search(asked(query, time))

    def count(query: BenchmarkQuery) -> int:
        return len(library.search(asked(query)))

    return [
        Engine(OURS, ask, count, frozenset()),
        Engine(ENGINE, _engine(library), count, frozenset()),
    ]


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
    snapshot = opened._index.now()
    query = Query(text)
    found = Found(np.sort(np.asarray(library.search(query).documents)))
    counter = FacetCounter(snapshot.columns, snapshot._axes, opened._states_of(snapshot), query, {})
    return lambda: counter.facets(found)


def _engine(library: Library) -> Callable[[BenchmarkQuery, int], object]:
    """Give what parses and evaluates a query, without filters, counts and order."""
    opened: Any = library
    snapshot = opened._index.now()
    states = opened._states_of(snapshot)

    def flags(flag: Flag) -> Mask:
        return flag_mask(flag, snapshot.columns, states, {}, snapshot._named)

    evaluator = Evaluator(snapshot.postings, snapshot.columns, flags)

    def find(query: BenchmarkQuery, time: int) -> object:
        return evaluator.found(parse(asked(query, time).text).tree)

    return find
