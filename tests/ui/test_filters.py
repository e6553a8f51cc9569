"""The filters: values chosen and excluded, long groups, dates; by key and by mouse."""

import re
from dataclasses import replace

import pytest
from rich.style import Style
from textual import events

from papers_tui.config import Config
from papers_tui.library import Library
from papers_tui.model.paper import Paper
from papers_tui.model.query import (
    UNKNOWN,
    Bar,
    Facet,
    FacetValue,
    Group,
    NoAnswer,
    Query,
    Results,
)
from papers_tui.ui.screens.main import MainScreen
from papers_tui.ui.screens.pick import PickDialog, ValueList
from papers_tui.ui.signs import ASCII, UNICODE, Signs
from papers_tui.ui.widgets.histogram import Histogram, period_of
from papers_tui.ui.widgets.value_line import counts
from tests.ui.driving import Reader, reading


class Nowhere:
    """Where no paper is."""

    def paper(self, document: int) -> Paper:
        raise LookupError(document)


NOTHING = Nowhere()
SIZES = [(120, 40), (80, 24), (50, 15)]


def line_of(reader: Reader, pattern: str) -> str:
    """The line of the filters that says something."""
    region = reader.main.filters.region
    lines = reader.text.splitlines()[region.y : region.bottom]
    lines = [line[: region.width].strip("│ ") for line in lines]
    return next(line for line in lines if re.search(pattern, line))


async def go_to(reader: Reader, group: Group, value: str) -> None:
    """Put the cursor of the filters on a value."""
    filters = reader.main.filters
    await reader.press("f", "home")
    for _ in range(filters.count):
        if filters.value and (filters.value.group, filters.value.value) == (group, value):
            return
        await reader.press("j")
    raise AssertionError(f"{value} is not shown")


async def go_to_dates(reader: Reader) -> None:
    await reader.press("f", "home", "j", "j", "j", "j")
    assert reader.main.filters.among_dates


def stretched(results: Results) -> Results:
    """Organisations enough to be looked for."""
    values = tuple(
        FacetValue(Group.ORGANIZATION, f"org {n}", f"org {n}", 50 - n, 50 - n) for n in range(42)
    )
    facet = Facet(
        Group.ORGANIZATION,
        values[:8],
        len(values),
        lambda text: tuple(value for value in values if text in value.label),
    )
    others = [facet for facet in results.facets if facet.group is not Group.ORGANIZATION]
    return altered(results, (others[0], facet, *others[1:]))


class Altered(NoAnswer):
    """An answer with other filter values."""

    def __init__(self, facets: tuple[Facet, ...], bars: tuple[Bar, ...]) -> None:
        self._facets = facets
        self._bars = bars

    def facets(self) -> tuple[Facet, ...]:
        return self._facets

    def histogram(self) -> tuple[Bar, ...]:
        return self._bars


def altered(results: Results, facets: tuple[Facet, ...]) -> Results:
    return replace(results, answer=Altered(facets, results.answer.histogram()))


class Counted(NoAnswer):
    """An answer that counts how often its dates are asked for."""

    def __init__(self, bars: tuple[Bar, ...], facets: tuple[Facet, ...] = ()) -> None:
        self._facets, self.bars, self.asked = facets, bars, 0

    def facets(self) -> tuple[Facet, ...]:
        return self._facets

    def histogram(self) -> tuple[Bar, ...]:
        self.asked += 1
        return self.bars


def drawn(histogram: Histogram, width: int, active: bool = False) -> list[str]:
    style = Style()
    return [
        "".join(text for text, _ in histogram.pieces(n, width, active, style, lambda _: style))
        for n in range(Histogram.HEIGHT)
    ]


