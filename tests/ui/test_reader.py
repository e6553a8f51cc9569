"""The reader, key by key."""

import shutil
import sys
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from papers_tui.config import Config
from papers_tui.errors import StateError
from papers_tui.library import Library
from papers_tui.model.paper import Marks
from papers_tui.model.query import Group, Sort
from papers_tui.paths import Paths
from papers_tui.ui.app import PapersApp
from papers_tui.ui.browser import open_page
from papers_tui.ui.commands import COMMANDS
from papers_tui.ui.screens.export import ExportDialog
from papers_tui.ui.screens.help import HelpScreen
from papers_tui.ui.screens.main import MainScreen
from papers_tui.ui.screens.sort import SortDialog
from tests.builders import SAMPLE, card, dump_text
from tests.ui.driving import Reader, reading


async def test_it_opens_on_the_newest_paper(reader: Reader) -> None:
    assert reader.main.papers.has_focus
    assert len(reader.titles) == 49
    assert reader.titles[0][:30] in reader.text
    assert "1 of 49" in reader.text and "49 unread" in reader.text and "newest first" in reader.text
    for word in (
        "Filters",
        "Papers",
        "Abstract",
        "State",
        "Year",
        "Organisation",
        "? Help",
    ):
        assert word in reader.text


async def test_moving(reader: Reader) -> None:
    papers = reader.main.papers
    for keys, row in [
        ("j", 1), ("down", 2), ("k", 1), ("up", 0), ("k", 0), ("G", 48), ("j", 48), ("home", 0),
        ("end", 48), ("g g", 0),
    ]:  # fmt: skip
        await reader.press(*keys.split())
        assert papers.cursor == row, keys
        assert reader.paper.title == reader.titles[row]
        assert f"{row + 1} of 49" in reader.text
        assert reader.paper.title.split()[0] in reader.text
    await reader.press("pagedown")
    page = papers.cursor
    assert page > 5
    await reader.press("pagedown", "pageup")
    assert papers.cursor == page


async def test_one_g_does_nothing(reader: Reader) -> None:
    await reader.press("G", "g", "j", "g")
    assert reader.main.papers.cursor == 48


async def test_the_abstract_follows_the_cursor(reader: Reader) -> None:
    await reader.press("j")
    assert all(word in reader.text for word in (reader.paper.abstract or "").split()[:20])
    assert not reader.main._library.marks(reader.paper).read


async def test_going_from_pane_to_pane(reader: Reader) -> None:
    main = reader.main
    for key, pane in [
        ("l", main.view), ("l", main.view), ("h", main.papers), ("h", main.filters),
        ("h", main.filters), ("tab", main.papers), ("tab", main.view), ("shift+tab", main.papers),
        ("f", main.filters), ("escape", main.papers), ("enter", main.view),
        ("escape", main.papers), ("slash", main.search_line), ("escape", main.papers),
        ("right", main.view), ("left", main.papers),
    ]:  # fmt: skip
        await reader.press(key)
        assert reader.app.focused is pane, key


async def test_the_abstract_scrolls(library: Library) -> None:
    async with reading(library, size=(120, 12)) as reader:
        await reader.press("enter")
        view = reader.main.view
        for key, place in [("j", 1), ("k", 0), ("G", view.max_scroll_y), ("home", 0)]:
            await reader.press(key)
            assert view.scroll_offset.y == place, key
        await reader.press("pagedown")
        assert view.scroll_offset.y > 1
        assert reader.main.papers.cursor == 0


async def test_reading_and_keeping_are_written_at_once(reader: Reader, paths: Paths) -> None:
    paper = reader.paper
    assert "●" in reader.text and "★" not in reader.text
    await reader.press("r", "b")
    assert Library(paths).marks(paper) == Marks(read=True, bookmarked=True)
    assert "★" in reader.text and "48 unread" in reader.text
    assert reader.paper == paper
    await reader.press("r", "b")
    assert Library(paths).marks(paper) == Marks()
    assert "49 unread" in reader.text


async def test_next_and_previous_unread(reader: Reader) -> None:
    await reader.press("r", "j", "r", "j", "j", "r", "home", "n")
    assert reader.main.papers.cursor == 2
    await reader.press("n")
    assert reader.main.papers.cursor == 4
    await reader.press("p")
    assert reader.main.papers.cursor == 2
    await reader.press("p")
    assert reader.main.papers.cursor == 2
    assert "no unread paper that way" in reader.text


