"""`papers-tui doctor`: every kind of trouble is a line with advice, and nothing is changed."""

import json
import os
import pty
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from papers_tui.cli import cli
from papers_tui.index.folder import IndexFolder
from papers_tui.library import Library
from papers_tui.model.query import Query
from papers_tui.paths import Paths
from papers_tui.state.migrations import MIGRATIONS

Findings = list[dict[str, str]]


@pytest.fixture(autouse=True)
def terminal_like_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def marked(library: Library, paths: Paths) -> Iterator[Paths]:
    """A library in which something was read, that nobody has open."""
    library.mark([library.search(Query()).paper(0)], read=True, bookmarked=True)
    library.close()
    for folder in (paths.config, paths.cache):
        folder.mkdir(mode=0o700)
    yield paths


def doctor() -> tuple[int, Findings]:
    """Run it twice, for a person and as JSON; both say the same."""
    text = CliRunner().invoke(cli, ["doctor"])
    result = CliRunner().invoke(cli, ["doctor", "--json"])
    assert isinstance(result.exception, SystemExit | None), result.exception
    findings: Findings = json.loads(result.stdout)
    assert text.exit_code == result.exit_code
    for finding in findings:
        assert list(finding) == ["check", "state", "found", "advice"]
        assert finding["state"] in ("ok", "warning", "wrong")
        assert finding["state"] == "ok" or finding["advice"]
        assert f"{finding['check']}: {finding['found'][:20]}" in text.stdout
    assert result.exit_code == any(finding["state"] == "wrong" for finding in findings)
    return result.exit_code, findings


def trouble() -> list[tuple[str, str, str]]:
    """Run it, and give what is not well."""
    _code, findings = doctor()
    return [(f["check"], f["state"], f["found"]) for f in findings if f["state"] != "ok"]


def tree(home: Path) -> dict[Path, tuple[int, bytes]]:
    return {
        path: (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in home.rglob("*")
    }


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)


def test_a_library_that_is_well(marked: Paths, home: Path) -> None:
    before = tree(home)
    code, findings = doctor()
    assert (code, [f for f in findings if f["state"] != "ok"]) == (0, [])
    found = {finding["check"]: finding["found"] for finding in findings}
    assert found["kept dumps"] == "2 dumps whole, 53 records"
    assert found["index"].startswith("49 papers, version")
    assert found["read marks"].startswith(
        f"1 read, 1 bookmarked; sound, version {len(MIGRATIONS)},"
    )
    assert "textual 8" in found["libraries"] and "whoosh" in found["libraries"].lower()
    assert tree(home) == before
    assert marked.data.exists()


def test_nothing_is_made_where_there_is_nothing(home: Path) -> None:
    code, findings = doctor()
    assert code == 0 and {finding["state"] for finding in findings} == {"ok"}
    assert not home.exists()


def test_nothing_is_changed_while_the_reader_has_it_open(library: Library, home: Path) -> None:
    library.mark([library.search(Query()).paper(0)], read=True)
    assert (home / "data/state.db-wal").stat().st_size
    before = tree(home)
    code, findings = doctor()
    assert code == 0 and any("1 read, 0 bookmarked" in f["found"] for f in findings)
    assert tree(home) == before