def histogram_of(
    bars: tuple[Bar, ...], query: Query | None = None, signs: Signs = UNICODE
) -> Histogram:
    histogram = Histogram(signs)
    histogram.show(Results(query or Query(), (), NOTHING, answer=Counted(bars)))
    return histogram


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("size", SIZES)
async def test_values_are_chosen_and_excluded(
    library: Library, size: tuple[int, int], ascii_only: bool
) -> None:
    chosen, excluded = ("+", "-") if ascii_only else ("✓", "✗")
    async with reading(library, size, Config(ascii=ascii_only)) as reader:
        await go_to(reader, Group.YEAR, "2013")
        await reader.press("enter")
        assert line_of(reader, r" 2013 +\d").startswith(chosen)
        three = len(reader.titles)
        await go_to(reader, Group.YEAR, "2012")
        await reader.press("enter")
        assert len(reader.titles) == three + 1  # either year
        await reader.press("x")
        assert line_of(reader, r" 2012 +\d").startswith(excluded)
        assert len(reader.titles) == three
        assert (Group.YEAR, "2012") in reader.main._query.excluded
        await reader.press("enter")
        assert (Group.YEAR, "2012") not in reader.main._query.excluded | reader.main._query.chosen
        await reader.press("x", "x")
        assert not reader.main._query.excluded


async def test_a_value_is_only_excluded_in_the_filters(reader: Reader) -> None:
    await go_to(reader, Group.YEAR, "2013")
    await reader.press("escape", "x")
    assert not reader.main._query.narrowed
    await reader.press("f", "home", "x")
    assert not reader.main._query.narrowed  # there is nothing without every paper


async def test_unread_of_all_is_said_where_they_differ(reader: Reader) -> None:
    assert line_of(reader, "all").split() == ["✓", "all", "49"]
    await reader.press("r", "j", "r")
    assert line_of(reader, "all").split() == ["✓", "all", "47/49"]
    await reader.press("f", "j")
    assert reader.main.filters.value and reader.main.filters.value.value == "unread"


def test_counts_are_fitted_to_the_width() -> None:
    def value(unread: int, count: int) -> FacetValue:
        return FacetValue(Group.YEAR, "2024", "2024", count, unread)

    assert counts(value(12, 94), 25) == "12/94"
    assert counts(value(94, 94), 25) == "94"
    assert counts(value(98_123, 100_000), 25) == "98k/100k"
    assert counts(value(1_234, 5_678), 25) == "1.2k/5.7k"
    assert counts(value(98_123, 100_000), 60) == "98,123/100,000"
    assert counts(value(9_999, 1_234_567), 25) == "9k/1.2M"


@pytest.mark.parametrize("size", SIZES)
async def test_a_value_of_a_long_group_is_found_by_typing(
    library: Library, size: tuple[int, int]
) -> None:
    async with reading(library, size) as reader:
        main = reader.main
        await reader.press("f")
        main.filters.show(stretched(main.papers.results))
        await reader.press("home")
        while main.filters.facet is None:
            await reader.press("j")
        assert "… 34 more" in reader.text
        await reader.press("enter", *"org 2")
        dialog = reader.app.screen
        assert isinstance(dialog, PickDialog)
        assert "Organisation: 11 of 42" in reader.text and "Ctrl+X excludes" in reader.text
        values = dialog.query_one(ValueList)
        await reader.press("down", "down", "up", "enter")
        assert values.value is not None and values.value.value == "org 20"
        assert main._query.values(Group.ORGANIZATION) == {"org 20"}
        assert "✓ org 20" in reader.text
        await reader.press("ctrl+x")
        assert main._query.excluded == {(Group.ORGANIZATION, "org 20")}
        assert "✗ org 20" in reader.text
        await reader.press("ctrl+x", "pagedown", "enter", "escape")
        assert isinstance(reader.app.screen, MainScreen)
        assert main._query.values(Group.ORGANIZATION) and not main._query.excluded


