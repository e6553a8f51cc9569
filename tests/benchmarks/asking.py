"""The queries, asked of every engine in turn, and what comes of it."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

from papers_tui.library import Library
from tests.benchmarks import children, engines, ours, whoosh_rival
from tests.benchmarks.corpus import Corpus
from tests.benchmarks.engines import Engine
from tests.benchmarks.queries import QUERIES
from tests.benchmarks.whoosh_rival import WhooshFigure

WHOOSH: Final = "Whoosh"

_TOLERANCE: Final = 0.05
"""How far two counts may lie apart, as a part of the greater: stemmers differ."""

_FACETS_OF: Final = "learning"
_ROUNDS: Final = 20
"""How often facets are counted."""

Times = dict[str, float]
"""Milliseconds that each query took, by its text: medians."""


@dataclass(slots=True)
class Answers:
    """All that was measured of searching one collection."""

    times: dict[str, Times] = field(default_factory=dict)
    """By engine; queries that one cannot express are left out."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    """How many papers each query finds, by engine."""

    whoosh: dict[str, WhooshFigure] = field(default_factory=dict)
    """What Whoosh's own searcher did, by query."""

    cold: Times = field(default_factory=dict)
    """What each query takes as the first one of a process."""

    facets: float | None = None
    """Milliseconds that counting takes for one word."""

    def ratio(self, engine: str, other: str) -> float | None:
        """Say how many times as long one engine takes, by the geometric mean; None if neither."""
        own, others = self.times.get(engine, {}), self.times.get(other, {})
        ratios = [own[text] / others[text] for text in own if text in others]
        return statistics.geometric_mean(ratios) if ratios else None


def ask_ours(corpus: Corpus, runs: int) -> Answers:
    """Ask papers-tui alone."""
    answers = Answers()
    with closing(Library(corpus.paths)) as library:
        _ask(answers, ours.engines(library)[:1], runs)
    return answers


def ask_all(corpus: Corpus, runs: int, budget: float, say: Callable[[str], None]) -> Answers:
    """Ask papers-tui and the others; first of all papers-tui while nothing is in its caches."""
    answers = Answers()
    say("papers-tui, each query in a process of its own")
    for query in QUERIES:
        outcome = children.run(ours.cold, corpus.paths, query, method="fork")
        answers.cold[query.text] = outcome.value
    say("Whoosh's own searcher")
    answers.whoosh = dict(whoosh_rival.measure(corpus, runs, budget))
    answers.times[WHOOSH] = {t: figure.milliseconds for t, figure in answers.whoosh.items()}
    found = {t: figure.found for t, figure in answers.whoosh.items()}
    answers.counts[WHOOSH] = {t: count for t, count in found.items() if count is not None}
    say("papers-tui and the others in turn")
    with closing(Library(corpus.paths)) as library:
        asked = [*ours.engines(library), *engines.fts5(corpus)]
        if engines.has_tantivy():
            asked.append(engines.tantivy_engine(corpus))
        _ask(answers, asked, runs)
        count = ours.facets(library, _FACETS_OF)
        answers.facets = statistics.median(children.timed(count) for _round in range(_ROUNDS))
    return answers


def _ask(answers: Answers, asked: Sequence[Engine], runs: int) -> None:
    """Ask everything once to warm up, and then as often as wanted, the engines in turn.

    The order of the engines turns round from time to time: each warms caches for the next.
    """
    samples: dict[str, dict[str, list[float]]] = {engine.name: {} for engine in asked}
    for time in range(runs + 1):
        order = asked if time % 2 else list(reversed(asked))
        for query in QUERIES:
            for engine in order:
                if query.kind in engine.cannot:
                    continue
                took = children.timed(lambda e=engine, q=query, t=time: e.ask(q, t))  # type: ignore[misc]  # a lambda's defaults have no types
                if time:
                    samples[engine.name].setdefault(query.text, []).append(took)
    for engine in asked:
        own = samples[engine.name]
        answers.times[engine.name] = {t: statistics.median(taken) for t, taken in own.items()}
        possible = [query for query in QUERIES if query.kind not in engine.cannot]
        answers.counts[engine.name] = {query.text: engine.count(query) for query in possible}


def queries_table(answers: Answers) -> Iterator[str]:
    """Write what each query took and found; counts that lie apart have an exclamation mark."""
    shown = [WHOOSH, *(name for name in answers.times if name != WHOOSH)]
    counted = [name for name in shown if name not in (ours.ENGINE, engines.FTS5_COUNTED)]
    yield f"{'milliseconds: papers found':32}" + "".join(f"{name:>20}" for name in shown)
    for query in QUERIES:
        found = (answers.counts[name].get(query.text) for name in (ours.OURS, WHOOSH))
        reference = next((count for count in found if count is not None), None)
        cells = []
        for name in shown:
            took = _took(answers, name, query.text)
            count = answers.counts[name].get(query.text) if name in counted else None
            flag = "!" if _lies_apart(count, reference) else ""
            cells.append(took if count is None else f"{took}: {count:,}{flag}")
        yield f"{query.text:32}" + "".join(f"{cell:>20}" for cell in cells)


def whoosh_note(figures: Mapping[str, WhooshFigure]) -> str:
    """Say how Whoosh was asked, and what its figures leave out."""
    top = sum(figure.top for figure in figures.values())
    late = sum(not figure.in_time for figure in figures.values())
    return (
        f"asked for the best {engines.TOP} and for all papers, the faster counts: the best were"
        f" faster in {top} of {len(figures)}; {late} were given up, their figures are lower bounds"
    )


def _took(answers: Answers, name: str, text: str) -> str:
    if text not in answers.times[name]:
        return "-"
    late = name == WHOOSH and not answers.whoosh[text].in_time
    return f"{'>' if late else ''}{answers.times[name][text]:,.2f}"


def _lies_apart(count: int | None, reference: int | None) -> bool:
    if count is None or reference is None:
        return False
    return abs(count - reference) > _TOLERANCE * max(count, reference)
