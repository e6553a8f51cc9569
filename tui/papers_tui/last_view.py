"""What the reader showed when it was last left, so that it begins with that.

It is one file in the user's cache folder, of three parts: which papers there were, the view (what
was listed, and where the cursor was), and a picture of the screen. The picture is shown at once,
before what is slow is imported; then the view is made again, and drawn over it. So the picture has
to be what the reader is about to draw: it is left aside where window, settings or papers are others
than they were. The view is left aside only where the papers are others: whoever added some is shown
all of them, the newest first.
"""

import contextlib
import os
from collections.abc import Iterator, Sequence
from typing import Final

from papers_tui import __version__
from papers_tui.paths import Paths

_HEAD: Final = f"papers-tui {__version__}, last view, 1"
"""The first line; the program's version is in it, as another one may draw otherwise."""

_LARGEST: Final = 1_000_000
"""Characters of the file; a screen full of colours has some ten thousand."""

_VARIABLES: Final = ("TERM", "COLORTERM", "NO_COLOR")
"""What the colours depend on, besides the settings."""

_JOINERS: Final = dict.fromkeys((0x200C, 0x200D))
"""Join or part letters and emoji; no printable characters to Python, but part of titles."""


class LastView:
    """The remembered view of one library.

    Args:
        paths: The folders of the library.
        ascii_only: The reader was asked, this time, to draw signs with ASCII characters.
    """

    def __init__(self, paths: Paths, *, ascii_only: bool) -> None:
        self._paths = paths
        self._path = paths.cache / "last-view"
        self._ascii_only = ascii_only

    def picture(self, columns: int, rows: int) -> Sequence[str]:
        """Give the lines of the screen, safe to write; none where it would not look like that."""
        lines = self._read()
        if len(lines) != 4 + rows or lines[3] != self._looks(columns, rows):
            return ()
        return lines[4:] if all(map(_is_safe, lines[4:])) else ()

    def view(self) -> str:
        """Give the view that is to be shown again, as it was kept; empty where there is none."""
        lines = self._read()
        return lines[2] if lines else ""

    def keep(self, view: str, columns: int, rows: int, lines: Sequence[str] | None) -> None:
        """Remember a view, one line of text, and the lines of the screen where they are of use.

        What cannot be written is not remembered, and that is all: nobody has to hear of it.
        """
        from papers_tui.files import make_private, write_whole  # deferred: the picture comes first

        parts = [_HEAD, self._papers(), view]
        if lines is not None:
            parts += [self._looks(columns, rows), *map(_safe, lines)]
        with contextlib.suppress(OSError):
            make_private(self._path.parent)
            write_whole(self._path, "\n".join(parts).encode(errors="replace"), durable=False)

    def forget(self) -> None:
        """Remember nothing."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> list[str]:
        """Give the lines of the file; none if they are not of this program and this library."""
        try:
            with self._path.open("rb") as file:
                lines = file.read(_LARGEST).decode().split("\n")
        except (OSError, UnicodeDecodeError):
            return []
        return lines if len(lines) > 2 and lines[:2] == [_HEAD, self._papers()] else []

    def _papers(self) -> str:
        """Name the state of the index by its files."""
        return "; ".join(sorted(_files_in(str(self._paths.index))))

    def _looks(self, columns: int, rows: int) -> str:
        """Name what the picture depends on, besides the papers."""
        variables = [f"{name}={os.environ.get(name)!r}" for name in _VARIABLES]
        settings = _state_of(str(self._paths.configuration))
        return f"{columns}x{rows}, ascii={self._ascii_only}, {variables}, {settings}"


def _files_in(folder: str) -> Iterator[str]:
    """Name the state of every file in a folder and in the folders in it."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    yield from _files_in(entry.path)
                else:
                    yield f"{entry.name!r} {_state_of(entry.path)}"
    except OSError:
        return


def _state_of(path: str) -> str:
    """Say when a file was written and how large it is."""
    try:
        status = os.stat(path)  # noqa: PTH116 - called for every file before the first picture
    except OSError:
        return "none"
    return f"{status.st_mtime_ns} {status.st_size}"


def _is_safe(line: str) -> bool:
    """Tell whether a terminal draws all of a line: it holds only letters and colours."""
    text, *colored = line.split("\x1b[")
    pieces = [piece.partition("m") for piece in colored]
    texts = [text, *(after for _codes, _m, after in pieces)]
    return all(m and not codes.strip("0123456789;") for codes, m, _after in pieces) and all(
        after.translate(_JOINERS).isprintable() for after in texts
    )


def _safe(line: str) -> str:
    """Put a blank for what is no letter to this Python, such as an emoji that is too new."""
    if _is_safe(line):
        return line
    return "".join(c if c == "\x1b" or c.isprintable() or ord(c) in _JOINERS else " " for c in line)
