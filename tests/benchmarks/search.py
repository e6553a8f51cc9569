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
from dataclasses import asdict
from pathlib import Path
from typing import Final

from tests.benchmarks import asking, building, engines, ours, scoreboard
from tests.benchmarks.asking import Answers
from tests.benchmarks.building import Build
from tests.benchmarks.corpus import corpus_of
from tests.benchmarks.records import find_snapshot, library_of
from tests.benchmarks.scoreboard import Row

_LACKS_TANTIVY: Final = "not installed: row skipped"
_SMALLER: Final = 10
"""How many times as many papers the large library has as the small one."""


def main() -> None:
    """Measure, print the tables, write the figures where that is asked for."""
    options = _options()
    snapshot = find_snapshot()
    if snapshot is None:
        sys.exit("no data/arxiv-100k.jsonl.xz below ../shared or $PAPERS_TUI_SHARED")
    before = os.getloadavg()[0]
    home, small = (library_of(snapshot, n, _say).home for n in _sizes(options.size))
    answers = asking.ask_all(corpus_of(home), options.runs, options.budget, _say)
    few = asking.ask_ours(corpus_of(small), options.runs)
    _say("adding a day's dump")
    days = building.days(home, snapshot, options.size)
    _say("making indexes")
    steps = dict.fromkeys((options.build_size // 4, options.build_size))
    made = {size: building.builds(snapshot, size) for size in steps}
    after = os.getloadavg()[0]
    rows = [
        *_search_rows(answers, few, options.size),
        *_build_rows(made[options.build_size]),
        Row(
            f"adding one day's dump ({building.DAY} papers) to {options.size:,}",
            (statistics.median(days),),
            (2.0,),
            (0.5,),
            "s",
        ),
    ]
    print("\n".join(asking.queries_table(answers)))
    print("\n".join(_builds_table(made)))
    print("\n".join(scoreboard.table(rows)))
    print(f"{options.runs} runs; load average {before:.2f} before, {after:.2f} after")
    if options.json:
        content = {
            "size": options.size,
            "runs": options.runs,
            "load": [before, after],
            "rows": scoreboard.as_json(rows),
            "answers": asdict(answers),
            "few": few.times,
            "builds": {n: {name: asdict(b) for name, b in own.items()} for n, own in made.items()},
            "days": days,
        }
        options.json.write_text(json.dumps(content, indent=1), encoding="utf-8")


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


def _search_rows(answers: Answers, few: Answers, size: int) -> Iterator[Row]:
    warm = answers.times[ours.OURS]
    yield _faster(answers, asking.WHOOSH, (30.0,), (100.0,), asking.whoosh_note(answers.whoosh))
    yield _faster(answers, engines.FTS5, (5.0,), (20.0,), _besides(answers))
    ratio = answers.ratio(ours.OURS, engines.TANTIVY)
    yield Row(
        f"{len(warm)} queries: times as long as {engines.TANTIVY}",
        None if ratio is None else (ratio,),
        (10.0,),
        (2.0,),
        "×",
        note="" if engines.has_tantivy() else _LACKS_TANTIVY,
    )
    worst = max(warm.values()), max(answers.cold.values())
    slowest = max(warm, key=warm.__getitem__), max(answers.cold, key=answers.cold.__getitem__)
    note = f"warm: {slowest[0]}; cold, the first query of a process: {slowest[1]}"
    yield Row("worst query, warm / cold", worst, (50.0, 150.0), (15.0, 50.0), "ms", note=note)
    facets = None if answers.facets is None else (answers.facets,)
    yield Row("facet counts of every group, one word", facets, (10.0,), (3.0,), "ms")
    growth = statistics.geometric_mean([warm[text] / few.times[ours.OURS][text] for text in warm])
    what = f"growth of the query table, {size:,} against {size // _SMALLER:,}"
    yield Row(what, (growth,), (12.0,), (6.0,), "×")


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
