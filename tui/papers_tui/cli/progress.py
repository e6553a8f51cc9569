"""How far adding is: a bar on standard error, or lines of JSON for another program."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

import click

from papers_tui.model.progress import Progress
from papers_tui.model.text import clean

_OFTEN: Final = 0.1
"""Seconds between two reports to another program at the least."""

Step = Literal["reading", "indexing"]
"""What is being done."""


class Pace:
    """Tells from what was done so far how fast it goes, and how long it will take."""

    def __init__(self) -> None:
        self._step: Step | None = None
        self._begin = 0.0

    def rate(self, step: Step, done: int) -> float | None:
        """Give how many records are done in a second; None where it is too early to tell."""
        now = time.monotonic()
        if step != self._step or done == 0:
            self._step, self._begin = step, now
        seconds = now - self._begin
        return done / seconds if done and seconds >= 1 else None


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """Show how far adding is, how fast it goes and how long it takes; None where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # deferred: nothing else of this command needs Rich
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
    )
    pace = Pace()
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, rate="")

        def say(step: Step, text: str, done: int, total: int | None) -> None:
            rate = pace.rate(step, done)
            told = "" if rate is None else f"{rate:,.0f}/s"
            bar.update(task, description=text, completed=done, total=total, rate=told)

        def reading(file: str, done: int) -> None:
            counted = f", {done:,} records" if done else ""
            say("reading", f"reading {clean(file)}{counted}", done, None)

        def indexed(done: int, total: int) -> None:
            say("indexing", f"indexing, {done:,} of {total:,}", done, total)

        yield Progress(reading=reading, indexed=indexed)


def reported_progress() -> Progress:
    """Report how far adding is on standard output, as JSON Lines for another program."""
    pace = Pace()
    last = 0.0

    def report(step: Step, file: str, done: int, total: int | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _OFTEN and done != total:
            return
        last = now
        rate = pace.rate(step, done)
        left = None if rate is None or total is None else (total - done) / rate
        told = {"step": step, "file": file, "done": done, "total": total}
        _print({"progress": {**told, "rate": rate, "seconds_left": left}})

    return Progress(
        reading=lambda file, done: report("reading", clean(file), done, None),
        indexed=lambda done, total: report("indexing", "", done, total),
    )


def print_report(report: dict[str, object]) -> None:
    """Print the end of a report for another program."""
    _print({"report": report})


def print_error(sentence: str) -> None:
    """Print for another program why there is no report."""
    _print({"error": sentence})


def _print(value: dict[str, object]) -> None:
    click.echo(json.dumps(value, ensure_ascii=True))
