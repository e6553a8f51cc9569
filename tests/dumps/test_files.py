"""Which files are read: as named, below folders, in order, and nothing that has no end."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from papers_tui.dumps.files import find, origin
from papers_tui.library import Library
from papers_tui.paths import Paths
from tests.builders import SAMPLE, card, dump_text

TEXT = dump_text(card("A Small Paper"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for name in ("b.txt", "a.txt", "sub/d.txt", "sub/c.txt", "Z.txt", "another/e.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    return folder


def found(folder: Path) -> list[str]:
    return [os.path.relpath(file.path, folder) for file in find([str(folder)])]


def test_files_are_read_in_order(folder: Path) -> None:
    assert found(folder) == [
        "Z.txt", "a.txt", "b.txt", "another/e.txt", "sub/c.txt", "sub/d.txt",
    ]  # fmt: skip
    assert not any(file.named for file in find([str(folder)]))


def test_what_is_hidden_or_no_file_is_passed_over(folder: Path) -> None:
    before = found(folder)
    for name in (".git/config", "__MACOSX/._a.txt", ".DS_Store"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(TEXT)
    os.mkfifo(folder / "pipe")
    (folder / "gone").symlink_to(folder / "nowhere")
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(folder)
        listener.bind("socket")
        assert found(folder) == before
        [report] = Library(Paths.under(folder.parent / "home")).add([str(folder / "socket")]).files
        assert report.refusal is not None


def test_a_pipe_is_read_as_a_shell_names_it(folder: Path) -> None:
    library = Library(Paths.under(folder.parent / "home"))
    reading, writing = os.pipe()
    os.write(writing, TEXT.encode())
    os.close(writing)
    [report] = library.add([f"/dev/fd/{reading}"]).files
    os.close(reading)
    assert report.refusal is None
    library.close()


def test_links_that_lead_back_end(folder: Path) -> None:
    before = found(folder)
    (folder / "sub" / "back").symlink_to(folder)
    (folder / "loop").symlink_to(folder / "loop")
    assert found(folder) == before
    (folder / "link.txt").symlink_to(folder / "a.txt")
    assert len(found(folder)) == len(before) + 1
    (folder.parent / "link").symlink_to(folder)
    assert len(found(folder.parent / "link")) == len(before) + 1


def test_a_folder_that_cannot_be_read_is_reported(
    folder: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir
    closed = {folder / "another"}

    def refuse(path: Any) -> Iterator[Any]:  # noqa: ANN401
        if Path(path) in closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = Library(paths).add([str(folder)])
    [refused] = [file for file in report.files if file.refusal]
    assert refused.path == str(folder / "another") and not refused.named
    assert refused.refusal == "the folder cannot be read: Permission denied"
    assert len(report.files) == 6
    closed.add(folder)
    [refused] = Library(paths).add([str(folder)]).files
    assert refused.named and "Permission denied" in (refused.refusal or "")


def test_where_a_file_came_from(tmp_path: Path) -> None:
    assert origin("-") == "-"
    assert origin("-/in/it.txt") == "-/in/it.txt"
    assert origin("a.tar/b.txt") == f"{tmp_path}/a.tar/b.txt"


@pytest.mark.parametrize("spoil", [lambda data: data[:60], lambda data: None])
def test_adding_again_mends_a_copy_that_is_damaged_or_gone(
    library: Library, paths: Paths, spoil: Callable[[bytes], bytes | None]
) -> None:
    for copy in paths.dumps.glob("*.gz"):
        whole = copy.read_bytes()
        copy.unlink()
        if (data := spoil(whole)) is not None:
            copy.write_bytes(data)
        library.add([str(SAMPLE)])
        assert copy.read_bytes() == whole
