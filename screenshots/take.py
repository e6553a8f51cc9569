"""Take the pictures of the README: the reader, on the bundled sample, in a library thrown away.

`make screenshots` runs it. Every picture is written as SVG beside this file, the same on any
machine, and as PNG where Chromium is found. A PNG is drawn with the fonts that are installed: Fira
Code is the one that the SVG names, any other monospaced one will do.
"""

import asyncio
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from papers_tui.config import Config
from papers_tui.library import Library
from papers_tui.model.query import Query
from papers_tui.paths import Paths

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from papers_tui.ui.screens.main import MainScreen

_FOLDER: Final = Path(__file__).parent
"""Where the pictures are written."""

_READ: Final = (0, 1, 3, 5, 6, 10, 27)
"""The papers that were read, as rows of the list, newest first."""

_BOOKMARKED: Final = (1, 2, 6, 13, 27, 37)
"""The papers that are bookmarked, as such rows too."""

_WIDE: Final = (120, 36)
"""Columns and lines of a terminal with room for three panes."""

_NARROW: Final = (60, 24)
"""Columns and lines of a terminal with room for one pane."""

_PATIENCE: Final = 30.0
"""Seconds to wait for the reader to have done what a key asked for."""

_SCALE: Final = 10 / 12.2
"""Makes the columns of an SVG, 12.2 wide, 10 pixels wide in a PNG: whole ones are drawn sharply."""

_CHROMIUM_PATIENCE: Final = 120.0
"""Seconds to wait for Chromium to draw a picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to take."""

    name: str
    """The name of its files, without their endings."""

    size: tuple[int, int]
    """Columns and lines of the terminal."""

    keys: tuple[str, ...]
    """What is pressed before it is taken."""


PICTURES: Final = (
    Picture("main", _WIDE, ("j", "j")),
    Picture("search", _WIDE, ("slash", *"language models")),
    Picture("filters", _WIDE, ("f", "j", "enter", "j", "j", "j", "j", "enter")),
    Picture("help", _WIDE, ("question_mark",)),
    Picture("export", _WIDE, ("j", "j", "e")),
    Picture("narrow", _NARROW, ("j", "j")),
)
"""The pictures."""


def main() -> None:
    """Take every picture."""
    _forget_environment()
    with tempfile.TemporaryDirectory(prefix="papers-tui-") as folder:
        library = _sample_library(Path(folder))
        drawings = [asyncio.run(_take(library, picture)) for picture in PICTURES]
    chromium = shutil.which("chromium")
    if chromium is None:
        print("chromium is not found, so only the SVG pictures are written", file=sys.stderr)
        return
    for drawing in drawings:
        _draw(chromium, drawing)


def _forget_environment() -> None:
    """Take out of the environment what would change the looks; Textual reads it on import."""
    for name in list(os.environ):
        if name in ("NO_COLOR", "COLORTERM") or name.startswith("TEXTUAL_"):
            del os.environ[name]


def _sample_library(folder: Path) -> Library:
    """Add the sample to a new library, and mark some of its papers."""
    library = Library(Paths.under(folder))
    with as_file(files("papers_tui") / "sample") as dumps:
        library.add([str(dumps)])
    newest = library.search(Query())
    library.mark([newest.paper(row) for row in _READ], read=True)
    library.mark([newest.paper(row) for row in _BOOKMARKED], bookmarked=True)
    return library


async def _take(library: Library, picture: Picture) -> Path:
    """Press the keys of a picture in a new reader, and write what is then shown as SVG."""
    from papers_tui.ui.app import PapersApp  # deferred: the environment is cleared before

    app = PapersApp(library, Config())
    async with app.run_test(size=picture.size) as pilot:
        await _settle(pilot)
        for key in picture.keys:
            await pilot.press(key)
            await _settle(pilot)
        await _stop_blinking(pilot)
        path = _FOLDER / f"{picture.name}.svg"
        path.write_text(app.export_screenshot(simplify=True), encoding="utf-8")
    return path


async def _settle(pilot: "Pilot[None]") -> None:
    """Wait until the list answers what was asked last, and is drawn."""
    async with asyncio.timeout(_PATIENCE):
        while not _answered(_main_screen(pilot)):
            await pilot.pause()
    await pilot.pause()


def _main_screen(pilot: "Pilot[None]") -> "MainScreen":
    """Find the main screen, which may lie below a dialog."""
    from papers_tui.ui.screens.main import MainScreen  # deferred: as above

    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def _answered(screen: "MainScreen") -> bool:
    """Tell whether nothing is being searched for any more."""
    results = screen.papers.results
    return not screen._searcher.busy and results.query.text == screen.search_line.value


async def _stop_blinking(pilot: "Pilot[None]") -> None:
    """Let cursors stay visible, whatever time it is."""
    from textual.widgets import Input  # deferred: as above

    for line in pilot.app.screen.query(Input):
        line.cursor_blink = False
    await pilot.pause()


def _draw(chromium: str, drawing: Path) -> None:
    """Draw an SVG as PNG, without asking any network for its font."""
    with tempfile.TemporaryDirectory(prefix="papers-tui-") as profile:
        subprocess.run(
            [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars",
                "--force-device-scale-factor=1", "--default-background-color=00000000",
                f"--user-data-dir={profile}", f"--window-size={_size(drawing)}",
                f"--screenshot={drawing.with_suffix('.png')}", str(drawing),
            ],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=_CHROMIUM_PATIENCE,
        )  # fmt: skip


def _size(drawing: Path) -> str:
    """Give width and height for the PNG of an SVG, in pixels, from its viewBox."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{drawing} has no viewBox")
    return ",".join(str(math.ceil(float(length) * _SCALE)) for length in found.groups())


if __name__ == "__main__":
    main()
