"""The kept copies: a damaged one is replaced, and a folder that cannot be read is told of."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from papers_tui.errors import DumpError
from papers_tui.library import Library
from papers_tui.paths import Paths
from tests.builders import card, dump_text

TEXT = dump_text(card("A Small Paper"))


@pytest.mark.parametrize("damage", [lambda whole: whole[:-9], lambda _: b"no gzip", None])
def test_a_damaged_copy_is_replaced_when_its_dump_comes_again(
    paths: Paths, tmp_path: Path, damage: Callable[[bytes], bytes] | None
) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(TEXT)
    library = Library(paths)
    library.add([str(path)])
    [copy] = paths.dumps.glob("*.gz")
    if damage is None:
        copy.unlink()
    else:
        copy.write_bytes(damage(copy.read_bytes()))
    [report] = library.add([str(path)]).files
    assert report.refusal is None and report.known
    assert gzip.decompress(copy.read_bytes()) == TEXT.encode()
    assert library.rebuild() == 1
    library.close()


def test_a_copy_that_can_be_read_is_left_alone(paths: Paths, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(TEXT)
    library = Library(paths)
    library.add([str(path)])
    [copy] = paths.dumps.glob("*.gz")
    before = copy.stat()
    library.add([str(path)])
    library.close()
    assert (copy.stat().st_ino, copy.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_folder_that_cannot_be_read_empties_no_index(paths: Paths, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(TEXT)
    library = Library(paths)
    library.add([str(path)])
    paths.dumps.rename(tmp_path / "aside")
    paths.dumps.write_text("no folder")
    with pytest.raises(DumpError, match="the kept dumps cannot be read"):
        library.rebuild()
    paths.dumps.unlink()
    (tmp_path / "aside").rename(paths.dumps)
    assert library.rebuild() == 1
    library.close()
