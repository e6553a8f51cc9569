"""Titles of papers that look like something else, and texts that look like titles."""

import pytest

from papers_tui.model.paper import Record
from tests.dumps.layouts import HEAD, SITE, TEXT_ONE, card
from tests.dumps.whole import read

ODD = (
    "42", "1.2k", "2025", "-", "·", "5 authors", "3 comments", "Upvote", "Mar 3, 2025", "Paper",
    "GitHub", "Oct 2, 2024 - A Diary",
)  # fmt: skip


def records_of(text: str) -> tuple[Record, ...]:
    reading = read(text.encode())
    assert (reading.format, reading.rejected) == ("markdown", 0)
    return reading.records


@pytest.mark.parametrize("title", ODD)
@pytest.mark.parametrize("place", [0, 1])
def test_a_heading_that_leads_to_a_paper_is_its_title(title: str, place: int) -> None:
    cards = [card("2510.00001", "A Usual Title"), card("2510.00003", "Another")]
    cards.insert(place, card("2510.00002", title))
    records = records_of(HEAD + "".join(cards))
    assert [record.arxiv_id for record in records][place] == "2510.00002"
    assert records[place].title == title
    for record in records:
        assert (record.abstract, record.author_count) == (TEXT_ONE, 6)
        assert (record.comments, record.upvotes) == (3, 12)
        assert record.published is not None and record.published.iso == "2025-10-23"


@pytest.mark.parametrize("title", ["42", "1.2k", "5 authors", "Mar 3, 2025"])
def test_a_heading_among_headings_is_a_title(title: str) -> None:
    text = "".join(
        f"### {one}\n\n{TEXT_ONE}\n\n- 9 authors\n\n·\n\nOct 23, 2025\n\n"
        for one in ("First Title", title, "Third Title")
    )
    records = records_of(HEAD + text)
    assert [record.title for record in records] == ["First Title", title, "Third Title"]
    assert [record.author_count for record in records] == [9, 9, 9]


def test_numbers_are_titles_where_they_are_marked_as_titles_are() -> None:
    titles = ("First Title", "1984", "Third Title", "5 authors")
    addresses = [f"{SITE}/papers/2510.0000{n}" for n in (1, 2, 3, 4)]
    listed = "".join(f"- [{t}]({a})\n" for t, a in zip(titles, addresses, strict=True))
    strong = "".join(
        f"**[{t}]({a})**\n\n{TEXT_ONE}\n\n9 authors · Oct 23, 2025\n\n"
        for t, a in zip(titles, addresses, strict=True)
    )
    for text in (listed, strong):
        assert tuple(record.title for record in records_of(HEAD + text)) == titles


def test_numbers_before_titles_are_none() -> None:
    text = "".join(
        f"[{n}]({SITE}/papers/2510.0000{n})\n\n[Title {n}]({SITE}/papers/2510.0000{n})\n\n"
        for n in (1, 2, 3)
    )
    assert [record.upvotes for record in records_of(HEAD + text)] == [1, 2, 3]


def test_a_title_that_is_a_date_may_be_shown_twice() -> None:
    shown = [("1", "First Title"), ("1", "First Title"), ("2", "Mar 3, 2025"), ("2", "Mar 3, 2025")]
    text = "".join(
        f"[{title}]({SITE}/papers/2510.0000{n})\n\n{TEXT_ONE}\n\n6 authors ⋅ Oct 23, 2025\n\n"
        for n, title in shown
    )
    assert [record.title for record in records_of(HEAD + text)] == ["First Title", "Mar 3, 2025"]


def test_a_short_title_may_be_shown_twice_without_a_link() -> None:
    text = "### NaN\n\nOf it.\n\n- 6 authors\n\n⋅\n\nOct 23, 2025\n\nGitHub 1.1karXiv Page\n\n"
    other = text.replace("Of it.", "Of others.")
    assert len(records_of(HEAD + text + text + other)) == 2