async def test_only_unread_and_only_bookmarks(reader: Reader) -> None:
    first, second = reader.titles[:2]
    await reader.press("r", "u")
    assert first not in reader.titles and len(reader.titles) == 48
    assert "only unread" in reader.text
    assert reader.paper.title == second
    await reader.press("b", "B")
    assert reader.titles == [second]
    await reader.press("u", "B")
    assert len(reader.titles) == 49
    assert reader.paper.title == second


async def test_a_paper_read_in_the_unread_view_stays_until_the_view_is_asked_for_again(
    reader: Reader,
) -> None:
    await reader.press("u", "r")
    assert len(reader.titles) == 49
    assert "1 of 49" in reader.text and "48 unread" in reader.text
    await reader.press("j")
    assert reader.main.papers.cursor == 1
    await reader.press("u", "u")
    assert len(reader.titles) == 48


async def test_searching_as_one_types(reader: Reader) -> None:
    await reader.press("slash", *"diffus")
    assert 0 < len(reader.titles) < 49
    assert "most relevant first" in reader.text
    assert reader.main.search_line.has_focus
    await reader.press("down")
    assert reader.main.papers.cursor == 1 and reader.main.search_line.has_focus
    await reader.press("enter")
    assert reader.main.papers.has_focus
    await reader.press("escape")
    assert len(reader.titles) == 49


async def test_what_matched_is_highlighted(reader: Reader) -> None:
    await reader.press("slash", *"attention")
    style = reader.main.papers.style("paper-list--match")
    for pane in (reader.main.papers, reader.main.view):
        marked = {
            segment.text.lower()
            for y in range(pane.size.height)
            for segment in pane.render_line(y)
            if segment.style and segment.style.underline and segment.text.strip()
        }
        assert marked and all(word.startswith("attent") for word in marked)
    assert style.underline


async def test_nothing_found_says_what_to_do(reader: Reader) -> None:
    await reader.press("slash", *"diffusi", "enter")
    assert reader.titles == []
    assert "No paper is found." in reader.text and "Did you mean: diffusion" in reader.text
    await reader.press("r", "b", "y", "o", "n", "enter")
    assert reader.main.papers.has_focus
    await reader.press("escape")
    assert len(reader.titles) == 49


async def test_keys_that_come_in_one_burst_go_where_they_were_meant(reader: Reader) -> None:
    for key in ("slash", *"models"):
        reader.app.simulate_key(key)
    await reader.until(lambda: reader.main.search_line.value == "models")
    await reader.settle()
    second = reader.titles[1]
    await reader.press("escape", "escape", "G")
    for key in ("slash", *"models", "enter", "j", "b"):
        reader.app.simulate_key(key)
    await reader.until(lambda: len(reader.main._library.bookmarks()) == 1)
    assert [paper.title for paper in reader.main._library.bookmarks()] == [second]
    assert reader.main.search_line.value == "models"
    assert reader.main.papers.has_focus
    assert not isinstance(reader.app.screen, SortDialog | ExportDialog)


async def test_a_burst_moves_in_the_pane_that_it_went_to(reader: Reader) -> None:
    for key in ("h", "j", "j", "l", "j"):
        reader.app.simulate_key(key)
    await reader.until(lambda: reader.main.papers.cursor == 1)
    value = reader.main.filters.value
    assert value is not None and value.value == "bookmarked"


async def test_escape_goes_back_step_by_step(reader: Reader) -> None:
    await reader.press("f", "j", "j", "j", "enter", "slash", *"model", "enter", "enter")
    assert reader.main.view.has_focus
    narrowed = len(reader.titles)
    await reader.press("escape")
    assert reader.main.papers.has_focus and len(reader.titles) == narrowed
    await reader.press("escape")
    assert reader.main.search_line.value == "" and len(reader.titles) > narrowed
    await reader.press("escape")
    assert len(reader.titles) == 49


