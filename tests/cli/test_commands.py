"""The command line: results on standard output, the rest on standard error, exit codes."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from papers_tui.cli import cli
from papers_tui.errors import PapersError
from papers_tui.library import Library
from papers_tui.paths import HOME_VARIABLE
from tests.builders import SAMPLE, card, dump_text

FIRST, SECOND = (str(path) for path in sorted(SAMPLE.glob("*.txt")))


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin, catch_exceptions=True)


def run_process(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the program as a person does, with its own exit code."""
    return subprocess.run(
        [sys.executable, "-m", "papers_tui", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
    )


def report(*arguments: str, stdin: str | bytes | None = None) -> dict[str, Any]:
    result = run("add", "--json", *arguments, stdin=stdin)
    value = json.loads(result.stdout)
    assert isinstance(value, dict)
    return value


def listed(*arguments: str) -> list[dict[str, Any]]:
    result = run("search", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    assert isinstance(value, list)
    return value


def test_add_reports_what_it_read() -> None:
    result = run("add", FIRST, SECOND)
    assert result.exit_code == 0
    assert f"{FIRST}: plain-text, captured 2026-07-17 (year inferred): 27 papers" in result.stdout
    assert "1 incomplete, 0 rejected" in result.stdout
    assert "\n  line " in result.stdout
    assert "49 new, 0 updated, 0 unchanged; 49 papers in the library" in result.stdout
    assert not result.stderr


def test_adding_again_changes_nothing(home: Path) -> None:
    first = report(FIRST)
    assert (first["new"], first["papers_in_index"]) == (27, 27)
    before = {path: path.stat().st_mtime_ns for path in (home / "data").rglob("*.*")}
    again = report(FIRST)
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 27)
    assert [{**file, "known": False} for file in again["files"]] == first["files"]
    assert [file["known"] for file in again["files"]] == [True]
    after = {path: path.stat().st_mtime_ns for path in (home / "data").rglob("*.*")}
    assert before == after
    more = report(SECOND)
    assert (more["new"], more["updated"], more["unchanged"]) == (22, 4, 0)
    assert more["papers_in_index"] == 49


def test_the_report_as_json() -> None:
    value = report(SECOND)
    assert list(value) == ["files", "new", "updated", "unchanged", "papers_in_index"]
    [file] = value["files"]
    assert list(file) == [
        "path", "sha256", "format", "captured", "captured_inferred", "papers", "merged",
        "incomplete", "rejected", "known", "refusal", "problems", "further_problems",
    ]  # fmt: skip
    assert (file["papers"], file["incomplete"], file["rejected"]) == (26, 2, 0)
    assert (file["captured"], file["captured_inferred"]) == ("2026-07-31", True)
    assert [list(problem) for problem in file["problems"]] == [
        ["line", "record", "message", "text"]
    ] * 2


def test_folders_and_standard_input(tmp_path: Path) -> None:
    (tmp_path / "in" / ".hidden").mkdir(parents=True)
    (tmp_path / "in" / "one.txt").write_text(dump_text(card("The First Paper Of A Folder")))
    (tmp_path / "in" / "other.md").write_text("# Notes of mine")
    (tmp_path / "in" / ".hidden" / "two.txt").write_text("not looked at")
    result = run("add", str(tmp_path / "in"))
    assert result.exit_code == 0
    assert "other.md: not added: looks like text of another kind" in result.stdout
    assert ".hidden" not in result.stdout
    value = report("-", stdin=Path(FIRST).read_bytes())
    assert value["files"][0]["path"] == "-"
    assert value["papers_in_index"] == 28


def test_what_the_user_named_must_be_a_dump(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\0\1\2")
    for arguments in (["add", str(bad)], ["add", str(tmp_path / "gone")], ["add", str(tmp_path)]):
        result = run(*arguments)
        assert isinstance(result.exception, PapersError), arguments
        assert "not added" in result.output
    both = run("add", FIRST, str(bad))
    assert isinstance(both.exception, PapersError)
    assert len(listed()) == 27
    done = run_process("add", str(bad))
    assert done.returncode == 1
    assert b"papers-tui: " in done.stderr and b"Traceback" not in done.stderr


def test_refused_input_leaves_everything_as_it_was(home: Path) -> None:
    run("add", FIRST)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    for data in (b"", b"\xff\xfe\0", b"<html>", bytes(range(256)) * 50):
        assert run("add", "-", stdin=data).exit_code == 1
    after = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert {path.name for path in before.keys() ^ after.keys()} <= {
        "state.db",
        "state.db-wal",
        "state.db-shm",
    }
    assert all(after[path] == before[path] for path in before.keys() & after.keys())


def test_the_day_of_the_capture_can_be_given() -> None:
    value = report("--captured", "2027-07-17", FIRST)
    assert value["files"][0]["captured"] == "2027-07-17"
    assert value["files"][0]["captured_inferred"] is False
    assert {p["sightings"][0]["captured"] for p in listed()} == {"2027-07-17"}
    # Another day reads the dump again; no day leaves what was said.
    changed = report("--captured", "2026-07-17", FIRST)
    assert (changed["new"], changed["papers_in_index"]) == (0, 27) and changed["updated"] > 0
    again = report(FIRST)
    assert again["files"][0]["captured"] == "2026-07-17" and again["unchanged"] == 27
    assert run("add", "--captured", "soon", FIRST).exit_code == 2


def test_search_as_table_and_as_json() -> None:
    run("add", FIRST, SECOND)
    table = run("search", "attention", "--limit", "3")
    assert table.exit_code == 0
    assert len(table.stdout.splitlines()) == 4
    assert "Attention Is All You Need" in table.stdout
    assert "found, 49 in the library" in table.stderr
    papers = listed("attention")
    assert [paper["score"] for paper in papers] == sorted(
        (p["score"] for p in papers), reverse=True
    )
    assert len(listed()) == 49 and {paper["score"] for paper in listed()} == {None}
    assert len(listed("--limit", "0")) == 0
    lines = run("search", "--format", "jsonl", "attention").stdout.splitlines()
    assert [json.loads(line) for line in lines] == papers
    assert listed("nowhere-to-be-found") == []
    titles = [paper["title"] for paper in listed("--sort", "title")]
    words = [re.findall(r"\w+", title.casefold()) for title in titles if title.isascii()]
    assert words == sorted(words)


def test_show_mark_and_their_keys() -> None:
    run("add", FIRST)
    one, other = listed("--limit", "2")
    shown = run("show", one["key"])
    assert one["title"] in shown.stdout and "not known" in shown.stdout
    assert "Seen:         in 1 capture, 2026-07-" in shown.stdout
    assert re.search(r"^ {14}plain-text, (.* )?daily-papers-\S+\.txt$", shown.stdout, re.M)
    assert json.loads(run("show", "--json", one["key"]).stdout) == {
        name: value for name, value in one.items() if name != "score"
    }
    assert run("show", "--bibtex", one["key"]).stdout.startswith("@misc{")
    assert run("mark", one["key"], other["key"], "--read").exit_code == 0
    assert run("mark", one["key"], "--bookmark").exit_code == 0
    assert [(p["read"], p["bookmarked"]) for p in listed("--limit", "2")] == [
        (True, True), (True, False),
    ]  # fmt: skip
    run("mark", one["key"], "--unread", "--no-bookmark")
    assert [(p["read"], p["bookmarked"]) for p in listed("--limit", "2")] == [
        (False, False), (True, False),
    ]  # fmt: skip
    missing = run("mark", one["key"], "title:none", "--read")
    assert isinstance(missing.exception, PapersError)
    assert not listed("--limit", "1")[0]["read"]
    assert run("mark", one["key"]).exit_code == 2


def test_marks_outlive_a_rebuild(home: Path) -> None:
    run("add", FIRST, SECOND)
    key = listed("--limit", "1")[0]["key"]
    run("mark", key, "--read", "--bookmark")
    before = listed("attention")
    result = run("rebuild")
    assert (result.exit_code, result.stdout) == (0, "49 papers from 2 dumps\n")
    assert listed("attention") == before
    assert listed("--limit", "1")[0]["bookmarked"]
    assert len([path for path in (home / "data" / "index").iterdir() if path.is_dir()]) == 1


def test_export_writes_a_file_once(tmp_path: Path) -> None:
    run("add", FIRST)
    for paper in listed("--limit", "3"):
        run("mark", paper["key"], "--bookmark")
    out = tmp_path / "refs.bib"
    result = run("export", "--bookmarked", "-o", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"3 written, 3 without author names to {out}" in result.stderr
    text = out.read_text()
    assert text.count("@misc{") == 3
    assert run("export", "--bookmarked").stdout == text
    refused = run("export", "attention", "-o", str(out))
    assert isinstance(refused.exception, PapersError) and "--force" in str(refused.exception)
    assert out.read_text() == text
    assert run("export", "attention", "-o", str(out), "--force").exit_code == 0
    assert out.read_text() == run("export", "attention").stdout != text
    assert run("export", "").stdout.count("@misc{") == 27
    assert run("export").exit_code == 2
    assert run("export", "--bookmarked", "words").exit_code == 2


@pytest.mark.parametrize("what", [("--bookmarked",), ("attention",), ("",)])
def test_an_export_as_json_lines_can_be_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: tuple[str, ...]
) -> None:
    run("add", FIRST)
    for paper in listed("--limit", "3"):
        run("mark", paper["key"], "--bookmark")
    text = run("export", "--format", "jsonl", *what).stdout
    out = tmp_path / "papers.jsonl"
    assert run("export", "--format", "jsonl", *what, "-o", str(out)).exit_code == 0
    assert out.read_text() == text
    lines = [json.loads(line) for line in text.splitlines()]
    assert all(line["papers_tui"] == 1 and line["records"] for line in lines)
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "another home"))
    added = run("add", str(out))
    assert added.exit_code == 0, added.output
    papers = listed()
    assert {paper["key"] for paper in papers} == {line["key"] for line in lines}
    assert not any(paper["bookmarked"] for paper in papers)
    for paper in papers:
        [line] = [line for line in lines if line["key"] == paper["key"]]
        own = {"score", "bookmarked", "sightings"}
        assert all(line[name] == value for name, value in paper.items() if name not in own)


