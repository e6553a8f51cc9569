"""The index follows the kept dumps, in any steps, and whatever Whoosh does with its segments."""

import datetime
import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers_tui.index.index import PaperIndex
from papers_tui.index.schema import NAME
from papers_tui.index.segment_work import Work, write
from papers_tui.index.snapshot import Snapshot
from papers_tui.library import Library
from papers_tui.model.dump import Dump
from papers_tui.model.paper import Record
from papers_tui.model.query import Query
from papers_tui.paths import Paths
from tests.builders import SAMPLE, card, dump_text, record
from tests.dumps.whole import read

TITLES = [f"A Paper Of The Number {number:02} And No Other" for number in range(6)]


class Kept:
    """Dumps as the library keeps them."""

    def __init__(self) -> None:
        self.dumps: list[Dump] = []
        self.records: dict[str, tuple[Record, ...]] = {}

    def add(self, text: str) -> None:
        """Keep one more, unless it is kept already."""
        data = text.encode()
        reading = read(data)
        name = hashlib.sha256(data).hexdigest()
        if name in self.records:
            return
        self.records[name] = reading.records
        self.dumps.append(
            Dump(
                name, "x", datetime.datetime.now(datetime.UTC), None, None, reading.format,
                reading.captured, reading.captured_inferred, len(reading.records), 0, 0,
            )
        )  # fmt: skip

    def follow(self, index: PaperIndex) -> None:
        """Bring an index up to date."""
        index.bring_up_to_date(lambda: self.dumps, self.read, lambda done, total: None, 1)

    def read(self, dump: Dump) -> tuple[Record, ...]:
        """Give the records of a dump."""
        return self.records[dump.sha256]


def content(snapshot: Snapshot) -> set[object]:
    states = snapshot.states([], [])
    found = snapshot.search(Query(), states, {})
    return {found.paper(row) for row in range(len(found))}


def texts() -> st.SearchStrategy[str]:
    footers = st.sampled_from(["  • 6 authors\n·\nOct 23, 2024", "a b\n·\nJan 8 2", None])
    cards = st.tuples(st.sampled_from(TITLES), footers).map(lambda pair: card(*pair))
    heads = st.sampled_from(["Apr 21", "Apr 22"])
    return st.builds(
        lambda records, head: dump_text(*records, head=head), st.lists(cards, max_size=4), heads
    )


@settings(max_examples=25)
@given(dumps=st.lists(texts(), min_size=1, max_size=4))
def test_any_steps_give_the_same_index(
    tmp_path_factory: pytest.TempPathFactory, dumps: list[str]
) -> None:
    kept, shuffled = Kept(), Kept()
    by_steps = PaperIndex(tmp_path_factory.mktemp("steps"))
    by_steps.make_again(lambda: [], kept.read, lambda done, total: None, 1)
    for text in dumps:
        kept.add(text)
        kept.follow(by_steps)
    for text in reversed(dumps):
        shuffled.add(text)
    at_once = PaperIndex(tmp_path_factory.mktemp("once"))
    at_once.make_again(lambda: shuffled.dumps, shuffled.read, lambda done, total: None, 1)
    assert content(by_steps.open()) == content(at_once.open())
    assert not by_steps.missing(kept.dumps)
    # Dumps that are taken out leave nothing behind.
    kept.dumps = kept.dumps[:1]
    kept.follow(by_steps)
    rest = PaperIndex(tmp_path_factory.mktemp("rest"))
    rest.make_again(lambda: kept.dumps, kept.read, lambda done, total: None, 1)
    assert content(by_steps.open()) == content(rest.open())
    assert not by_steps.missing(kept.dumps)


def test_segments_that_are_not_merged_are_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deleted documents keep their terms in the index until Whoosh merges their segment."""
    monkeypatch.setattr("whoosh.writing.MERGE_SMALL", lambda writer, segments: segments)
    library = Library(Paths.under(tmp_path))
    names = [str(path) for path in sorted(SAMPLE.glob("*.txt"))]
    library.add(names[:1])
    library.add(names[1:])
    library.add(names[:1], captured=datetime.date(2026, 7, 18))
    library.add(names[:1], captured=datetime.date(2026, 7, 19))
    [folder] = [path for path in (tmp_path / "data/index").iterdir() if path.is_dir()]
    assert len(list(folder.glob("MAIN_*.trm"))) > 1
    said: list[str] = []
    again = Library(Paths.under(tmp_path), said.append)
    everything = again.search(Query())
    assert (len(everything), everything.total, said) == (49, 49, [])
    whole = {everything.paper(row) for row in range(49)}
    assert again.rebuild() == 49
    rebuilt = again.search(Query())
    assert {rebuilt.paper(row) for row in range(49)} == whole
    for text in ("attention", "model OR graph", "transf*"):
        results = again.search(Query(text))
        assert len(results) == len(library.search(Query(text))) > 0


def test_many_small_segments_become_one_and_open_readers_go_on(tmp_path: Path) -> None:
    reader, writer = Library(Paths.under(tmp_path)), Library(Paths.under(tmp_path))
    names = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_text(dump_text(card(f"A Paper Of The Day {number:02} And Of No Other Day")))
        names.append(str(path))
    writer.add(names[:1])
    before = reader.search(Query("paper"))
    segments = []
    for name in names[1:]:
        writer.add([name])
        [folder] = [path for path in (tmp_path / "data/index").iterdir() if path.is_dir()]
        segments.append(len(list(folder.glob("*.arrays"))))
    assert max(segments) == 8 and min(segments[7:]) == 1
    # What was listed stays readable, although its files are gone.
    assert [before.paper(row).title for row in range(len(before))] == [
        "A Paper Of The Day 00 And Of No Other Day"
    ]
    assert before.answer.clauses()[0].count == 1
    assert reader.changed_elsewhere()
    after = reader.search(Query("paper"))
    assert len(after) == 12
    assert reader.row_of(after, before.paper(0)) is not None


def test_arrays_that_are_damaged_are_made_again(tmp_path: Path) -> None:
    Library(Paths.under(tmp_path)).add([str(SAMPLE)])
    for damage in (b"", b"nothing of the kind", None):
        [arrays] = (tmp_path / "data/index").rglob("*.arrays")
        if damage is None:
            arrays.unlink()
        else:
            arrays.write_bytes(damage)
        said: list[str] = []
        assert Library(Paths.under(tmp_path), said.append).search(Query()).total == 49
        assert len(said) == 1 and "made again" in said[0]


def test_a_small_cache_gives_the_same_answers(tmp_path: Path) -> None:
    Library(Paths.under(tmp_path)).add([str(SAMPLE)])
    small, large = Library(Paths.under(tmp_path), posting_cache=0), Library(Paths.under(tmp_path))
    for text in ("attention", "model OR graph", "transf*", "attention", '"attention is all"'):
        one, other = small.search(Query(text)), large.search(Query(text))
        assert np.array_equal(np.asarray(one.documents), np.asarray(other.documents)) and len(one)


def test_a_segment_is_written_whatever_becomes_of_the_index_meanwhile(tmp_path: Path) -> None:
    name = "d" * 64
    work = Work(tmp_path, [record()], {(name, 0): "reading"}, frozenset({name}))
    written = write(work, lambda papers: None)
    assert written.became == ["new"]
    written.move_to(tmp_path)
    assert list(tmp_path.glob(f"{NAME}_{written.segment.segid}.*"))
