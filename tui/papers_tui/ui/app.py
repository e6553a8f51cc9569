"""The application: opens the main screen, and ends well."""

import asyncio
import gc
import signal
from collections.abc import Iterable

from textual import events
from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen

from papers_tui.config import Config
from papers_tui.library import Library
from papers_tui.ui.clipboard import copy_with_program
from papers_tui.ui.commands import PaperCommands
from papers_tui.ui.driver import PapersDriver
from papers_tui.ui.screens.main import MainScreen
from papers_tui.ui.screens.palette import Palette
from papers_tui.ui.signs import ASCII, UNICODE
from papers_tui.ui.styles import stylesheets
from papers_tui.ui.widgets.search_line import SearchLine


class PapersApp(App[None]):
    """The reader."""

    TITLE = "papers-tui"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = App.COMMANDS | {PaperCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]

    def __init__(self, library: Library, config: Config) -> None:
        super().__init__(css_path=list(stylesheets()), driver_class=PapersDriver)
        library.tell = self._tell
        self._library = library
        self._config = config

    def get_default_screen(self) -> MainScreen:
        """Make the main screen."""
        return MainScreen(self._library, ASCII if self._config.ascii else UNICODE)

    def on_mount(self) -> None:
        """Take the configuration to heart, and mind the signals that end a terminal."""
        self._use_theme()
        for problem in self._config.problems:
            self.notify(problem, severity="warning", markup=False)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit, None, 128 + number)

    def on_ready(self) -> None:
        """Collect garbage from now on, but never look at what was loaded to get here."""
        gc.freeze()
        gc.enable()

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


def run(library: Library, config: Config) -> int:
    """Run the reader until the user leaves it; give the status to exit with."""
    app = PapersApp(library, config)
    app.run(mouse=config.mouse)
    return app.return_code or 0