async def test_filters_narrow_the_list(reader: Reader) -> None:
    filters = reader.main.filters
    await reader.press("f")
    while filters.value is None or filters.value.group is not Group.YEAR:
        await reader.press("j")
    value = filters.value
    await reader.press("enter")
    assert len(reader.titles) == value.count
    assert f"{value.label} ×" in reader.text and "✓" in reader.text
    assert filters.has_focus and filters.value is not None and filters.value.value == value.value
    await reader.press("enter")
    assert len(reader.titles) == 49
    await reader.press("g", "g", "j", "enter")
    assert "only unread" in reader.text
    await reader.press("k", "enter")
    assert "only unread" not in reader.text


async def test_the_order_is_chosen_from_a_list(reader: Reader) -> None:
    await reader.press("s")
    assert isinstance(reader.app.screen, SortDialog)
    assert reader.app.screen.query_one(OptionList).highlighted == list(Sort).index(Sort.NEWEST)
    await reader.press("j", "enter")
    assert reader.titles[-1] != reader.titles[0] and "oldest first" in reader.text
    await reader.press("s", "s", "s", "s", "enter")
    assert "by title" in reader.text
    assert reader.main.papers.cursor == 0
    await reader.press("s", "escape")
    assert "by title" in reader.text


async def test_export_of_the_bookmarks(reader: Reader, tmp_path: Path) -> None:
    await reader.press("b", "j", "b", "e")
    assert isinstance(reader.app.screen, ExportDialog)
    reader.app.screen.query_one("#path", Input).value = str(tmp_path / "out.bib")
    await reader.press("enter")
    await reader.until((tmp_path / "out.bib").exists)
    text = (tmp_path / "out.bib").read_text()
    assert text.count("@misc{") == 2
    await reader.until(lambda: "written" in reader.text)
    assert "2 written, 2 without author names" in reader.text
    assert list(tmp_path.glob(".out.bib*")) == []


async def test_export_of_json_lines_that_can_be_added(reader: Reader, tmp_path: Path) -> None:
    await reader.press("b", "j", "b", "e")
    assert "JSON Lines if its name ends in .jsonl" in reader.text
    path = tmp_path / "out.jsonl"
    reader.app.screen.query_one("#path", Input).value = str(path)
    await reader.press("enter")
    await reader.until(path.exists)
    other = Library(Paths.under(tmp_path / "other"))
    assert other.add([str(path)]).new == 2
    other.close()


