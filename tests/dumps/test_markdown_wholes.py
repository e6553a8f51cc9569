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