def test_what_a_killed_program_left_behind_is_read(
    library: Library, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.mark([library.search(Query()).paper(0)], read=True)
    shutil.copytree(home, copy := home.with_name("copy"))
    (copy / "data/state.db-shm").unlink()
    monkeypatch.setenv("PAPERS_TUI_HOME", str(copy))
    before = tree(copy)
    code, findings = doctor()
    assert code == 0 and any("1 read, 0 bookmarked" in f["found"] for f in findings)
    assert tree(copy) == before


@pytest.mark.parametrize(
    ("name", "mode", "state"),
    [
        ("data", 0o777, "wrong"), ("data", 0o770, "wrong"), ("data", 0o755, "warning"),
        ("cache", 0o702, "wrong"), ("cache", 0o750, "warning"), ("config", 0o720, "wrong"),
    ],
)  # fmt: skip
def test_folders_that_are_open_to_others(marked: Paths, name: str, mode: int, state: str) -> None:
    folder = marked.data.with_name(name)
    folder.chmod(mode)
    [(check, how, found)] = trouble()
    assert (how, str(folder) in found) == (state, True) and "folder" in check
    assert f"{mode:04o}" in found


def test_a_configuration_that_others_can_read_is_no_trouble(marked: Paths) -> None:
    marked.config.chmod(0o755)
    assert trouble() == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user(marked: Paths) -> None:
    os.chown(marked.data, 12345, -1)
    [(check, state, found)] = trouble()
    assert (check, state) == ("data folder", "warning") and "12345" in found


@pytest.mark.parametrize(("name", "state"), [("data", "wrong"), ("cache", "warning")])
def test_a_folder_in_which_nothing_can_be_written(home: Path, name: str, state: str) -> None:
    home.mkdir()
    (home / name).symlink_to("/proc/self")  # where root, too, makes no files
    assert (f"{name} folder", state) in {(check, how) for check, how, _found in trouble()}


def test_folders_that_are_no_folders(home: Path) -> None:
    home.write_text("a file where the folder should be")
    assert {(check, how) for check, how, _found in trouble()} >= {
        ("data folder", "wrong"),
        ("cache folder", "warning"),
    }
    home.unlink()
    home.mkdir()
    (home / "data").write_text("another one")
    assert ("data folder", "wrong", f"{home}/data is no folder") in trouble()
    (home / "data").unlink()
    (home / "data").symlink_to(home / "nowhere")
    assert ("data folder", "wrong", f"{home}/data is a link to nothing") in trouble()


@pytest.mark.parametrize(("free", "state"), [(999_000_000, "warning"), (49_000_000, "wrong")])
def test_little_free_space(
    marked: Paths, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage(10**12, 10**12 - free, free))
    [(check, how, found)] = trouble()
    assert (check, how) == ("free space", state) and found.startswith(f"{free // 10**6} MB")


def test_the_lock_is_held(marked: Paths) -> None:
    with IndexFolder(marked.index).writing(0):
        [(check, how, found)] = trouble()
    assert (check, how) == ("lock", "warning")
    assert found.startswith(("process ", "a process "))
    if sys.platform == "linux":
        assert str(os.getpid()) in found
    assert trouble() == []


@pytest.mark.parametrize("suffix", [".arrays", ".pst", ".trm", "._stored.col", ".toc", "SEAL"])
def test_a_damaged_index(marked: Paths, home: Path, suffix: str) -> None:
    [path] = marked.index.glob(f"*/*{suffix}")
    flip(path)
    before = tree(home)
    code, findings = doctor()
    [finding] = [finding for finding in findings if finding["state"] != "ok"]
    assert (code, finding["check"], finding["advice"]) == (1, "index", "papers-tui rebuild")
    assert path.name in finding["found"] or "seal" in finding["found"]
    assert tree(home) == before
    assert CliRunner().invoke(cli, ["rebuild"]).exit_code == 0
    assert trouble() == []


def test_an_index_that_is_gone_or_of_another_version(marked: Paths) -> None:
    [folder] = [path for path in marked.index.iterdir() if path.is_dir()]
    folder.rename(folder.with_name("v1-0123456789ab"))
    assert [(check, how) for check, how, _found in trouble()] == [("index", "warning")]
    assert "another version" in trouble()[0][2]
    shutil.rmtree(marked.index)
    assert [(check, how) for check, how, _found in trouble()] == [("index", "warning")]
    marked.index.write_text("a file")
    assert [(check, how) for check, how, _found in trouble()] == [("index", "wrong")]


def test_what_an_interrupted_rebuild_left(marked: Paths) -> None:
    left = marked.index / "v4-0123456789ab"
    left.mkdir()
    [(check, how, found)] = trouble()
    assert (check, how) == ("index", "warning") and left.name in found
    assert CliRunner().invoke(cli, ["rebuild"]).exit_code == 0
    assert trouble() == [] and not left.exists()


def test_an_index_that_lacks_a_dump(marked: Paths) -> None:
    first = min(marked.dumps.glob("*.json"))
    for path in marked.dumps.glob(f"{first.stem}.*"):
        path.unlink()
    assert [(check, how) for check, how, _found in trouble()] == [("index", "warning")]


def test_damaged_dumps(marked: Paths) -> None:
    first, _other = sorted(marked.dumps.glob("*.gz"))
    data = first.read_bytes()
    cases = {
        data[: len(data) // 2]: "is damaged",
        b"": "something else",
        b"no gzip at all": "is damaged",
        _other.read_bytes(): "something else",
    }
    for spoilt, said in cases.items():
        first.write_bytes(spoilt)
        [(check, how, found)] = trouble()
        assert (check, how) == ("kept dumps", "wrong") and said in found and ".txt" in found
    first.unlink()
    [(check, how, found)] = trouble()
    assert (check, how) == ("kept dumps", "wrong") and "gone" in found
    first.write_bytes(data)
    flip(first)
    assert [(check, how) for check, how, _found in trouble()] == [("kept dumps", "wrong")]


def test_descriptions_that_cannot_be_read(marked: Paths) -> None:
    first, _other = sorted(marked.dumps.glob("*.json"))
    for spoilt in (b"", b"{", b"[]", b'{"sha256": 1}', b"\xff\xfe"):
        first.write_bytes(spoilt)
        found = trouble()
        assert [how for check, how, _said in found if check == "kept dumps"] == ["wrong"]
        assert any(str(first) in said for _check, _how, said in found)
    first.unlink()
    assert ("kept dumps", "warning") in {(check, how) for check, how, _said in trouble()}


def test_what_interrupted_additions_left(marked: Paths) -> None:
    left = marked.dumps / ".arriving-abc"
    left.write_bytes(b"half a dump")
    assert trouble() == []  # it may be arriving just now
    hours_ago = time.time() - 7200
    os.utime(left, (hours_ago, hours_ago))
    [(check, how, found)] = trouble()
    assert (check, how) == ("kept dumps", "warning") and left.name in found
    assert left.exists()


@pytest.mark.parametrize("spoilt", [b"garbage" * 999, b"SQLite format 3\0" + b"\xaa" * 5000])
def test_a_database_that_is_garbage(marked: Paths, spoilt: bytes) -> None:
    marked.state.write_bytes(spoilt)
    [(check, how, found)] = trouble()
    assert (check, how) == ("read marks", "wrong") and str(marked.state) in found
    assert marked.state.read_bytes() == spoilt


def test_a_database_with_damaged_pages(marked: Paths) -> None:
    data = marked.state.read_bytes()
    marked.state.write_bytes(data[:4096] + b"\xaa" * (len(data) - 4096))
    assert [(check, how) for check, how, _found in trouble()] == [("read marks", "wrong")]
    marked.state.write_bytes(data[: len(data) // 2])
    assert [(check, how) for check, how, _found in trouble()] == [("read marks", "wrong")]


def test_a_database_of_another_version_or_with_loose_rows(marked: Paths) -> None:
    def change(statement: str) -> None:
        connection = sqlite3.connect(marked.state)
        connection.execute(statement)
        connection.commit()
        connection.close()

    change("INSERT INTO identity VALUES ('arxiv:1', 777)")
    [(check, how, found)] = trouble()
    assert (check, how) == ("read marks", "wrong") and "no paper" in found
    change("PRAGMA user_version = 99")
    assert "newer" in trouble()[0][2]
    marked.state.unlink()
    marked.state.mkdir()
    assert "no file" in trouble()[0][2]


def test_problems_of_the_configuration(marked: Paths) -> None:
    marked.configuration.write_text('them = "nord"\nmouse = 3\n')
    assert [(check, how) for check, how, _found in trouble()] == [("configuration", "warning")] * 2
    marked.configuration.write_bytes(b"\xff = [")
    assert [(check, how) for check, how, _found in trouble()] == [("configuration", "warning")]
    marked.configuration.unlink()
    marked.configuration.mkdir()
    assert [(check, how) for check, how, _found in trouble()] == [("configuration", "warning")]


def test_terminal_encoding_and_clipboard(
    marked: Paths, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("locale.getencoding", lambda: "ANSI_X3.4-1968")
    monkeypatch.setattr("os.get_terminal_size", lambda _descriptor: os.terminal_size((30, 8)))
    assert [(check, how) for check, how, _found in trouble()] == [
        ("terminal", "warning"), ("terminal", "warning"), ("encoding", "warning"),
    ]  # fmt: skip
    program = tmp_path / "wl-copy"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert any(f["found"].startswith("wl-copy") for f in doctor()[1])
    assert marked.data.exists()


def test_libraries_that_are_missing(marked: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papers_tui.checks.versions._version", lambda name: None)
    [(check, how, found)] = trouble()
    assert (check, how) == ("libraries", "wrong") and "textual" in found and "whoosh" in found
    monkeypatch.setitem(sys.modules, "papers_tui.index.examine", None)
    assert ("index", "wrong") in {(check, how) for check, how, _found in trouble()}


def test_everything_broken_at_once(marked: Paths) -> None:
    noise = random.Random(1)
    marked.state.write_bytes(b"\0" * 100_000)
    for path in [*marked.dumps.iterdir(), *marked.index.rglob("*")]:
        if path.is_file():
            path.write_bytes(noise.randbytes(1000))
    marked.configuration.write_bytes(noise.randbytes(99))
    marked.data.chmod(0o777)
    checks = {check for check, how, _found in trouble() if how == "wrong"}
    assert checks >= {"data folder", "kept dumps", "read marks"}


@pytest.mark.parametrize("target", ["/dev/null", "/proc/self/nowhere", "/etc/passwd"])
def test_a_data_folder_elsewhere(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERS_TUI_HOME", target)
    assert ("data folder", "wrong") in {(check, how) for check, how, _found in trouble()}


def test_it_runs_in_a_terminal_and_alone(marked: Paths, home: Path) -> None:
    code = (
        "import sys; from papers_tui.cli import cli\n"
        "try: cli.main(['doctor'])\n"
        "except SystemExit as end: sys.exit(end.code or 'textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert marked.data.exists() and home.exists()


def in_a_terminal(answer: bytes) -> str:
    """Run it in a terminal that answers so when it is asked where the cursor is."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "papers_tui", "doctor"]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    shown = b""
    while data := _read(master):
        shown += data
        if b"\x1b[6n" in data:
            os.write(master, answer)
    os.close(master)
    assert process.wait() == 0, shown
    return shown.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # how Linux says that nobody has the terminal open any more
        return b""


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (b"\x1b[9;6R", "ok        letter width: ●★文é takes 5 columns"),
        (b"\x1b[9;9R", "warning   letter width: ●★文é takes 8 columns instead of 5"),
        (b"", None),
    ],
)
def test_the_terminal_is_asked_how_wide_letters_are(
    marked: Paths, answer: bytes, line: str | None
) -> None:
    shown = in_a_terminal(answer)
    assert "clipboard" in shown and marked.data.exists()
    assert line in shown if line else "letter width" not in shown
