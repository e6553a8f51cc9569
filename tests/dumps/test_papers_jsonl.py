"""What is exported as JSON Lines comes back as it was."""

import dataclasses
import datetime
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.dumps.reading import OpenDump
from papers_tui.dumps.source import Source
from papers_tui.errors import DumpError
from papers_tui.export.json_form import lossless_lines, papers_json
from papers_tui.library import Library
from papers_tui.model.dates import PartialDate
from papers_tui.model.grouping import group
from papers_tui.model.merge import merge
from papers_tui.model.paper import FormatName, Marks, Organization, Origin, Paper, Record, Sighting
from papers_tui.model.query import Query
from papers_tui.model.text import clean
from papers_tui.paths import Paths
from tests.builders import SAMPLE, organization, paper, published, record
from tests.dumps.site import site_item
from tests.dumps.whole import Whole, read

FILE_DATE = datetime.date(2026, 11, 24)

TEXTS = st.text(max_size=40).map(clean).filter(bool)
PARAGRAPHS = st.lists(TEXTS, min_size=1, max_size=3).map("\n\n".join)
LISTS = st.lists(TEXTS, min_size=1, max_size=3).map(tuple)
COUNTS = st.integers(0, 2**31 - 1)
PLACES = st.integers(1, 10**6)
DUMPS = st.sampled_from(["a" * 64, "b" * 64, "0123456789abcdef" * 4])
ARXIV = st.sampled_from(["2607.00001", "2607.00002", "cs/0112017", "math.AG/0601001"])
DOIS = st.sampled_from(["10.1000/182", "10.1000/ABC", "10.1145/1 10.1145/2"])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates())
    month = draw(maybe(st.just(day.month)))
    number = draw(maybe(st.just(day.day))) if month else None
    return PartialDate(day.year, month, number, year_inferred=draw(st.booleans()))


SIGHTINGS = st.builds(
    Sighting,
    dump=DUMPS,
    format=st.sampled_from(get_args(FormatName)),
    captured=maybe(st.dates()),
    captured_inferred=st.booleans(),
    position=PLACES,
    line=maybe(PLACES),
    origin=maybe(st.builds(Origin, dump=DUMPS, position=PLACES)),
)

RECORDS = st.builds(
    Record,
    sighting=SIGHTINGS,
    title=TEXTS | st.just("A Title That Many of These Records Have in Common"),
    abstract=maybe(PARAGRAPHS),
    title_tex=maybe(TEXTS),
    abstract_tex=maybe(PARAGRAPHS),
    authors=maybe(LISTS),
    author_count=maybe(COUNTS),
    organization=maybe(st.builds(Organization, handle=maybe(TEXTS), name=TEXTS)),
    published=maybe(dates()),
    comments=maybe(COUNTS),
    upvotes=maybe(COUNTS),
    arxiv_id=maybe(ARXIV),
    doi=maybe(DOIS),
    categories=maybe(LISTS),
    keywords=maybe(LISTS),
    repository=maybe(TEXTS),
    project_page=maybe(TEXTS),
    journal_ref=maybe(TEXTS),
    note=maybe(TEXTS),
    featured=maybe(dates()),
)


def export(papers: Iterable[Paper]) -> bytes:
    papers = list(papers)
    return lossless_lines(papers, [Marks()] * len(papers)).encode()


def elsewhere(records: Iterable[Record]) -> list[Record]:
    """Give records as another library has them: with their origin, and without their place."""
    return [dataclasses.replace(record, sighting=_elsewhere(record.sighting)) for record in records]


def _elsewhere(sighting: Sighting) -> Sighting:
    origin = sighting.origin or Origin(sighting.dump, sighting.position)
    return dataclasses.replace(sighting, dump="", position=0, line=None, origin=origin)


def alike(papers: Iterable[Paper]) -> list[Paper]:
    changed = (dataclasses.replace(each, records=tuple(elsewhere(each.records))) for each in papers)
    return sorted(changed, key=repr)


