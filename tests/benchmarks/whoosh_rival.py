"""Whoosh's own searcher on the index of papers-tui, in a process that can be stopped."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from tests.benchmarks.children import Servant
from tests.benchmarks.corpus import Corpus
from tests.benchmarks.engines import TOP
from tests.benchmarks.ours import tree_of
from tests.benchmarks.queries import QUERIES, BenchmarkQuery, Kind

_LIMITS: Final = (TOP, None)
"""How many papers Whoosh is asked for; what it answers sooner counts."""

_QUICK: Final = 1000.0
"""Milliseconds up to which a query is asked again for a median."""


@dataclass(frozen=True, slots=True)
class WhooshFigure:
    """How long Whoosh took over one query."""

    milliseconds: float
    """The median, warm; the time limit where it was not done by then."""

    in_time: bool
    """It was done within the limit; otherwise the figure is a lower bound."""

    top: bool
    """It was faster when asked for the best papers only, rather than for all."""

    found: int | None
    """How many papers it finds; None where it never gave all of them."""


def measure(corpus: Corpus, runs: int, budget: float) -> Iterator[tuple[str, WhooshFigure]]:
    """Time every query, each for at most `budget` seconds; give its text and the figure."""
    servant = Servant(_searching, corpus)
    try:
        for number, query in enumerate(QUERIES):
            yield query.text, _figure(servant, number, runs, budget)
    finally:
        servant.stop()


def _figure(servant: Servant, number: int, runs: int, budget: float) -> WhooshFigure:
    times: dict[int | None, float] = {}
    found = None
    for limit in _LIMITS:
        answers = list(_answers(servant, number, limit, runs, budget))
        if answers:
            times[limit] = statistics.median([answer[0] for answer in answers[1:] or answers])
            found = answers[0][1] if limit is None else found
    if not times:
        return WhooshFigure(budget * 1000, False, False, None)
    best = min(times, key=times.__getitem__)
    return WhooshFigure(times[best], True, best == TOP, found)


def _answers(
    servant: Servant, number: int, limit: int | None, runs: int, budget: float
) -> Iterator[tuple[float, int]]:
    """Ask once to warm up, and then as often as wanted, or no more where it takes long."""
    for _time in range(runs + 1):
        answer: tuple[float, int] | None = servant.ask(number, limit, limit=budget)
        if answer is None:
            return
        yield answer
        if answer[0] > _QUICK:
            return


def _searching(corpus: Corpus) -> Callable[[int, int | None], tuple[float, int]]:
    """Open the index, as an application would keep it; give what answers a query by number."""
    from papers_tui.index.folder import IndexFolder  # deferred: Whoosh is slow to import

    searcher = IndexFolder(corpus.paths.index).open().searcher()
    documents = [_allowed(corpus, query) for query in QUERIES]

    def answer(number: int, limit: int | None) -> tuple[float, int]:
        begin = time.perf_counter()
        tree = _tree(QUERIES[number], searcher.reader())
        results = searcher.search(tree, limit=limit, filter=documents[number])
        milliseconds = (time.perf_counter() - begin) * 1000
        return milliseconds, results.scored_length()

    return answer


def _allowed(corpus: Corpus, query: BenchmarkQuery) -> set[int] | None:
    """Give the documents that may be found; Whoosh takes an empty set for no condition."""
    documents = corpus.documents(query)
    return documents if documents is None else documents or {-1}


def _tree(query: BenchmarkQuery, reader: Any) -> Any:  # noqa: ANN401 - Whoosh has no types
    """Make the tree of the words; years and states are handed to Whoosh as a set of documents."""
    if query.kind is Kind.FUZZY:
        return _fuzzy(query.words, reader)
    return tree_of(f"{query.words}*" if query.kind is Kind.PREFIX else query.words, reader)


def _fuzzy(word: str, reader: Any) -> Any:  # noqa: ANN401 - Whoosh has no types
    """Make the tree of a misspelt word in any searched field.

    Whoosh's own FuzzyTerm looks for the words that it finds, where the index has their stems.
    """
    from whoosh.query import Or, Term  # deferred: Whoosh is slow to import

    from papers_tui.index.analysis import stemmed  # deferred likewise
    from papers_tui.index.schema import SEARCHED

    return Or(
        [
            Term(field, stem, boost=boost)
            for field, boost in SEARCHED.items()
            for stem in {stemmed(near) for near in reader.terms_within(field, word, 1, prefix=1)}
        ]
    )
