"""The snapshot of arXiv's metadata: compared with the JSON itself, and piece by piece."""

import datetime
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.dumps import arxiv_snapshot, json_stream
from papers_tui.dumps.arxiv import find_id, names, version_date
from papers_tui.dumps.reading import OpenDump
from papers_tui.dumps.source import Source
from papers_tui.model.paper import Record
from tests.dumps.test_broken_input import check, read_or_refuse
from tests.dumps.whole import begins_as, read, source_of

PAPER: dict[str, Any] = {
    "id": "0704.0003",
    "submitter": "A. Person",
    "authors": "Ada Person (1), B. C. Other Jr. and Jos\\'e Third ((1) Somewhere, (2) Else)",
    "title": "A Paper of Two\n  Lines",
    "comments": "12 pages,\n  3 figures",
    "journal-ref": "J. Examples 7 (2007) 1-12",
    "doi": "10.1000/example.7",
    "report-no": None,
    "categories": "math.CO cs.CG",
    "license": None,
    "abstract": "  We show a thing, and\nthen another.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [
        ["Person", "Ada", "", "Somewhere"],
        ["Other", "B. C.", "Jr."],
        ["Third", "José", ""],
        ["A Collaboration", "", ""],
    ],
}


def lines_of(*papers: object) -> bytes:
    return "".join(json.dumps(paper) + "\n" for paper in papers).encode()


def changed(**fields: object) -> dict[str, Any]:
    """Change the paper; a field that is given as ... is left out."""
    changed = PAPER | {name.replace("_ref", "-ref"): value for name, value in fields.items()}
    return {name: value for name, value in changed.items() if value is not ...}


def only(**fields: object) -> Record:
    _first, record = read(lines_of(PAPER, changed(**fields))).records
    return record


def test_every_field() -> None:
    whole = read(lines_of(PAPER), file_date=datetime.date(2024, 5, 6))
    [record] = whole.records
    assert whole.format == "arxiv-snapshot"
    assert (whole.captured, whole.captured_inferred) == (datetime.date(2024, 5, 6), False)
    assert (whole.incomplete, whole.rejected, whole.problems) == (0, 0, ())
    assert record.arxiv_id == "0704.0003"
    assert record.title == "A Paper of Two Lines"
    assert record.abstract == "We show a thing, and then another."
    assert record.authors == ("Ada Person", "B. C. Other Jr.", "José Third", "A Collaboration")
    assert record.author_count == 4
    assert record.categories == ("math.CO", "cs.CG")
    assert record.published and record.published.iso == "2007-04-02"
    assert record.doi == "10.1000/example.7"
    assert record.journal_ref == "J. Examples 7 (2007) 1-12"
    assert record.note == "12 pages, 3 figures"
    assert (record.comments, record.upvotes, record.organization) == (None, None, None)
    assert (record.sighting.position, record.sighting.line) == (1, 1)


def test_the_user_knows_the_capture_better() -> None:
    day = datetime.date(2024, 1, 1)
    whole = read(lines_of(PAPER), file_date=datetime.date(2024, 5, 6), captured_override=day)
    assert whole.captured == day
    assert read(lines_of(PAPER)).captured is None


def test_two_hundred_papers_agree_with_the_json(shared: Callable[[str], Path]) -> None:
    data = shared("dumps/arxiv/snapshot-200.jsonl").read_bytes()
    papers = [json.loads(line) for line in data.splitlines()]
    whole = read(data)
    assert len(whole.records) == len(papers) == 200
    assert (whole.incomplete, whole.rejected, whole.problems) == (0, 0, ())
    for line, (record, paper) in enumerate(zip(whole.records, papers, strict=True), start=1):
        created = datetime.datetime.strptime(
            paper["versions"][0]["created"], "%a, %d %b %Y %H:%M:%S %Z"
        )
        authors = [" ".join((a[1], a[0], a[2])).strip() for a in paper["authors_parsed"]]
        assert record.sighting.line == line
        assert record.arxiv_id == paper["id"]
        assert (record.title_tex or record.title) == _folded(paper["title"])
        assert (record.abstract_tex or record.abstract) == _folded(paper["abstract"])
        assert list(record.authors or ()) == authors
        assert record.author_count == len(authors)
        assert record.published and record.published.iso == created.date().isoformat()
        assert list(record.categories or ()) == paper["categories"].split()
        assert record.doi == (paper["doi"] and paper["doi"].split()[0])
        assert record.journal_ref == _folded(paper["journal-ref"])
        assert record.note == _folded(paper["comments"])


