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
    yield _lock(folder)
    index = PaperIndex(folder)
    if not index.stamp():
        yield _absent(folder, dumps)
        return
    if (damage := index.damaged()) is not None:
        yield Finding(_CHECK, Health.WRONG, damage, _REBUILD)
        return
    try:
        snapshot = index.open()
        complete = index.says(snapshot, dumps)
        papers = len(snapshot)
    except StaleIndexError as error:
        yield Finding(_CHECK, Health.WRONG, str(error), _REBUILD)
        return
    said = f"{count_of(papers, 'paper')}, version {VERSION}, every file as it was written"
    if complete:
        yield Finding(_CHECK, Health.OK, f"{said}, and it holds every kept dump")
    else:
        said = "it does not hold just what the kept dumps say"
        yield Finding(
            _CHECK, Health.WARNING, said, "any search completes it, if each of them can be read"
        )


def _lock(folder: Path) -> Finding:
    if not is_held(folder):
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
