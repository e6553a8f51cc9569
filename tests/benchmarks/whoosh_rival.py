"""Whoosh's own searcher on the index of papers-tui, in a process that can be stopped."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from whoosh.query import FuzzyTerm, Or, Term

from papers_tui.index.expand import stem_rows
from papers_tui.index.folder import IndexFolder
from papers_tui.index.postings import Words
from papers_tui.index.schema import SEARCHED
from papers_tui.index.snapshot import Snapshot
from papers_tui.index.syntax import parse
from tests.benchmarks.children import Servant
from tests.benchmarks.corpus import Corpus
from tests.benchmarks.engines import TOP
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
    index = IndexFolder(corpus.paths.index).open()
    searcher, segments = index.searcher(), Snapshot(index).postings.words
    documents = [_allowed(corpus, query) for query in QUERIES]

    def answer(number: int, limit: int | None) -> tuple[float, int]:
        begin = time.perf_counter()
        tree = _tree(QUERIES[number], segments)
        results = searcher.search(tree, limit=limit, filter=documents[number])
        milliseconds = (time.perf_counter() - begin) * 1000
        return milliseconds, results.scored_length()

    return answer


def _allowed(corpus: Corpus, query: BenchmarkQuery) -> set[int] | None:
    """Give the documents that may be found; Whoosh takes an empty set for no condition."""
    documents = corpus.documents(query)
    return documents if documents is None else documents or {-1}


def _tree(query: BenchmarkQuery, segments: Sequence[Words]) -> Any:  # noqa: ANN401 - no types
    """Make the tree of the words; years and states are handed to Whoosh as a set of documents.

    A misspelt word is handed to it as the stems that it stands for: Whoosh's own FuzzyTerm would
    look for words among the stems of the index.
    """
    tree = parse(f"{query.words}*" if query.kind is Kind.PREFIX else query.words).tree
    if query.kind is not Kind.FUZZY:
        return tree
    terms = []
    for field, boost in SEARCHED.items():
        rows = stem_rows(FuzzyTerm(field, query.words, maxdist=1), segments)
        stems = {
            w.stems[row].decode() for w, own in zip(segments, rows, strict=True) for row in own
        }
        terms += [Term(field, stem, boost=boost) for stem in sorted(stems)]
    return Or(terms)
