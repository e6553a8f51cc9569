"""Measure searching and indexing against Whoosh, SQLite's FTS5 and Tantivy on real papers.

Run as `python -m tests.benchmarks.search`. It needs the arXiv snapshot; Tantivy is compared where
it is installed (`pip install -e '.[bench]'`). Trust the ratios, which are taken in one run; counts
of papers that lie more than 5 % apart are marked, as the stemmers are not the same.
"""

import argparse
import json
import os
import statistics
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks import asking, building, engines, ours, scoreboard
from tests.benchmarks.asking import Answers
from tests.benchmarks.building import Build
from tests.benchmarks.corpus import corpus_of
from tests.benchmarks.records import find_snapshot, library_of
from tests.benchmarks.scoreboard import Row

_SMALLER: Final = 10
"""How many times as many papers the large library has as the small one."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that one run measured."""

    size: int
    """How many papers were searched."""

    answers: Answers
    """What came of searching them."""

    few: Answers
    """What papers-tui did with a tenth of them."""

    days: list[float]
    """Seconds that each day's dump took."""

    builds: dict[int, dict[str, Build]]
    """The indexes that were made, by the number of papers and the way."""


def main() -> None:
    """Measure, print the tables, write the figures where that is asked for."""
    options = _options()
    snapshot = find_snapshot()
    if snapshot is None:
        sys.exit("no data/arxiv-100k.jsonl.xz below ../shared or $PAPERS_TUI_SHARED")
    before = os.getloadavg()[0]
    measured = _measure(snapshot, options)
    after = os.getloadavg()[0]
    rows = list(_rows(measured))
    print("\n".join(asking.queries_table(measured.answers)))
    print("\n".join(_builds_table(measured.builds)))
    print("\n".join(scoreboard.table(rows)))
    print(f"{options.runs} runs; load average {before:.2f} before, {after:.2f} after")
    if options.json:
        content = asdict(measured) | {
            "runs": options.runs,
            "load": [before, after],
            "rows": scoreboard.as_json(rows),
        }
        options.json.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _measure(snapshot: Path, options: argparse.Namespace) -> Measured:
    home, small = (library_of(snapshot, n, _say).home for n in _sizes(options.size))
    answers = asking.ask_all(corpus_of(home), options.runs, options.budget, _say)
    few = asking.ask_ours(corpus_of(small), options.runs)
    _say("adding a day's dump")
    days = building.days(home, snapshot, options.size)
    _say("making indexes")
    sizes = dict.fromkeys((options.build_size // 4, options.build_size))
    builds = {size: building.builds(snapshot, size) for size in sizes}
    return Measured(options.size, answers, few, days, builds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=100_000, metavar="N", help="papers searched")
    parser.add_argument(
        "--build-size", type=int, default=20_000, metavar="N", help="papers indexed"
    )
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="times of every query")
    parser.add_argument(
        "--budget", type=float, default=20.0, metavar="S", help="seconds for a query of Whoosh's"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


def _sizes(size: int) -> tuple[int, int]:
    return size, max(1, size // _SMALLER)


def _rows(measured: Measured) -> Iterator[Row]:
    answers, size = measured.answers, measured.size
    note = asking.whoosh_note(answers.whoosh)
    yield _faster(answers, asking.WHOOSH, (30.0,), (100.0,), note)
    yield _faster(answers, engines.FTS5, (5.0,), (20.0,), _besides(answers))
    yield _tantivy_row(answers)
    yield _worst_row(answers)
    facets = None if answers.facets is None else (answers.facets,)
    yield Row("facet counts of every group, one word", facets, (10.0,), (3.0,), "ms")
    yield from _build_rows(measured.builds[max(measured.builds)])
    what = f"adding one day's dump ({building.DAY} papers) to {size:,}"
    yield Row(what, (statistics.median(measured.days),), (2.0,), (0.5,), "s")
    many, few = (own.times[ours.OURS] for own in (answers, measured.few))
    growth = statistics.geometric_mean([many[text] / few[text] for text in many])
    what = f"growth of the query table, {size:,} against {size // _SMALLER:,}"
    yield Row(what, (growth,), (12.0,), (6.0,), "×")


def _tantivy_row(answers: Answers) -> Row:
    ratio = answers.ratio(ours.OURS, engines.TANTIVY)
    what = f"{len(answers.times[ours.OURS])} queries: times as long as {engines.TANTIVY}"
    figures = None if ratio is None else (ratio,)
    note = "" if figures else "not installed: row skipped"
    return Row(what, figures, (10.0,), (2.0,), "×", note=note)


def _worst_row(answers: Answers) -> Row:
    both = answers.times[ours.OURS], answers.cold
    warm, cold = (max(times, key=times.__getitem__) for times in both)
    worst = both[0][warm], both[1][cold]
    note = f"warm: {warm}; cold, the first query of a process: {cold}"
    return Row("worst query, warm / cold", worst, (50.0, 150.0), (15.0, 50.0), "ms", note=note)


def _faster(answers: Answers, other: str, least: tuple[float], aim: tuple[float], note: str) -> Row:
    compared = answers.times[ours.OURS].keys() & answers.times[other].keys()
    ratio = answers.ratio(other, ours.OURS)
    figures = None if ratio is None else (ratio,)
    what = f"{len(compared)} queries: times faster than {other}"
    return Row(what, figures, least, aim, "×", more_is_better=True, note=note)


def _besides(answers: Answers) -> str:
    """Say what the ratios would be for other figures of both sides."""
    pairs = (
        ("FTS5 with count against the whole search", engines.FTS5_COUNTED, ours.OURS),
        ("FTS5 against the engine alone", engines.FTS5, ours.ENGINE),
        ("Whoosh against the engine alone", asking.WHOOSH, ours.ENGINE),
    )
    ratios = ((what, answers.ratio(other, own)) for what, other, own in pairs)
    return "; ".join(f"{what} ×{ratio:.3g}" for what, ratio in ratios if ratio is not None)


def _build_rows(made: dict[str, Build]) -> Iterator[Row]:
    plain = made[building.WHOOSH].per_paper
    goals = {building.ONE_CORE: ((1.5,), (3.0,)), building.ALL_CORES: ((2.5,), (5.0,))}
    for name, (least, aim) in goals.items():
        what = f"index build: {name}, times faster than plain Whoosh"
        ratio = plain / made[name].per_paper
        yield Row(what, (ratio,), least, aim, "×", more_is_better=True)


def _builds_table(made: dict[int, dict[str, Build]]) -> Iterator[str]:
    for size, own in made.items():
        for name, build in own.items():
            yield (
                f"index of {size:,} papers, {name}: {build.seconds:,.1f} s,"
                f" {build.per_paper:.2f} ms a paper, at most {build.peak:,.0f} MB"
            )


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
