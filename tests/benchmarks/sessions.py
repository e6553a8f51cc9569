"""One run of a program from its start to its end, and what is measured on the way."""

import math
import re
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Final

from tests.benchmarks import minimal
from tests.benchmarks.figures import Series
from tests.terminal import Terminal

START: Final = "start to first paper, ms"
FIRST_START: Final = "the same, nothing remembered, ms"
START_KEY: Final = "start to a key answered, ms"
MOVE: Final = "cursor move, ms"
PAGE: Final = "page down, ms"
END: Final = "to the end, ms"
ECHO: Final = "typed letter to echo, ms"
LIST: Final = "last letter to new list, ms"
LEAVE: Final = "q to process gone, ms"
MEMORY: Final = "memory once started, MB"
MEMORY_SEARCHED: Final = "memory after a search, MB"

ENVIRONMENT: Final = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONUNBUFFERED": ""}
"""How programs are started: byte-code is kept, as it is for a user."""

_HOME_KEY: Final = "\x1b[H"
_END_KEY: Final = "\x1b[F"
_PAGE_DOWN_KEY: Final = "\x1b[6~"

_MOVES: Final = 30
_PAGES: Final = 3
_WORD: Final = "diffu"
"""What is typed; its last letter parts diffusion from difference, so the list changes with it."""

_PAUSE: Final = 0.1
"""Seconds between a frame and the next key: the program has come to rest, as when a person reads.
It is no part of any measurement."""

_TYPING: Final = 0.08
"""Seconds from letter to letter, of somebody who types well."""

_LONGEST: Final = 60.0
"""Seconds after which an answer is given up."""

_STATUS: Final = -2
"""The line of the screen that says where the cursor is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A library, and what the reader shows of it at first."""

    home: Path
    """The folder for PAPERS_TUI_HOME."""

    title: str
    """The beginning of the title of the first paper."""

    papers: int
    """How many papers are listed."""


def run_minimal(series: Series) -> None:
    """Start the minimal program, press its key, leave; start it again with a key pressed."""
    with _minimal() as terminal:
        shown = terminal.wait_for(f"{minimal.WORD} 0", _LONGEST)
        series[START].append(_milliseconds(terminal.started, shown))
        series[FIRST_START].append(_milliseconds(terminal.started, shown))
        time.sleep(_PAUSE)
        series[MEMORY].append(_memory(terminal.pid))
        for number in range(1, _MOVES + 1):
            series[MOVE].append(_press(terminal, "j", f"{minimal.WORD} {number} "))
        _leave(terminal, series)
    with _minimal() as terminal:
        _press_at_start(terminal, f"{minimal.WORD} 1 ", series)


def run_reader(library: Shown, series: Series) -> None:
    """Start the reader and move about in the list, leave at its top.

    Then start it again, with what it showed last remembered: once with a key pressed, once to
    search.
    """
    shutil.rmtree(library.home / "cache", ignore_errors=True)
    with _reader(library) as terminal:
        _start(terminal, library, series, FIRST_START)
        series[MEMORY].append(_memory(terminal.pid))
        for row in range(2, min(library.papers, _MOVES) + 1):
            series[MOVE].append(_press(terminal, "j", f" {row:,} of {library.papers:,} "))
        _press(terminal, _HOME_KEY, f" 1 of {library.papers:,} ")
        for _page in range(_PAGES):
            series[PAGE].append(_press_until_changed(terminal, _PAGE_DOWN_KEY))
        _press(terminal, _HOME_KEY, f" 1 of {library.papers:,} ")
        last = f" {library.papers:,} of {library.papers:,} "
        series[END].append(_press(terminal, _END_KEY, last))
        _press(terminal, _HOME_KEY, f" 1 of {library.papers:,} ")
        _leave(terminal, series)
    with _reader(library) as terminal:
        _press_at_start(terminal, f" 2 of {library.papers:,} ", series)
        _press(terminal, _HOME_KEY, f" 1 of {library.papers:,} ")
        _leave(terminal, series)
    if not any(map(math.isinf, series[LIST])):  # once is enough to know that it takes too long
        with _reader(library) as terminal:
            _start(terminal, library, series, START)
            # What is shown is remembered; an answered key shows that the reader itself is there.
            _press(terminal, "j", f" 2 of {library.papers:,} ")
            _press(terminal, _HOME_KEY, f" 1 of {library.papers:,} ")
            _search(terminal, series)


