"""Adding that is killed, finds no room or has company leaves a library that is whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from papers_tui.cli import cli
from papers_tui.index.batch import PART
from papers_tui.library import Library
from papers_tui.model.dump import AddReport
from papers_tui.model.paper import Paper
from papers_tui.model.progress import Progress
from papers_tui.model.query import Query
from papers_tui.paths import HOME_VARIABLE, Paths
from tests.builders import SAMPLE, dump_text

pytestmark = pytest.mark.slow

KILLS = 8
"""How often the program is killed at the most."""

FEW = 2_000
MANY = 2 * PART + 5_000
"""Papers that take three parts, which several processes write."""


def small_paper(number: int) -> str:
    title = f"A Small Paper With The Number {number:06}"
    return f"{title}\n\nIt says little of x{number}.\n\na b\n·\nJan 8"


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dumps with many papers, some of which stand in both."""
    folder = tmp_path_factory.mktemp("dumps")
    cards = [small_paper(number) for number in range(MANY)]
    (folder / "many.txt").write_text(dump_text(*cards))
    (folder / "few.txt").write_text(dump_text(*cards[100 : 100 + FEW], head="Apr 22"))
    return folder


def program(home: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "papers_tui", *arguments],
        env={**os.environ, HOME_VARIABLE: str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def papers_in(library: Library) -> set[Paper]:
    found = library.search(Query())
    return {found.paper(row) for row in range(len(found))}


def marked(home: Path) -> Paper:
    """Bookmark a paper of the sample that is there already."""
    library = Library(Paths.under(home))
    library.add([str(sorted(SAMPLE.glob("*.txt"))[0])])
    paper = library.search(Query("attention")).paper(0)
    library.mark([paper], read=True, bookmarked=True)
    library.close()
    return paper


def check_whole(home: Path, paper: Paper) -> int:
    """Check that a library can be read as it is, and that nothing that was said is lost."""
    told: list[str] = []
    library = Library(Paths.under(home), told.append)
    found = library.search(Query())
    assert len(found) == found.total >= 27
    rows = range(0, len(found), max(1, len(found) // 50))
    assert all(found.paper(row).title for row in rows)
    assert len(library.search(Query("attention"))) > 0
    assert library.marks(paper).read and library.marks(paper).bookmarked
    assert [kept.title for kept in library.bookmarks()] == [paper.title]
    assert all("interrupted addition" in sentence for sentence in told), told
    library.close()
    return len(found)


def same(library: Library) -> set[object]:
    """Give what must not hang on how often one was broken off."""
    return {
        (paper.identities, tuple((s.dump, s.position) for s in paper.sightings))
        for paper in papers_in(library)
    }


def writes(home: Path, running: "subprocess.Popen[bytes]") -> bool:
    """Wait until a program writes to the index; tell whether it does, or has ended before."""
    while not list((home / "data" / "index").glob("*/arriving-*")):
        if running.poll() is not None:
            return False
        time.sleep(0.01)
    return True


def killed_after(running: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Kill a program, unless it ends before; the processes that it began end by themselves."""
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.kill()
    running.communicate()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            return running.returncode != 0
        time.sleep(0.02)
    raise AssertionError("a process outlived the program that began it")


def test_additions_that_are_killed(home: Path, tmp_path: Path, dumps: Path) -> None:
    paper = marked(home)
    chance = random.Random(1)
    text = (dumps / "few.txt").read_text()
    begin = time.monotonic()
    running = program(tmp_path / "whole", "add", str(dumps / "few.txt"))
    assert running.communicate()[1] == b""
    longest = time.monotonic() - begin
    killed = 0
    for number in range(KILLS):
        (tmp_path / f"{number}.txt").write_text(text.replace("Apr 22", f"Mar {number + 1}"))
        running = program(home, "add", str(tmp_path / f"{number}.txt"))
        killed += killed_after(running, chance.uniform(0.2, longest))
        check_whole(home, paper)
    print(f"{killed} kills were survived")  # pytest -rP shows it
    assert killed > KILLS // 3
    library, again = Library(Paths.under(home)), Library(Paths.under(tmp_path / "again"))
    kept = (home / "data" / "dumps").glob("*.json")
    again.add([str(path.with_suffix(".gz")) for path in kept])
    assert same(library) == same(again)


def test_one_addition_that_is_killed_again_and_again(
    home: Path, tmp_path: Path, dumps: Path
) -> None:
    paper = marked(home)
    chance = random.Random(2)
    killed = 0
    for _attempt in range(KILLS // 2):
        running = program(home, "add", str(dumps / "many.txt"))
        writes(home, running)
        if not killed_after(running, chance.uniform(0, 1.5)):
            break
        killed += 1
        check_whole(home, paper)
    print(f"{killed} kills were survived")
    assert killed > 1
    assert program(home, "add").wait() == 0
    assert check_whole(home, paper) == MANY + 27
    whole = Library(Paths.under(tmp_path / "whole"))
    whole.add([str(sorted(SAMPLE.glob("*.txt"))[0]), str(dumps / "many.txt")])
    assert same(Library(Paths.under(home))) == same(whole)
    assert not list((home / "data" / "index").glob("*/arriving-*"))


def test_what_was_broken_off_goes_on_where_it_was(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("batch", "build"):
        monkeypatch.setattr(f"papers_tui.index.{module}.PART", 1000)
    monkeypatch.setattr("papers_tui.index.build.processors", lambda: 1)
    path = tmp_path / "dump.txt"
    path.write_text(dump_text(*map(small_paper, range(5000))))

    class StopError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done > 1500:
            raise StopError

    with pytest.raises(StopError):
        Library(paths).add([str(path)], progress=Progress(indexed=stop))
    told: list[str] = []
    library = Library(paths, told.append)
    assert len(library.search(Query())) == 1000
    assert library.left_over == 4000
    assert "4,000 records of an interrupted addition are still to be taken in" in told[0]
    seen: list[tuple[int, int]] = []
    report = library.add([str(path)], progress=Progress(indexed=lambda *stand: seen.append(stand)))
    assert {total for _done, total in seen} == {4000}
    assert (report.new, report.papers_in_index, library.left_over) == (4000, 5000, 0)


def test_what_was_left_over_is_taken_in_by_add_alone(home: Path, paths: Paths, dumps: Path) -> None:
    running = program(home, "add", str(dumps / "many.txt"))
    assert writes(home, running)
    running.kill()
    running.communicate()
    done = CliRunner().invoke(cli, ["add"])
    assert done.exit_code == 0 and f"{MANY:,} papers in the library" in done.stdout
    assert "0 new" in CliRunner().invoke(cli, ["add"]).stdout


def test_several_processes_give_the_same_as_one(
    tmp_path: Path, dumps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: dict[int, AddReport] = {}
    papers: dict[int, set[Paper]] = {}
    for count in (1, 3):
        monkeypatch.setattr("papers_tui.index.build.processors", lambda count=count: count)
        monkeypatch.setattr("papers_tui.index.segment_work.processors", lambda count=count: count)
        library = Library(Paths.under(tmp_path / str(count)))
        reports[count] = library.add([str(dumps)])
        papers[count] = papers_in(library)
    assert papers[1] == papers[3] and len(papers[1]) == MANY
    assert reports[1].new == reports[3].new == MANY
    assert [file.merged for file in reports[1].files] == [FEW, FEW]


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Callable[[Path, int], Path]]:
    """Move a folder to a disk with so much more room, in kilobytes; or skip."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(folder: Path, kilobytes: int) -> Path:
        pages = sum(-(-path.stat().st_size // 4096) + 1 for path in folder.rglob("*"))
        size = f"size={4 * pages + kilobytes}k"
        command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(disk)]
        if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("no small disk can be mounted here")
        shutil.copytree(folder, disk / "home")
        return disk / "home"

    yield mount
    subprocess.run(["umount", "-l", str(disk)], check=False, capture_output=True)


@pytest.mark.parametrize("kilobytes", [0, 20, 50, 100, 200, 400])
def test_a_full_disk(
    full_disk: Callable[[Path, int], Path], home: Path, dumps: Path, kilobytes: int
) -> None:
    paper = marked(home)
    on_disk = full_disk(home, kilobytes)
    running = program(on_disk, "add", str(dumps / "few.txt"))
    said = running.communicate()[1].decode()
    assert running.returncode == 1 and "No space left on device" in said
    assert "Traceback" not in said
    for name in (".arriving-*", "arriving-*"):
        assert not list((on_disk / "data").rglob(name))
    # There is no room to complete it, and what was there is shown.
    told: list[str] = []
    library = Library(Paths.under(on_disk), told.append)
    assert len(library.search(Query())) == 27
    assert library.marks(paper).bookmarked
    library.close()


def test_a_folder_that_may_only_be_read(
    full_disk: Callable[[Path, int], Path], home: Path, dumps: Path
) -> None:
    paper = marked(home)
    on_disk = full_disk(home, 1000)
    subprocess.run(["mount", "-o", "remount,ro", str(on_disk.parent)], check=True)
    running = program(on_disk, "add", str(dumps / "few.txt"))
    said = running.communicate()[1].decode()
    assert running.returncode == 1 and "Read-only file system" in said and "Traceback" not in said
    for arguments in (["search", "attention"], ["show", paper.key], ["export", "--bookmarked"]):
        running = program(on_disk, *arguments)
        printed, said = (text.decode() for text in running.communicate())
        assert running.returncode == 0, said
        assert "ttention" in printed, said


def test_a_second_one_says_who_holds_the_lock(
    home: Path, dumps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papers_tui.current._PATIENCE", 0.2)
    first = program(home, "add", str(dumps / "many.txt"))
    library = Library(Paths.under(home))
    assert writes(home, first)
    with pytest.raises(Exception, match=f"process {first.pid}"):
        library.add([str(dumps / "few.txt")])
    first.communicate()
    assert first.returncode == 0
    # What was kept meanwhile is taken in the next time.
    found = Library(Paths.under(home)).search(Query())
    assert len(found) == MANY
    assert any(len(found.paper(row).records) == 2 for row in range(len(found)))


def test_two_at_once_and_a_reader(home: Path, tmp_path: Path) -> None:
    names = sorted(SAMPLE.glob("*.txt"))
    reader = Library(Paths.under(home))
    assert len(reader.search(Query())) == 0
    running = [program(home, "add", str(name)) for name in names]
    while any(one.poll() is None for one in running):
        assert len(reader.search(Query())) in (0, 26, 27, 49)
    assert [one.wait() for one in running] == [0, 0]
    assert len(reader.search(Query())) == 49


def test_interrupted_by_the_user(home: Path, dumps: Path) -> None:
    running = program(home, "add", str(dumps / "many.txt"))
    assert writes(home, running)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does it: to every process
    said = running.communicate(timeout=60)[1].decode()
    assert (running.returncode, said.strip()) == (130, "papers-tui: interrupted")
    assert program(home, "add").wait() == 0
    assert len(Library(Paths.under(home)).search(Query())) == MANY
