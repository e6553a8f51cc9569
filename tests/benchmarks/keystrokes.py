"""Typing into the search line of a large library, against a line that only shows what is typed."""

import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from papers_tui.library import Library
from papers_tui.model.query import Query
from papers_tui.paths import Paths
from tests.benchmarks import minimal, sessions
from tests.benchmarks.figures import Series, median, percentile95
from tests.benchmarks.queries import QUERIES
from tests.benchmarks.scoreboard import Row
from tests.benchmarks.sessions import Shown
from tests.terminal import Terminal

LISTED: Final = "9 letters to new list, ms"
AT_REST: Final = "letter to echo at rest, ms"
SEARCHING: Final = "letter to echo, searching, ms"
PEAK: Final = "peak memory after queries, MB"

LETTERS: Final = 9
"""How many are typed."""

_TEXTS: Final = ("graph neu", "deep lear", "quantum c", "large lan", "neural ne", "convex op")
_PAIRS: Final = ("th", "co", "st", "tr", "le", "re", "pr", "de")
"""Beginnings of many words: what the first letter finds takes long to find."""

_APART: Final = 0.11
"""Seconds from letter to letter."""

_REST: Final = 0.2
"""Seconds in which the reader takes up a search, or comes to rest after one."""

_LONGEST: Final = 60.0
"""Seconds after which an answer is given up."""

_CLEAR: Final = "\x15"
"""Ctrl+U, which takes out what is typed."""

_STATUS: Final = -2
"""The line of the screen that says where the cursor is."""


def answers(home: Path) -> dict[str, int]:
    """Ask a library how many papers each text finds; texts are left out that tell nothing.

    Those are the ones that find as many papers without their last letter.
    """
    with closing(Library(Paths.under(home))) as library:
        found = {
            text: [len(library.search(Query(t, typing=True))) for t in (text, text[:-1])]
            for text in _TEXTS
        }
    return {text: count for text, (count, before) in found.items() if count not in (0, before)}


def run_echo(series: Series) -> None:
    """Type into a line of Textual's that only shows what is typed."""
    argv = [sys.executable, minimal.__file__, minimal.ECHO]
    with Terminal(argv, sessions.ENVIRONMENT) as terminal:
        terminal.wait_for(minimal.echoed(""), _LONGEST)
        time.sleep(_REST)
        for text in _TEXTS:
            pressed = _type(terminal, text)
            shown = terminal.wait_for(f"{minimal.echoed(text)} ", _LONGEST)
            series[LISTED].append((shown - pressed) * 1000)
            _press_and_rest(terminal, _CLEAR)


def run_reader(library: Shown, found: Mapping[str, int], series: Series) -> None:
    """Type into the search line, slowly, fast, and all the queries; note the memory at last."""
    home = {"PAPERS_TUI_HOME": str(library.home)}
    argv = [sys.executable, "-m", "papers_tui"]
    with Terminal(argv, sessions.ENVIRONMENT | home) as terminal:
        terminal.wait_for(f" 1 of {library.papers:,} ", _LONGEST)
        _press_and_rest(terminal, "/")
        for text, count in found.items():
            pressed = _type(terminal, text)
            listed = terminal.wait_for(partial(_lists, count), _LONGEST)
            series[LISTED].append((listed - pressed) * 1000)
            _press_and_rest(terminal, _CLEAR)
        for first, second in _PAIRS:
            for measure in (AT_REST, SEARCHING):
                _echo(terminal, first, first)
                if measure is AT_REST:
                    _rest(terminal)
                series[measure].append(_echo(terminal, second, first + second))
                _rest(terminal)
                _press_and_rest(terminal, _CLEAR)
        for query in QUERIES:
            _echo(terminal, query.text, query.text)
            _rest(terminal)
            _press_and_rest(terminal, _CLEAR)
        series[PEAK].append(_peak(terminal.pid))


def rows(echo: Series, reader: Series) -> Iterator[Row]:
    """Judge what was measured."""
    listed = _compared(reader[LISTED], echo[LISTED])
    what = f"{LETTERS} letters, the last to the new list, p95: times a mere echo's"
    yield Row(what, listed, (2.0,), (1.3,), "×")
    busy = _compared(reader[SEARCHING], reader[AT_REST])
    yield Row("echo while searching, p95: times that at rest", busy, (1.5,), (1.1,), "×")
    peak = (median(reader[PEAK]),) if reader[PEAK] else None
    what = f"peak memory of the reader after {len(QUERIES)} queries"
    yield Row(what, peak, (300.0,), (180.0,), "MB")


def _compared(samples: list[float], others: list[float]) -> tuple[float] | None:
    return (percentile95(samples) / percentile95(others),) if samples and others else None


def _type(terminal: Terminal, text: str) -> float:
    """Type letter after letter, at the pace of a person; give when the last was pressed."""
    pressed = 0.0
    for letter in text:
        time.sleep(max(0.0, pressed + _APART - time.monotonic()))
        pressed = terminal.send(letter)
    return pressed


def _echo(terminal: Terminal, keys: str, typed: str) -> float:
    """Press keys; give after how many milliseconds the search line shows a text."""
    pressed = terminal.send(keys)
    return (terminal.wait_for(partial(_shows, typed), _LONGEST) - pressed) * 1000


def _press_and_rest(terminal: Terminal, key: str) -> None:
    terminal.send(key)
    _rest(terminal)


def _rest(terminal: Terminal) -> None:
    """Wait until nothing is searched for any more."""
    time.sleep(_REST)
    terminal.wait_for(lambda lines: "searching" not in lines[_STATUS], _LONGEST)
    time.sleep(_REST)


def _shows(typed: str, lines: list[str]) -> bool:
    return " ".join(lines[0].split()) == f"/ {typed}"


def _lists(count: int, lines: list[str]) -> bool:
    return f" 1 of {count:,} " in lines[_STATUS] and "searching" not in lines[_STATUS]


def _peak(process: int) -> float:
    """Give the most memory that a process ever had, as Linux counts it, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else float("nan")