def run_command(argv: Sequence[str]) -> float:
    """Give how many milliseconds a command takes from its start to its end."""
    begin = time.monotonic()
    status = Popen(argv, stdin=DEVNULL, stdout=DEVNULL).wait()
    end = time.monotonic()
    assert status == 0, f"{argv} ended with {status}"
    return _milliseconds(begin, end)


def _minimal() -> Terminal:
    return Terminal([sys.executable, minimal.__file__], ENVIRONMENT)


def _reader(library: Shown) -> Terminal:
    home = {"PAPERS_TUI_HOME": str(library.home)}
    return Terminal([sys.executable, "-m", "papers_tui"], ENVIRONMENT | home)


def _start(terminal: Terminal, library: Shown, series: Series, measure: str) -> None:
    shown = terminal.wait_for(library.title, _LONGEST)
    series[measure].append(_milliseconds(terminal.started, shown))
    terminal.wait_for(f" 1 of {library.papers:,} ")
    time.sleep(_PAUSE)


def _press_at_start(terminal: Terminal, text: str, series: Series) -> None:
    """Press a key before the program can have read one, and wait for what it does."""
    terminal.send("j")
    series[START_KEY].append(_milliseconds(terminal.started, terminal.wait_for(text, _LONGEST)))
    time.sleep(_PAUSE)


def _search(terminal: Terminal, series: Series) -> None:
    """Type a word as a person does: letter after letter, without waiting for answers."""
    terminal.send("/")
    time.sleep(_PAUSE)
    for length in range(1, len(_WORD) + 1):
        before = terminal.screen[_STATUS]
        pressed = terminal.send(_WORD[length - 1])
        echoed = terminal.wait_for(partial(_echoes, _WORD[:length]), _LONGEST)
        series[ECHO].append(_milliseconds(pressed, echoed))
        if length < len(_WORD):
            time.sleep(max(0.0, pressed + _TYPING - time.monotonic()))
    try:
        listed = terminal.wait_for(lambda lines: _is_answer(lines[_STATUS], before), _LONGEST)
    except AssertionError:
        series[LIST].append(math.inf)
    else:
        series[LIST].append(_milliseconds(pressed, listed))
        time.sleep(_PAUSE)
    series[MEMORY_SEARCHED].append(_memory(terminal.pid))


def _echoes(typed: str, lines: list[str]) -> bool:
    """Tell whether the search line shows what was typed."""
    return lines[0].split() == ["/", typed]


def _is_answer(status: str, before: str) -> bool:
    """Tell whether a status line speaks of the answer to the last letter."""
    return status != before and "searching" not in status


def _press(terminal: Terminal, key: str, text: str) -> float:
    """Press a key and wait for a text; then let the program come to rest."""
    pressed = terminal.send(key)
    arrived = terminal.wait_for(text, _LONGEST)
    time.sleep(_PAUSE)
    return _milliseconds(pressed, arrived)


def _press_until_changed(terminal: Terminal, key: str) -> float:
    """Press a key and wait until the status line says something else."""
    before = terminal.screen[_STATUS]
    pressed = terminal.send(key)
    arrived = terminal.wait_for(lambda lines: lines[_STATUS] != before, _LONGEST)
    time.sleep(_PAUSE)
    return _milliseconds(pressed, arrived)


def _leave(terminal: Terminal, series: Series) -> None:
    pressed = terminal.send("q")
    status = terminal.wait_exit()
    assert status == 0, f"the program ended with {status}"
    series[LEAVE].append(_milliseconds(pressed, terminal.exited))


def _milliseconds(begin: float, end: float) -> float:
    return (end - begin) * 1000


def _memory(process: int) -> float:
    """Give the resident memory of a process, as Linux counts it, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else math.nan
