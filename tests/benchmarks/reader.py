"""Measure the reader against a minimal Textual program, and a large library against a small one.

Run as `python -m tests.benchmarks.reader`. The programs take turns, so that a machine that is busy
now and then is busy for all of them: trust the ratios, not the milliseconds.
"""

import argparse
import compileall
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import papers_tui
from papers_tui.library import Library
from papers_tui.model.query import Query
from papers_tui.paths import Paths
from tests.benchmarks import figures, keystrokes, scoreboard, sessions
from tests.benchmarks.figures import Series
from tests.benchmarks.records import find_snapshot, library_of

_SMALL: Final = 100
"""Papers of the small library."""

_MINIMAL: Final = "minimal"
_SAMPLE: Final = "sample"
_TITLE: Final = 20
"""Letters of a title that are on the screen for certain."""

_COMMANDS: Final = {
    "papers-tui --version": [str(Path(sys.executable).with_name("papers-tui")), "--version"],
    "python -c pass": [sys.executable, "-c", "pass"],
}

Run = Callable[[Series], None]
"""Runs a program once, and adds what was measured."""


def main() -> None:
    """Measure, print the table, write the figures where that is asked for."""
    options = _options()
    os.environ.update(sessions.ENVIRONMENT)
    compileall.compile_dir(str(Path(papers_tui.__file__).parent), quiet=1)
    sys.setswitchinterval(0.0005)  # the thread that stamps output waits for nothing else
    before = os.getloadavg()
    small, large = f"{_SMALL:,}", f"{options.size:,}"
    with _subjects(options.size) as runs:
        measured, commands = _measure(runs, options.runs)
    after = os.getloadavg()
    rows = list(keystrokes.rows(measured[_MINIMAL], measured.get(large, Series(list))))
    lines = figures.table(measured, _MINIMAL, small if small in measured else _SAMPLE, large)
    print("\n".join(lines))
    print(figures.comparison(commands))
    print("\n".join(scoreboard.table(rows)))
    print(f"{options.runs} runs; load average {_load(before)} before, {_load(after)} after")
    if options.json:
        content = {
            "runs": options.runs,
            "load": [before, after],
            "subjects": figures.as_json(measured),
            "commands": figures.as_json({"commands": commands})["commands"],
            "rows": scoreboard.as_json(rows),
        }
        options.json.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=100_000, metavar="N", help="papers at most")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="runs of each program")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


@contextmanager
def _subjects(large: int) -> Iterator[dict[str, Run]]:
    """Give what is to be measured, with the libraries made."""
    runs: dict[str, Run] = {_MINIMAL: _run_minimal}
    with tempfile.TemporaryDirectory(prefix="papers-tui-") as folder:
        home = Path(folder)
        Library(Paths.under(home)).add([str(Path(papers_tui.__file__).parent / "sample")])
        runs[_SAMPLE] = partial(sessions.run_reader, _shown(home))
        snapshot = find_snapshot()
        if snapshot is None:
            _say("no data/arxiv-100k.jsonl.xz below ../shared or $PAPERS_TUI_SHARED:")
            _say(f"libraries of {_SMALL:,} and {large:,} papers are skipped")
        else:
            for size in (_SMALL, large):
                built = library_of(snapshot, size, _say)
                _say(f"the index of {size:,} papers took {built.build_seconds:,.1f} s to build")
                run = sessions.run_reader if size == _SMALL else _run_large
                runs[f"{size:,}"] = partial(run, _shown(built.home))
        yield runs


def _run_minimal(series: Series) -> None:
    sessions.run_minimal(series)
    keystrokes.run_echo(series)


def _run_large(library: sessions.Shown, series: Series) -> None:
    """Run the reader, and type: only a large library takes long to search."""
    sessions.run_reader(library, series)
    keystrokes.run_reader(library, keystrokes.answers(library.home), series)


def _shown(home: Path) -> sessions.Shown:
    """Ask a library what the reader will show first."""
    results = Library(Paths.under(home)).search(Query())
    return sessions.Shown(home, results.paper(0).title[:_TITLE], len(results))


def _measure(runs: dict[str, Run], times: int) -> tuple[dict[str, Series], Series]:
    """Run everything once to warm up, and then as often as asked, in turn."""
    measured = {name: Series(list) for name in runs}
    commands = Series(list)
    for number in range(times + 1):
        _say(f"run {number} of {times}" if number else "warming up")
        order = list(runs) if number % 2 else list(reversed(runs))
        for name in order:
            runs[name](measured[name] if number else Series(list))
        for name, argv in _COMMANDS.items():
            took = sessions.run_command(argv)
            if number:
                commands[name].append(took)
    return measured, commands


def _load(averages: tuple[float, float, float]) -> str:
    return f"{averages[0]:.2f}"


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