def _folded(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def test_a_hundred_thousand_papers(shared: Callable[[str], Path]) -> None:
    """All are read; the 1st at noon, in the month of the id, is no day that is known."""
    path = shared("data/arxiv-100k.jsonl.xz")
    dump = OpenDump(Source(lambda: cast(BinaryIO, lzma.open(path)), "0" * 64))  # noqa: SIM115
    records = months = 0
    ids = set()
    for record in dump:
        records += 1
        assert record.sighting.line == records and record.authors and record.abstract
        assert record.published is not None
        months += record.published.precision == "month"
        ids.add(record.arxiv_id)
    reading = dump.reading
    assert records == len(ids) == reading.papers == 100_000
    assert reading.rejected == 0
    assert reading.incomplete == 2279  # those whose categories are unknown
    assert months == 3838


@pytest.mark.parametrize("first", ["{", '{"id": "0704', "no JSON", "[]", "{}", "5"])
def test_a_broken_first_line_hides_nothing(first: str) -> None:
    whole = read(first.encode() + b"\n" + lines_of(PAPER, PAPER))
    assert [record.sighting.line for record in whole.records] == [2, 3]
    assert [record.sighting.position for record in whole.records] == [1, 2]
    assert whole.rejected == 1
    assert (whole.problems[0].line, whole.problems[0].text) == (1, first)


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": "1", "title": ', b"[" * 100_000, b'{"a":' * 100_000, b"1" * 5000,
        b"null", b"[1, 2]", b'"text"', b"{}", b'{"title": null}', b'{"title": "\\u0007 "}',
        b"{} {}", b"{}x", b"\xff\xfe", b"NaN",
    ],
)  # fmt: skip
def test_a_broken_line_loses_itself_alone(line: bytes) -> None:
    whole = read(lines_of(PAPER) + line + b"\n\n \n" + lines_of(changed(id="0704.0004")))
    assert [record.sighting.line for record in whole.records] == [1, 5]
    assert whole.rejected == 1
    assert whole.problems[0].line == 2
    assert whole.problems[0].text


def test_duplicates_are_both_records() -> None:
    assert len(read(lines_of(PAPER, PAPER, PAPER)).records) == 3


def test_the_last_line_is_cut() -> None:
    whole = read(lines_of(PAPER, PAPER)[:-20])
    assert len(whole.records) == 1
    assert "breaks off" in whole.problems[0].message


def test_a_line_that_is_too_long_is_never_held() -> None:
    """It is read in pieces: the stream is never asked for more than the limit."""
    long = lines_of(changed(abstract="x" * (json_stream.LONGEST + 100)))
    data = lines_of(PAPER) + long + lines_of(PAPER) + long[:-1]
    asked: list[int | None] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            asked.append(size)
            return super().read(size)

        def readline(self, size: int | None = -1, /) -> bytes:
            asked.append(size)
            return super().readline(size)

    dump = OpenDump(Source(lambda: Watched(data), "0" * 64))
    assert [record.sighting.line for record in dump] == [1, 3]
    assert all(size is not None and 0 < size <= json_stream.LONGEST + 1 for size in asked)
    assert [problem.line for problem in dump.reading.problems] == [2, 4]
    assert "more than 4 MB" in dump.reading.problems[0].message


def test_a_first_line_that_is_longer_than_what_is_looked_at() -> None:
    whole = read(lines_of(changed(abstract="word " * 30_000), PAPER))
    assert [record.sighting.line for record in whole.records] == [1, 2]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ada Person", ["Ada Person"]),
        ("Ada Person, B. Other and C. Third", ["Ada Person", "B. Other", "C. Third"]),
        ("Ada Person, B. Other, and C. Third", ["Ada Person", "B. Other", "C. Third"]),
        ("A. One (1 and 2), B. Two (3) ((1) Here, There, (2) X)", ["A. One", "B. Two"]),
        ("A. One (Here and there", ["A. One"]),
        ("A. One) and\n  B. Two", ["A. One", "B. Two"]),
        ("Anders Brand, Andy Rand", ["Anders Brand", "Andy Rand"]),
        ("A. One, Jr., B. Two III", ["A. One Jr.", "B. Two III"]),
        ("The X Collaboration: A. One, B. Two", ["The X Collaboration", "A. One", "B. Two"]),
        ("", []),
        (" , and ,", []),
    ],
)
def test_names_as_one_text(text: str, parts: list[str]) -> None:
    assert names(text) == tuple(parts)