@given(st.lists(RECORDS, min_size=1, max_size=6))
def test_any_records_come_back(records: list[Record]) -> None:
    own = [dataclasses.replace(each, sighting=dataclasses.replace(each.sighting, position=number))
           for number, each in enumerate(records, start=1)]  # fmt: skip
    papers = [merge(each) for each in group(own)]
    data = export(papers)
    reading = read(data)
    assert (reading.format, reading.rejected, reading.problems) == ("papers-jsonl", 0, ())
    assert elsewhere(reading.records) == elsewhere(r for each in papers for r in each.records)
    places = [each.sighting.position for each in reading.records]
    assert places == list(range(1, len(own) + 1))
    again = [merge(each) for each in group(reading.records)]
    assert alike(again) == alike(papers)
    assert alike(merge(each) for each in group(read(export(again)).records)) == alike(papers)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    library = Library(Paths.under(tmp_path / "other"))
    yield library
    library.close()


def everything(library: Library) -> list[Paper]:
    results = library.search(Query())
    return [results.paper(row) for row in range(len(results))]


def test_a_library_of_several_dumps_comes_back(
    library: Library, other: Library, tmp_path: Path
) -> None:
    listing = tmp_path / "2026-07-01.json"
    twin = dict(site_item(3, title=everything(library)[0].title, id="2607.00003"))
    listing.write_text(json.dumps([site_item(1), site_item(2), site_item(1, upvotes=9), twin]))
    library.add([str(listing)])
    papers = everything(library)
    assert any(len(each.records) > 1 for each in papers)
    assert {s.format for each in papers for s in each.sightings} == {"plain-text", "site-json"}
    library.mark(papers[:3], read=True, bookmarked=True)
    exported = tmp_path / "papers.jsonl"
    library.write(exported, library.jsonl(papers))
    [report] = other.add([str(exported)]).files
    assert report.reading is not None and report.reading.format == "papers-jsonl"
    assert report.reading.problems == ()
    again = everything(other)
    assert alike(again) == alike(papers)
    assert other.count_bookmarks() == 0
    assert not any(other.marks(each).read for each in again)
    second = tmp_path / "again.jsonl"
    other.write(second, other.jsonl(again))
    third = Library(Paths.under(tmp_path / "third"))
    third.add([str(second)])
    assert alike(everything(third)) == alike(papers)
    third.close()


def test_the_sighting_of_a_record() -> None:
    first = record(dump="a" * 64, position=7, line=70, upvotes=1)
    second = record(dump="b" * 64, position=3, captured=datetime.date(2026, 5, 1))
    data = export([paper("Another Paper With a Title of Its Own"), merge([first, second])])
    reading = read(data, FILE_DATE)
    assert reading.captured == FILE_DATE
    assert [each.sighting for each in reading.records][1:] == [
        Sighting(
            reading.records[0].sighting.dump, "plain-text", captured, True, position, 2, origin
        )
        for captured, position, origin in (
            (datetime.date(2026, 4, 21), 2, Origin("a" * 64, 7)),
            (datetime.date(2026, 5, 1), 3, Origin("b" * 64, 3)),
        )
    ]
    assert [each.upvotes for each in reading.records] == [None, 1, None]


def test_a_record_has_only_what_its_paper_has_not() -> None:
    one, two = record(upvotes=1), record(captured=datetime.date(2026, 5, 1), comments=0)
    [line] = export([merge([one, two])]).splitlines()
    values = json.loads(line)
    assert next(iter(values.items())) == ("papers_tui", 1)
    first, second = values["records"]
    assert first.pop("sighting")["captured"] == "2026-04-21"
    assert second.pop("sighting")["captured"] == "2026-05-01"
    assert (first, second) == ({"comments": None}, {"upvotes": None})


def older(*papers: Paper) -> str:
    return papers_json(papers, [Marks(read=True)] * len(papers), None, lines=True)


