"""What the reader showed last is remembered, and shown again only where it is still true."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.last_view import LastView
from papers_tui.library import Library
from papers_tui.paths import Paths
from tests.builders import dump_text

LINES = ["\x1b[1;38;2;1;2;3mPapers\x1b[0m │ é 論文 👩\u200d🔬", "plain", ""]


@pytest.fixture
def last(paths: Paths) -> LastView:
    last = LastView(paths, ascii_only=False)
    last.keep("the view", 20, 3, LINES)
    return last


def file_of(paths: Paths) -> Path:
    return paths.cache / "last-view"


def test_it_comes_back(last: LastView, paths: Paths) -> None:
    assert last.picture(20, 3) == LINES
    assert last.view() == "the view"
    assert paths.cache.stat().st_mode & 0o777 == 0o700


def test_it_can_be_forgotten(last: LastView) -> None:
    last.forget()
    last.forget()
    assert not last.picture(20, 3) and not last.view()


def test_a_view_needs_no_picture(last: LastView) -> None:
    last.keep("another view", 20, 3, None)
    assert not last.picture(20, 3)
    assert last.view() == "another view"


@pytest.mark.parametrize("size", [(21, 3), (20, 4), (20, 2), (19, 3)])
def test_a_picture_is_of_one_size(last: LastView, size: tuple[int, int]) -> None:
    assert not last.picture(*size)
    assert last.view() == "the view"


@pytest.mark.parametrize("variable", ["TERM", "COLORTERM", "NO_COLOR"])
def test_a_picture_is_of_one_kind_of_terminal(
    last: LastView, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "another")
    assert not last.picture(20, 3)


def test_a_picture_is_of_one_configuration(last: LastView, paths: Paths) -> None:
    assert not LastView(paths, ascii_only=True).picture(20, 3)
    paths.config.mkdir()
    paths.configuration.write_text('theme = "nord"')
    assert not last.picture(20, 3)
    assert last.view() == "the view"


def test_where_papers_were_added_nothing_is_remembered(
    library: Library, last: LastView, tmp_path: Path
) -> None:
    assert last.view() == "the view"  # the library was there before the view was
    dump = tmp_path / "dump.txt"
    dump.write_text(dump_text("A Paper That Nobody Had Seen\n\nWhat it says."))
    library.add([str(dump)])
    assert not last.view() and not last.picture(20, 3)


@pytest.mark.parametrize(
    "line",
    [
        "\x1b[2J", "\x1b[1;1H", "\x1b[?1049l", "\x1b[31", "\x1b[>31m", "\x1b[3 1m", "\x1b", "\x1bc",
        "\x1b]52;c;eA==\x07", "\x1b]8;;http://x\x1b\\x", "\x07", "\x9b31m", "a\rb", "a\tb", "\x7f",
        "\u202e", "\u2028", "\x00",
    ],
)  # fmt: skip
def test_what_a_terminal_would_obey_is_not_shown(last: LastView, paths: Paths, line: str) -> None:
    text = file_of(paths).read_text()
    assert text.count("plain") == 1
    file_of(paths).write_bytes(text.replace("plain", line).encode())
    assert not last.picture(20, 3)


@given(st.lists(st.text(), min_size=3, max_size=3))
def test_whatever_is_kept_is_shown_safely(lines: list[str]) -> None:
    paths = Paths.under(Path.cwd() / "any")
    last = LastView(paths, ascii_only=False)
    last.keep("v", 20, 3, lines)
    for line in last.picture(20, 3):
        assert line.replace("\u200d", "").replace("\u200c", "").isprintable() or "\x1b[" in line


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n\n\n\n",
        b"\xff\xfe",
        b"papers-tui 0.0.1, last view, 1\n\nthe view",
        b"x" * 3_000_000,
    ],
)
def test_another_file_is_left_aside(last: LastView, paths: Paths, content: bytes) -> None:
    file_of(paths).write_bytes(content)
    assert not last.picture(20, 3) and not last.view()


def test_another_version_of_the_program_draws_otherwise(last: LastView, paths: Paths) -> None:
    text = file_of(paths).read_text()
    file_of(paths).write_text(text.replace("papers-tui 0.", "papers-tui 9.", 1))
    assert not last.picture(20, 3) and not last.view()


def test_a_folder_that_cannot_be_written_stops_nothing(paths: Paths) -> None:
    paths.cache.parent.mkdir()
    paths.cache.write_text("no folder")
    last = LastView(paths, ascii_only=False)
    last.keep("the view", 20, 3, LINES)
    last.forget()
    assert not last.view()
    assert paths.cache.read_text() == "no folder"


def test_the_picture_waits_for_nothing_slow() -> None:
    code = "import sys, papers_tui.__main__; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    modules = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    slow = {"asyncio", "click", "json", "numpy", "platformdirs", "rich", "tempfile", "textual"}
    assert not slow & set(modules)
