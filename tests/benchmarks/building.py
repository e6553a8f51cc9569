"""Making an index and adding to it: papers-tui against the plainest use of Whoosh."""

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from papers_tui.library import Library
from papers_tui.model.paper import Record
from papers_tui.paths import Paths
from tests.benchmarks import children
from tests.benchmarks.records import CHECKOUT, dump_of, records_of
from tests.builders import HEAD

WHOOSH: Final = "Whoosh, plainest, one core"
ONE_CORE: Final = "papers-tui, one core"
ALL_CORES: Final = "papers-tui, all cores"

DAY: Final = 50
"""Papers of one day's dump."""

_DAYS: Final = 5
"""Dumps that are added, one after the other."""


@dataclass(frozen=True, slots=True)
class Build:
    """One index that was made."""

    seconds: float
    """How long it took, the reading of the papers left out."""

    papers: int
    """How many papers it holds."""

    peak: float
    """The most memory at a look, in megabytes; the papers in memory included."""

    @property
    def per_paper(self) -> float:
        """Milliseconds that a paper took."""
        return self.seconds * 1000 / self.papers


def builds(snapshot: Path, size: int) -> dict[str, Build]:
    """Make an index of the first papers of the snapshot in every way."""
    ways: dict[str, tuple[Callable[[Path, int, Path], float], bool]] = {
        WHOOSH: (_build_plainly, True),
        ONE_CORE: (_build_ours, True),
        ALL_CORES: (_build_ours, False),
    }
    made = {}
    for name, (work, pinned) in ways.items():
        with _folder() as folder:
            outcome = children.run(work, snapshot, size, folder, pinned=pinned)
        made[name] = Build(outcome.value, size, outcome.peak)
    return made


def days(home: Path, snapshot: Path, size: int) -> list[float]:
    """Add several days' dumps to a copy of a library; give how many seconds each took."""
    records = list(records_of(snapshot, dump_of(min(size, 2000))))
    with _folder() as folder:
        shutil.copytree(home, folder / "home")
        paths = Paths.under(folder / "home")
        Library(paths).add([])
        return [_add(paths, folder / f"{day}.txt", records, day) for day in range(_DAYS)]


def _add(paths: Paths, dump: Path, records: Sequence[Record], day: int) -> float:
    dump.write_text(day_of_papers(records, day), encoding="utf-8")
    library = Library(paths)
    begin = time.monotonic()
    report = library.add([str(dump)])
    seconds = time.monotonic() - begin
    library.close()
    assert report.new == DAY, report
    return seconds


def day_of_papers(records: Sequence[Record], day: int) -> str:
    """Write a dump of papers that no library has: titles of some papers, abstracts of others."""
    chance = random.Random(day)
    cards = []
    for number in range(DAY):
        title, abstract = chance.choice(records).title, chance.choice(records).abstract or ""
        title = f"{title}, Seen Anew on Day {day} as Number {number}"
        cards.append(f"{title}\n\n{abstract}\n\n  • 6 authors\n·\nApr {day + 1}, 2026")
    return "\n\n".join([*HEAD, f"Apr {20 + day}", *cards]) + "\n"


def _build_ours(snapshot: Path, size: int, folder: Path) -> float:
    from papers_tui.index.index import PaperIndex  # deferred: Whoosh is slow to import

    dump = dump_of(size)
    records = list(records_of(snapshot, dump))
    begin = time.monotonic()
    PaperIndex(folder / "index").make_again(
        dumps=lambda: [dump],
        read=lambda _dump: records,
        progress=lambda _done, _total: None,
        patience=0,
    )
    return time.monotonic() - begin


def _build_plainly(snapshot: Path, size: int, folder: Path) -> float:
    """Make an index as the documentation of Whoosh begins."""
    from whoosh.analysis import StemmingAnalyzer  # deferred: Whoosh is slow to import
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in

    records = list(records_of(snapshot, dump_of(size)))
    begin = time.monotonic()
    schema = Schema(
        title=TEXT(StemmingAnalyzer()), abstract=TEXT(StemmingAnalyzer()), id=ID(stored=True)
    )
    writer = create_in(folder, schema).writer()
    for number, record in enumerate(records):
        writer.add_document(title=record.title, abstract=record.abstract or "", id=str(number))
    writer.commit()
    return time.monotonic() - begin


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder on the disk that the libraries lie on."""
    with tempfile.TemporaryDirectory(dir=CHECKOUT / ".benchmarks", prefix="building-") as folder:
        yield Path(folder)
