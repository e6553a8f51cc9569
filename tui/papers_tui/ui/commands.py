"""Every command that the user can give: the one list of keys.

Bindings, the line of keys, the command palette, the help screen and the table of keys in the README
are made from it.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from textual.binding import Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider

Section = Literal["Move", "Find", "Paper", "Program", "Dumps"]
"""The headings of the help screen."""


@dataclass(frozen=True, slots=True)
class Command:
    """A thing that the user can do."""

    action: str
    """The action of the screen that does it, with its arguments."""

    keys: str
    """The default keys, parted by commas; two parted by a blank are pressed one after the other."""

    label: str
    """The name in the line of keys and the palette."""

    help: str
    """One line of help."""

    section: Section
    """Where the help lists it; what moves in the list of dumps is not listed again."""

    bar: int | None = None
    """Its place in the line of keys, the first being 1: what does not fit there is not shown."""

    needs_paper: bool = False
    """It applies only when there is a paper under the cursor."""

    in_filters: bool = False
    """It applies only where the keys move in the filters."""

    @property
    def shown_keys(self) -> list[str]:
        """The keys as a person reads them."""
        return [_SHOWN.get(key, key) for key in self.keys.split(",")]


_SHOWN: Final = {
    "down": "↓", "up": "↑", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home",
    "end": "End", "tab": "Tab", "shift+tab": "Shift+Tab", "slash": "/", "escape": "Esc",
    "enter": "Enter", "question_mark": "?", "ctrl+p": "Ctrl+P", "ctrl+r": "Ctrl+R",
    "backspace": "Backspace", "left": "←", "right": "→",
    "shift+left": "Shift+←", "shift+right": "Shift+→", "delete": "Del",
}  # fmt: skip

COMMANDS: Final[tuple[Command, ...]] = (
    Command("move(1)", "j,down", "Down", "Next paper, value or line", "Move"),
    Command("move(-1)", "k,up", "Up", "Previous paper, value or line", "Move"),
    Command("edge(-1)", "g g,home", "Top", "To the top", "Move"),
    Command("edge(1)", "G,end", "Bottom", "To the bottom", "Move"),
    Command("page(1)", "pagedown", "Page down", "One page down", "Move"),
    Command("page(-1)", "pageup", "Page up", "One page up", "Move"),
    Command(
        "unread(1)", "n", "Next unread", "To the next unread paper; in the abstract, to a match",
        "Move", bar=7,
    ),
    Command(
        "unread(-1)", "p", "Previous unread", "To the one before", "Move"
    ),
    Command("pane(1)", "tab", "Pane right", "To the pane on the right", "Move"),
    Command("pane(-1)", "shift+tab", "Pane left", "To the pane on the left", "Move"),
    Command("step(1)", "l,right", "Right", "To the right: a pane, or a bar of the dates", "Move"),
    Command("step(-1)", "h,left", "Left", "To the left: a pane, or a bar of the dates", "Move"),
    Command(
        "extend(1)", "shift+right", "Range right",
        "Move the end of a range of dates right; Enter ends it", "Move", in_filters=True,
    ),
    Command(
        "extend(-1)", "shift+left", "Range left",
        "Move the end of a range of dates left; Enter ends it", "Move", in_filters=True,
    ),
    Command(
        "open", "enter", "Open",
        "Open the abstract; choose a filter, or an end of a range of dates", "Move",
    ),
    Command("back", "escape", "Back", "One step back: pane, search, filters", "Move"),
    Command("search", "slash", "Search", "Search the papers", "Find", bar=3),
    Command("filters", "f", "Filters", "To the filters", "Find", bar=4),
    Command("only('unread')", "u", "Unread", "Only unread papers, or all", "Find", bar=8),
    Command("only('bookmarked')", "B", "Bookmarks", "Only bookmarks, or all", "Find"),
    Command(
        "exclude", "x", "Exclude", "Exclude the filter under the cursor, or no longer", "Find",
        in_filters=True,
    ),
    Command("remove", "backspace", "Widen", "Take the last filter away", "Find"),
    Command("suggested", "d,ctrl+r", "Did you mean", "Search for what was meant", "Find"),
    Command("sort", "s", "Sort", "Choose the order of the list", "Find", bar=10),
    Command(
        "toggle_read", "r", "Read", "Mark as read, or unread", "Paper",
        bar=5, needs_paper=True,
    ),
    Command(
        "toggle_bookmark", "b", "Bookmark", "Bookmark, or no longer", "Paper",
        bar=6, needs_paper=True,
    ),
    Command(
        "related", "m", "Related", "List related papers; Esc goes back", "Paper",
        bar=11, needs_paper=True,
    ),
    Command("why", "w", "Why", "Say why the paper is listed", "Paper", needs_paper=True),
    Command("export", "e", "Export", "Export papers to a BibTeX file", "Paper", bar=9),
    Command("copy", "y", "Copy BibTeX", "Copy the BibTeX entry", "Paper", needs_paper=True),
    Command("browse", "o", "Browser", "Open the paper in the browser", "Paper", needs_paper=True),
    Command(
        "browse_code", "O", "Code", "Open its code, or else its own page, in the browser",
        "Paper", needs_paper=True,
    ),
    Command("dumps", "D", "Dumps", "List the dumps; add or remove some", "Program", bar=12),
    Command("help", "question_mark", "Help", "Show this help", "Program", bar=1),
    Command("palette", "ctrl+p", "Palette", "Find a command by its name", "Program"),
    Command("quit", "q", "Quit", "Leave the reader", "Program", bar=2),
)  # fmt: skip
"""The commands of the main screen."""

DUMP_COMMANDS: Final[tuple[Command, ...]] = (
    Command("move(1)", "j,down", "Down", "Next dump, or line", "Move"),
    Command("move(-1)", "k,up", "Up", "Previous dump, or line", "Move"),
    Command("edge(-1)", "g,home", "Top", "To the top", "Move"),
    Command("edge(1)", "G,end", "Bottom", "To the bottom", "Move"),
    Command("page(1)", "pagedown", "Page down", "One page down", "Move"),
    Command("page(-1)", "pageup", "Page up", "One page up", "Move"),
    Command("pane", "tab,shift+tab", "Details", "To the list, or to the details", "Move", bar=7),
    Command("list", "enter", "Papers", "List the papers of the dump", "Dumps", bar=3),
    Command("add", "a", "Add", "Add a file, or all files of a folder", "Dumps", bar=2),
    Command("remove", "x,delete", "Remove", "Remove the dump", "Dumps", bar=4),
    Command("stop", "c", "Stop", "Stop what is being added", "Dumps", bar=5),
    Command("copy", "y", "Copy path", "Copy the path of its file", "Dumps", bar=6),
    Command("leave", "escape,q,D", "Back", "Back to the papers", "Dumps", bar=1),
)
"""The commands of the list of dumps."""


def bar(commands: Iterable[Command]) -> tuple[Command, ...]:
    """Choose the commands of the line of keys, in order."""
    shown = (command for command in commands if command.bar is not None)
    return tuple(sorted(shown, key=lambda command: command.bar or 0))


CHORDS: Final = {
    tuple(keys.split()): command
    for command in COMMANDS
    for keys in command.keys.split(",")
    if " " in keys
}
"""Commands by the keys that are pressed one after the other."""


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Make the key bindings of commands, chords left out."""
    return [
        Binding(
            ",".join(key for key in command.keys.split(",") if " " not in key),
            command.action,
            command.label,
            show=command.bar is not None,
            tooltip=command.help,
            id=command.action,
        )
        for command in commands
    ]


def command_of(action: str) -> Command | None:
    """Find the first command of an action, given without arguments."""
    return next((c for c in COMMANDS if c.action.partition("(")[0] == action), None)


class PaperCommands(Provider):
    """Offers the commands in the command palette."""

    @property
    def _offered(self) -> tuple[Command, ...]:
        """The commands of the screen; those of the main screen where it has none of its own."""
        return getattr(self.screen, "offered", COMMANDS)

    async def discover(self) -> Hits:
        """Offer every command."""
        for command in self._offered:
            yield DiscoveryHit(command.label, self._runner(command), help=command.help)

    async def search(self, query: str) -> Hits:
        """Offer the commands that match what was typed."""
        matcher = self.matcher(query)
        for command in self._offered:
            if score := matcher.match(command.label):
                yield Hit(
                    score,
                    matcher.highlight(command.label),
                    self._runner(command),
                    help=command.help,
                )

    def _runner(self, command: Command) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await self.screen.run_action(command.action)

        return run