async def test_what_is_chosen_is_on_top_of_what_is_found(reader: Reader) -> None:
    await reader.press("f")
    gone = FacetValue(Group.ORGANIZATION, "org gone", "org gone", 0, 0)
    results = stretched(reader.main.papers.results)
    facet = results.facets[1]
    facet = replace(facet, values=(gone, *facet.values))
    query = Query(excluded=frozenset({(Group.ORGANIZATION, "org gone")}))
    reader.main._query = query
    reader.app.push_screen(PickDialog(facet, query, reader.main._filter, reader.main._signs))
    await reader.press(*"org 2")
    values = reader.app.screen.query_one(ValueList)
    await reader.press("down", "enter")
    assert values.value is not None and values.value.value == "org 20"  # no row moved
    await reader.press("backspace", "backspace")
    assert [value.value for value in values._values[:3]] == ["org gone", "org 20", "org 0"]
    assert values.count == 43 and values.value.value == "org 0"
    await reader.press(*" 20")
    assert [value.value for value in values._values] == ["org 20"]
    await reader.press("enter")
    assert not reader.main._query.chosen and reader.main._query.excluded


async def test_keys_pressed_at_once_are_obeyed_in_order(reader: Reader) -> None:
    await reader.press("f")
    reader.main.filters.show(stretched(reader.main.papers.results))
    await reader.press("home", *"jjjj")
    for _ in range(12):
        if reader.main.filters.facet is None:
            await reader.press("j")
    await reader.press("enter")
    for key in (*"org 4", "down", "enter", "up", "ctrl+x"):
        reader.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await reader.until(lambda: bool(reader.main._query.excluded))
    await reader.settle()
    assert reader.main._query.chosen == {(Group.ORGANIZATION, "org 40")}
    assert reader.main._query.excluded == {(Group.ORGANIZATION, "org 4")}


async def test_the_row_and_the_values_of_a_long_group_can_be_clicked(reader: Reader) -> None:
    filters = reader.main.filters
    filters.show(stretched(reader.main.papers.results))
    await reader.pilot.pause()
    row = next(n for n, row in enumerate(filters._rows) if row.facet)
    assert await reader.pilot.click("#filters", offset=(4, row + 1))
    await reader.pilot.pause()
    assert isinstance(reader.app.screen, PickDialog)
    assert await reader.pilot.click("#values", offset=(4, 1))
    await reader.settle()
    assert reader.main._query.values(Group.ORGANIZATION) == {"org 1"}
    await reader.press(*"8")
    assert "org 38" in reader.text  # typing goes on


async def test_a_group_in_which_nothing_is_known_is_hidden_unless_chosen(reader: Reader) -> None:
    results = reader.main.papers.results
    value = FacetValue(Group.CATEGORY, UNKNOWN, "not known", 49, 49)
    facet = Facet(Group.CATEGORY, (value,), 1, lambda _text: (value,))
    facets = tuple(f for f in results.facets if f.group is not Group.CATEGORY)
    results = altered(results, (facets[0], facet, *facets[1:]))
    reader.main.filters.show(results)
    await reader.pilot.pause()
    assert "Category" not in reader.text
    query = Query(chosen=frozenset({(Group.CATEGORY, UNKNOWN)}))
    reader.main.filters.show(replace(results, query=query))
    await reader.pilot.pause()
    assert "Category" in reader.text and "✓ not known" in reader.text


def test_bars_stand_for_their_counts() -> None:
    bars = tuple(Bar(f"2024-{n:02}", count) for n, count in enumerate((1, 0, 16, 8), start=1))
    histogram = histogram_of(bars)
    assert drawn(histogram, 12)[1:3] == ["      ███   ", "▁▁▁   ██████"]
    assert drawn(histogram, 12)[3] == "─" * 12
    assert drawn(histogram, 4, active=True)[3] == "───▲"
    assert drawn(histogram, 25)[4] == "2024-01 2024-04"
    assert "2024-04: 8" in drawn(histogram, 25, active=True)[0]
    ascii_lines = drawn(histogram_of(bars, Query(months=("2024-03", "2024-04")), ASCII), 4)
    assert ascii_lines[1:4] == ["  # ", ". ##", "--=="]
    assert all(line.isascii() for line in ascii_lines)