@pytest.mark.parametrize("parsed", [..., None, [], [None], [[None, "x", ""]], ["Person"], 5, [[]]])
def test_authors_are_read_from_the_text_where_they_are_not_parted(parsed: object) -> None:
    authors = only(authors="Ada Person and B. Other", authors_parsed=parsed).authors
    assert authors == ("Ada Person", "B. Other")


def test_blanks_and_control_characters_in_names() -> None:
    parsed = [["Per  son", " Ada", ""], ["Other\u202e", "B.", None], ["", "", ""], ["x\n", "y"]]
    assert only(authors_parsed=parsed).authors == ("Ada Per son", "B. Other", "y x")


@pytest.mark.parametrize(
    ("text", "arxiv_id"),
    [
        ("0704.0003", "0704.0003"),
        ("1501.00001v12", "1501.00001"),
        ("cs/0112017", "cs/0112017"),
        ("math.GT/0309136", "math.GT/0309136"),
        ("hep-th/9901001v3", "hep-th/9901001"),
        ("cond-mat.mes-hall/0309136", "cond-mat.mes-hall/0309136"),
        ("http://arxiv.org/abs/2605.08083v1", "2605.08083"),
        ("https://arxiv.org/abs/math.GT/0309136v1", "math.GT/0309136"),
        ("https://arxiv.org/pdf/2605.08083v1.pdf", "2605.08083"),
        ("oai:arXiv.org:cs/0112017", "cs/0112017"),
        ("arXiv:0704.0003", "0704.0003"),
        ("704.0003", None),
        ("2605.08083 and more", None),
        ("", None),
    ],
)
def test_ids(text: str, arxiv_id: str | None) -> None:
    assert find_id(text) == arxiv_id


@pytest.mark.parametrize(
    ("created", "arxiv_id", "iso"),
    [
        ("Mon, 2 Apr 2007 19:18:42 GMT", "0704.0003", "2007-04-02"),
        ("Fri, 02 Apr 1993 00:00:00 GMT", "hep-th/9304001", "1993-04-02"),
        ("2 Apr 2007", None, "2007-04-02"),
        ("Sun, 01 Apr 2007 12:00:00 GMT", "0704.0003", "2007-04"),
        ("Sun, 01 Apr 2007 12:00:00 GMT", "math.GT/0704003", "2007-04"),
        ("Sun, 1 Apr 2007 12:00:01 GMT", "0704.0003", "2007-04-01"),
        ("Sun, 1 Apr 2007 12:00:00 GMT", "0703.0003", "2007-04-01"),
        ("Mon, 2 Apr 2007 12:00:00 GMT", "0704.0003", "2007-04-02"),
        ("Sat, 31 Feb 2007 12:00:00 GMT", "0702.0003", None),
        ("2007-04-02", "0704.0003", None),
        ("yesterday", "0704.0003", None),
        ("", None, None),
    ],
)
def test_dates_of_versions(created: str, arxiv_id: str | None, iso: str | None) -> None:
    date = version_date(created, arxiv_id)
    assert (date and date.iso) == iso


@pytest.mark.parametrize(
    ("versions", "iso"),
    [
        ([{"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"}], None),
        ([{"version": "v2"}, {"version": "v1", "created": "3 Jul 2007"}], "2007-07-03"),
        ([{"version": "v1"}], None),
        ([{"version": "v1", "created": 5}], None),
        ([None], None),
        ({}, None),
        (None, None),
    ],
)
def test_the_date_is_that_of_the_first_version(versions: object, iso: str | None) -> None:
    published = only(versions=versions).published
    assert (published and published.iso) == iso


@pytest.mark.parametrize(
    ("doi", "known"),
    [
        ("10.1000/a", "10.1000/a"),
        ("https://doi.org/10.1000/a(1)", "10.1000/a(1)"),
        ("10.1000/a, 10.1000/b", "10.1000/a"),
        ("10.1000/a 10.1000/b", "10.1000/a"),
        ("", None),
        (None, None),
        ("to appear", None),
    ],
)
def test_dois(doi: str | None, known: str | None) -> None:
    assert only(doi=doi).doi == known


