"""Pages of the papers of a day in plain text."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from papers_tui.model.paper import Organization
from tests.builders import published
from tests.dumps.whole import read

DAY = "dumps/captures/resiliparse_daily_2024-08-01.txt"

HEAD = """Hugging Face's logo Hugging Face
  • Models
  • Docs
new

Subscribe

Daily Papers

by AK and the research community

Submit a paper
"""

CARDS = """Submitted by
foo-bar
94

2048

  • ·
    5 authors
5
Submitted by akhaliq
24
A Title Beside Its Organisation
ByteDance ByteDance
·
2
Submitted by x
-

A Title of
Two Lines

  • ·
    cis-lmu CIS, LMU Munich
Submitted by x
3

1984

·
1 authors
7
Previous Next
Company
© Hugging Face
"""


def test_a_day_page_as_an_extractor_left_it(shared: Callable[[str], Path]) -> None:
    data = shared(DAY).read_bytes()
    lines = data.decode().split("\n")
    reading = read(data, file_date=datetime.date(2024, 8, 15))
    records = reading.records
    assert reading.format == "plain-text"
    submitted = [number for number, line in enumerate(lines) if line.startswith("Submitted by")]
    assert len(records) == len(submitted) == 13
    assert [record.upvotes for record in records] == [int(lines[n + 1]) for n in submitted]
    assert [record.title for record in records] == [lines[n + 3] for n in submitted]
    assert [f"    {r.author_count} authors" for r in records] == [lines[n + 6] for n in submitted]
    assert [record.comments for record in records] == [int(lines[n + 7]) for n in submitted]
    assert all(record.featured == records[0].featured for record in records)
    assert records[0].featured == published("2024-08-01", year_inferred=True)
    assert (records[0].abstract, records[0].published, records[0].arxiv_id) == (None, None, None)
    assert records[-1].title.startswith("NeRF-MAE: Masked AutoEncoders")
    assert (records[-1].upvotes, records[-1].author_count, records[-1].comments) == (3, 6, 2)
    assert (reading.captured, reading.captured_inferred) == (datetime.date(2024, 8, 1), True)
    assert (reading.incomplete, reading.rejected, len(reading.problems)) == (0, 0, 1)
    assert "this page shows no abstracts" in reading.problems[0].message


def test_a_day_page_of_an_unknown_year() -> None:
    reading = read((HEAD + "Aug 1\n" + CARDS).encode())
    assert reading.captured is None
    assert [record.featured for record in reading.records] == [None] * 4


@pytest.mark.parametrize(
    "date",
    [
        "Aug 1, 2024", "August 1, 2024", "Thu, Aug 1, 2024", "Thursday, August 1, 2024",
        "Aug 1 2024", "1 August 2024", "2024-08-01",
    ],
)  # fmt: skip
def test_titles_organisations_and_counts_go_by_their_places(date: str) -> None:
    reading = read((HEAD + date + "\n" + CARDS).encode())
    assert reading.captured == datetime.date(2024, 8, 1)
    assert [
        (r.title, r.author_count, r.organization, r.upvotes, r.comments) for r in reading.records
    ] == [
        ("2048", 5, None, 94, 5),
        ("A Title Beside Its Organisation", None, Organization("ByteDance", "ByteDance"), 24, 2),
        ("A Title of Two Lines", None, Organization("cis-lmu", "CIS, LMU Munich"), 0, None),
        ("1984", 1, None, 3, 7),
    ]
    assert (reading.incomplete, reading.rejected) == (0, 0)
    assert reading.records[0].featured == published("2024-08-01")


def test_text_that_belongs_nowhere_is_reported() -> None:
    reading = read((HEAD + "Aug 1, 2024\n\nWho put this here?\n" + CARDS).encode())
    assert (len(reading.records), reading.rejected) == (4, 1)
    assert "belongs to no paper: Who put this here?" in reading.problems[-1].message


def test_the_user_knows_when_it_was_captured() -> None:
    day = datetime.date(2025, 3, 4)
    reading = read((HEAD + "Aug 1\n" + CARDS).encode(), captured_override=day)
    assert (reading.captured, reading.captured_inferred) == (day, False)
    assert reading.records[0].featured == published("2024-08-01")


def test_a_title_may_look_like_a_number_of_authors() -> None:
    text = HEAD + "Aug 1, 2024\n" + CARDS.replace("1984", "5 authors").replace("2048", "·")
    reading = read(text.encode())
    assert [r.title for r in reading.records][::3] == ["·", "5 authors"]
    assert [r.author_count for r in reading.records] == [5, None, None, 1]


def test_titles_that_look_like_something_else() -> None:
    cards = "".join(
        f"Submitted by\n   foo\n   {votes}\n\n{title}\n\n     *\n     * ·\n       7 authors\n\n"
        f"   {votes}\n\n"
        for votes, title in enumerate(["5 authors", "·", "Mar 3, 2025", "Search", "42"], start=2)
    )
    reading = read((HEAD + "Aug 1, 2024\n\n   " + cards + "   Previous Next\n").encode())
    assert [(r.title, r.author_count, r.upvotes, r.comments) for r in reading.records] == [
        ("5 authors", 7, 2, 2), ("·", 7, 3, 3), ("Mar 3, 2025", 7, 4, 4), ("Search", 7, 5, 5),
        ("42", 7, 6, 6),
    ]  # fmt: skip
    assert (reading.incomplete, reading.rejected) == (0, 0)


@pytest.mark.parametrize(
    ("line", "organization", "comments"),
    [
        ("ByteDance ByteDance\n3", Organization("ByteDance", "ByteDance"), 3),
        ("[cis-lmu]CIS, LMU Munich\n\n3", Organization("cis-lmu", "CIS, LMU Munich"), 3),
        ("Inception 3", Organization(None, "Inception"), 3),
        ("ByteDance ByteDance3", Organization("ByteDance", "ByteDance"), 3),
        ("[inceptionai]Inception3", Organization("inceptionai", "Inception"), 3),
        ("AI21 AI21", Organization("AI21", "AI21"), None),
    ],
)
def test_an_organisation_without_a_dot(
    line: str, organization: Organization, comments: int | None
) -> None:
    text = f"{HEAD}Aug 1, 2024\nSubmitted by x\n9\n\nFirst Title\n\n{line}\n{CARDS}"
    reading = read(text.encode())
    first = reading.records[0]
    assert (first.abstract, first.organization, first.comments) == (None, organization, comments)
    assert (reading.incomplete, reading.rejected) == (0, 0)


def test_comments_that_cannot_be_told_from_a_name_are_reported() -> None:
    text = f"{HEAD}Aug 1, 2024\nSubmitted by x\n9\n\nFirst Title\n\nInception3\n{CARDS}"
    reading = read(text.encode())
    assert (reading.records[0].organization, reading.records[0].comments) == (None, None)
    assert (reading.incomplete, reading.rejected) == (1, 1)
