"""The reader, driven by keys."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from papers_tui.config import Config
from papers_tui.library import Library
from papers_tui.model.paper import Paper
from papers_tui.ui.app import PapersApp
from papers_tui.ui.screens.main import MainScreen


class Reader:
    """The running reader, and what a person would look at."""

    def __init__(self, app: PapersApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def main(self) -> MainScreen:
        """The main screen."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def paper(self) -> Paper:
        """The paper under the cursor."""
        paper = self.main.papers.paper
        assert paper is not None
        return paper

    @property
    def titles(self) -> list[str]:
        """The titles that are listed."""
        results = self.main.papers.results
        return [results.paper(row).title for row in range(len(results))]

    @property
    def text(self) -> str:
        """The screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def said(self) -> str:
        """What the notices at the edge of the screen say."""
        return "\n".join(notice.message for notice in self.app._notifications)

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until what they asked for is answered."""
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until no question is open."""
        await self.until(lambda: not self.main._searcher.busy)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        for _ in range(1000):
            if holds():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"it never came to be; the screen shows\n{self.text}")


@asynccontextmanager
async def reading(
    library: Library, size: tuple[int, int] = (120, 40), config: Config | None = None
) -> AsyncIterator[Reader]:
    app = PapersApp(library, config or Config())
    async with app.run_test(size=size, notifications=True) as pilot:
        reader = Reader(app, pilot)
        await reader.settle()
        yield reader