async def test_a_file_is_replaced_only_after_asking(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "out.bib"
    path.write_text("precious")
    await reader.press("b", "e")
    dialog = reader.app.screen
    dialog.query_one("#path", Input).value = path.name
    await reader.press("enter")
    assert reader.app.screen is dialog
    assert "exists. Press Enter again" in reader.text and path.read_text() == "precious"
    await reader.press("escape")
    assert path.read_text() == "precious"
    await reader.press("e")
    reader.app.screen.query_one("#path", Input).value = path.name
    await reader.press("enter", "enter")
    await reader.until(lambda: path.read_text().startswith("@misc{"))


async def test_export_says_what_is_wrong(reader: Reader) -> None:
    await reader.press("b", "e")
    line = reader.app.screen.query_one("#path", Input)
    for value, why in [("", "Give the name"), (".", "is a folder")]:
        line.value = value
        await reader.press("enter")
        assert why in reader.text
    line.value = "no/folder.bib"
    await reader.press("enter")
    await reader.until(lambda: "cannot be written" in reader.text)


async def test_copying_an_entry(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []

    def take(text: str) -> None:
        given.append(text)

    monkeypatch.setattr("papers_tui.ui.app.copy_with_program", take)
    await reader.press("y")
    assert reader.app.clipboard == given[0]
    assert given[0].startswith("@misc{") and "copied" in reader.text


async def test_opening_the_browser(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("papers_tui.ui.browser.needs_terminal", lambda: False)
    monkeypatch.setattr("papers_tui.ui.browser.open_page", opened.append)
    await reader.press("o")
    assert opened[0].startswith("https://huggingface.co/papers?q=")


def test_the_browser_is_started_without_modules_of_the_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("papers_tui.ui.browser.needs_terminal", lambda: False)
    monkeypatch.setattr("subprocess.Popen", lambda words, **_how: started.append(words))
    open_page("https://example.org/")
    assert started == [[sys.executable, "-P", "-m", "webbrowser", "https://example.org/"]]


async def test_without_a_browser_the_address_is_said(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("webbrowser._tryorder", [])
    monkeypatch.setattr("webbrowser._browsers", {})
    await reader.press("o")
    assert "no browser" in reader.text


async def test_the_help_lists_every_command(reader: Reader) -> None:
    await reader.press("question_mark")
    assert isinstance(reader.app.screen, HelpScreen)
    shown = reader.text
    await reader.press("j", "k", *["pagedown"] * 3)
    shown += reader.text
    for command in COMMANDS:
        assert " ".join(command.help.split()[:3]) in shown
    await reader.press("escape")
    assert isinstance(reader.app.screen, MainScreen)


async def test_the_palette_offers_the_commands(reader: Reader) -> None:
    await reader.press("ctrl+p", *"bookmark this")
    assert reader.app.screen is not reader.main
    await reader.press("escape")
    await reader.press("ctrl+p", *"Next unr")
    await reader.until(lambda: "To the next unread paper" in reader.text)
    await reader.press("enter")
    await reader.until(lambda: reader.main.papers.cursor == 1)


async def test_a_dialog_closes_once(reader: Reader) -> None:
    for keys in (
        ("s", "enter"),
        ("e", "escape"),
        ("question_mark", "escape"),
        ("ctrl+p", "escape"),
    ):
        await reader.press(keys[0])
        assert not isinstance(reader.app.screen, MainScreen)
        for _ in range(3):
            reader.app.simulate_key(keys[1])
        await reader.until(lambda: isinstance(reader.app.screen, MainScreen))
        await reader.settle()
    await reader.press("s", "pagedown", "pageup", "pagedown", "enter")
    assert "recently added first" in reader.text


async def test_the_palette_needs_room(reader: Reader) -> None:
    await reader.press("ctrl+p", "pagedown", "pageup")
    await reader.pilot.resize_terminal(12, 4)
    await reader.until(lambda: isinstance(reader.app.screen, MainScreen))
    await reader.press("ctrl+p")
    assert isinstance(reader.app.screen, MainScreen)
    assert "too small" in reader.said


async def test_leaving(library: Library) -> None:
    app = PapersApp(library, Config())
    async with app.run_test() as pilot:
        await pilot.press("q")
    assert app.return_code == 0


async def test_the_mouse(reader: Reader) -> None:
    main = reader.main
    assert await reader.pilot.click("#papers", offset=(10, 4))
    assert main.papers.cursor == 1
    assert reader.paper.title.split()[0] in reader.text
    assert await reader.pilot.click("#papers", offset=(10, 4), times=2)
    await reader.settle()
    assert main.view.has_focus
    assert await reader.pilot.click("#filters", offset=(5, 3))
    await reader.settle()
    assert "only unread" in reader.text
    assert await reader.pilot.click("#search")
    assert main.search_line.has_focus
    assert await reader.pilot.click("#keys", offset=(2, 0))
    await reader.pilot.pause()
    assert isinstance(reader.app.screen, HelpScreen)


async def test_an_empty_library_says_what_to_do(paths: Paths) -> None:
    async with reading(Library(paths)) as reader:
        assert "There are no papers yet." in reader.text
        assert "papers-tui add FILE" in reader.text
        for command in COMMANDS:
            if command.action not in ("quit", "palette", "export", "help", "sort"):
                for keys in command.keys.split(","):
                    await reader.press(*keys.split())
        assert "There are no papers yet." in reader.text


async def test_what_another_copy_does_is_taken_over(
    reader: Reader, paths: Paths, tmp_path: Path
) -> None:
    await reader.press("j", "j")
    paper = reader.paper
    other = Library(paths)
    other.mark([paper], read=True, bookmarked=True)
    await reader.until(lambda: "48 unread" in reader.text)
    assert reader.paper == paper
    dump = tmp_path / "later.txt"
    dump.write_text(
        dump_text(card("A Paper That Came Later Than All", "a b\n·\nApr 21"), head="Apr 21")
    )
    other.add([str(dump)])
    await reader.until(lambda: "3 of 50" in reader.text or "4 of 50" in reader.text)
    assert reader.paper.key == paper.key


@pytest.mark.parametrize(
    ("size", "panes"),
    [
        ((160, 50), {"filters", "papers", "abstract"}),
        ((120, 40), {"filters", "papers", "abstract"}),
        ((119, 40), {"papers", "abstract"}),
        ((80, 24), {"papers", "abstract"}),
        ((79, 24), {"papers"}),
        ((60, 20), {"papers"}),
        ((20, 6), {"papers"}),
    ],
)
async def test_panes_by_width(library: Library, size: tuple[int, int], panes: set[str]) -> None:
    async with reading(library, size=size) as reader:
        shown = {pane.id for pane in reader.main._panes if pane.display and pane.size.width > 0}
        assert shown == panes
        await reader.press("h")
        assert reader.main.filters.has_focus and reader.main.filters.size.width > 0
        await reader.press("l", "l")
        assert reader.main.view.has_focus and reader.main.view.size.width > 0
        await reader.press("escape")
        assert reader.main.papers.has_focus
        for key in ("question_mark", "s", "e"):
            await reader.press(key, "escape")


async def test_the_terminal_may_change_its_size(reader: Reader) -> None:
    await reader.press("G")
    for size in ((60, 20), (100, 30), (30, 8), (200, 60)):
        await reader.pilot.resize_terminal(*size)
        await reader.pilot.pause()
        assert reader.main.papers.cursor == 48
        assert reader.titles[48][:12] in reader.text


async def test_ascii_draws_nothing_else_in_the_list(library: Library) -> None:
    async with reading(library, config=Config(ascii=True)) as reader:
        await reader.press("b")
        drawn = [reader.main.papers.render_line(y).text for y in range(4)]
        assert drawn[0].startswith(" *+ ")
        assert not set("●★…·") & set("".join(drawn))


async def test_text_that_looks_like_markup_or_escapes_is_drawn_as_it_is(
    paths: Paths, tmp_path: Path
) -> None:
    title = "AA [/] BB [bold]x[/y] [@click=app.quit]z \x1b[31mred\x1b]52;c;eA==\x07 \u202eabc"
    dump = tmp_path / "hostile.txt"
    organization = "[/] [red]Org\x9b31m\n·\nOct 23, 2024"
    dump.write_text(dump_text(card(title, organization), card("Small", "x y\n·\nJan 8 2")))
    library = Library(paths)
    library.add([str(dump)])
    async with reading(library) as reader:
        await reader.press("G", "b", "f", "G", "escape", "enter")
        assert "AA [/] BB [bold]x[/y]" in reader.text
        for letter in "\x1b\x07\x9b\u202e":
            assert letter not in reader.text
        await reader.press("e", "escape", "y")


async def test_a_config_that_cannot_be_used_is_said_and_left_aside(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    path.write_text('theme = "nonesuch"\nascii = "yes"\ncolour = 1\n')
    config = Config.load(path)
    assert (config.ascii, config.theme, len(config.problems)) == (False, "nonesuch", 2)
    async with reading(library, config=config) as reader:
        await reader.until(lambda: "there is no theme" in reader.text)
    assert Config.load(tmp_path / "missing.toml") == Config()
    path.write_text("theme = [")
    assert Config.load(path).problems


def test_the_sample_is_there() -> None:
    assert len(list(SAMPLE.glob("*.txt"))) == 2


async def test_a_damaged_index_is_made_again_and_said(library: Library, paths: Paths) -> None:
    [folder] = [path for path in paths.index.iterdir() if path.is_dir()]
    for path in folder.iterdir():
        path.write_bytes(b"damaged")
    async with reading(Library(paths)) as reader:
        await reader.until(lambda: "made again from 2 kept dumps" in reader.said)
        assert len(reader.titles) == 49
    assert library.dumps()


async def test_an_index_that_vanishes_while_it_is_open_is_made_again(
    reader: Reader, paths: Paths
) -> None:
    shutil.rmtree(paths.index)
    await reader.until(lambda: "made again from 2 kept dumps" in reader.said)
    await reader.press("G", "slash", *"model")
    assert 0 < len(reader.titles) < 49


async def test_what_goes_wrong_is_said_once(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> bool:
        raise StateError("the disk is gone")

    monkeypatch.setattr(reader.main._library, "changed_elsewhere", fail)
    for _ in range(3):
        reader.main._look_around()
    await reader.pilot.pause()
    assert reader.text.count("the disk is gone") == 1
    monkeypatch.setattr(reader.main._library, "mark", lambda *_a, **_k: fail())
    await reader.press("r", "b")
    assert reader.paper.title[:20] in reader.text
