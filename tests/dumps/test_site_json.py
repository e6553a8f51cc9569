"""The site's JSON: counted on real files, and piece by piece."""

import datetime
import html
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from papers_tui.errors import DumpError
from papers_tui.model.paper import Organization, Record
from tests.builders import ABSTRACT, published
from tests.dumps.site import site_item, site_paper
from tests.dumps.whole import Whole, read

DAYS = (1, 2, 3, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24, 27, 28, 29, 30, 31)


def reading_of(value: object, **facts: datetime.date | None) -> Whole:
    return read(json.dumps(value).encode(), **facts)


def only(value: object) -> Record:
    [record] = reading_of(value).records
    return record


def folded(text: str) -> str:
    return " ".join(html.unescape(text).split())


@pytest.mark.parametrize("day", DAYS)
def test_a_month_of_real_files(shared: Callable[[str], Path], day: int) -> None:
    data = shared(f"dumps/hf-api/2026-07-{day:02}.json").read_bytes()
    items = json.loads(data)
    reading = read(data)
    assert reading.format == "site-json"
    assert reading.captured == datetime.date(2026, 7, day) and not reading.captured_inferred
    assert (len(reading.records), reading.incomplete, reading.rejected) == (len(items), 0, 0)
    assert not reading.problems
    assert day != 1 or len(items) == 23
    for item, record in zip(items, reading.records, strict=True):
        paper = item["paper"]
        assert (record.title_tex or record.title) == folded(paper["title"])
        assert folded(record.abstract_tex or record.abstract or "") == folded(paper["summary"])
        assert record.authors == tuple(folded(author["name"]) for author in paper["authors"])
        assert record.author_count == len(paper["authors"])
        assert (record.arxiv_id, record.upvotes) == (paper["id"], paper["upvotes"])
        assert record.comments == item["numComments"]
        assert record.published and record.published.iso == paper["publishedAt"][:10]
        assert record.featured == published(f"2026-07-{day:02}")
        named = paper.get("organization")
        assert record.organization == (
            named and Organization(named["name"], folded(named["fullname"]))
        )
        assert record.repository == paper.get("githubRepo")
        assert record.project_page == paper.get("projectPage")
        keywords = tuple(filter(None, paper.get("ai_keywords", [])))
        assert record.keywords == (keywords or None)
        line = data.split(b"\n")[(record.sighting.line or 0) - 1]
        assert line.strip() == b"{"


def test_every_field() -> None:
    record = only([site_item()])
    assert record.title == "Paper Number 1 of a Long Series"
    assert record.abstract == f"{ABSTRACT} This is number 1."
    assert record.authors == ("Ada Lovelace", "Émilie du Châtelet")
    assert record.author_count == 2
    assert record.organization == Organization("cis-lmu", "CIS, LMU Munich")
    assert record.published == published("2026-06-30")
    assert record.featured == published("2026-07-01")
    assert (record.comments, record.upvotes) == (2, 1)
    assert (record.arxiv_id, record.doi) == ("2607.00001", None)
    assert record.keywords == ("agents", "small models")
    assert record.repository == "https://github.com/example/paper"
    assert record.project_page == "https://example.org/"
    assert (record.categories, record.journal_ref, record.note) == (None, None, None)
    assert record.sighting.format == "site-json"
    assert record.sighting.position == 1


ITEMS = [site_item(1), site_item(2)]


