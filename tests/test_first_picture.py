"""A second start shows the last picture before anything slow is imported, in a real terminal.

To look at the program while it imports Textual, a stand-in is put in Textual's place that waits for
a file, or fails.
"""

import os
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

import papers_tui
from papers_tui.library import Library
from papers_tui.paths import HOME_VARIABLE
from tests.terminal import Terminal

WAITING = """
import importlib, pathlib, sys, time
here = pathlib.Path(__file__).parents[1]
while not (here / "go").exists():
    time.sleep(0.01)
sys.path.remove(str(here))
del sys.modules["textual"]
importlib.import_module("textual")
"""
"""A stand-in that waits, and then makes room for Textual."""

Start = Callable[..., Terminal]


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    """The folder that the stand-in is found in; its file `go` lets it go on."""
    folder = tmp_path / "stand-in"
    (folder / "textual").mkdir(parents=True)
    (folder / "textual" / "__init__.py").write_text(WAITING)
    return folder


@pytest.fixture
def start(home: Path, stand_in: Path, library: Library) -> Start:
    """Give what starts the reader, with or without the stand-in, after one that was left."""

    def start(*arguments: str, held: bool = False, rows: int = 40) -> Terminal:
        folders = [str(stand_in)] if held else []
        path = os.pathsep.join([*folders, str(Path(papers_tui.__file__).parents[1])])
        environment = {HOME_VARIABLE: str(home), "PYTHONPATH": path}
        return Terminal([sys.executable, "-m", "papers_tui", *arguments], environment, rows=rows)

    with start() as reader:
        reader.wait_for("1 of 49")
        reader.send("j")
        reader.wait_for("2 of 49")
        reader.send("q")
        assert reader.wait_exit() == 0
    assert library.dumps()
    return start


def attributes_of(reader: Terminal) -> list[object]:
    return termios.tcgetattr(reader._master)


def test_keys_that_are_pressed_meanwhile_are_obeyed(start: Start, stand_in: Path) -> None:
    with start(held=True) as reader:
        before = attributes_of(reader)
        reader.wait_for("2 of 49")
        picture = reader.screen
        reader.send("jj\x1b[B")
        reader.send("b")
        assert reader.screen == picture  # nothing is echoed
        (stand_in / "go").touch()
        reader.wait_for("5 of 49")
        reader.wait_for("★")
        reader.send("q")
        assert reader.wait_exit() == 0
        assert attributes_of(reader) == before


def test_the_reader_draws_over_the_picture_without_a_jump(start: Start, stand_in: Path) -> None:
    seen: list[list[str]] = []

    def is_moved(lines: list[str]) -> bool:
        seen.append(lines)
        return " 3 of 49 " in lines[-2]

    with start(held=True) as reader:
        reader.wait_for("? Help")
        picture = reader.screen
        (stand_in / "go").touch()
        reader.send("j")
        reader.wait_for(is_moved)
        reader.send("k")
        reader.wait_for("2 of 49")
        assert reader.screen == picture
        assert len(seen) > 1
        for lines in seen:
            assert [line[28:70] for line in lines[1:-2]] == [line[28:70] for line in picture[1:-2]]
        reader.send("q")
        assert reader.wait_exit() == 0


@pytest.mark.parametrize(
    ("end", "status"), [("\x03", 130), ("SIGTERM", 128 + 15), ("SIGHUP", 128 + 1)]
)
def test_who_interrupts_it_gets_the_terminal_back(start: Start, end: str, status: int) -> None:
    with start(held=True) as reader:
        before = attributes_of(reader)
        reader.wait_for("? Help")
        assert attributes_of(reader) != before
        if end.startswith("SIG"):
            reader.kill(status - 128)
        else:
            reader.send(end)
        assert reader.wait_exit() == status
        assert attributes_of(reader) == before
        assert not any("Papers" in line for line in reader.screen)
        if end == "\x03":
            reader.wait_for("papers-tui: interrupted")


def test_an_error_is_readable(start: Start, stand_in: Path) -> None:
    (stand_in / "textual" / "__init__.py").write_text("raise OSError(5, 'broken', 'disk')")
    with start(held=True) as reader:
        assert reader.wait_exit() == 1
        assert reader.screen[0].startswith("papers-tui: disk: broken")
        assert termios.ECHO & reader_lflag(reader)


def reader_lflag(reader: Terminal) -> int:
    lflag = attributes_of(reader)[3]
    assert isinstance(lflag, int)
    return lflag


def test_keys_for_the_terminal_wait_too(start: Start, stand_in: Path) -> None:
    with start(held=True) as reader:
        reader.wait_for("? Help")
        reader.send("\x1a\x1c\x13")  # stop, quit, hold: by default a terminal obeys them
        (stand_in / "go").touch()
        reader.send("j")
        reader.wait_for("3 of 49")
        reader.send("q")
        assert reader.wait_exit() == 0


def test_where_the_window_is_another_there_is_no_picture(start: Start, stand_in: Path) -> None:
    with start(held=True, rows=30) as reader:
        (stand_in / "go").touch()
        reader.wait_for("2 of 49")
        reader.send("q")
        assert reader.wait_exit() == 0


def test_the_sample_shows_nothing_of_the_own_library(start: Start) -> None:
    with start("--sample") as reader:
        reader.wait_for("1 of 49")
        reader.send("jj")
        reader.wait_for("3 of 49")
        reader.send("q")
        assert reader.wait_exit() == 0
    with start() as reader:
        reader.wait_for("2 of 49")
        reader.send("q")
        assert reader.wait_exit() == 0


def test_a_cache_that_cannot_be_written_stops_nothing(start: Start, home: Path) -> None:
    (home / "cache" / "last-view").unlink()
    (home / "cache").rmdir()
    (home / "cache").write_text("no folder")
    with start() as reader:
        reader.wait_for("1 of 49")
        reader.send("q")
        assert reader.wait_exit() == 0
        assert not any("Papers" in line or "rror" in line for line in reader.screen)
