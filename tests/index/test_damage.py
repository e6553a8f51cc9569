"""Damage to the files of the index is noticed, told, and mended from the kept dumps."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from papers_tui.errors import StaleIndexError
from papers_tui.index.arrays import read_arrays
from papers_tui.index.index import PaperIndex
from papers_tui.index.seal import SEAL, damage, missing_part, seal
from papers_tui.library import Library
from papers_tui.model.paper import Paper
from papers_tui.model.query import Answer, Query, Results
from papers_tui.paths import Paths
from tests.builders import SAMPLE, card, dump_text

SUFFIXES = (
    ".arrays", ".pst", ".trm", "._abstract_len.col", "._org_len.col", "._stored.col",
    "._title_len.col", ".toc",
)  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library in two commits, with marks."""
    home = tmp_path_factory.mktemp("whole")
    library = Library(Paths.under(home))
    for path in sorted(SAMPLE.glob("*.txt")):
        library.add([str(path)])
    library.mark([library.search(Query()).paper(3)], read=True, bookmarked=True)
    library.close()
    return home


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """A copy of it to be damaged."""
    return shutil.copytree(whole, tmp_path / "copy")


def generation(home: Path) -> Path:
    [folder] = [path for path in (home / "data/index").iterdir() if path.is_dir()]
    return folder


def sealed(home: Path) -> list[str]:
    text, _crc = (generation(home) / SEAL).read_text().rsplit("\n", 2)[:2]
    return list(json.loads(text)["files"])


def papers(library: Library) -> set[Paper]:
    results = library.search(Query())
    return {results.paper(row) for row in range(len(results))}


def titles_of(results: Results) -> list[str]:
    return [results.paper(row).title for row in range(len(results))]


def counts_of(answer: Answer) -> list[tuple[object, ...]]:
    return [(facet.group, facet.values, facet.size) for facet in answer.facets()]


def opened(home: Path) -> tuple[Library, list[str]]:
    said: list[str] = []
    return Library(Paths.under(home), said.append), said


def state_of(home: Path) -> bytes:
    return (home / "data/state.db").read_bytes()


def flipped(data: bytes, place: float) -> bytes:
    at = min(len(data) - 1, int(len(data) * place))
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


def damaged(home: Path, suffix: str) -> list[Path]:
    found = [generation(home) / name for name in sealed(home) if name.endswith(suffix)]
    assert found, suffix
    return found


def test_the_seal_lists_every_file(copy: Path) -> None:
    folder = generation(copy)
    names = {path.name for path in folder.iterdir()} - {SEAL, "MAIN_WRITELOCK"}
    assert set(sealed(copy)) == names
    assert {suffix for name in names for suffix in SUFFIXES if name.endswith(suffix)} == set(
        SUFFIXES
    )
    assert all(name.endswith(SUFFIXES) for name in names)
    assert missing_part(folder) is None and damage(folder) is None
    assert PaperIndex(copy / "data/index").damaged() is None


