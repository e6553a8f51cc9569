"""Copying, by the first way that this terminal is known to have."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

_TIME: Final = 2.0
"""Seconds that a program may take to accept a text."""


def copy_with_program(text: str) -> str | None:
    """Give a text to a clipboard program; return its name, or None where there is none.

    tmux ignores what programs inside it copy by escape sequence unless it is told otherwise, so it
    is asked first; then Wayland's, X11's and macOS's programs.
    """
    return next((command[0] for command in _commands_here() if _give(command, text)), None)


def clipboard_programs() -> list[str]:
    """Name the clipboard programs that there are here, in the order in which they are tried."""
    return [command[0] for command in _commands_here()]


_PROGRAMS: Final[tuple[tuple[str | None, *tuple[str, ...]], ...]] = (
    ("TMUX", "tmux", "load-buffer", "-w", "-"),
    ("WAYLAND_DISPLAY", "wl-copy"),
    ("DISPLAY", "xclip", "-selection", "clipboard"),
    ("DISPLAY", "xsel", "--clipboard", "--input"),
    (None, "pbcopy"),
)


def _commands_here() -> Iterator[list[str]]:
    for variable, *command in _PROGRAMS:
        present = sys.platform == "darwin" if variable is None else bool(os.environ.get(variable))
        if present and shutil.which(command[0]):
            yield command


def _give(command: list[str], text: str) -> bool:
    try:
        subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TIME,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True