def test_an_export_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    run("add", FIRST)
    result = run("export", "", "-o", str(tmp_path / "no" / "folder.bib"))
    assert isinstance(result.exception, PapersError)
    assert "cannot be written" in str(result.exception)


def test_dumps_are_listed() -> None:
    empty = run("dumps")
    assert (empty.exit_code, empty.stdout) == (0, "")
    assert "papers-tui add" in empty.stderr
    run("add", FIRST)
    lines = run("dumps").stdout.splitlines()
    assert len(lines) == 2
    assert "2026-07-17?" in lines[1] and lines[1].endswith(FIRST)


def test_an_interrupted_addition_is_completed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("papers_tui.index.build.write", fail)
        run("add", FIRST)
    result = run("search", "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 27
    assert home.exists()


def test_a_damaged_index_is_made_again(home: Path) -> None:
    run("add", FIRST)
    [folder] = [path for path in (home / "data" / "index").iterdir() if path.is_dir()]
    for path in folder.glob("_MAIN_*.toc"):
        path.write_bytes(b"damaged")
    result = run("search", "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 27
    assert "made again from 1 kept dumps" in result.stderr


def test_no_folder_is_made_by_looking_for_help(home: Path) -> None:
    for arguments in (["--help"], ["--version"], ["search", "--help"], ["dumps"]):
        assert run(*arguments).exit_code == 0
    assert not home.exists()


def test_version_and_help_import_nothing_heavy() -> None:
    code = (
        "import sys; from papers_tui.cli import cli\n"
        "try:\n    cli.main({arguments!r}, standalone_mode=True)\n"
        "except SystemExit: pass\n"
        "heavy = {{'textual', 'whoosh', 'numpy', 'rich', 'sqlite3'}} & set(sys.modules)\n"
        "sys.exit(f'imported {{heavy}}' if heavy else 0)"
    )
    for arguments in (["--version"], ["--help"], ["add", "--help"]):
        done = subprocess.run(
            [sys.executable, "-c", code.format(arguments=arguments)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_commands_never_import_textual() -> None:
    run("add", FIRST)
    code = (
        "import sys; from papers_tui.cli import cli\n"
        "cli.main(['search', 'attention'], standalone_mode=False)\n"
        "sys.exit('textual' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode
        == 0
    )


def test_exit_codes() -> None:
    assert run_process("--version").returncode == 0
    assert run_process("nonsense").returncode == 2
    assert run_process("--sample", "dumps").returncode == 2
    assert run_process("show", "title:none").returncode == 1
    without_terminal = run_process()
    assert without_terminal.returncode == 2
    assert b"needs a terminal" in without_terminal.stderr
    assert (
        b"_PAPERS_TUI_COMPLETE"
        in subprocess.run(
            [sys.executable, "-m", "papers_tui"],
            env={**os.environ, "_PAPERS_TUI_COMPLETE": "bash_source"},
            capture_output=True,
            check=False,
        ).stdout
    )


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, home: Path) -> None:
    home.write_text("a file where the folder should be")
    done = run_process("add", FIRST)
    assert done.returncode == 1
    assert str(home).encode() in done.stderr and b"Traceback" not in done.stderr
    assert tmp_path.exists()


def test_the_originals_are_counted(shared: Callable[[str], Path]) -> None:
    names = ("dumps/000_49980e1c55eb9916.txt", "dumps/001_d046f6ecd7a2b618.txt")
    value = report(*(str(shared(name)) for name in names))
    assert [file["papers"] for file in value["files"]] == [48, 51]
    assert [file["incomplete"] for file in value["files"]] == [2, 3]
    assert (value["new"], value["papers_in_index"]) == (94, 94)


def test_names_and_streams_of_every_kind(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    odd = os.fsencode(folder) + b"/od\xffd\x1b[31m\nname.txt"
    Path(os.fsdecode(odd)).write_bytes(Path(FIRST).read_bytes())
    done = run_process("add", os.fsdecode(odd))
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout and b"27 papers" in done.stdout
    assert run_process("dumps").returncode == 0
    assert run_process("add", "/dev/zero").returncode == 1
    for closed in ("0<&-", "1>&-", "2>&-"):
        command = f'"{sys.executable}" -m papers_tui search attention {closed}'
        done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
        assert done.returncode == 0 and b"Traceback" not in done.stderr, closed


def test_two_libraries_share_nothing(library: Library, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "papers_tui", "search", "--format", "json"],
        env={**os.environ, "PAPERS_TUI_HOME": str(tmp_path / "other")},
        capture_output=True,
        check=False,
    )
    assert json.loads(done.stdout) == []
    assert len(library.dumps()) == 2
