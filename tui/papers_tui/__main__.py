"""Run the program; the reader's last picture is shown before anything slow is imported."""

import os
import sys

from papers_tui.held_terminal import HeldTerminal
from papers_tui.last_view import LastView
from papers_tui.paths import Paths


def main() -> None:
    """Show what the reader showed last, where it is what was asked for; then run the program."""
    with HeldTerminal() as terminal:
        if _opens_reader(sys.argv[1:]):
            _show_last(terminal, ascii_only="--ascii" in sys.argv)
        from papers_tui.cli import main  # deferred: the picture waits for nothing

        main(terminal)


def _opens_reader(arguments: list[str]) -> bool:
    """Tell whether the arguments, and the terminal, are those of the reader on the own library."""
    return {*arguments} <= {"--ascii", "--no-mouse"} and all(map(os.isatty, (0, 1, 2)))


def _show_last(terminal: HeldTerminal, *, ascii_only: bool) -> None:
    size = os.get_terminal_size(1)  # as Textual asks for it
    last = LastView(Paths.from_environment(), ascii_only=ascii_only)
    if lines := last.picture(size.columns, size.lines):
        terminal.show(lines)


if __name__ == "__main__":
    main()
