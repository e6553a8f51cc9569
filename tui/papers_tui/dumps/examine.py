"""Whether the kept dumps are whole."""

import gzip
import hashlib
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from papers_tui.dumps.store import DumpStore
from papers_tui.errors import DumpError
from papers_tui.model.dump import Dump
from papers_tui.model.finding import Finding, Health
from papers_tui.model.paper import count_of

_CHECK: Final = "kept dumps"

_PIECE: Final = 1 << 20
"""Bytes that are read at a time."""

_RECENT: Final = 3600.0
"""Seconds in which a file that is not complete may still be written."""


def examine(folder: Path, readable: Callable[[Dump], None]) -> Iterator[Finding]:
    """Look at every kept dump: its description, and its copy, which is read to its end.

    Args:
        folder: Where they are kept.
        readable: Told each dump whose description can be read.

    Raises:
        OSError: The folder cannot be looked at.
    """
    if not folder.exists():
        yield Finding(_CHECK, Health.OK, "none: no dump was added yet")
        return
    store, whole, papers = DumpStore(folder), 0, 0
    for path in sorted(path for path in folder.iterdir() if path.suffix == ".json"):
        try:
            dump = store.described(path.stem)
        except DumpError as error:
            found, _semicolon, advice = str(error).rpartition("; ")
            yield Finding(_CHECK, Health.WRONG, found, advice)
            continue
        if dump is None:
            continue  # it was removed meanwhile
        readable(dump)
        if fault := _fault(path, dump):
            copy = path.with_suffix(".gz").name
            advice = f"if it stays so, move {path} and {copy} away, and add the dump again"
            yield Finding(_CHECK, Health.WRONG, f"{dump.path}: {fault}", advice)
        else:
            whole, papers = whole + 1, papers + dump.papers
    yield Finding(
        _CHECK, Health.OK, f"{count_of(whole, 'dump')} whole, {count_of(papers, 'record')}"
    )
    yield from _left_over(folder)


def _fault(description: Path, dump: Dump) -> str | None:
    """Say what is wrong with the copy of a dump, if anything."""
    if dump.sha256 != description.stem:
        return f"its description {description.name} is that of another dump"
    digest = hashlib.sha256()
    try:
        with gzip.open(description.with_suffix(".gz"), "rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except FileNotFoundError:
        return "its copy is gone"
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        return f"its copy is damaged ({error})"
    except OSError as error:
        return f"its copy cannot be read ({error.strerror or error})"
    return None if digest.hexdigest() == dump.sha256 else "its copy holds something else"


def _left_over(folder: Path) -> Iterator[Finding]:
    """Find copies that nothing describes, and files that were never finished."""
    for path in sorted([*folder.glob("*.gz"), *folder.glob("*.problems")]):
        if not path.with_suffix(".json").exists():
            said = f"{path.name} belongs to no dump that is described"
            yield Finding(_CHECK, Health.WARNING, said, f"move {path} away, or add the dump again")
    for path in sorted(folder.glob(".*")):
        if path.is_file() and time.time() - path.stat().st_mtime > _RECENT:
            said = f"{path.name} was left by an addition that was interrupted"
            yield Finding(_CHECK, Health.WARNING, said, f"remove {path}")
