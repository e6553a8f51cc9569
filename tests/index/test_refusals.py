"""An index that cannot be written now is left alone, and goes on serving."""

import errno
import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from papers_tui.errors import BusyError, UnwritableError
from papers_tui.index.folder import IndexFolder
from papers_tui.library import Library
from papers_tui.model.query import Query
from papers_tui.paths import Paths
from tests.builders import card, dump_text


@pytest.fixture
def another(tmp_path: Path) -> str:
    """A dump that is not in the library."""
    path = tmp_path / "another.txt"
    path.write_text(dump_text(card("A paper that nobody has seen before this day")))
    return str(path)


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let no segment be written."""

    def refused(*_: object) -> None:
        raise error

    monkeypatch.setattr("papers_tui.index.segment_work.write_segment", refused)


REFUSALS = (
    OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    PermissionError(errno.EACCES, os.strerror(errno.EACCES)),
    BrokenProcessPool("a process ended"),
)


@pytest.mark.parametrize("error", REFUSALS, ids=("full", "closed", "killed"))
def test_an_addition_that_is_refused_leaves_the_index_as_it_is(
    library: Library,
    paths: Paths,
    another: str,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    before, [generation] = len(library.search(Query())), paths.index.glob("v*")
    told: list[str] = []
    library.tell = told.append
    with monkeypatch.context() as patch:
        refuse(patch, error)
        with pytest.raises(UnwritableError):
            library.add([another])
        with pytest.raises(UnwritableError):
            library.rebuild()
        assert not told
        assert list(paths.index.glob("v*")) == [generation]
        assert not list(generation.glob("arriving-*"))
        # Who opens it then reads what there is, and is told.
        reader = Library(paths, told.append)
        assert len(reader.search(Query())) == before
        assert any("what was added is kept" in sentence for sentence in told)
    assert len(Library(paths).search(Query())) == before + 1
    assert list(paths.index.glob("v*")) == [generation]


def test_who_reads_while_another_adds_is_told_of_no_interruption(
    library: Library, paths: Paths, another: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papers_tui.current._PATIENCE", 0)
    before = len(library.search(Query()))
    told: list[str] = []
    with IndexFolder(paths.index).writing(0):
        with pytest.raises(BusyError):
            library.add([another])
        assert len(Library(paths, told.append).search(Query())) == before
    assert not told
    assert len(Library(paths, told.append).search(Query())) == before + 1
    assert told == ["an interrupted addition is being completed"]


def test_a_dump_is_not_removed_while_another_changes_the_index(
    library: Library, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papers_tui.current._PATIENCE", 0)
    before = library.dumps()
    with IndexFolder(paths.index).writing(0), pytest.raises(BusyError):
        library.remove_dump(before[0].sha256)
    assert library.dumps() == before
    library.remove_dump(before[0].sha256)
    assert library.dumps() == before[1:]
    assert 0 < len(library.search(Query())) < 49


def test_a_dump_that_is_removed_while_dumps_are_listed(
    library: Library, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _second = before = library.dumps()
    listed = sorted(paths.dumps.glob("*.json"))
    (paths.dumps / f"{first.sha256}.json").unlink()
    monkeypatch.setattr(Path, "glob", lambda _self, _pattern: iter(listed))
    assert library.dumps() == before[1:]