def test_bars_are_merged_where_there_is_no_room() -> None:
    bars = tuple(Bar(str(year), 1) for year in range(1950, 2000))
    histogram = histogram_of(bars)
    assert [column.count for column in histogram.columns(25)] == [2] * 25
    assert len(histogram.columns(50)) == 50
    assert drawn(histogram, 25, active=True)[0] == "Date     1998 to 1999: 2 "
    assert all(len(line) <= 25 for line in drawn(histogram, 25))


def test_nothing_is_drawn_where_nothing_is_dated() -> None:
    histogram = histogram_of(())
    assert "no dates" in drawn(histogram, 25, active=True)[0]
    assert drawn(histogram, 25)[1:] == [""] * 4
    histogram.begin()
    assert not histogram.step(1, 25) and not histogram.point(0, 25)
    assert histogram.end(25) is None


def test_the_cursor_stays_on_its_time_when_months_become_years() -> None:
    histogram = histogram_of(tuple(Bar(f"2024-{n:02}", n) for n in range(1, 13)))
    histogram.step(-3, 25)
    years = tuple(Bar(str(year), year) for year in range(1990, 2030))
    histogram.show(Results(Query(), (), NOTHING, answer=Counted(years)))
    histogram.begin()
    assert histogram.end(40) == ("2024-01", "2024-12")


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (("2024-03", "2024-03"), "2024-03"),
        (("2024-01", "2024-06"), "2024-01 to 06"),
        (("2023-12", "2024-01"), "2023-12 to 2024-01"),
        (("2024-01", "2024-12"), "2024"),
        (("2021-01", "2024-12"), "2021 to 2024"),
    ],
)
def test_a_range_is_said_shortly(months: tuple[str, str], words: str) -> None:
    assert period_of(months) == words


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("size", SIZES)
async def test_a_range_of_dates_is_chosen_by_keys(
    library: Library, size: tuple[int, int], ascii_only: bool
) -> None:
    marked = "=" if ascii_only else "━"
    async with reading(library, size, Config(ascii=ascii_only)) as reader:
        await go_to_dates(reader)
        assert "2026: " in reader.text and "2012 " in reader.text
        await reader.press("left", "left")
        assert line_of(reader, "2024: 2")
        await reader.press("enter", "h", "h", "h")
        assert line_of(reader, "2021 to 2024: 7") and marked * 3 in reader.text
        await reader.press("enter")
        assert reader.main._query.months == ("2021-01", "2024-12")
        assert len(reader.titles) == 7 and reader.main.filters.among_dates
        assert marked * 3 in reader.text
        await reader.press("backspace")
        assert reader.main._query.months is None and len(reader.titles) == 49
        assert reader.main.filters.has_focus
        await reader.press("enter", "left", "escape")
        assert reader.main.filters.has_focus and reader.main._query.months is None
        assert marked * 3 not in reader.text
        await reader.press("escape")
        assert reader.main.papers.has_focus


async def test_beyond_the_last_bar_is_the_next_pane(reader: Reader) -> None:
    await go_to_dates(reader)
    await reader.press("left", "right")
    assert reader.main.filters.has_focus
    await reader.press("right")
    assert reader.main.papers.has_focus
    await reader.press("f", "left", "tab")
    assert reader.main.papers.has_focus
    await reader.press("f", "enter", "right", "right")
    assert reader.main.filters.has_focus  # a range was begun
    await reader.press("j", "k")
    assert not reader.main.filters._dates.is_marking
    await reader.press("j", "right")
    assert reader.main.papers.has_focus


async def test_a_range_of_dates_is_extended_by_keys(reader: Reader) -> None:
    await go_to_dates(reader)
    await reader.press("left", "left", "shift+left", "shift+left", "shift+left")
    assert line_of(reader, "2021 to 2024: 7") and reader.main._query.months is None
    await reader.press("shift+right", "enter")
    assert reader.main._query.months == ("2022-01", "2024-12")
    await reader.press("shift+left", "enter")  # the range that is chosen
    assert reader.main._query.months == ("2021-01", "2024-12")
    await reader.press("right", "shift+right", "enter")  # within it another begins
    assert reader.main._query.months == ("2022-01", "2023-12")
    await reader.press("right", "right", "right", "shift+left", "enter")  # and outside
    assert reader.main._query.months == ("2025-01", "2026-12")


