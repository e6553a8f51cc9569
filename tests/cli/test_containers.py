"""Compressed dumps and archives from the command line, standard input among them."""

import io
import json
import lzma
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from papers_tui.cli import cli
from papers_tui.errors import PapersError
from tests.builders import SAMPLE, card, dump_text
from tests.dumps.packing import COMPRESSED, gz, tar, zipped

TEXT = sorted(SAMPLE.glob("*.txt"))[0].read_bytes()
SMALL = dump_text(card("A Small Paper")).encode()


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin)


def piped(data: bytes, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Add what comes through a pipe, in which one cannot go back."""
    return subprocess.run(
        [sys.executable, "-m", "papers_tui", "add", "-", *arguments],
        input=data,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("name", list(COMPRESSED))
def test_compressed_standard_input(name: str) -> None:
    done = piped(COMPRESSED[name](TEXT))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"-: plain-text") and b"27 papers" in done.stdout


@pytest.mark.parametrize(
    "data", [tar({"in/a.txt": TEXT}), zipped({"in/a.txt": TEXT}), gz(zipped({"in/a.txt": TEXT}))]
)
def test_archives_on_standard_input(data: bytes, home: Path, tmp_path: Path) -> None:
    done = piped(data)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"-/in/a.txt: plain-text")
    assert b"-/in/a.txt" in run("dumps").stdout.encode()
    (tmp_path / "file").write_bytes(data)
    with (tmp_path / "file").open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "papers_tui", "add", "--json", "-"],
            stdin=file,
            capture_output=True,
            check=False,
        )
    assert json.loads(done.stdout)["unchanged"] == 27
    assert len(list((home / "data" / "dumps").glob("*.gz"))) == 1


def test_standard_input_twice() -> None:
    done = piped(TEXT, "-")
    assert done.returncode == 1
    assert b"27 papers" in done.stdout and b"Traceback" not in done.stderr


def test_a_member_that_is_no_dump_is_no_failure_unless_nothing_else_is(tmp_path: Path) -> None:
    path = tmp_path / "archive.tar.xz"
    path.write_bytes(lzma.compress(tar({"a.txt": SMALL, "notes.md": b"# Notes"})))
    result = run("add", str(path))
    assert result.exit_code == 0
    assert f"{path}/a.txt: plain-text" in result.stdout
    assert f"{path}/notes.md: not added" in result.stdout
    path.write_bytes(lzma.compress(tar({"notes.md": b"# Notes"})))
    assert isinstance(run("add", str(path)).exception, PapersError)
    path.write_bytes(tar({"a.txt": SMALL})[:700])
    result = run("add", str(path))
    assert isinstance(result.exception, PapersError)


def test_a_dump_that_breaks_off_is_added_and_said_to(tmp_path: Path) -> None:
    path = tmp_path / "dump.gz"
    path.write_bytes(gz(TEXT)[:-5])
    result = run("add", str(path))
    assert result.exit_code == 0
    assert "\n  the compressed data break off; what comes before is read\n" in result.stdout
    assert "27 papers" in result.stdout


def test_odd_names_are_printed_on_one_line_and_without_escapes(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        info = tarfile.TarInfo(os.fsdecode(b"od\xffd\x1b[31m\nname.txt"))
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    done = piped(out.getvalue())
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"-/odd name.txt: plain-text")
    assert b"\x1b" not in done.stdout
    assert "odd name.txt" in run("dumps").stdout
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("\x1b[31m"))
    assert b"\x1b" not in piped(out.getvalue()).stderr
