"""The installed program in a real terminal, as a person uses it."""

import os
import signal
import sys
from pathlib import Path

import bibtexparser
import pytest

from papers_tui.library import Library
from papers_tui.paths import HOME_VARIABLE
from tests.builders import SAMPLE
from tests.terminal import Terminal

PROGRAM = Path(sys.executable).with_name("papers-tui")


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    return {HOME_VARIABLE: str(home), "PYTHONDONTWRITEBYTECODE": ""}


def terminal(
    environment: dict[str, str], *arguments: str, columns: int = 120, rows: int = 40
) -> Terminal:
    return Terminal([str(PROGRAM), *arguments], environment, columns, rows)


def run(environment: dict[str, str], *arguments: str) -> None:
    with terminal(environment, *arguments) as program:
        assert program.wait_exit() == 0, program.screen


def test_from_a_dump_to_a_bibliography(
    environment: dict[str, str], home: Path, tmp_path: Path
) -> None:
    run(environment, "add", str(SAMPLE))
    with terminal(environment) as reader:
        reader.wait_for("1 of 49")
        reader.send("/")
        reader.send("attention")
        reader.wait_for("most relevant first")
        reader.wait_for("Attention Is All You Need")
        reader.send("\r")
        reader.send("b")
        reader.wait_for("★")
        reader.send("jr")
        reader.wait_for("2 of ")
        reader.wait_for("48 unread" if "49 unread" in "".join(reader.screen) else "unread")
        reader.send("q")
        assert reader.wait_exit() == 0
    out = tmp_path / "refs.bib"
    run(environment, "export", "--bookmarked", "-o", str(out))
    [entry] = bibtexparser.parse_string(out.read_text(encoding="utf-8")).entries
    assert "ttention" in entry.fields_dict["title"].value
    assert home.stat().st_mode & 0o777 == 0o700


def test_marks_outlive_a_reader_that_is_killed(
    environment: dict[str, str], library: Library
) -> None:
    with terminal(environment) as reader:
        reader.wait_for("1 of 49")
        reader.send("b")
        reader.wait_for("★")
        reader.kill(signal.SIGKILL)
        assert reader.wait_exit() == -signal.SIGKILL
    library.changed_elsewhere()
    assert len(library.bookmarks()) == 1


def test_leaving_while_dumps_are_added_says_how_to_go_on(
    environment: dict[str, str], library: Library, tmp_path: Path
) -> None:
    endless = tmp_path / "endless.txt"
    os.mkfifo(endless)
    with terminal(environment, columns=200) as reader:
        reader.wait_for("1 of 49")
        reader.send("D")
        reader.wait_for("1 of 2")
        reader.send("a")
        reader.wait_for("Add dumps")
        reader.send(str(endless))
        reader.wait_for("endless.txt")
        reader.send("\r")
        reader.wait_for("reading endless.txt")
        reader.send("q")
        reader.wait_for("49 unread")
        reader.send("q")
        assert reader.wait_exit() == 0
        reader.wait_for(f"adding was stopped; to go on: papers-tui add {endless}")
    assert len(library.dumps()) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(
    environment: dict[str, str], library: Library, number: signal.Signals
) -> None:
    with terminal(environment) as reader:
        reader.wait_for("1 of 49")
        reader.kill(number)
        assert reader.wait_exit() == 128 + number
        assert not any("Papers" in line for line in reader.screen)
    assert library.dumps()


def test_bytes_that_are_no_utf_8_do_not_end_it(
    environment: dict[str, str], library: Library
) -> None:
    with terminal(environment) as reader:
        reader.wait_for("1 of 49")
        os.write(reader._master, b"\xff\xfe\xc3")
        reader.send("j")
        reader.send("j")
        reader.wait_for(" of 49")
        reader.send("G")
        reader.wait_for("49 of 49")
        reader.send("q")
        assert reader.wait_exit() == 0
    assert library.dumps()


def test_pasted_text_presses_no_keys(environment: dict[str, str], library: Library) -> None:
    with terminal(environment) as reader:
        reader.wait_for("1 of 49")
        reader.send("/")
        reader.send("\x1b[200~atten\x1b[31mtion\x07\x1b[201~")
        reader.wait_for("atten[31mtion")
        reader.send("\r")
        reader.wait_for("No paper is found.")
        reader.send("\x1b")
        reader.wait_for("1 of 49")
        reader.send("q")
        assert reader.wait_exit() == 0
    assert library.dumps()


def test_the_sample_is_read_in_a_library_that_is_thrown_away(
    environment: dict[str, str], home: Path, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with terminal(
        {**environment, "TMPDIR": str(scratch)}, "--sample", columns=80, rows=24
    ) as reader:
        reader.wait_for("1 of 49")
        assert list(scratch.iterdir())
        reader.send("q")
        assert reader.wait_exit() == 0
    assert not list(scratch.iterdir())
    assert not home.exists()


def test_export_asks_before_it_replaces(
    environment: dict[str, str], library: Library, tmp_path: Path
) -> None:
    out = tmp_path / "refs.bib"
    out.write_text("precious")
    with terminal(environment, "export", "", "-o", str(out)) as program:
        program.wait_for("Replace it?")
        program.send("n\n")
        assert program.wait_exit() == 130
    assert out.read_text() == "precious"
    with terminal(environment, "export", "", "-o", str(out)) as program:
        program.wait_for("Replace it?")
        program.send("y\n")
        assert program.wait_exit() == 0
    assert out.read_text().count("@misc{") == 49
    assert library.dumps()


def test_two_readers_at_once(environment: dict[str, str], library: Library) -> None:
    with terminal(environment) as one, terminal(environment) as other:
        one.wait_for("1 of 49")
        other.wait_for("1 of 49")
        one.send("b")
        other.wait_for("★")
        other.send("r")
        one.wait_for("48 unread")
        for reader in (one, other):
            reader.send("q")
            assert reader.wait_exit() == 0
    assert len(library.bookmarks()) == 1


def test_papers_that_are_added_meanwhile_are_listed(environment: dict[str, str]) -> None:
    with terminal(environment) as reader:
        reader.wait_for("There are no papers yet.")
        run(environment, "add", str(SAMPLE))
        reader.wait_for("1 of 49")
        reader.send("q")
        assert reader.wait_exit() == 0