async def test_nothing_is_extended_but_dates(reader: Reader) -> None:
    await go_to(reader, Group.YEAR, "2013")
    await reader.press("shift+left", "escape", "shift+left")
    assert reader.main.papers.has_focus and not reader.main.filters._dates.is_marking
    await go_to_dates(reader)
    reader.main.filters.show(altered(replace(reader.main.papers.results, answer=NoAnswer()), ()))
    await reader.press("shift+left")
    assert not reader.main.filters._dates.is_marking


@pytest.mark.parametrize("key", ["tab", "slash"])
async def test_a_range_that_was_begun_is_forgotten_elsewhere(reader: Reader, key: str) -> None:
    await go_to_dates(reader)
    await reader.press("left", "enter", "left", key)
    assert not reader.main.filters._dates.is_marking
    assert "━" not in line_of(reader, "[─━]{3}")


async def test_a_range_of_dates_is_chosen_by_mouse(reader: Reader) -> None:
    filters = reader.main.filters
    row = 1 + next(n for n, row in enumerate(filters._rows) if row.line == 2)
    year = 1 - 2012  # the border, and the first bar
    pilot = reader.pilot
    await pilot.mouse_down("#filters", offset=(2021 + year, row))
    await pilot.hover("#filters", offset=(2023 + year, row + 9))
    assert "2021 to 2023" in reader.text
    await pilot.mouse_up("#filters", offset=(2023 + year, row + 9))
    await reader.settle()
    assert reader.main._query.months == ("2021-01", "2023-12")
    assert not reader.main._query.chosen
    await reader.press("backspace")
    await pilot.click("#filters", offset=(2022 + year, row))
    await reader.settle()
    assert reader.main._query.months == ("2022-01", "2022-12")
    filters.show(reader.main.papers.results)
    await pilot.click("#filters", offset=(1, row - 2))
    await reader.settle()
    assert reader.main._query.months == ("2022-01", "2022-12")  # a heading is no bar


async def test_dates_are_counted_once_and_only_where_they_are_seen(library: Library) -> None:
    async with reading(library, (80, 24)) as reader:
        bars = (Bar("2024-01", 1), Bar("2024-02", 2))
        answer = Counted(bars, reader.main.papers.results.facets)
        reader.main.filters.show(replace(reader.main.papers.results, answer=answer))
        await reader.press("j", "r")
        reader.main.filters.show(replace(reader.main.papers.results, answer=answer))
        await reader.pilot.pause()
        assert answer.asked == 0
        await reader.press("f", "j", "j", "j", "left", "enter", "left")
        assert answer.asked == 1


@pytest.mark.parametrize("size", SIZES)
async def test_the_cursor_stays_on_its_value_and_line(
    library: Library, size: tuple[int, int]
) -> None:
    async with reading(library, size) as reader:
        filters = reader.main.filters
        await go_to(reader, Group.CODE, "no code")
        line = filters.cursor - filters.scroll_offset.y
        assert filters.scroll_offset.y > 0
        await reader.press("slash", *"attention")
        assert filters.value and filters.value.value == "no code"
        assert filters.cursor - filters.scroll_offset.y == line or filters.scroll_offset.y == 0
        await reader.press("escape", "escape", "f")
        assert filters.value.value == "no code"


async def test_where_a_value_is_gone_the_cursor_stays_near(reader: Reader) -> None:
    filters = reader.main.filters
    await go_to(reader, Group.YEAR, "2014")
    reader.main.filters.show(without(reader.main.papers.results, "2014"))
    assert filters.value is not None and filters.value.value in ("2013", "2015")


def without(results: Results, gone: str) -> Results:
    facets = tuple(
        replace(facet, values=tuple(value for value in facet.values if value.value != gone))
        for facet in results.facets
    )
    return altered(results, facets)
