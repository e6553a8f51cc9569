"""Whatever a page in Markdown has been through, it gives a reading or a refusal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dumps.layouts import DAY, HEAD, LINKED, ONE, REFERENCED, TRENDING, TWO, WHOLE
from tests.dumps.test_broken_input import check, read_or_refuse

PAGES = [*WHOLE.values(), TRENDING, DAY]

PIECES = st.sampled_from(
    [
        "[", "]", "(", ")", "![", "](", "][", "[]", "\\", "\n", "\n\n", "#", "### ", "- ", "* ",
        "> ", "|", "**", "__", "`", "```\n", "---\n", "===\n", "<br>", "<a href=x>", "</a>", "<h3>",
        "<!--", "{.x}", "&amp;", "&#0;", "·", "- 6 authors", "6 authors · Oct 23, 2025 3", "Feb 30",
        "Jan 8", "Submitted by", "akhaliq", "94", "-", "1.2k", f"]({ONE})", f"[Title]({TWO})",
        f"{ONE}\n", f"]({ONE}#community)", "Upvote", "[GitHub 1k](https://github.com/a/b)",
        f"[1]: {ONE}\n", "[1]", "References\n", f"1. {TWO}\n", "\0", "\r", "\ud800", "\x1b[31m",
        "٣ authors", "9" * 30, "Dec 31, 9999", "retrieved: 9999-99-99\n", "word " * 40,
        "https://huggingface.co/papers/date/0000-01-01",
    ]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=40), st.booleans())
def test_any_pieces_of_pages(pieces: list[str], headed: bool) -> None:
    text = (HEAD if headed else "") + "".join(pieces)
    check(read_or_refuse(text.encode(errors="surrogatepass")))


@settings(max_examples=60)
@given(st.sampled_from(PAGES), st.integers(0, 4000), st.integers(0, 4000))
def test_a_page_that_is_cut(page: str, one: int, other: int) -> None:
    begin, end = sorted((one, other))
    check(read_or_refuse(page[begin:end].encode()))


@settings(max_examples=60)
@given(st.sampled_from(PAGES), st.sampled_from(PAGES), st.integers(0, 4000), st.integers(0, 4000))
def test_pages_that_are_spliced(page: str, other: str, end: int, begin: int) -> None:
    check(read_or_refuse((page[:end] + other[begin:]).encode()))


@settings(max_examples=60)
@given(st.integers(0, len(LINKED)), st.binary(min_size=1, max_size=20))
def test_a_page_with_other_bytes_in_it(place: int, data: bytes) -> None:
    whole = LINKED.encode()
    check(read_or_refuse(whole[:place] + data + whole[place + len(data) :]))


@settings(max_examples=40)
@given(st.data())
def test_real_captures_cut_and_spliced(shared: Callable[[str], Path], data: st.DataObject) -> None:
    files = sorted(shared("dumps/captures").iterdir())
    one, other = (data.draw(st.sampled_from(files)).read_bytes() for _ in range(2))
    end = data.draw(st.integers(0, len(one)))
    begin = data.draw(st.integers(0, len(other)))
    check(read_or_refuse(one[:end] + other[begin:]))


@pytest.mark.parametrize("sign", ["[", "(", "#", "\\"])
def test_millions_of_a_sign_are_read_in_time_that_is_proportional(sign: str) -> None:
    reading = read_or_refuse((LINKED + sign * 5_000_000).encode())
    assert reading is not None
    assert len(reading.records) == 2


@pytest.mark.parametrize(
    "piece",
    ["[x", "](", "](a(b)", "[\n\n", "![", "<", "<a href=x>", "- ", "[1]", "{x", "]\n[", "|", ">"],
)
def test_many_beginnings_without_an_end(piece: str) -> None:
    reading = read_or_refuse((REFERENCED + piece * 5_000).encode())
    assert reading is not None
    assert len(reading.records) >= 2
