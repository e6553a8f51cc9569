"""Libraries of real papers to measure with: the arXiv snapshot as one dump, indexed and kept."""

import datetime
import hashlib
import io
import json
import lzma
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from papers_tui.dumps.store import READERS, DumpStore
from papers_tui.errors import StaleIndexError
from papers_tui.index.index import PaperIndex
from papers_tui.index.schema import VERSION
from papers_tui.model.dates import PartialDate
from papers_tui.model.dump import Dump
from papers_tui.model.paper import FormatName, Record, Sighting
from papers_tui.model.text import clean
from papers_tui.paths import Paths

CHECKOUT: Final = Path(__file__).parents[2]
"""The root of the checkout."""

_SNAPSHOT: Final = Path("data", "arxiv-100k.jsonl.xz")
_SHARED_VARIABLE: Final = "PAPERS_TUI_SHARED"
_FORMAT: Final[FormatName] = "plain-text"
_ADDED: Final = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_PROGRESS_STEP: Final = 10_000
"""Papers between two words about how far the index is."""


@dataclass(frozen=True, slots=True)
class BuiltLibrary:
    """A library that was made to measure with."""

    home: Path
    """The folder for PAPERS_TUI_HOME."""

    records: int
    """How many records of the snapshot it holds; those of one paper are joined."""

    build_seconds: float
    """How long its index took to make, now or when it was made."""


def find_snapshot() -> Path | None:
    """Find the arXiv snapshot, below $PAPERS_TUI_SHARED or in the folder beside the checkout."""
    named = os.environ.get(_SHARED_VARIABLE)
    folders = [*([Path(named)] if named else []), CHECKOUT.parent / "shared"]
    return next((path for folder in folders if (path := folder / _SNAPSHOT).is_file()), None)


def library_of(snapshot: Path, size: int, say: Callable[[str], None]) -> BuiltLibrary:
    """Give a library of the first papers of the snapshot; make it unless it is kept from before.

    It is kept by its size and the version of the index schema: after a change to the index that
    leaves the version alone, remove `.benchmarks/` by hand.
    """
    cache = CHECKOUT / ".benchmarks"
    cache.mkdir(exist_ok=True)
    folder = cache / f"library-{size}-v{VERSION}"
    note = folder / "built.json"
    if not note.exists() or _is_stale(folder / "home", dump_of(size)):
        with tempfile.TemporaryDirectory(dir=cache, prefix="building-") as building:
            _build(Path(building, "new"), snapshot, size, say)
            if folder.exists():
                folder.rename(Path(building, "old"))
            Path(building, "new").rename(folder)
    values = json.loads(note.read_text(encoding="utf-8"))
    return BuiltLibrary(folder / "home", values["records"], values["build_seconds"])


def records_of(snapshot: Path, dump: Dump) -> Iterator[Record]:
    """Read the first papers of the snapshot as the records of a dump."""
    with lzma.open(snapshot, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, dump.papers), start=1):
            yield _record(
                json.loads(line), Sighting(dump.sha256, _FORMAT, None, False, number, number)
            )


def _is_stale(home: Path, dump: Dump) -> bool:
    """Tell whether the reader would make the index again: from a dump that says nothing."""
    try:
        return PaperIndex(Paths.under(home).index).missing([dump])
    except StaleIndexError:
        return True


def _build(folder: Path, snapshot: Path, size: int, say: Callable[[str], None]) -> None:
    """Make the library, and a note of how long its index took."""
    dump, paths = dump_of(size), Paths.under(folder / "home")
    store = DumpStore(paths.dumps)
    with store.take_in(io.BytesIO(b"Stands for papers of the arXiv snapshot.\n")) as arrival:
        store.keep(dump, arrival)
    records = list(records_of(snapshot, dump))

    said = 0

    def progress(papers: int, _total: int) -> None:
        nonlocal said
        if papers >= said + _PROGRESS_STEP:
            said = papers - papers % _PROGRESS_STEP
            say(f"{said:,} papers indexed")

    say(f"indexing {size:,} papers")
    begin = time.monotonic()
    PaperIndex(paths.index).make_again(
        dumps=lambda: [dump], read=lambda _dump: records, progress=progress, patience=0
    )
    seconds = time.monotonic() - begin
    say(f"the index of {size:,} papers took {seconds:,.1f} s")
    note = {"records": len(records), "build_seconds": seconds}
    (folder / "built.json").write_text(json.dumps(note), encoding="utf-8")


def dump_of(size: int) -> Dump:
    """Describe the first papers of the snapshot as a dump; the same papers, the same dump."""
    name = f"arxiv-{size}.txt"
    return Dump(
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        path=name,
        added=_ADDED,
        file_date=None,
        captured_override=None,
        format=_FORMAT,
        captured=None,
        captured_inferred=False,
        papers=size,
        incomplete=0,
        rejected=0,
        read_by=READERS,
    )


def _record(paper: dict[str, Any], sighting: Sighting) -> Record:
    day = parsedate_to_datetime(paper["versions"][0]["created"])
    names = (" ".join(filter(None, (given, last))) for last, given, *_ in paper["authors_parsed"])
    return Record(
        sighting=sighting,
        title=clean(paper["title"]),
        abstract=clean(paper["abstract"]) or None,
        authors=tuple(map(clean, names)),
        author_count=len(paper["authors_parsed"]),
        published=PartialDate(day.year, day.month, day.day),
        arxiv_id=paper["id"],
        doi=paper["doi"] and clean(paper["doi"]),
        categories=tuple(paper["categories"].split()),
    )
