"""Saved pages of the site."""

import datetime
import html
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from papers_tui.errors import DumpError
from tests.builders import published
from tests.dumps.site import site_item, site_paper
from tests.dumps.test_site_json import DAYS
from tests.dumps.whole import Whole, read

LISTING = {
    "dailyPapers": [site_item(1), site_item(2), site_item(3)],
    "date": "2026-07-01",
    "periodType": "day",
}


def page(props: object, target: str = "DailyPapers") -> str:
    """Write a page as the site sends it."""
    held = html.escape(json.dumps(props, ensure_ascii=False))
    return (
        "<!doctype html>\n<html class=''><head><meta charset='utf-8'><title>Daily Papers</title>"
        "<script>var page = \"<div data-props='none'>\";</script></head>\n<body>"
        '<div class="SVELTE_HYDRATER contents" data-target="MainHeader" data-props="{&quot;a&quot;'
        ':[1]}"></div>'
        f'<div class="SVELTE_HYDRATER contents" data-target="{target}" data-props="{held}">'
        "<main><h3>A Title &middot; drawn</h3></main></div></body></html>\n"
    )


def reading_of(text: str, **facts: datetime.date | None) -> Whole:
    return read(text.encode(), **facts)


def upvotes(reading: Whole) -> list[int | None]:
    return [record.upvotes for record in reading.records]


def test_a_page_of_a_day() -> None:
    reading = reading_of(page(LISTING))
    assert (reading.format, reading.captured) == ("web-page", datetime.date(2026, 7, 1))
    assert upvotes(reading) == [1, 2, 3]
    assert (reading.rejected, reading.incomplete, reading.problems) == (0, 0, ())
    first = reading.records[0]
    assert first.title == "Paper Number 1 of a Long Series"
    assert first.authors == ("Ada Lovelace", "Émilie du Châtelet")
    assert (first.sighting.format, first.sighting.position) == ("web-page", 1)
    assert first.sighting.line is None


@pytest.mark.parametrize("day", DAYS)
def test_real_listings_in_a_page(shared: Callable[[str], Path], day: int) -> None:
    data = shared(f"dumps/hf-api/2026-07-{day:02}.json").read_bytes()
    in_page = reading_of(page({"dailyPapers": json.loads(data)}))
    plain = read(data)
    assert len(in_page.records) == len(plain.records)
    for one, other in zip(in_page.records, plain.records, strict=True):
        names = (name for name in type(one).__slots__ if name != "sighting")
        assert all(getattr(one, name) == getattr(other, name) for name in names)


def test_the_day_of_a_page_is_that_of_its_papers() -> None:
    items = [site_item(1, submittedOnDailyAt=None), site_item(2, submittedOnDailyAt=None)]
    daily = {"dailyPapers": items, "dateString": "2026-07-03", "periodType": "day"}
    reading = reading_of(page(daily))
    assert reading.captured == datetime.date(2026, 7, 3)
    assert {record.featured for record in reading.records} == {published("2026-07-03")}


@pytest.mark.parametrize(
    ("period", "date", "captured"),
    [
        ("week", "2026-W27", "2026-08-01"),
        ("month", "2026-07", "2026-08-01"),
        ("month", "2026-07-31", "2026-07-31"),
    ],
)
def test_a_page_of_more_than_a_day(period: str, date: str, captured: str) -> None:
    items = [site_item(1, submittedOnDailyAt=None)]
    listing = {"date": date, "periodType": period, "dailyPapers": items}
    reading = reading_of(page(listing), file_date=datetime.date(2026, 8, 1))
    assert reading.captured == datetime.date.fromisoformat(captured)
    assert reading.records[0].featured is None


@pytest.mark.parametrize(
    ("target", "props"),
    [
        ("SearchPapers", {"query": "agents", "papers": [site_item(1)]}),
        ("Trending", {"papers": [site_paper(1)], "more": {}}),
        ("PaperPage", {"paper": site_paper(1), "comments": [], "upvoted": False}),
        ("PaperPage", {"data": {"paper": site_paper(1)}}),
    ],
)
def test_other_pages_of_the_site(target: str, props: object) -> None:
    assert upvotes(reading_of(page(props, target))) == [1]


def test_a_day_without_papers() -> None:
    reading = reading_of(page({"dailyPapers": [], "date": "2026-07-04"}))
    assert (reading.records, reading.problems) == ((), ())
    assert reading.captured == datetime.date(2026, 7, 4)


def saved_by_a_browser(text: str) -> str:
    saved = "<!-- saved from url=(0039)https://huggingface.co/papers?q=agents -->\n"
    return saved + text.replace("SVELTE_HYDRATER contents", "").replace("<div", "<DIV").replace(
        "data-props", "DATA-PROPS"
    )


