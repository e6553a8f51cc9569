"""The application: opens the main screen, and ends well."""

import asyncio
import gc
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from typing import Final

from rich.console import RenderableType
from textual import events, on
from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen

from papers_tui.config import Config
from papers_tui.held_terminal import HeldTerminal
from papers_tui.last_view import LastView
from papers_tui.library import Library
from papers_tui.ui.adding import Adding, how_to_go_on
from papers_tui.ui.clipboard import copy_with_program
from papers_tui.ui.commands import PaperCommands
from papers_tui.ui.driver import PapersDriver
from papers_tui.ui.screens.main import MainScreen
from papers_tui.ui.screens.palette import Palette
from papers_tui.ui.signs import ASCII, UNICODE
from papers_tui.ui.styles import stylesheets
from papers_tui.ui.view import picture_of, view_of
from papers_tui.ui.widgets.search_line import SearchLine

_TURN: Final = 0.001
"""Seconds after which a search lets go of the interpreter, so that keys are not kept waiting."""

_PATIENCE: Final = 0.5
"""Seconds after which the screen is drawn even if there is no list yet."""


class PapersApp(App[None]):
    """The reader."""

    TITLE = "papers-tui"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = App.COMMANDS | {PaperCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]

    def __init__(
        self,
        library: Library,
        config: Config,
        last: LastView | None = None,
        terminal: HeldTerminal | None = None,
    ) -> None:
        driver = PapersDriver.taking_over(terminal) if terminal else PapersDriver
        super().__init__(css_path=list(stylesheets()), driver_class=driver)
        library.tell = self._tell
        library.begin_visit()
        self._library = library
        self._config = config
        self._last = last
        self._theme_at_first = self.theme
        self._still = ExitStack()
        self._adding: Adding | None = None
        self.not_added: Sequence[str] = ()
        """What was being added, or about to be, when the reader was left."""

    def get_default_screen(self) -> MainScreen:
        """Make the main screen."""
        signs = ASCII if self._config.ascii else UNICODE
        view = view_of(self._last.view()) if self._last else None
        widths = reversed(self.HORIZONTAL_BREAKPOINTS)
        width = next(name for least, name in widths if self.size.width >= least)
        main = MainScreen(self._library, signs, view, classes=width)
        self._adding = main.adding
        return main

    def on_mount(self) -> None:
        """Take the configuration to heart, and mind the signals that end a terminal."""
        self._use_theme()
        self._theme_at_first = self.theme
        self._still.enter_context(self.batch_update())
        self._patience = self.set_timer(_PATIENCE, self._draw)
        for problem in self._config.problems:
            self.notify(problem, severity="warning", markup=False)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit, None, 128 + number)

    async def on_unmount(self) -> None:
        """Stop what is being added, when the terminal has been given back."""
        if self._adding is not None:
            self.not_added = await self._adding.leave()

    def on_ready(self) -> None:
        """Collect garbage from now on, but never look at what was loaded to get here."""
        gc.freeze()
        gc.enable()

    @on(MainScreen.Begun)
    def _draw(self) -> None:
        """Begin to draw: with the first list, so that nothing is seen to jump."""
        self._patience.stop()
        self._still.close()
        self.screen.refresh(layout=True)

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leave, and remember what is shown."""
        super().exit(result, return_code, message)
        self._library.end_visit()
        if self._last is not None:
            self._remember(self._last)

    def _remember(self, last: LastView) -> None:
        main = self.screen_stack[0]
        assert isinstance(main, MainScreen)
        if (view := main.view_now) is not None:
            last.keep(view.as_text, *self.size, self._picture())
        elif main.begun:
            last.forget()

    def _picture(self) -> list[str] | None:
        """Draw the screen, unless it is one that a reader does not begin with."""
        passing = (
            len(self.screen_stack) > 1
            or bool(self._notifications)
            or bool(self._adding and self._adding.path)
            or self.theme != self._theme_at_first
            or isinstance(self.focused, SearchLine)
        )
        return None if passing else picture_of(self.screen)

    def action_command_palette(self) -> None:
        """Open the command palette."""
        if not Palette.fits(self.size):
            self.notify("the terminal is too small for the palette", markup=False)
        elif not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer of Textual's own commands only the choice of a theme."""
        return [c for c in super().get_system_commands(screen) if c.title == "Theme"]

    def on_key(self, event: events.Key) -> None:
        """Type what was pressed after the search line was asked for, but before it was there."""
        if isinstance(self.focused, SearchLine) and self.focused.takes(event):
            self.focused.take(event)
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted after the search line was asked for, but before it was there."""
        if isinstance(self.focused, SearchLine):
            self.focused.replace(" ".join(event.text.split()), *self.focused.selection)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text: by a clipboard program where there is one, and by escape sequence."""
        copy_with_program(text)
        super().copy_to_clipboard(text)

    def _tell(self, sentence: str) -> None:
        """Show what the library has to say, from any thread."""
        self.call_later(self.notify, sentence, markup=False, timeout=10)

    def _use_theme(self) -> None:
        if self._config.theme in self.available_themes:
            self.theme = self._config.theme
        else:
            names = ", ".join(sorted(self.available_themes))
            self.notify(
                f"there is no theme {self._config.theme!r}; the themes are {names}",
                severity="warning",
                markup=False,
            )


def run(
    library: Library,
    config: Config,
    last: LastView | None = None,
    terminal: HeldTerminal | None = None,
) -> int:
    """Run the reader until the user leaves it; give the status to exit with.

    Args:
        library: The papers.
        config: The settings.
        last: What to begin with, and where to remember what was shown last; None for neither.
        terminal: A terminal that shows a picture, to be drawn over.
    """
    sys.setswitchinterval(_TURN)
    app = PapersApp(library, config, last, terminal)
    app.run(mouse=config.mouse)
    if app.not_added:
        kept = last is not None  # what is thrown away cannot be added to
        with suppress(OSError):  # the terminal may be gone
            print(how_to_go_on(app.not_added if kept else ()), file=sys.stderr)
    return app.return_code or 0
