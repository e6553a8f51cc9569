"""The list of dumps: what it shows, what can be done there, and adding while reading goes on."""

import asyncio
import datetime
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from papers_tui.config import Config
from papers_tui.errors import BusyError
from papers_tui.library import Library
from papers_tui.model.dump import Dump, Problem
from papers_tui.model.query import Group, Query
from papers_tui.paths import Paths
from papers_tui.ui.adding import Adding, Ended, Stand, how_to_go_on
from papers_tui.ui.commands import DUMP_COMMANDS
from papers_tui.ui.screens.add import AddDialog
from papers_tui.ui.screens.confirm import ConfirmDialog
from papers_tui.ui.screens.dumps import DumpsScreen
from papers_tui.ui.signs import ASCII, UNICODE
from papers_tui.ui.widgets.adding_line import AddingLine
from papers_tui.ui.widgets.dump_list import shortened
from tests.builders import card, dump_text
from tests.ui.driving import Reader, reading

SIZES = [(80, 24), (120, 40), (50, 15)]


@pytest.fixture
def more(tmp_path: Path) -> Path:
    """A dump with one new paper and one that lacks its footer."""
    path = tmp_path / "more captures" / "more.txt"
    path.parent.mkdir()
    new = card("A Paper That Nobody Has Seen Before Today")
    path.write_text(dump_text(new, card("Another One Whose Footer Is Missing Here", None)))
    return path


@pytest.fixture
def endless(tmp_path: Path) -> Iterator[Path]:
    """A file that a job waits for without end: a pipe that nobody writes to."""
    path = tmp_path / "endless.txt"
    os.mkfifo(path)
    yield path


def dumps_of(reader: Reader) -> DumpsScreen:
    screen = reader.app.screen
    assert isinstance(screen, DumpsScreen)
    return screen


async def open_dumps(reader: Reader, count: int) -> DumpsScreen:
    await reader.press("D")
    screen = dumps_of(reader)
    await reader.until(lambda: screen.dumps.count == count)
    await reader.pilot.pause()
    return screen


async def add(reader: Reader, path: Path) -> None:
    await reader.press("a")
    dialog = reader.app.screen
    assert isinstance(dialog, AddDialog)
    dialog.query_one(Input).value = str(path)
    await reader.press("enter")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_it_shows_what_was_added_newest_first(
    library: Library, more: Path, size: tuple[int, int], ascii_only: bool
) -> None:
    library.add([str(more)])
    async with reading(library, size=size, config=Config(ascii=ascii_only)) as reader:
        screen = await open_dumps(reader, 3)
        assert screen.dumps.dumps[0].file == "more.txt"
        first = next(line for line in reader.text.splitlines() if "2026-04-21?" in line)
        assert "more.txt" in first and " 2 " in first and " 1 " in first
        assert "1 of 3" in reader.text and "captured" in reader.text
        path = " ".join(reader.text.replace("│", " ").split())
        assert str(more).rpartition("/")[0][:20] in path
        assert not ascii_only or "…" not in reader.text
        assert max(map(len, reader.text.splitlines())) <= size[0]
        await reader.press("j")
        assert screen.dumps.cursor == 1 and "2 of 3" in reader.text
        assert size[1] < 20 or screen.dumps.dumps[1].sha256[:16] in reader.text
        assert "Esc Back" in reader.text and "a Add" in reader.text


async def test_the_details_scroll_to_every_problem(library: Library, more: Path) -> None:
    library.add([str(more)])
    async with reading(library, size=(120, 40)) as reader:
        screen = await open_dumps(reader, 3)
        dump = screen.dumps.dump
        assert dump is not None
        problems = tuple(
            Problem(None, f"what is wrong here is number {n}", n, "\x1b[31mred [/] text " * 50)
            for n in range(1, 101)
        )
        many = replace(dump, problems=problems, further_problems=7)
        screen.dumps.show([many], 0)
        await reader.press("k")
        assert "107 problems" in reader.text and "record 1: what is wrong" in reader.text
        assert "\x1b" not in reader.text and "red [/] text" in reader.text
        await reader.press("tab")
        assert screen.details.has_focus
        await reader.press("G")
        assert "and 7 more" not in reader.text
        await reader.press("G")
        assert "and 7 more, which are not kept" in reader.text
        assert "record 100:" in reader.text
        await reader.press("escape")
        assert screen.dumps.has_focus
        await reader.press("escape")
        assert reader.app.screen is reader.main


