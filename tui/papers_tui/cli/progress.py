"""A progress bar on standard error, where that is a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from papers_tui.model.paper import count_of
from papers_tui.model.text import clean

if TYPE_CHECKING:
    from papers_tui.library import Progress


@contextmanager
def progress_bar() -> "Iterator[Progress | None]":
    """Show how far adding is; give None where nobody is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # deferred: nothing else of this command needs Rich
    from rich.progress import BarColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    from papers_tui.library import Progress

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def say(text: str) -> None:
            bar.update(task, description=Text(text).plain)

        yield Progress(
            file=lambda path: say(f"reading {clean(path)}"),
            indexed=lambda done, total: say(f"indexing, {done:,} of {count_of(total, 'paper')}"),
        )