def in_single_quotes(text: str) -> str:
    begin = text.index('data-props="{&quot;dailyPapers')
    end = text.index('"><main>')
    held = text[begin + 12 : end].replace("&quot;", '"')
    return f"{text[:begin]}data-props='{held}'{text[end + 1 :]}"


@pytest.mark.parametrize(
    "change",
    [
        saved_by_a_browser,
        in_single_quotes,
        lambda text: text.replace("<main>", "<main>" + "<div>" * 10_000),
        lambda text: text.replace("<body>", "<body>" + "<b><p>" * 10_000),
        lambda text: text.replace("<body>", "<body>" + "<p>Words.</p>" * 800_000),
        lambda text: text.replace("</main></div></body></html>", ""),
        lambda text: "\n\n  " + text.replace("<!doctype html>", "<?xml version='1.0'?>"),
        lambda text: text.replace("<!doctype html>", '<!DOCTYPE html [<!ENTITY a "b">]>'),
        lambda text: text.replace("\n", "\r\n"),
    ],
)
def test_pages_as_they_are_saved(change: Callable[[str], str]) -> None:
    reading = reading_of(change(page(LISTING)))
    assert upvotes(reading) == [1, 2, 3]
    assert (reading.rejected, reading.problems) == (0, ())
    assert reading.records[0].authors == ("Ada Lovelace", "Émilie du Châtelet")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings(encoding: str) -> None:
    for text in (page(LISTING), page(LISTING).replace("utf-8", "utf-16")):
        reading = read(text.encode(encoding))
        assert reading.records[0].authors == ("Ada Lovelace", "Émilie du Châtelet")


@pytest.mark.parametrize(
    ("named", "encoding"),
    [
        ("windows-1252", "cp1252"), ("ISO-8859-1", "cp1252"), ("iso-8859-2", "iso-8859-2"),
        ("windows-1252", "utf-8"), ("utf-16", "utf-8"),
    ],
)  # fmt: skip
def test_the_encoding_that_a_page_names(named: str, encoding: str) -> None:
    text = page(LISTING).replace("charset='utf-8'", f'charset="{named}"')
    reading = read(text.encode(encoding))
    assert reading.records[0].authors == ("Ada Lovelace", "Émilie du Châtelet")
    assert not reading.problems


@pytest.mark.parametrize("named", ["utf-8", "hex", "no-such", "utf-16", "utf-7", "cp037"])
def test_a_page_that_names_a_wrong_encoding_is_read_as_what_it_is(named: str) -> None:
    text = page(LISTING).replace("charset='utf-8'", f"charset='{named}'")
    reading = read(text.encode("cp1252", "replace"))
    assert reading.records[0].authors == ("Ada Lovelace", "Émilie du Châtelet")
    assert reading.problems[0].message == "read as Windows-1252, because it is not UTF-8"


def test_bytes_that_are_no_text_are_told_of() -> None:
    data = page(LISTING).encode() + b"<!-- \xff\xfe -->"
    assert "bytes that are not utf-8 text" in read(data).problems[-1].message


def test_a_page_that_is_cut_gives_what_is_before_the_cut() -> None:
    text = page(LISTING)
    third = text.index("Paper Number 3 ")
    for change in (str, in_single_quotes):
        changed = change(text)
        third = changed.index("Paper Number 3 ")
        for end in range(third, third + 30):
            reading = reading_of(changed[:end])
            assert upvotes(reading) == [1, 2]
            [problem] = reading.problems
            assert problem.message.startswith("the text breaks off here: {")
    assert upvotes(reading_of(text[: text.index("<main>")])) == [1, 2, 3]


def test_a_very_large_attribute() -> None:
    items = [site_item(number, summary="word " * 5000) for number in range(1, 500)]
    assert len(reading_of(page({"dailyPapers": items})).records) == 499


def test_a_part_of_a_page_is_enough() -> None:
    text = page(LISTING)
    part = text[text.index('<div class="SVELTE') : text.index("<main>")]
    assert upvotes(reading_of(part)) == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "<!doctype html><html><body>A page</body></html>",
        page({"models": [{"id": "a/b", "title": "A Model"}]}, "ModelList"),
        page({"papers": []}),
        page([site_item(1)]).replace("data-props", "data-other"),
        page("text"),
        page({"paper": None}),
        page({"dataset": {"id": "a/b"}, "paper": {"id": "2510.11001", "title": "T"}}, "Dataset"),
        '<html><div data-props="not json"><div data-props=""><div data-props>',
        "<!-- a comment --><html>" + "<div>" * 10_000,
    ],
)
def test_other_pages_are_refused_by_name(text: str) -> None:
    said = "^looks like a web page, but not a paper listing that can be read$"
    with pytest.raises(DumpError, match=said):
        reading_of(text)
