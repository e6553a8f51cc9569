"""Abstracts that hold what looks like something else."""

import pytest

from papers_tui.model.paper import Record
from tests.dumps.layouts import HEAD, card
from tests.dumps.whole import Whole, read


def abstract_of(text: str, below: str = "- 17 authors") -> Record:
    reading: Whole = read((HEAD + card("2510.12345", "A Title", text, below)).encode())
    assert (reading.format, reading.rejected, len(reading.records)) == ("markdown", 0, 1)
    record = reading.records[0]
    assert (record.author_count, record.organization, record.comments) == (17, None, 3)
    assert record.published is not None and record.published.iso == "2025-10-23"
    return record


@pytest.mark.parametrize("inner", ["·", "5 authors", "Oct 3, 2024", "12", "Upvote", "•"])
def test_a_paragraph_of_an_abstract_may_look_like_something_else(inner: str) -> None:
    record = abstract_of(f"Frozen as it was.\n\n{inner}\n\nThen released.")
    assert record.abstract == f"Frozen as it was.\n\n{inner}\n\nThen released."


@pytest.mark.parametrize("inner", ["·", "5 authors", "Oct 3, 2024"])
def test_so_it_may_where_the_abstract_is_no_link(inner: str) -> None:
    text = f"Frozen as it was.\n\n{inner}\n\nThen released."
    page = HEAD + "".join(
        f"### Title {n}\n\n{text}\n\n- {n} authors\n\n·\n\nOct 2{n}, 2025\n\n" for n in (1, 2)
    )
    for n, record in enumerate(read(page.encode()).records, start=1):
        assert (record.abstract, record.author_count, record.organization) == (text, n, None)
        assert record.published is not None and record.published.iso == f"2025-10-2{n}"


@pytest.mark.parametrize("text", ["42", "5 authors", "12 comments", "Oct 3, 2024"])
def test_a_whole_abstract_may_look_like_something_else(text: str) -> None:
    assert abstract_of(text).abstract == text


def test_two_texts_of_one_paper_are_both_kept() -> None:
    cards = card("2510.12345", "A Title", "One text."), card("2510.12345", "Other", "Another text.")
    records = read((HEAD + "".join(cards)).encode()).records
    assert [(record.title, record.abstract) for record in records] == [
        ("A Title", "One text."), ("Other", "Another text."),
    ]  # fmt: skip
    cards = card("2510.12345", "A Title", "One text."), card("2510.12345", "Other", "One…")
    [record] = read((HEAD + "".join(cards)).encode()).records
    assert (record.title, record.abstract) == ("A Title", "One text.")
