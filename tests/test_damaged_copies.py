"""Kept copies that are damaged: what can be read still serves, and adding again mends the rest."""

import gzip
from pathlib import Path

import pytest

from papers_tui.library import Library
from papers_tui.model.query import Query
from papers_tui.paths import Paths
from tests.builders import card, dump_text

PAPERS = 300


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "dump.txt"
    path.write_text(dump_text(*(card(f"A Paper With The Number {n:03}") for n in range(PAPERS))))
    return path


def opened(paths: Paths) -> tuple[int, list[str]]:
    """Give how many papers a new reader finds, and what it is told."""
    told: list[str] = []
    library = Library(paths, told.append)
    return len(library.search(Query())), told


@pytest.mark.parametrize("left", [None, 0, 0.5, 0.99])
def test_a_damaged_copy_is_told_of_once_and_mended_by_adding_again(
    paths: Paths, path: Path, left: float | None
) -> None:
    Library(paths).add([str(path)])
    [copy] = paths.dumps.glob("*.gz")
    whole = copy.read_bytes()
    if left is None:
        copy.unlink()
    else:
        copy.write_bytes(whole[: int(len(whole) * left)])
    assert opened(paths) == (PAPERS, [])  # the index has it, and nobody looks at the copy
    told: list[str] = []
    library = Library(paths, told.append)
    there = library.rebuild()
    assert there < PAPERS and any("cannot be read to its end" in sentence for sentence in told)
    opened(paths)
    for _time in range(2):
        assert opened(paths) == (there, [])
    [dump] = Library(paths).dumps()
    assert (dump.papers, dump.damage is not None) == (there, True)
    assert "cannot be read to its end" in Library(paths).with_problems(dump).problems[0].message
    report = Library(paths).add([str(path)])
    assert report.papers_in_index == PAPERS
    assert gzip.decompress(copy.read_bytes()) == path.read_bytes()
    assert opened(paths) == (PAPERS, [])
    [dump] = Library(paths).dumps()
    assert (dump.papers, dump.damage) == (PAPERS, None)


@pytest.mark.parametrize("readers", [1, 2])
def test_a_copy_that_a_newer_version_cannot_read_is_not_tried_for_ever(
    paths: Paths, path: Path, monkeypatch: pytest.MonkeyPatch, readers: int
) -> None:
    Library(paths).add([str(path)])
    [copy] = paths.dumps.glob("*.gz")
    copy.write_bytes(copy.read_bytes()[:300])
    monkeypatch.setattr("papers_tui.dumps.intake.READERS", readers)
    _found, told = opened(paths)
    assert bool(told) == (readers == 2)
    opened(paths)
    assert opened(paths)[1] == []


def test_a_damaged_description_is_made_again_from_the_copy(paths: Paths, path: Path) -> None:
    Library(paths).add([str(path)])
    [description] = paths.dumps.glob("*.json")
    for damage in (b"", b"{", b"[]", b"\xff\xfe"):
        description.write_bytes(damage)
        found, told = opened(paths)
        assert found == PAPERS and len(told) == 1
        assert opened(paths) == (PAPERS, [])
        [dump] = Library(paths).dumps()
        assert dump.papers == PAPERS and "was damaged" in dump.path
