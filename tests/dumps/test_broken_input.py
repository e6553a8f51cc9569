"""Any bytes at all give a reading or a refusal, and never anything else."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.errors import DumpError
from papers_tui.model.codec import decode, encode
from papers_tui.model.merge import merge
from papers_tui.model.text import clean
from tests.builders import SAMPLE, card, dump_text
from tests.dumps.whole import Whole, read

WHOLE = sorted(SAMPLE.glob("*.txt"))[0].read_bytes()

PIECES = st.sampled_from(
    [
        "·", "\n", "\n\n", "  • 6 authors", "Oct 23, 2024", "Jan 8 1", "Feb 29", "Dec 31, 9999",
        "Jan 1, 1500", "  • 99999999999999999999 authors", "Jan 8 99999999999999999999", "\0",
        "\r", "\u2028", "\x1b[31m", "\ud800", "byAK and the research community", "Daily Papers",
        "12\n", "-\n", "* [a]", "[ ]\n", "Upvote", "GitHub 1.2k\n", "Company", "```\n", "-- \n",
        "Published on Oct 23, 2025\n", "Oct 23, 20253", "Submitted by x\n", "\xb7\n\n",
        "> ", "No papers found",
        "Apr 21", "Feb 30", "A Title", "word " * 60, "٣ authors", "  • ٣ authors", "Jan ٣",
    ]
)  # fmt: skip


def read_or_refuse(data: bytes, **facts: datetime.date | None) -> Whole | None:
    try:
        return read(data, **facts)
    except DumpError as error:
        assert str(error)
        return None


def check(reading: Whole | None) -> None:
    """Check what must hold of any reading."""
    if reading is None:
        return
    assert reading.incomplete <= len(reading.records)
    assert all(problem.message for problem in reading.problems)
    for record in reading.records:
        assert record.title
        assert record.title == clean(record.title)
        assert merge([record]).key
        assert decode(encode([record])) == (record,)


@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    check(read_or_refuse(data))


@given(
    st.lists(PIECES, max_size=30),
    st.booleans(),
    st.sampled_from([None, "2026-11-22", "0001-01-01"]),
)
def test_any_pieces_of_dumps(pieces: list[str], headed: bool, file_date: str | None) -> None:
    text = "".join(pieces)
    text = dump_text(text) if headed else text
    day = None if file_date is None else datetime.date.fromisoformat(file_date)
    check(read_or_refuse(text.encode(errors="surrogatepass"), file_date=day))


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))
def test_a_dump_that_is_cut_loses_no_paper_before_the_cut(one: int, other: int) -> None:
    begin, end = sorted((one, other))
    check(read_or_refuse(WHOLE[begin:end]))
    cut = read_or_refuse(WHOLE[:end])
    whole = read(WHOLE).records
    if cut is not None and len(cut.records) > 1:
        kept = [record.title for record in cut.records[:-1]]
        assert kept == [record.title for record in whole[: len(kept)]]


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=20))
def test_a_dump_with_other_bytes_in_it(place: int, data: bytes) -> None:
    check(read_or_refuse(WHOLE[:place] + data + WHOLE[place + len(data) :]))


@pytest.mark.parametrize("captured", [datetime.date.min, datetime.date.max])
def test_the_ends_of_the_calendar(captured: datetime.date) -> None:
    text = dump_text(card("A Paper", "  • 6 authors\n·\nDec 31"), card("Two", "a b\n·\nJan 1"))
    check(read_or_refuse(text.encode(), captured_override=captured))
    check(read_or_refuse(text.encode(), file_date=captured))