async def test_enter_lists_the_papers_of_the_dump(reader: Reader, library: Library) -> None:
    await reader.press("slash", *"attention", "enter")
    screen = await open_dumps(reader, 2)
    dump = screen.dumps.dump
    assert dump is not None
    await reader.press("enter")
    await reader.settle()
    main = reader.main
    assert main._query.chosen == {(Group.DUMP, dump.sha256)} and main._query.text == ""
    assert len(reader.titles) == dump.papers
    assert all(
        dump.sha256 in {s.dump for s in main.papers.results.paper(row).sightings}
        for row in range(len(reader.titles))
    )
    assert dump.label[:30] in reader.text and main.papers.has_focus
    await reader.press("escape")
    assert len(reader.titles) == 49


async def test_the_path_is_copied(reader: Reader) -> None:
    screen = await open_dumps(reader, 2)
    await reader.press("y")
    assert screen.dumps.dump is not None
    assert reader.app.clipboard == screen.dumps.dump.path


async def test_a_dump_is_removed_only_when_that_is_confirmed(
    library: Library, more: Path, paths: Paths
) -> None:
    library.add([str(more)])
    papers = map(library.search(Query()).paper, range(51))
    paper = next(paper for paper in papers if paper.title.startswith("A Paper That"))
    library.mark([paper], read=True, bookmarked=True)
    async with reading(library) as reader:
        screen = await open_dumps(reader, 3)
        for no in ("escape", "n", "enter"):
            await reader.press("x")
            assert isinstance(reader.app.screen, ConfirmDialog)
            assert "more.txt with 2 papers" in " ".join(reader.text.split())
            await reader.press(no)
            assert dumps_of(reader).dumps.count == 3
        await reader.press("delete", "y")
        await reader.until(lambda: screen.dumps.count == 2)
        assert "more.txt is removed" in reader.said
        await reader.press("escape")
        await reader.until(lambda: len(reader.titles) == 49)
    assert len(Library(paths).dumps()) == 2
    assert library.marks(paper).bookmarked and library.marks(paper).read


async def test_the_papers_of_a_removed_dump_are_asked_for_no_longer(
    reader: Reader, library: Library
) -> None:
    await open_dumps(reader, 2)
    await reader.press("enter")
    screen = await open_dumps(reader, 2)
    await reader.press("x", "y")
    await reader.until(lambda: screen.dumps.count == 1)
    await reader.press("escape")
    await reader.until(lambda: not reader.main._query.narrowed and bool(reader.titles))
    dump = library.dumps()[0]
    await reader.until(lambda: len(reader.titles) == dump.papers)