def test_what_a_record_lacks_is_said_and_unknown() -> None:
    bare = {"id": 5, "title": "Bare", "abstract": None, "authors": 5, "categories": None}
    whole = read(lines_of(PAPER, bare))
    record = whole.records[1]
    assert (whole.incomplete, whole.rejected) == (1, 0)
    assert whole.problems[0].line == 2
    assert "no arXiv id, no abstract, no authors, no categories, no date" in (
        whole.problems[0].message
    )
    for name in ("arxiv_id", "abstract", "authors", "author_count", "categories", "published"):
        assert getattr(record, name) is None


def test_bytes_that_are_no_text_and_a_mark() -> None:
    data = b"\xef\xbb\xbf" + lines_of(PAPER)
    broken = data.replace(b"A Paper", b"A \xff Paper")
    assert read(data).records[0].title == "A Paper of Two Lines"
    assert read(data).problems == ()
    assert read(broken).records[0].title == "A \ufffd Paper of Two Lines"
    assert read(broken).problems[0].line == 1


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_one_list_of_all(indent: int | None) -> None:
    papers = [changed(id=f"0704.{number:04}") for number in range(1, 800)]
    whole = read(json.dumps(papers, indent=indent).encode())
    assert [record.arxiv_id for record in whole.records] == [paper["id"] for paper in papers]
    assert (whole.rejected, whole.incomplete) == (0, 0)
    step = 0 if indent is None else json.dumps([PAPER], indent=indent).count("\n") - 1
    assert [record.sighting.line for record in whole.records] == [
        1 if indent is None else 2 + step * number for number in range(799)
    ]


def test_a_list_with_an_item_on_each_line() -> None:
    rows = ",\n".join(json.dumps(paper) for paper in [PAPER, PAPER, PAPER])
    whole = read(f"[\n{rows}\n]\n".encode())
    assert [record.sighting.line for record in whole.records] == [2, 3, 4]
    assert whole.problems == ()


def test_a_broken_item_of_a_list_loses_itself_alone() -> None:
    papers = [json.dumps(changed(id=f"0704.{number:04}")) for number in range(1, 800)]
    papers[300] = papers[300].replace('"versions": [', '"versions": ', 1)
    papers[500] = papers[500].replace('"title"', "title")
    papers[600] = "17"
    whole = read(("[" + ", ".join(papers) + "]").encode())
    assert len(whole.records) == 796
    assert whole.rejected == 3


def test_a_list_that_breaks_off() -> None:
    text = json.dumps([PAPER] * 50, indent=1)
    for end in range(len(text) // 50 * 3, len(text), len(text) // 47):
        whole = read(text[:end].encode())
        assert len(whole.records) >= 2
        assert len(whole.records) + whole.rejected <= 50


def test_an_item_that_is_too_long() -> None:
    long = changed(abstract="x" * (json_stream.LONGEST + (1 << 20)))
    whole = read(json.dumps([PAPER, long, PAPER]).encode())
    assert len(whole.records) == 2
    assert "more than 4 MB" in whole.problems[0].message


@pytest.mark.parametrize(
    "data",
    [
        b'{"id": "1", "title": "x"}\n',
        b'{"key": "arxiv:1", "title": "x", "authors": [], "abstract": "", "categories": []}\n',
        b'[{"paper": {"id": "1", "title": "x", "summary": "y", "authors": []}}]',
        b'{"id": "1"',
        b"[]",
    ],
)
def test_other_json_is_not_taken(data: bytes) -> None:
    assert not arxiv_snapshot.recognise(source_of(data))


DATA = lines_of(PAPER, changed(id="0704.0004", title="Second"), changed(id="0704.0005"))
LIST = json.dumps([PAPER, changed(id="0704.0004"), changed(id="0704.0005")], indent=1).encode()


@given(st.sampled_from([DATA, LIST]), st.data())
def test_any_cut(data: bytes, draw: st.DataObject) -> None:
    end = draw.draw(st.integers(0, len(data)))
    cut = read_or_refuse(data[:end])
    check(cut)
    assert cut is None or begins_as(cut, read(data))
    check(read_or_refuse(data[end:]))


@given(st.sampled_from([DATA, LIST]), st.data(), st.binary(min_size=1, max_size=20))
def test_any_other_bytes_within(data: bytes, draw: st.DataObject, other: bytes) -> None:
    place = draw.draw(st.integers(0, len(data) - 1))
    check(read_or_refuse(data[:place] + other + data[place + len(other) :]))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(PAPER)), VALUES), st.booleans())
def test_any_values(fields: dict[str, Any], listed: bool) -> None:
    papers = [PAPER, PAPER | fields]
    check(read(json.dumps(papers).encode() if listed else lines_of(*papers)))
