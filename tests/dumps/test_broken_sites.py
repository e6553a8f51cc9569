"""JSON, pages and exports that are cut, spliced or made up give a reading or a refusal."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.export.json_form import lossless_lines
from papers_tui.model.merge import merge
from papers_tui.model.paper import Marks
from tests.builders import paper
from tests.dumps.site import site_item, site_paper
from tests.dumps.test_broken_input import check, read_or_refuse
from tests.dumps.test_web_page import in_single_quotes, page
from tests.dumps.whole import Whole, read

ITEMS = [site_item(number) for number in range(1, 6)]

FORMS = {
    "list": json.dumps(ITEMS),
    "indented": json.dumps(ITEMS, indent=2),
    "wrapped": json.dumps({"date": "2026-07-01", "dailyPapers": ITEMS}),
    "lines": "\n".join(map(json.dumps, ITEMS)),
    "texts": json.dumps([repr(ITEMS[0]), *map(json.dumps, ITEMS[1:])]),
    "bare": json.dumps([site_paper(number) for number in range(1, 6)]),
    "page": page({"dailyPapers": ITEMS, "periodType": "day"}),
    "quoted": in_single_quotes(page({"dailyPapers": ITEMS})),
    "export": lossless_lines([paper(f"Paper {number}") for number in range(5)], [Marks()] * 5),
}

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["2607.00001", "2026-07-01", "https://a.b/", "{'paper': {'title': 'x'}}"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            [*site_item(), *site_paper(), "papers", "data", "name", "fullname", "papers_tui", "key",
             "records", "sighting", "sightings", "date", "periodType", "featured", "x"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip

PIECES = st.sampled_from(
    [
        '{"paper": {"title": "T", "id": "2607.00001"', '"summary": "S"', "}", "{", "[", "]", ",",
        ":", '"', "\\", "\n", "NaN", "1e999", "-", "tru", "null", '"\\ud800"', "\ud800", "\x00",
        "<html>", "<div data-props='{\"papers\":[", "<div data-props=\"{&quot;paper&quot;:", "&#",
        '{"papers_tui": 1, "title": "T"', '"records": [{}]', '{"key": "title:', "\r", "\ufeff",
        '"upvotes": 3', "'", ">", "<!--", "-->", "</script>", '"{\'paper\': {}}"', "9" * 5000,
    ]
)  # fmt: skip


@cache
def reading_of(name: str) -> Whole:
    return read(FORMS[name].encode())


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_pieces(text: str) -> None:
    check(read_or_refuse(text.encode(errors="surrogatepass")))


@pytest.mark.parametrize("begin", ["[", "{", '"', "<html>", '{"papers_tui": 1,', '{"paper":{'])
@given(st.binary(max_size=500))
def test_any_bytes_behind_a_beginning(begin: str, data: bytes) -> None:
    check(read_or_refuse(begin.encode() + data))


@given(st.lists(VALUES, max_size=4))
def test_any_json_beside_a_paper(values: list[object]) -> None:
    text = json.dumps([*values, ITEMS[0]])
    for data in (text, "\n".join(map(json.dumps, [ITEMS[0], *values])), page({"papers": values})):
        reading = read_or_refuse(data.encode())
        check(reading)
        if reading is not None and reading.format == "site-json":
            assert any(record.upvotes == 1 for record in reading.records)


@given(st.dictionaries(st.sampled_from(list(json.loads(FORMS["export"].split("\n")[0]))), VALUES))
def test_any_values_in_an_export(values: dict[str, object]) -> None:
    line = {**json.loads(FORMS["export"].split("\n")[0]), **values}
    check(read_or_refuse((FORMS["export"] + json.dumps(line)).encode()))


@pytest.mark.parametrize("name", FORMS)
@given(st.integers(0, 12_000), st.integers(0, 12_000))
def test_a_cut_loses_no_paper_before_it(name: str, one: int, other: int) -> None:
    data = FORMS[name].encode()
    begin, end = sorted((one, other))
    check(read_or_refuse(data[begin:end]))
    cut = read_or_refuse(data[:end])
    check(cut)
    if cut is not None:
        whole = reading_of(name).records
        kept = [(record.title, record.abstract) for record in cut.records]
        assert kept == [(record.title, record.abstract) for record in whole[: len(kept)]]
        assert len(kept) == len(whole) or cut.problems or name in ("lines", "export")
        titles = (data.find(f"Paper Number {number} ".encode()) for number in range(2, 6))
        assert len(kept) >= sum(0 <= place < end for place in titles) or name == "export"


@pytest.mark.parametrize("name", FORMS)
@given(st.integers(0, 12_000), st.integers(0, 50), st.binary(max_size=20))
def test_a_splice_takes_few_papers_with_it(name: str, place: int, cut: int, data: bytes) -> None:
    whole = FORMS[name].encode()
    reading = read_or_refuse(whole[:place] + data + whole[place + cut :])
    check(reading)
    if reading is not None and name in ("lines", "export") and place < len(whole):
        assert len(reading.records) >= 3


@given(st.data())
def test_real_files_cut_and_spliced(shared: Callable[[str], Path], data: st.DataObject) -> None:
    whole = shared("dumps/hf-api/2026-07-15.json").read_bytes()
    one, other = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    check(read_or_refuse(whole[:one]))
    check(read_or_refuse(whole[one:other]))
    check(read_or_refuse(whole[:one] + data.draw(st.binary(max_size=9)) + whole[other:]))
    records = read(whole).records
    assert len(records) == 2 and all(merge([record]).arxiv_id for record in records)