def test_lines_without_records_are_read_from_their_own_fields() -> None:
    one = paper(authors=("A", "B"), organization=organization("CIS", "cis"), comments=3)
    two = paper("A Second Paper With a Long Title", published=published("2025-10"), note="9 pages")
    lines = older(one, two)
    first, second = read(lines.encode()).records
    assert merge([first]).authors == ("A", "B")
    assert (first.organization, first.comments) == (Organization("cis", "CIS"), 3)
    assert (second.published, second.note) == (published("2025-10"), "9 pages")
    assert first.sighting.format == "plain-text"
    assert first.sighting.captured == datetime.date(2026, 4, 21)
    assert first.sighting.origin == Origin("d" * 64, 1)
    lines = "".join(
        json.dumps({name: json.loads(line)[name] for name in ("key", "title", "abstract")}) + "\n"
        for line in lines.splitlines()
    )
    reading = read(lines.encode(), FILE_DATE)
    assert [each.sighting.format for each in reading.records] == ["papers-jsonl"] * 2
    assert reading.records[0].sighting.captured == FILE_DATE
    assert [problem.line for problem in reading.problems] == [1, 2]


def damaged(**values: Any) -> Whole:  # noqa: ANN401
    """Read three lines of which the second has other values."""
    lines = [json.loads(export([paper(upvotes=number)])) for number in (1, 2, 3)]
    lines[1].update(values)
    return read("\n".join(map(json.dumps, lines)).encode())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"papers_tui": 2}, "form 2 of a later version"),
        ({"papers_tui": "1"}, "of no known form"),
        ({"papers_tui": None}, "of no known form"),
        ({"records": 1}, "its records are no list of objects"),
        ({"records": [1]}, "its records are no list of objects"),
        ({"title": None}, "a record without a title"),
        ({"title": "\u200b"}, "a record without a title; title is empty"),
    ],
)
def test_lines_that_are_rejected(values: dict[str, Any], said: str) -> None:
    reading = damaged(**values)
    assert [each.upvotes for each in reading.records] == [1, 3]
    assert [each.sighting.position for each in reading.records] == [1, 2]
    assert [each.sighting.line for each in reading.records] == [1, 3]
    [problem] = reading.problems
    assert (problem.line, reading.rejected) == (2, 1)
    assert said in problem.message


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"upvotes": "many"}, "upvotes"),
        ({"comments": 1.5}, "comments"),
        ({"authors": [1]}, "authors"),
        ({"authors": "A"}, "authors"),
        ({"organization": {"handle": "x"}}, "organization"),
        ({"organization": []}, "organization"),
        ({"published": "2026-13"}, "published"),
        ({"published": "soon"}, "published"),
        ({"published": 2026}, "published"),
        ({"published": "2026", "published_year_inferred": 1}, "published_year_inferred"),
        ({"arxiv_id": "x"}, "arxiv_id"),
        ({"abstract": "\n\n \n\n"}, "abstract"),
        ({"doi": ["x"]}, "doi"),
        ({"records": [{"sighting": None}]}, "where it was seen"),
        ({"records": [{"sighting": {"format": "bibtex"}}]}, "format is no format"),
        ({"records": [{"sighting": {"captured": "2026-02-30"}}]}, "captured is no day"),
        ({"records": [{"sighting": {"captured_inferred": 5}}]}, "captured_inferred"),
        ({"records": [{"sighting": {"origin": {"dump": 5}}}]}, "origin is no place in a dump"),
        ({"records": [{"sighting": {"position": "x", "dump": {}}}]}, "position is no count"),
    ],
)
def test_values_that_are_left_out(values: dict[str, Any], name: str) -> None:
    reading = damaged(**values)
    assert len(reading.records) == 3
    [problem] = reading.problems
    assert problem.line == 2 and name in problem.message
    assert reading.rejected == 0


