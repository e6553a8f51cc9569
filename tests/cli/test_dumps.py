"""What was added can be listed, looked into and taken out again."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from papers_tui.cli import cli
from papers_tui.library import Library
from papers_tui.model.query import Query
from papers_tui.paths import Paths
from tests.builders import SAMPLE, card, dump_text

FIRST, SECOND = (str(path) for path in sorted(SAMPLE.glob("*.txt")))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments), standalone_mode=True)


def as_json(*arguments: str) -> Any:  # noqa: ANN401 - whatever the program prints
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_dumps_are_listed_with_their_problems() -> None:
    run("add", FIRST, SECOND)
    listed = as_json("dumps")
    assert [(dump["path"], dump["papers"], dump["problems"]) for dump in listed] == [
        (FIRST, 27, 1),
        (SECOND, 26, 2),
    ]
    lines = run("dumps").stdout.splitlines()
    assert len(lines) == 3 and lines[1].split()[:1] == [listed[0]["sha256"][:12]]


def test_a_dump_is_shown_with_problems_and_papers() -> None:
    added = as_json("add", FIRST)["files"][0]
    shown = as_json("dumps", "show", added["sha256"][:8])
    assert shown["problem_list"] == added["problems"]
    assert len(shown["paper_list"]) == 27
    text = run("dumps", "show", added["sha256"]).stdout
    assert "line 85: incomplete: no footer" in text
    for paper in shown["paper_list"]:
        assert paper["key"] in text and paper["title"] in text


def test_a_record_that_cannot_be_read_is_kept_as_text(tmp_path: Path) -> None:
    good = json.dumps({"paper": {"id": "2510.00001", "title": "A Paper", "summary": "Of it."}})
    path = tmp_path / "day.jsonl"
    path.write_text(f'{good}\n{{"paper": {{"id": "2510.00002", "title": \n{good[:-3]}\n')
    added = as_json("add", str(path))["files"][0]
    assert (added["papers"], added["rejected"]) == (1, 2)
    problems = as_json("dumps", "show", added["sha256"])["problem_list"]
    assert problems == added["problems"]
    assert "2510.00002" in "".join(problem["text"] or "" for problem in problems)


def test_a_dump_is_taken_out_and_what_was_said_stays(home: Path) -> None:
    run("add", FIRST, SECOND)
    library = Library(Paths.under(home))
    dumps = library.dumps()
    gone = next(p for p in library.papers_of(dumps[0]) if len(p.records) == 1)
    both = next(p for p in library.papers_of(dumps[0]) if len(p.records) == 2)
    library.mark([gone, both], read=True, bookmarked=True)
    result = run("dumps", "remove", dumps[0].sha256[:10])
    assert result.exit_code == 0 and FIRST in result.stdout
    after = Library(Paths.under(home))
    assert len(after.search(Query())) == 26
    assert after.find(gone.key) is None
    kept = after.find(both.key)
    assert kept is not None and len(kept.records) == 1 and after.marks(kept).read
    assert {paper.key for paper in after.bookmarks()} == {gone.key, both.key}
    assert [dump.path for dump in after.dumps()] == [SECOND]
    assert not [path for path in (home / "data/dumps").iterdir() if dumps[0].sha256 in path.name]
    assert run("rebuild").exit_code == 0
    assert len(Library(Paths.under(home)).search(Query())) == 26


def test_a_dump_that_is_not_there_or_not_the_only_one() -> None:
    run("add", FIRST, SECOND)
    for command in ("show", "remove"):
        result = run("dumps", command, "nothing")
        assert result.exit_code == 1
        result = run("dumps", command, "")
        assert result.exit_code == 1
    assert len(as_json("dumps")) == 2


def test_strict_adds_no_dump_with_problems(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(dump_text(card("A Paper About Which Nothing Is Wrong At All")))
    result = run("add", "--strict", str(good), FIRST)
    assert result.exit_code == 1
    assert f"{FIRST}: not added: it has 1 problem, and none are allowed" in result.stdout
    assert "line 85: incomplete" in result.stdout
    assert [dump["path"] for dump in as_json("dumps")] == [str(good)]
    assert run("add", "--strict", str(good)).exit_code == 0


def test_the_report_says_how_many_were_merged(tmp_path: Path) -> None:
    first, second = as_json("add", FIRST, SECOND)["files"]
    assert first["merged"] == second["merged"] == 27 + 26 - 49
    twice = tmp_path / "twice.txt"
    twice.write_text(dump_text(*[card("A Paper That Stands Twice In One Dump")] * 2))
    assert as_json("add", str(twice))["files"][0]["merged"] == 1


def test_progress_is_reported_to_another_program(tmp_path: Path) -> None:
    done = run("add", "--report-progress", FIRST)
    *progress, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["progress"]["step"] for line in progress] == ["reading", "indexing"]
    assert progress[-1]["progress"]["total"] == 27
    assert last["report"]["new"] == 27
    (tmp_path / "none.txt").write_text("nothing")
    failed = run("add", "--report-progress", str(tmp_path / "none.txt"))
    assert failed.exit_code == 1
    report, error = (json.loads(line) for line in failed.stdout.splitlines()[-2:])
    assert report["report"]["files"][0]["refusal"] in error["error"]
