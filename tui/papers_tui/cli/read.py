"""`papers-tui` without a command: the reader."""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.cli.session import open_library
from papers_tui.config import Config
from papers_tui.errors import UsageError
from papers_tui.held_terminal import HeldTerminal
from papers_tui.last_view import LastView
from papers_tui.paths import Paths

if TYPE_CHECKING:
    from papers_tui.library import Library


def read(*, sample: bool, ascii_only: bool, mouse: bool, terminal: HeldTerminal) -> None:
    """Open the reader, on the user's library or on the sample.

    The terminal may show a picture of the last view already; an error message is not to be lost in
    that, so the terminal is given back before one leaves here.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "the reader needs a terminal; `papers-tui search` and the other commands do not"
        )
    gc.disable()  # what is imported now stays; the reader enables it when it is on the screen
    os.environ.setdefault("TEXTUAL_FPS", "120")
    paths = Paths.from_environment()
    config = Config.load(paths.configuration)
    config = replace(config, ascii=config.ascii or ascii_only, mouse=config.mouse and mouse)
    last = None if sample else LastView(paths, ascii_only=ascii_only)
    with terminal, _sample() if sample else _own(config) as library:
        from papers_tui.ui.app import run  # deferred: Textual is slow to import

        status = run(library, config, last, terminal)
    sys.stdout.flush()
    os._exit(status)  # everything is written; taking the interpreter down would take 0.2 seconds


@contextmanager
def _own(config: Config) -> "Iterator[Library]":
    yield open_library(max(0, config.posting_cache))


@contextmanager
def _sample() -> "Iterator[Library]":
    """Add the sample that comes with the program to a library that is thrown away."""
    from papers_tui.library import Library

    with tempfile.TemporaryDirectory(prefix="papers-tui-") as folder:
        library = Library(Paths.under(Path(folder)))
        with as_file(files("papers_tui") / "sample") as dumps:
            library.add([str(dumps)])
        yield library