@pytest.mark.parametrize(
    "value",
    [
        ITEMS,
        {"data": ITEMS},
        {"date": "2026-07-01", "dailyPapers": ITEMS, "next": None},
        {"papers": ITEMS},
        {"items": ITEMS, "total": 2},
        {"results": ITEMS},
        {"data": {"papers": ITEMS}},
        [[site_item(1)], [site_item(2)]],
        [site_paper(1), site_paper(2)],
        [repr(site_item(1)), json.dumps(site_item(2))],
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_listing_may_be_wrapped(value: object, indent: int | None) -> None:
    reading = read(json.dumps(value, indent=indent).encode())
    assert [record.arxiv_id for record in reading.records] == ["2607.00001", "2607.00002"]
    assert (reading.rejected, reading.captured) == (0, datetime.date(2026, 7, 1))


@pytest.mark.parametrize("value", [site_paper(), site_item()])
@pytest.mark.parametrize("indent", [None, 2])
def test_one_paper_may_stand_alone(value: object, indent: int | None) -> None:
    [record] = read(json.dumps(value, indent=indent).encode()).records
    assert record.arxiv_id == "2607.00001"


@pytest.mark.parametrize(
    "data",
    [
        b"1", b"null", b"[]", b"{}", b"[1, 2]", b'"text"', b'{"data": []}', b"[[[[[[1]]]]]]",
        b'[{"title": "A blog", "summary": "of a person"}]', b'{"a": [{"title": "x"}]}', b"[",
        b'{"id": "0704.0001", "title": "T", "abstract": "A", "authors": "B"}',
        b'["{", "[1]", "{1: {2}}"]', b"[" * 100_000, b'{"a":' * 100_000,
        b'[{"id": "x", "title": "A film", "summary": "a cat", "publishedAt": "2025-01-01"}]',
        b'{"id": "x", "title": "A film", "summary": "a cat", "publishedAt": "2025-01-01"}',
        b'[{"id": "a/b", "author": "a", "title": "B", "upvotes": 3, "summary": "x"}]',
        b'[{"id": 2, "title": "A", "summary": "b", "publishedAt": "2025-01-01", "authors": ["a"]}]',
        b'{"dataset": {"id": "a/b"}, "paper": {"id": "2510.11001", "title": "T", "upvotes": 1}}',
        b'{"paper": {"id": "2510.11001", "title": "Newsprint"}}',
        b'"[1, 2]"', b"[{'a': 1}]", b"[{'a': {1}}]", b"[{'title': open('x')}]",
    ],
)  # fmt: skip
def test_other_json_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(DumpError, match=r"^looks like JSON, but not a paper listing that can be r"):
        read(data)


@pytest.mark.parametrize(
    "fields", [{"authors": None}, {"id": "x"}, {"id": "https://arxiv.org/abs/2607.00001v2"}]
)
def test_a_bare_paper_has_an_id_or_authors_by_name(fields: dict[str, Any]) -> None:
    record = only(site_paper(**fields))
    assert record.title == "Paper Number 1 of a Long Series"
    assert record.arxiv_id == (None if fields.get("id") == "x" else "2607.00001")


@pytest.mark.parametrize("items", [ITEMS, {"data": ITEMS}])
def test_a_listing_may_be_written_into_a_string_or_by_python(items: object) -> None:
    for text in (json.dumps(json.dumps(items)), repr(items)):
        reading = read(text.encode())
        assert [record.arxiv_id for record in reading.records] == ["2607.00001", "2607.00002"]
        assert reading.captured == datetime.date(2026, 7, 1) and not reading.problems


def test_lines_are_read_one_by_one() -> None:
    lines = [json.dumps(site_item(number)) for number in range(1, 5)]
    lines[1] = lines[1][:300]
    lines[3:3] = ["", "1", repr(site_item(9)).join(["", ""])]
    reading = read("\r\n".join(lines).encode())
    assert [record.upvotes for record in reading.records] == [1, 3, 4]
    assert [record.sighting.line for record in reading.records] == [1, 3, 7]
    broken, number, no_json = reading.problems
    assert (broken.line, broken.text) == (2, lines[1].strip())
    assert broken.message.startswith("the text breaks off here")
    assert (number.line, number.text, no_json.line) == (5, "1", 6)
    assert reading.rejected == 3
    assert reading.captured == datetime.date(2026, 7, 1)


def test_the_first_line_may_be_broken() -> None:
    lines = [json.dumps(site_item(number)) for number in range(1, 4)]
    reading = read("\n".join([lines[0][:-40], *lines[1:]]).encode())
    assert [record.upvotes for record in reading.records] == [2, 3]
    assert [problem.line for problem in reading.problems] == [1]


def test_lines_may_be_items_of_one_list() -> None:
    items = ",\n".join(json.dumps(site_item(number)) for number in (1, 2, 3))
    for text in (f"[\n{items}\n]", f'{{"data": [\n{items}\n]}}', f"[{items}]"):
        reading = read(text.encode())
        assert [record.upvotes for record in reading.records] == [1, 2, 3]
        assert not reading.problems


def test_several_values_may_follow_each_other() -> None:
    one, two = json.dumps([site_item(1)], indent=1), json.dumps({"data": [site_item(2)]}, indent=1)
    reading = read(f"\ufeff{one}{two}\n{json.dumps(site_item(3))}".encode())
    assert [record.upvotes for record in reading.records] == [1, 2, 3]
    assert not reading.problems


@pytest.mark.parametrize("indent", [None, 2])
def test_a_file_that_is_cut_gives_what_is_before_the_cut(indent: int | None) -> None:
    text = json.dumps([site_item(1), site_item(2), site_item(3)], indent=indent)
    begins = [text.index(f"Paper Number {number} ") for number in (1, 2, 3)]
    for end in (begins[2] + 5, begins[2] + 500, len(text) - 2):
        reading = read(text[:end].encode())
        whole = 3 if end == len(text) - 2 and indent else 2
        assert [record.upvotes for record in reading.records] == [1, 2, 3][:whole]
        assert "the text breaks off here" in reading.problems[-1].message


def test_a_file_may_be_cut_between_items() -> None:
    text = json.dumps([site_item(1), site_item(2)])
    reading = read(text[:-1].encode())
    assert len(reading.records) == 2
    assert [problem.message for problem in reading.problems] == ["the text breaks off here"]
    assert reading.rejected == 0


def test_what_is_broken_in_the_middle_takes_one_item_with_it() -> None:
    text = json.dumps([site_item(number) for number in range(1, 6)], indent=2)
    text = text.replace('"upvotes": 3,', '"upvotes": three,')
    reading = read(text.encode())
    assert [record.upvotes for record in reading.records] == [1, 2, 4, 5]
    [problem] = reading.problems
    assert problem.message.startswith("this is no JSON: {")
    assert problem.text and problem.text.startswith('{\n    "paper"')


@pytest.mark.parametrize(
    ("fields", "name", "value", "said"),
    [
        ({"id": 2607.00010}, "arxiv_id", None, "id is a number"),
        ({"id": "no id"}, "arxiv_id", None, "id is no arXiv id"),
        ({"id": None}, "arxiv_id", None, None),
        ({"id": "2607.00010v3"}, "arxiv_id", "2607.00010", None),
        ({"id": "cs/0112017"}, "arxiv_id", "cs/0112017", None),
        ({"id": "arXiv:2607.00010"}, "arxiv_id", "2607.00010", None),
        ({"id": "2613.00010"}, "arxiv_id", None, "id is no arXiv id"),
        ({"id": "٢607.00010"}, "arxiv_id", None, "id is no arXiv id"),
        ({"upvotes": "7"}, "upvotes", None, "upvotes is no count: 7"),
        ({"upvotes": True}, "upvotes", None, "upvotes is no count"),
        ({"upvotes": -1}, "upvotes", None, "upvotes is no count"),
        ({"upvotes": 10**3000}, "upvotes", None, "upvotes is no count"),
        ({"upvotes": float("nan")}, "upvotes", None, None),
        ({"upvotes": 0}, "upvotes", 0, None),
        ({"authors": []}, "authors", None, None),
        ({"authors": [{"name": "A"}, {"hidden": True}]}, "authors", None, "1 of 2 authors"),
        ({"authors": [{"name": "A"}, {"name": None}]}, "author_count", 2, "1 of 2 authors"),
        ({"authors": ["A &amp; B", "C"]}, "authors", ("A & B", "C"), None),
        ({"authors": "A, B"}, "authors", None, "authors is no list"),
        ({"publishedAt": "yesterday"}, "published", published("2026-06-29"), "publishedAt is no"),
        ({"publishedAt": "2026-06-30T23:30:00-04:00"}, "published", published("2026-07-01"), None),
        ({"publishedAt": "0001-01-01T00:00:00+09:00"}, "published", published("2026-06-29"), "no"),
        ({"publishedAt": "2026-02-03"}, "published", published("2026-02-03"), None),
        ({"submittedOnDailyAt": None}, "featured", None, None),
        ({"organization": {"name": "h"}}, "organization", Organization("h", "h"), None),
        ({"organization": {"fullname": "F"}}, "organization", Organization(None, "F"), None),
        ({"ai_keywords": ["", " "]}, "keywords", None, None),
        ({"ai_keywords": "agents"}, "keywords", None, "ai_keywords is no list"),
        ({"githubRepo": "file:///etc/passwd"}, "repository", None, "githubRepo is no address"),
        ({"projectPage": "javascript:alert(1)"}, "project_page", None, "projectPage is no address"),
        ({"projectPage": "https://[broken"}, "project_page", None, "projectPage"),
        ({"doi": "https://doi.org/10.1000/182"}, "doi", "10.1000/182", None),
        ({"doi": 10.1}, "doi", None, "doi is no text"),
        ({"title": None}, "title", "From the Item", None),
        ({"title": "A &amp;lt; B &lt x"}, "title", "A &lt; B &lt x", None),
        ({"title": "\x1b[31mRed\ud800"}, "title", "Red", None),
        ({"title": ["x"]}, "title", "From the Item", "title is no text: a list"),
        ({"summary": "One\ntwo.\n\nThree\nfour."}, "abstract", "One two.\n\nThree four.", None),
    ],
)
def test_fields_that_are_odd(
    fields: dict[str, Any], name: str, value: object, said: str | None
) -> None:
    item = site_item(1, **fields)
    item["title"] = "From the Item"
    reading = reading_of([item, site_item(2)])
    assert getattr(reading.records[0], name) == value
    messages = " ".join(problem.message for problem in reading.problems)
    assert said in messages if said else not messages
    assert len(reading.records) == 2


def test_a_paper_without_title_is_rejected_with_its_text() -> None:
    bare = {"paper": {"id": "2607.00001", "title": "\u200b"}, "title": 5}
    reading = reading_of([bare, site_item(2)])
    assert [record.upvotes for record in reading.records] == [2]
    [problem] = reading.problems
    assert problem.message.startswith("a paper without a title: {")
    assert problem.text == json.dumps(bare)
    assert problem.record == 1 and problem.line is None


def test_a_paper_without_abstract_is_incomplete() -> None:
    item = site_item(1, summary=None)
    del item["summary"]
    reading = reading_of([item])
    assert reading.incomplete == 1
    assert reading.records[0].abstract is None
    assert reading.problems[0].message.startswith("incomplete: no abstract: Paper Number 1")


@pytest.mark.parametrize(
    "text",
    [
        "a text", "{'paper': __import__('os')}", "{" * 50 + "}" * 50, "{'a': 1", "[1]", "{1, 2}",
        "{'paper': {'title': 'x', 'at': datetime.datetime(2026, 1, 1)}}", "{'\\d': '\\d'}",
        '{"paper": {}} and more', "{" + "'a'," * 300_000 + "}", "{'a': " + "-" * 5000 + "1}",
    ],
)  # fmt: skip
def test_texts_that_hold_no_paper_are_rejected(text: str) -> None:
    reading = reading_of([site_item(1), text, site_item(2)])
    assert [record.upvotes for record in reading.records] == [1, 2]
    assert reading.rejected == 1
    [problem] = reading.problems
    shown = json.dumps(text)
    assert problem.text == shown or problem.text == f"{shown[:1999]}…"


@pytest.mark.parametrize("other", [1, None, True, "x", {"title": 1}, {}, 1e400, [None]])
def test_other_pieces_are_rejected(other: object) -> None:
    reading = reading_of([site_item(1), other, site_item(2)])
    assert [record.upvotes for record in reading.records] == [1, 2]
    assert reading.rejected == 1


@pytest.mark.parametrize(
    "deep", ["[" * 50_000 + "]" * 50_000, '{"a":' * 50_000 + "1" + "}" * 50_000]
)
def test_a_deep_piece_takes_no_other_with_it(deep: str) -> None:
    one, two = json.dumps(site_item(1)), json.dumps(site_item(2))
    reading = read(f"[{one}, {deep}, {two}]".encode())
    assert [record.upvotes for record in reading.records] == [1, 2]
    assert any("nested too deeply" in problem.message for problem in reading.problems)


def test_names_may_stand_twice() -> None:
    item = json.dumps(site_item(1)).replace('"upvotes": 1', '"upvotes": 5, "upvotes": 6')
    assert read(f"[{item}]".encode()).records[0].upvotes == 6


def test_a_paper_that_is_listed_twice() -> None:
    reading = reading_of([site_item(1), site_item(1, upvotes=5), site_item(1)])
    assert [record.upvotes for record in reading.records] == [1, 5]
    assert [record.sighting.position for record in reading.records] == [1, 2]
    [problem] = reading.problems
    assert problem.record == 3 and "listed again, with nothing new" in problem.message
    assert reading.rejected == 0


def test_when_it_was_captured() -> None:
    day = datetime.date(2026, 8, 1)
    one = site_item(1, submittedOnDailyAt="2026-07-02T00:00:00.000Z")
    neither = site_item(1, submittedOnDailyAt=None)
    dated = {"date": "2026-07-05", "papers": [neither]}
    assert reading_of([site_item(2), one], file_date=day).captured == datetime.date(2026, 7, 2)
    assert reading_of([one], captured_override=day).captured == day
    assert reading_of(dated, file_date=day).captured == datetime.date(2026, 7, 5)
    assert reading_of([neither], file_date=day).captured == day
    assert reading_of([neither]).captured is None
    lines = "\n".join(json.dumps(item) for item in (site_item(2), one))
    records = read(lines.encode()).records
    assert {record.sighting.captured for record in records} == {datetime.date(2026, 7, 2)}


def test_bytes_that_are_no_text_are_told_of() -> None:
    lines = "\n".join(json.dumps(site_item(number)) for number in (1, 2))
    for text in (lines, json.dumps([site_item(1), site_item(2)], indent=1)):
        data = text.encode().replace(b"Number 2", b"N\xffmber 2")
        reading = read(data)
        assert reading.records[1].title.startswith("Paper N\ufffdmber 2")
        assert any("bytes that are" in problem.message for problem in reading.problems)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings(encoding: str) -> None:
    for text in (
        json.dumps([site_item(1), site_item(2)], ensure_ascii=False),
        "\n".join(json.dumps(site_item(number), ensure_ascii=False) for number in (1, 2)),
    ):
        reading = read(text.encode(encoding))
        assert [record.upvotes for record in reading.records] == [1, 2]
        assert reading.records[0].authors == ("Ada Lovelace", "Émilie du Châtelet")
        assert not reading.problems
