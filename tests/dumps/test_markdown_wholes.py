"""Abstracts that hold what looks like something else."""

import pytest

from papers_tui.errors import DumpError
from papers_tui.model.paper import Record
from tests.builders import published
from tests.dumps.layouts import HEAD, SITE, TEXT_ONE, TWO, card
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


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("- A hyphen begins it.", "- A hyphen begins it."),
        ("1. It is first.", "1. It is first."),
        ("We list:\n\n- one\n- two.", "We list:\n\n- one\n\n- two."),
        ("We read words\n- and others - so.", "We read words - and others - so."),
        ("Where a\n> b it is so.", "Where a > b it is so."),
        ("It is ~~gone~~ here.", "It is gone here."),
        ("As [7] and [8], or [7].", "As [7] and [8], or [7]."),
        ("All is at\nhttps://github.com/example/x.", "All is at https://github.com/example/x."),
        (f"As [Two]({TWO}) is, in full.", "As Two is, in full."),
        (f"As [0, 1) and [Two]({TWO}) is.", "As [0, 1) and Two is."),
    ],
)
def test_a_text_is_whole(written: str, read_as: str) -> None:
    reading = read(
        f"{HEAD}{card('2510.12345', 'A Title', written)}{card('2510.00002', '[0, 1) Too')}\n"
        "[7]: https://example.org/x\n[8]: https://example.org/y\n".encode()
    )
    assert (reading.rejected, reading.incomplete) == (0, 0)
    first, second = reading.records
    assert (first.title, first.abstract) == ("A Title", read_as)
    assert (second.title, second.abstract) == ("[0, 1) Too", TEXT_ONE)


def test_a_list_is_part_of_an_abstract() -> None:
    text = "### A Title\n\nWe list:\n\n- one\n- two.\n\nSo.\n\n- 3 authors\n\n·\n\nOct 2, 2025\n"
    [record] = read((HEAD + text).encode()).records
    assert (record.abstract, record.author_count) == ("We list:\n\n- one\n\n- two.\n\nSo.", 3)


@pytest.mark.parametrize(
    "title", ["[A Title](https://huggingface.co/papers/2510.12345)", "A Title"]
)
def test_headings_in_an_abstract_are_no_titles(title: str) -> None:
    text = (
        f"### {title}\n\n#### Abstract\n\nWe study.\n\n#### Results\n\nThey are good.\n\n"
        "```\n### None\n```\n\nAll good.\n\n::: {.x}\n- 3 authors\n\n·\n\nOct 2, 2025\n:::\n"
    )
    [record] = read((HEAD + text).encode()).records
    assert record.title == "A Title"
    assert record.abstract == "We study.\n\nResults\n\nThey are good.\n\n### None\n\nAll good."


def test_a_list_may_tell_all_on_a_line() -> None:
    text = (
        f"- **[First Title]({TWO})** - We study it - all. (6 authors, Oct 23, 2025)\n"
        f"- **[Second]({SITE}/papers/2510.00003)**: They do (not). (1 author)\n"
    )
    first, second = read((HEAD + text).encode()).records
    assert (first.title, first.abstract) == ("First Title", "We study it - all.")
    assert (first.author_count, first.published) == (6, published("2025-10-23"))
    assert (second.title, second.abstract) == ("Second", "They do (not).")
    assert (second.author_count, second.published) == (1, None)


@pytest.mark.parametrize("words", ["No papers found", "No results found.", "**No results**"])
def test_a_page_without_papers_is_refused(words: str) -> None:
    with pytest.raises(DumpError, match="no papers were found"):
        read(f"{HEAD}\n{words}\n".encode())
    assert len(read(f"{HEAD}{card('2510.12345', 'A Title')}{words}\n".encode()).records) == 1