def test_lines_that_are_broken() -> None:
    lines = export([paper(upvotes=number) for number in range(1, 4)]).decode().splitlines()
    deep = '{"papers_tui": 1, "title": ' + "[" * 100_000
    broken = [lines[0][:50], lines[0], "", "1", deep, lines[1] + "}", lines[2], lines[1][:-9]]
    reading = read("\r\n".join(broken).encode())
    assert [each.upvotes for each in reading.records] == [1, 3]
    assert [problem.line for problem in reading.problems] == [1, 4, 5, 6, 8]
    assert reading.problems[0].text == lines[0][:50].strip()
    assert "nested too deeply" in reading.problems[2].message


def test_a_later_version_is_refused_by_name() -> None:
    data = export([paper()]).replace(b'"papers_tui": 1', b'"papers_tui": 2')
    with pytest.raises(DumpError, match="an export of a later version of papers-tui"):
        read(data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings(encoding: str) -> None:
    [line] = read(export([paper("Übersicht und Ausblick")]).decode().encode(encoding)).records
    assert line.title == "Übersicht und Ausblick"


def test_bytes_that_are_no_text_are_told_of() -> None:
    reading = read(export([paper(), paper("Tëst")]).replace("ë".encode(), b"\xeb"))
    assert reading.records[1].title == "T\ufffdst"
    assert [(problem.line, problem.message) for problem in reading.problems] == [
        (2, "bytes that are no text")
    ]


def test_a_sign_for_lost_text_is_text() -> None:
    one = paper("T\ufffdst", note="\ufffd")
    reading = read(export([one]))
    assert (reading.records[0].title, reading.records[0].note) == (one.title, one.note)
    assert reading.problems == ()


def test_nothing_is_held_in_memory() -> None:
    """A line is read when it is asked for, and not before."""
    data = export([paper()] * 2000)

    class Counted(io.BytesIO):
        asked = 0

        def read1(self, size: int | None = -1, /) -> bytes:
            Counted.asked += 1
            return super().read1(size or -1)

    records = iter(OpenDump(Source(lambda: Counted(data), "a" * 64)))
    next(records)
    assert 0 < Counted.asked < 5
    assert len(list(records)) == 1999
    assert Counted.asked > 20


def test_marks_of_the_file_are_not_taken_over(library: Library, tmp_path: Path) -> None:
    line = json.loads(export([paper("A Paper That Somebody Else Has Read")]))
    file = tmp_path / "read.jsonl"
    file.write_text(json.dumps({**line, "read": True, "bookmarked": True, "tags": ["x"]}))
    library.add([str(file)])
    [found] = [each for each in everything(library) if each.title.startswith("A Paper That Some")]
    assert library.marks(found) == Marks()


def test_real_dumps_come_back(shared: Callable[[str], Path]) -> None:
    listings = sorted(shared("dumps/hf-api").glob("*.json"))
    captures = [*shared("dumps").glob("*.txt"), *shared("dumps/rendered").glob("*.txt")]
    files = [*listings, *captures]
    records = [r for path in files for r in read(path.read_bytes()).records]
    assert len(records) == 422 + 99 + 715
    papers = [merge(each) for each in group(records)]
    reading = read(export(papers))
    assert (len(reading.records), reading.problems) == (len(records), ())
    assert alike(merge(each) for each in group(reading.records)) == alike(papers)


def test_the_sample_comes_back() -> None:
    records = [r for path in sorted(SAMPLE.glob("*.txt")) for r in read(path.read_bytes()).records]
    papers = [merge(each) for each in group(records)]
    reading = read(export(papers))
    assert alike(merge(each) for each in group(reading.records)) == alike(papers)


@pytest.mark.parametrize("written", ["https://arxiv.org/abs/2510.00011v2", "arXiv:2510.00011"])
def test_an_arxiv_id_may_be_an_address(written: str) -> None:
    reading = damaged(arxiv_id=written)
    assert reading.records[1].arxiv_id == "2510.00011"
    assert not reading.problems