@pytest.mark.parametrize(
    ("suffix", "how"),
    [
        *((suffix, how) for suffix in SUFFIXES for how in ("half", "emptied", "removed")),
        (SEAL, "half"),
        (SEAL, "emptied"),
    ],
)
def test_what_lacks_a_part_is_made_again(whole: Path, copy: Path, suffix: str, how: str) -> None:
    paths = [generation(copy) / SEAL] if suffix == SEAL else damaged(copy, suffix)
    if how == "removed":
        paths[0].unlink()
    else:
        data = paths[0].read_bytes()
        paths[0].write_bytes(data[: len(data) // 2] if how == "half" else b"")
    before, folder = state_of(copy), generation(copy)
    library, said = opened(copy)
    assert papers(library) == papers(opened(whole)[0])
    assert len(said) == 1 and said[0].endswith("it is made again from 2 kept dumps")
    assert state_of(copy) == before
    assert generation(copy) != folder and damage(generation(copy)) is None


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_flipped_bits_are_noticed_and_mended(whole: Path, tmp_path: Path, suffix: str) -> None:
    expected = papers(opened(whole)[0])
    for number, place in enumerate((0.0, 0.02, 0.3, 0.5, 0.77, 1.0)):
        home = shutil.copytree(whole, tmp_path / f"{number}")
        path = damaged(home, suffix)[-1]
        path.write_bytes(flipped(path.read_bytes(), place))
        before = state_of(home)
        assert path.name in str(PaperIndex(home / "data/index").damaged())
        library, said = opened(home)
        library.check_index()
        assert papers(library) == expected, place
        assert len(said) == 1 and "made again from 2 kept dumps" in said[0], (place, said)
        assert state_of(home) == before
        assert damage(generation(home)) is None


@pytest.mark.parametrize("place", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_flipped_bits_in_the_seal(whole: Path, copy: Path, place: float) -> None:
    path = generation(copy) / SEAL
    path.write_bytes(flipped(path.read_bytes(), place))
    library, said = opened(copy)
    assert papers(library) == papers(opened(whole)[0])
    assert len(said) == 1 and "seal" in said[0]


def test_an_index_that_was_never_sealed_is_sealed_by_the_next_commit(copy: Path) -> None:
    (generation(copy) / SEAL).unlink()
    library, said = opened(copy)
    library.check_index()
    assert len(papers(library)) == 49 and said == []
    more = copy / "more.txt"
    more.write_text(dump_text(card("A Paper That Nobody Has Seen Before Today")))
    library.add([str(more)])
    test_the_seal_lists_every_file(copy)


def stored(home: Path) -> Iterable[Path]:
    return damaged(home, "._stored.col")


def test_a_paper_that_cannot_be_read_is_taken_from_the_index_that_is_made(
    whole: Path, copy: Path
) -> None:
    """The list is there already, and the damage is met when its papers are drawn."""
    for path in stored(copy):
        data = bytearray(path.read_bytes())
        data[1000:-1000] = bytes(byte ^ 0x55 for byte in data[1000:-1000])
        path.write_bytes(data)
    library, said = opened(copy)
    wanted = titles_of(opened(whole)[0].search(Query()))
    results = library.search(Query())
    assert titles_of(results) == wanted
    assert len(said) == 1 and "_stored.col" in said[0] and "made again" in said[0]
    assert library.changed_elsewhere() is False and not library.lists(results)
    assert titles_of(library.search(Query())) == wanted and len(said) == 1


def test_papers_that_are_found_by_a_key_and_marked(whole: Path, copy: Path) -> None:
    for path in stored(copy):
        path.write_bytes(bytes(len(path.read_bytes())))
    expected = opened(whole)[0]
    kept = expected.bookmarks()
    library, said = opened(copy)
    assert library.bookmarks() == kept and len(kept) == 1
    found = library.find(kept[0].key)
    assert found == kept[0] and library.marks(kept[0]).read
    assert any("made again" in sentence for sentence in said)


@pytest.mark.parametrize("text", ["attention", "model OR graph", '"attention is all"', "transf*"])
def test_words_are_found_in_arrays_that_are_damaged(whole: Path, copy: Path, text: str) -> None:
    """Every posting names a document that there is not."""
    for path in damaged(copy, ".arrays"):
        data = path.read_bytes()
        for name, array in read_arrays(path).items():
            if name.endswith(".docs") and len(array):
                data = data.replace(array.tobytes(), b"\x7f" * array.nbytes)
        path.write_bytes(data)
    library, said = opened(copy)
    results = library.search(Query(text))
    expected = opened(whole)[0].search(Query(text))
    # Scores count deleted documents in, which an index has no more that is made again.
    assert sorted(titles_of(results)) == sorted(titles_of(expected))
    assert counts_of(results.answer) == counts_of(expected.answer)
    assert results.answer.histogram() == expected.answer.histogram()
    assert [c.count for c in results.answer.clauses()] == [
        c.count for c in expected.answer.clauses()
    ]
    assert any("made again" in sentence for sentence in said)


def test_counts_that_cannot_be_made_are_asked_for_again(whole: Path, copy: Path) -> None:
    library, said = opened(copy)
    results = library.search(Query("attention"))
    for path in stored(copy):
        path.write_bytes(flipped(path.read_bytes(), 0.5))
    expected = opened(whole)[0].search(Query("attention")).answer

    def fail(_found: object) -> None:
        raise IndexError("beyond the end of an array")

    results.answer._answer._counter.facets = fail  # type: ignore[attr-defined]
    assert counts_of(results.answer) == counts_of(expected)
    assert len(said) == 1 and "made again" in said[0]


def test_a_fault_of_the_program_is_no_damage(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise TypeError("a fault of the program")

    library, said = opened(copy)
    folder = generation(copy)
    monkeypatch.setattr("papers_tui.index.snapshot.FacetCounter", fail)
    with pytest.raises(TypeError):
        library.search(Query("attention"))
    assert said == [] and generation(copy) == folder


def test_an_index_is_gone_through_once_a_day(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []

    def look(folder: Path) -> str | None:
        looked.append(folder)
        return damage(folder)

    monkeypatch.setattr("papers_tui.index.watch.damage", look)
    for _ in range(2):
        library, said = opened(copy)
        library.check_index()
    assert len(looked) == 1 and said == []
    more = copy / "more.txt"
    more.write_text(dump_text(card("A Paper That Nobody Has Seen Before Today")))
    library.add([str(more)])
    library.check_index()
    assert len(looked) == 2
    [note] = list((copy / "cache").iterdir())
    note.write_text(note.read_text().replace("-", "+"))
    opened(copy)[0].check_index()
    assert len(looked) == 3


def test_a_commit_that_could_not_be_sealed_is_whole(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: Path) -> None:
        raise KeyboardInterrupt

    library, said = opened(copy)
    more = copy / "more.txt"
    more.write_text(dump_text(card("A Paper That Nobody Has Seen Before Today")))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("papers_tui.index.folder.seal", fail)
        library.add([str(more)])
    folder, names = generation(copy), sealed(copy)
    again, said = opened(copy)
    assert len(papers(again)) == 50 and said == []
    again.check_index()
    assert said == [] and sealed(copy) == names
    more.write_text(dump_text(card("Another Paper That Nobody Has Seen Before")))
    again.add([str(more)])
    assert generation(copy) == folder and said == []
    test_the_seal_lists_every_file(copy)


def test_what_lacks_a_part_is_made_again_by_an_addition(copy: Path) -> None:
    damaged(copy, ".pst")[0].unlink()
    library, said = opened(copy)
    more = copy / "more.txt"
    more.write_text(dump_text(card("A Paper That Nobody Has Seen Before Today")))
    assert library.add([str(more)]).papers_in_index == 50
    assert len(said) == 1 and ".pst of the index is gone: it is made again" in said[0]


def test_flipped_bits_are_not_carried_over_by_an_addition(whole: Path, copy: Path) -> None:
    path = damaged(copy, "._stored.col")[0]
    path.write_bytes(flipped(path.read_bytes(), 0.5))
    library, said = opened(copy)
    more = copy / "more.txt"
    more.write_text(dump_text(card("A Paper That Nobody Has Seen Before Today")))
    library.add([str(more)])
    assert papers(library) > papers(opened(whole)[0])
    assert len(said) == 1 and path.name in said[0]


def test_files_are_summed_once(copy: Path) -> None:
    """What was damaged since it was sealed is not sealed again as it is."""
    path = damaged(copy, ".pst")[0]
    path.write_bytes(flipped(path.read_bytes(), 0.5))
    folder = generation(copy)
    toc = next(folder.glob("*.toc"))
    toc.rename(folder / "_MAIN_77.toc")
    seal(folder)
    assert "_MAIN_77.toc" in sealed(copy) and toc.name not in sealed(copy)
    assert path.name in str(damage(folder))


def test_a_damaged_copy_of_a_dump_is_named_and_the_others_serve(copy: Path) -> None:
    first, other = sorted((copy / "data/dumps").glob("*.gz"))
    text = gzip.decompress(other.read_bytes())
    for spoil in (lambda data: data[: len(data) // 2], lambda data: b"", lambda data: b"x" * 99):
        before = first.read_bytes()
        first.write_bytes(spoil(before))
        library, said = opened(copy)
        assert library.rebuild() == len(papers(library)) > 20
        description = json.loads(first.with_suffix(".json").read_text())
        assert any(description["path"] in sentence for sentence in said), said
        assert all((p.title_tex or p.title) in text.decode() for p in papers(library))
        first.write_bytes(before)
        assert library.rebuild() == 49


def test_without_kept_dumps_it_is_said_that_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(StaleIndexError):
        PaperIndex(tmp_path / "index").open()
    assert PaperIndex(tmp_path / "index").damaged() is None


def test_opening_reads_no_sums(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> Callable[[], None]:
        raise AssertionError("it was read")

    monkeypatch.setattr("papers_tui.index.seal._entry_of", fail)
    assert len(papers(opened(copy)[0])) == 49