async def test_what_cannot_be_removed_now_is_said(
    reader: Reader, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(sha256: str) -> None:
        raise BusyError("another program is writing to the index; try again later")

    monkeypatch.setattr(library, "remove_dump", busy)
    await open_dumps(reader, 2)
    await reader.press("x", "y")
    await reader.until(lambda: "another program" in reader.said)
    assert dumps_of(reader).dumps.count == 2


async def test_without_dumps_it_says_how_to_add_some(paths: Paths, more: Path) -> None:
    async with reading(Library(paths), size=(50, 15)) as reader:
        assert "Press D, then a" in reader.text
        await reader.press("D")
        await reader.until(lambda: "No dumps yet. Press a" in reader.text)
        for key in ("enter", "x", "y", "j", "G", "tab", "pagedown"):
            await reader.press(key)
        assert isinstance(reader.app.screen, DumpsScreen)
        await add(reader, more)
        await reader.until(lambda: "2 new" in reader.said)
        await reader.until(lambda: dumps_of(reader).dumps.count == 1)
        await reader.until(lambda: "No dumps yet" not in reader.text)
        assert dumps_of(reader).dumps.has_focus
        await reader.press("escape")
        await reader.until(lambda: len(reader.titles) == 2)


async def test_adding_goes_on_beside_reading(reader: Reader, endless: Path) -> None:
    await open_dumps(reader, 2)
    await add(reader, endless)
    await reader.press("escape")
    await reader.until(lambda: "reading endless.txt" in reader.text)
    await reader.press("j")
    assert reader.main.papers.cursor == 1
    text = dump_text(card("A Paper That Nobody Has Seen Before Today"))
    await asyncio.to_thread(endless.write_text, text)
    await reader.until(lambda: "endless.txt: 1 new" in reader.said)
    await reader.until(lambda: len(reader.titles) == 50)
    assert not reader.main.query_one(AddingLine).display
    assert reader.main.adding.path is None


async def test_adding_again_says_that_nothing_is_new(reader: Reader, more: Path) -> None:
    await open_dumps(reader, 2)
    await add(reader, more)
    await add(reader, more)
    await reader.until(lambda: "nothing new, 2 unchanged" in reader.said)
    assert "2 new" in reader.said


async def test_a_file_that_is_no_dump_is_refused(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader,\n\nthis is a letter.")
    await open_dumps(reader, 2)
    await add(reader, path)
    await reader.until(lambda: "not a paper listing" in reader.said)
    [notice] = reader.app._notifications
    assert notice.severity == "error" and "letter.txt" in notice.message
    (tmp_path / "folder").mkdir()
    await add(reader, tmp_path / "folder")
    await reader.until(lambda: "there is no file to add" in reader.said)
    assert dumps_of(reader).dumps.count == 2


async def test_what_fails_before_it_can_say_so_is_told(
    reader: Reader, more: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho 'no modules here' >&2\nexit 3\n")
    program.chmod(0o700)
    monkeypatch.setattr("sys.executable", str(program))
    await open_dumps(reader, 2)
    await add(reader, more)
    await reader.until(lambda: "more.txt: no modules here" in reader.said)
    monkeypatch.setattr("sys.executable", str(tmp_path / "nothing"))
    await add(reader, more)
    await reader.until(lambda: "adding cannot begin" in reader.said)


async def test_a_job_is_stopped_and_the_next_one_is_done(
    reader: Reader, endless: Path, more: Path
) -> None:
    await open_dumps(reader, 2)
    await reader.press("c")
    assert "nothing is being added" in reader.said
    reader.app.clear_notifications()
    await add(reader, endless)
    await add(reader, more)
    await reader.until(lambda: reader.main.adding.stand is not None)
    await reader.until(lambda: "reading endless.txt" in reader.text)
    assert "1 more · c stops it" in reader.text
    await reader.press("x")
    assert "remove this one afterwards" in reader.said
    await reader.press("c")
    await reader.until(lambda: "adding endless.txt was stopped" in reader.said)
    await reader.until(lambda: "more.txt: 2 new" in reader.said)
    await reader.until(lambda: dumps_of(reader).dumps.count == 3)


async def test_leaving_stops_what_is_added_and_says_how_to_go_on(
    library: Library, endless: Path, more: Path
) -> None:
    async with reading(library) as reader:
        await open_dumps(reader, 2)
        await add(reader, endless)
        await add(reader, more)
        await reader.until(lambda: reader.main.adding.stand is not None)
        job = reader.main.adding._job
        assert job is not None and job.process is not None
        process = job.process
        await reader.press("escape", "q")
    assert process.returncode not in (None, 0)
    assert reader.app.not_added == [str(endless), str(more)]
    assert how_to_go_on(reader.app.not_added) == (
        f"papers-tui: adding was stopped; to go on: papers-tui add {endless} '{more}'"
    )
    assert len(library.dumps()) == 2


async def test_only_what_exists_can_be_added(reader: Reader, tmp_path: Path) -> None:
    await open_dumps(reader, 2)
    await reader.press("a", "enter")
    assert "Give the path" in reader.text
    for typed in (str(tmp_path / "nothing"), "~nobody-of-that-name/x", "a\0b"):
        reader.app.screen.query_one(Input).value = typed
        await reader.press("enter")
        assert isinstance(reader.app.screen, AddDialog)
        assert "There is no" in reader.text
    await reader.press("escape")
    assert isinstance(reader.app.screen, DumpsScreen)
    assert reader.main.adding.path is None


async def test_paths_are_completed(
    reader: Reader, more: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(more.parents[1]))
    (more.parents[1] / ".hidden").mkdir()
    await open_dumps(reader, 2)
    await reader.press("a")
    line = reader.app.screen.query_one(Input)
    for typed, completed in [
        (f"{more.parents[1]}/mo", f"{more.parent}/"),
        ("~/mo", "~/more captures/"),
        ("more captures/m", "more captures/more.txt"),
        (".hid", ".hidden/"),
    ]:
        line.value = typed
        await reader.until(lambda: line._suggestion != "")
        await reader.press("tab")
        assert line.value == completed
    line.value = "/nothing of that name/x"
    await reader.press("tab")
    assert line.value == "/nothing of that name/x"


@pytest.mark.parametrize("width", [120, 80, 50, 20])
@pytest.mark.parametrize("signs", [UNICODE, ASCII])
async def test_the_line_of_a_job_fits(
    library: Library, endless: Path, width: int, signs: object
) -> None:
    config = Config(ascii=signs is ASCII)
    async with reading(library, size=(width, 15), config=config) as reader:
        adding = reader.main.adding
        line = reader.main.query_one(AddingLine)
        stand = Stand(
            "indexing", "/long/path/arxiv-metadata-snapshot.jsonl", 1200, 3000, 240.4, 7.5
        )
        adding.add(endless)
        await reader.until(lambda: adding.stand is not None and line.size.width == width)
        assert adding._job is not None
        adding._job.stand = stand
        shown = line.render_line(0).text
        assert len(shown) == width
        if width >= 50:
            assert "1,200 of 3,000" in shown and "240/s" in shown and "8 s left" in shown
            assert "indexing ar" in shown
        assert (("#####---" in shown) or ("█████─" in shown)) is (width >= 80)


async def test_the_jobs_of_a_library_add_to_that_library(tmp_path: Path, more: Path) -> None:
    paths = Paths.under(tmp_path / "elsewhere")
    assert paths.environment == {"PAPERS_TUI_HOME": str(tmp_path / "elsewhere")}
    assert Paths(tmp_path / "a", tmp_path / "b", tmp_path / "c").environment == {}
    library = Library(paths)
    async with reading(library) as reader:
        await reader.press("D")
        await add(reader, more)
        await reader.until(lambda: "2 new" in reader.said)
    assert [dump.file for dump in library.dumps()] == ["more.txt"]


async def test_the_palette_offers_what_can_be_done_here(reader: Reader) -> None:
    await open_dumps(reader, 2)
    await reader.press("ctrl+p")
    await reader.pilot.press(*"copy")
    await reader.until(lambda: "Copy path" in reader.text and "Copy BibTeX" not in reader.text)


async def test_what_a_job_wrote_decides_what_is_told() -> None:
    told: list[Ended] = []
    adding = Adding(Paths.under(Path("/nowhere")), told.append)
    assert adding.path is None and adding.stand is None and adding.waiting == 0
    await adding.stop()
    assert await adding.leave() == []
    assert how_to_go_on(()) == "papers-tui: adding was stopped"


def test_a_path_is_shortened_in_its_middle() -> None:
    path = "/home/somebody/captures/2026/capture-of-april.txt"
    assert shortened(path, 60, "…") == path
    assert shortened(path, 40, "…") == "/home/somebody/cap…/capture-of-april.txt"
    for width in range(1, 50):
        cut = shortened(path, width, "…")
        assert len(cut) <= width, width
    assert shortened(path, 30, "~") == "/home/so~/capture-of-april.txt"
    assert shortened(path, 12, "…").endswith(".txt")


def test_no_two_commands_of_the_dumps_have_one_key() -> None:
    keys = [key for command in DUMP_COMMANDS for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))


def test_a_dump_from_standard_input_has_a_name() -> None:
    dump = Dump(
        "a" * 64, "-", datetime.datetime.now(datetime.UTC), None, None, "plain-text", None,
        False, 0, 0, 0,
    )  # fmt: skip
    assert dump.file == "standard input"
