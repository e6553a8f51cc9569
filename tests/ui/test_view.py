"""The reader begins where it was left."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from papers_tui.config import Config
from papers_tui.last_view import LastView
from papers_tui.library import Library
from papers_tui.model.query import UNREAD, Group, Query, Sort
from papers_tui.paths import Paths
from papers_tui.ui.app import PapersApp
from papers_tui.ui.searcher import Question, Searcher
from papers_tui.ui.view import PANES, View, picture_of, view_of
from tests.ui.driving import Reader

WIDE, NARROW = (120, 40), (60, 20)

numbers = st.integers(0, 10**6)
views = st.builds(
    View,
    query=st.builds(
        Query,
        text=st.text(),
        sort=st.none() | st.sampled_from(Sort),
        chosen=st.frozensets(st.tuples(st.sampled_from(Group), st.text()), max_size=4),
    ),
    row=numbers,
    key=st.text(),
    pane=st.sampled_from(PANES),
    value_row=numbers,
    tops=st.dictionaries(st.sampled_from(PANES), numbers),
)


@given(views)
def test_a_view_survives_as_text(view: View) -> None:
    assert "\n" not in view.as_text
    assert view_of(view.as_text) == view


@given(views, st.data())
def test_what_is_no_view_is_the_beginning(view: View, data: st.DataObject) -> None:
    values = json.loads(view.as_text)
    name = data.draw(st.sampled_from(sorted(set(values) - {"text", "key"})))
    values[name] = data.draw(st.sampled_from(["odd", -1, [[]], {"x": -1}, 1.5]))
    assert view_of(json.dumps(values)) == View()
    del values[name]
    assert view_of(json.dumps(values)) == View()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, "7"])
def test_what_is_no_text_of_a_view_is_the_beginning(text: str) -> None:
    assert view_of(text) == View()


@asynccontextmanager
async def reading(
    library: Library, paths: Paths, size: tuple[int, int] = WIDE
) -> AsyncIterator[Reader]:
    app = PapersApp(library, Config(), LastView(paths, ascii_only=False))
    async with app.run_test(size=size, notifications=True) as pilot:
        reader = Reader(app, pilot)
        await reader.settle()
        yield reader
        await leave(pilot)


async def leave(pilot: Pilot[None]) -> None:
    """Leave, unless the test did."""
    if not pilot.app._exit:
        pilot.app.exit()


@pytest.mark.parametrize("size", [WIDE, (90, 30), NARROW])
@pytest.mark.parametrize(
    "keys",
    [
        "j j j", "G", "G k k k", "pagedown", "/ a t t e n t i o n enter j", "u j", "f j enter",
        "j enter j j j", "s down enter G", "f G",
    ],
)  # fmt: skip
async def test_the_picture_is_what_the_reader_draws(
    library: Library, paths: Paths, keys: str, size: tuple[int, int]
) -> None:
    async with reading(library, paths, size) as reader:
        await reader.press(*keys.split())
        before = reader.text
    picture = LastView(paths, ascii_only=False).picture(*size)
    assert len(picture) == size[1]
    async with reading(library, paths, size) as again:
        assert again.text == before
        assert picture_of(again.app.screen) == list(picture)


@pytest.mark.parametrize("keys", ["G k k k", "enter j j j", "f G k"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_answer_may_come_before_there_is_a_place_for_it(
    library: Library,
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
    keys: str,
    size: tuple[int, int],
) -> None:
    async with reading(library, paths, size) as reader:
        await reader.press(*keys.split())
        before = reader.text

    def ask(searcher: Searcher, query: Query, *, counts_only: bool = False) -> None:
        searcher._answered(Question(query, counts_only), library.search(query))

    monkeypatch.setattr(Searcher, "ask", ask)
    async with reading(library, paths, size) as again:
        await again.until(lambda: again.main.begun)
        await again.pilot.pause()
        assert again.text == before


async def test_the_cursor_is_drawn_where_it_is_in_a_list_that_is_scrolled(
    library: Library, paths: Paths
) -> None:
    async with reading(library, paths) as reader:
        await reader.press(*"G k k k".split())
        before = picture_of(reader.app.screen)
        reader.main.papers.redraw()
        await reader.settle()
        assert picture_of(reader.app.screen) == before


async def test_a_search_is_taken_up_again(library: Library, paths: Paths) -> None:
    async with reading(library, paths) as reader:
        await reader.press(*"/attention", "enter", "u", "j")
        titles, paper = reader.titles, reader.paper
    async with reading(library, paths) as again:
        assert (again.titles, again.paper) == (titles, paper)
        assert again.main.search_line.value == "attention"
        await again.press("escape", "escape")
        assert len(again.titles) == 49
        assert again.paper == paper


async def test_where_another_paper_stands_in_the_row_it_begins_at_the_top(
    library: Library, paths: Paths
) -> None:
    async with reading(library, paths) as reader:
        await reader.press("u", "j", "j")
        paper = reader.paper
    library.mark([paper], read=True)
    async with reading(library, paths) as again:
        assert again.main._query.values(Group.STATE) == {UNREAD}
        assert again.main.papers.cursor == 0


@pytest.mark.parametrize(
    ("keys", "remembered"),
    [("y", True), ("question_mark", True), ("slash", True), ("/ z z z z z enter", False)],
)
async def test_what_is_passing_is_not_in_the_picture(
    library: Library, paths: Paths, keys: str, remembered: bool
) -> None:
    async with reading(library, paths) as reader:
        await reader.press("j", *keys.split())
    last = LastView(paths, ascii_only=False)
    assert not last.picture(*WIDE)
    assert bool(last.view()) == remembered


async def test_another_theme_is_not_in_the_picture(library: Library, paths: Paths) -> None:
    async with reading(library, paths) as reader:
        reader.app.theme = "nord"
        await reader.settle()
    last = LastView(paths, ascii_only=False)
    assert last.view() and not last.picture(*WIDE)
