"""Whether the index can be read, is whole, and says what the kept dumps say."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from papers_tui.errors import StaleIndexError
from papers_tui.index.holder import holder, is_held
from papers_tui.index.index import PaperIndex
from papers_tui.index.schema import VERSION
from papers_tui.model.dump import Dump
from papers_tui.model.finding import Finding, Health
from papers_tui.model.paper import count_of

_CHECK: Final = "index"
_REBUILD: Final = "papers-tui rebuild"


def examine(folder: Path, dumps: Sequence[Dump]) -> Iterator[Finding]:
    """Look at the index that lies in a folder, every file included."""
    held = is_held(folder)
    yield _lock(folder, held=held)
    index = PaperIndex(folder)
    stamp = index.stamp()
    if not stamp:
        yield _absent(folder, dumps)
        return
    finding = _current(index, dumps)
    if finding.state is Health.WRONG and index.stamp() != stamp:
        said = "it was changed while it was looked at"
        finding = Finding(_CHECK, Health.WARNING, said, "papers-tui doctor, once more")
    yield finding
    others = [path.name for path in folder.glob("v*-*") if path.name != stamp[0]]
    if others and not held:
        said = f"left by a rebuild that was interrupted: {', '.join(others)} in {folder}"
        yield Finding(_CHECK, Health.WARNING, said, f"{_REBUILD}, which removes that")


def _current(index: PaperIndex, dumps: Sequence[Dump]) -> Finding:
    """Look at the index that counts."""
    if (damage := index.damaged()) is not None:
        return Finding(_CHECK, Health.WRONG, damage, _REBUILD)
    try:
        snapshot = index.open()
        complete = index.says(snapshot, dumps)
        papers = len(snapshot)
    except StaleIndexError as error:
        return Finding(_CHECK, Health.WRONG, str(error), _REBUILD)
    if not complete:
        said = "it does not hold just what the kept dumps say"
        return Finding(_CHECK, Health.WARNING, said, "any search completes it, where all are whole")
    said = f"{count_of(papers, 'paper')}, version {VERSION}, every file as it was written"
    return Finding(_CHECK, Health.OK, f"{said}, and it holds every kept dump")


def _lock(folder: Path, *, held: bool) -> Finding:
    if not held:
        return Finding("lock", Health.OK, "nobody is changing the index")
    number = holder(folder)
    who = "a process" if number is None else f"process {number}"
    said = f"{who} is changing the index just now"
    return Finding("lock", Health.WARNING, said, "wait until it is done; reading goes on meanwhile")


def _absent(folder: Path, dumps: Sequence[Dump]) -> Finding:
    """Say why there is no index of this version."""
    others = [path for path in folder.glob("v*-*") if path.is_dir()] if folder.is_dir() else []
    if folder.exists() and not folder.is_dir():
        return Finding(_CHECK, Health.WRONG, f"{folder} is no folder", "move it away")
    if not dumps and not others:
        return Finding(_CHECK, Health.OK, "none: no dump was added yet")
    said = f"there is none of version {VERSION}"
    if any(not path.name.startswith(f"v{VERSION}-") for path in others):
        said += ", only one that another version of papers-tui made"
    return Finding(_CHECK, Health.WARNING, said, "any search makes it from the kept dumps")
