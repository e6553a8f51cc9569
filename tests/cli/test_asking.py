"""What the command line says about a query: notes, suggestions, parts, reasons, related papers."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from papers_tui.cli import cli
from papers_tui.errors import PapersError
from papers_tui.library import Library
from papers_tui.model.query import Query, Sort


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def as_json(*arguments: str) -> Any:  # noqa: ANN401 - whatever the command prints
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


pytestmark = pytest.mark.usefixtures("library")


def test_a_note_points_at_its_place() -> None:
    result = run("search", "graph", "titel:x")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[1:4] == [
        'papers-tui: unknown field "titel": did you mean title:? (at 7)',
        "  graph titel:x",
        "        ^^^^^",
    ]
    assert "titel" not in result.stdout


def test_a_note_behind_wide_characters_points_at_its_place() -> None:
    lines = run("search", "図 \x1b\ttitel:x").stderr.splitlines()
    place = next(number for number, line in enumerate(lines) if "(at " in line)
    assert lines[place + 1 : place + 3] == ["  図   titel:x", "       ^^^^^"]


def test_notes_are_no_part_of_the_result() -> None:
    for form in ("json", "jsonl"):
        result = run("search", "--format", form, "--limit", "1", "attention", "OR", "year:soon")
        assert len(json.loads(result.stdout)) > 0
        assert '"soon" is no year' in result.stderr
    exported = run("export", "attention", "OR", "year:soon")
    assert exported.stdout.startswith("@misc{") and '"soon" is no year' in exported.stderr


def test_an_empty_answer_suggests_and_says_what_each_part_finds() -> None:
    result = run("search", "--", "atention", "model", "-zzzz", "year:1901")
    assert result.exit_code == 0
    assert "papers-tui: did you mean: attention model -zzzz year:1901" in result.stderr
    last = result.stderr.splitlines()[-1]
    models = len(as_json("search", "--format", "json", "model"))
    assert last == (
        f'papers-tui: "atention" is in no paper; "model" alone finds {models}; '
        '"-zzzz" alone finds 49; "year:1901" finds no paper'
    )


def test_nothing_is_remarked_where_all_is_well() -> None:
    assert len(run("search", "attention").stderr.splitlines()) == 1
    assert run("search", "--format", "json", "attention").stderr == ""


def test_a_query_is_explained_to_a_person() -> None:
    result = run("search", "--explain", "--", "attention", "-survey", "year:2010..2030")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0 and result.stderr == ""
    assert lines[1::2] == [
        "  attention, in any form, in any field",
        "  without survey, in any form, in any field",
        "  published from 2010 to 2030",
        "  of 49 in the library, order: relevance",
    ]
    firsts = [line.split()[0] for line in lines[::2]]
    assert firsts == ["attention", "-survey", "year:2010..2030", "all"]
    assert all(" ms" in line and " paper" in line for line in lines[::2])
    assert run("search", "--explain").stdout.startswith("every paper\nin all ")


def test_a_query_is_explained_to_a_program() -> None:
    arguments = ("search", "--explain", "--sort", "title", "attention titel:x")
    value = as_json(*arguments, "--format", "json")
    assert list(value) == [
        "query", "clauses", "order", "found", "total", "seconds", "notes", "suggestion",
    ]  # fmt: skip
    attention, unknown = value["clauses"]
    assert list(attention) == ["text", "meaning", "count", "seconds"]
    assert attention["count"] == len(as_json("search", "--format", "json", "attention"))
    assert (attention["text"], unknown["text"]) == ("attention", "titel:x")
    assert (value["order"], value["found"], value["total"]) == ("title", 0, 49)
    [note] = value["notes"]
    assert (note["begin"], note["end"]) == (10, 15)
    result = run(*arguments, "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 1
    assert json.loads(result.stdout).keys() == value.keys()


def test_every_paper_says_why(library: Library) -> None:
    papers = as_json("search", "--why", "--format", "json", "attention models")
    results = library.search(Query("attention models"))
    assert [paper["key"] for paper in papers] == [
        results.paper(row).key for row in range(len(results))
    ]
    for paper in papers:
        assert sum(reason["score"] for reason in paper["why"]) == pytest.approx(paper["score"])
        assert sum(reason["share"] for reason in paper["why"]) == pytest.approx(1)
        for reason in paper["why"]:
            text = paper[reason["field"]].casefold() if reason["field"] in paper else ""
            assert reason["word"] in text and reason["times"] >= 1
    lines = run("search", "--why", "--limit", "1", "attention models").stdout.splitlines()
    assert lines[0] == f"*  {papers[0]['title']}"
    assert papers[0]["key"] in lines[1]
    assert len(lines) == 2 + len(papers[0]["why"])
    first = papers[0]["why"][0]
    assert lines[2].split()[:4] == [first["word"], first["field"], str(first["times"]), "time"]
    assert lines[2].endswith(f"{first['share']:.0%}")
    assert run("search", "--why", "--explain", "x").exit_code == 2


def test_papers_without_words_have_no_reasons() -> None:
    papers = as_json("search", "--why", "--format", "json", "--limit", "3", "is:unread")
    assert [paper["why"] for paper in papers] == [[], [], []]
    assert "why" not in as_json("search", "--format", "json", "--limit", "1")[0]


def test_every_order_is_accepted() -> None:
    keys = {}
    for sort in Sort:
        papers = as_json("search", "--format", "json", "--sort", sort.value)
        keys[sort] = [paper["key"] for paper in papers]
    assert all(len(found) == 49 for found in keys.values())
    assert keys[Sort.OLDEST] != keys[Sort.NEWEST] != keys[Sort.TITLE]


def test_related_papers_and_what_they_share() -> None:
    [paper] = as_json("search", "--format", "json", "--limit", "1", "attention")
    related = as_json("related", paper["key"], "--format", "json")
    assert 1 < len(related) <= 20
    assert paper["key"] not in [other["key"] for other in related]
    scores = [other["score"] for other in related]
    assert scores == sorted(scores, reverse=True)
    assert all(other["why"] for other in related)
    table = run("related", paper["key"], "--limit", "2")
    head, *rows = table.stdout.splitlines()
    assert head.rstrip().endswith("shared words") and len(rows) == 2
    assert table.stderr.strip().endswith(f"related to: {paper['title']}")
    for row, other in zip(rows, related, strict=False):
        words = list(dict.fromkeys(reason["word"] for reason in other["why"]))[:4]
        assert row.rstrip().endswith(", ".join(words)) and other["key"] in row
    lines = run("related", paper["key"], "--format", "jsonl", "--limit", "2").stdout.splitlines()
    assert [json.loads(line) for line in lines] == related[:2]


def test_nothing_is_related_to_what_is_not_there() -> None:
    missing = run("related", "title:none")
    assert isinstance(missing.exception, PapersError)
    assert "no paper has the key title:none" in str(missing.exception)
