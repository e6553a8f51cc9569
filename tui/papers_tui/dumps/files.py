"""Which files to read: as named, below a folder, or standard input."""

import datetime
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from papers_tui.errors import DumpError

STANDARD_INPUT: Final = "-"
"""The name of standard input."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to be read."""

    path: str
    """Its path, or `-` for standard input."""

    named: bool
    """The user named it, and not only the folder that it lies in."""

    fault: str | None = None
    """Why it cannot be read, where that is known already."""

    def open(self) -> BinaryIO:
        """Open the file; a pipe that is named is waited for, as by every other program.

        Raises:
            OSError: It cannot be opened.
            DumpError: It is a device, which may have no end, or there is no such stream.
        """
        if self.fault is not None:
            raise DumpError(self.fault)
        if self.path == STANDARD_INPUT:
            if sys.stdin is None or sys.stdin.closed:
                raise DumpError("standard input is closed, or was read before")
            return sys.stdin.buffer
        path = Path(self.path)
        if path.is_char_device() or path.is_block_device():
            raise DumpError("it is a device, not a file")
        return path.open("rb")

    @property
    def date(self) -> datetime.date | None:
        """The file's own date, in UTC; None for standard input."""
        if self.path == STANDARD_INPUT:
            return None
        modified = Path(self.path).stat().st_mtime
        return datetime.datetime.fromtimestamp(modified, tz=datetime.UTC).date()


def find(names: Sequence[str]) -> Iterator[InputFile]:
    """Find the files that are meant: a folder means the files below it, hidden ones left out."""
    for name in names:
        if name != STANDARD_INPUT and Path(name).is_dir():
            yield from _below(name)
        else:
            yield InputFile(name, named=True)


def origin(path: str) -> str:
    """Say where a file came from in a way that holds from any folder."""
    if path == STANDARD_INPUT or path.startswith(f"{STANDARD_INPUT}/"):
        return path
    return str(Path(path).absolute())


def is_hidden(name: str) -> bool:
    """Tell whether a file or folder is not meant to be seen, by its name alone."""
    return name.startswith(".") or name == "__MACOSX"


def _below(folder: str) -> Iterator[InputFile]:
    """Find the files below a folder, in order; links to other folders are not followed."""
    unread: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=unread.append):
        yield from _told(folder, unread)
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for file in sorted(files):
            path = Path(parent, file)
            if not is_hidden(file) and path.is_file():
                yield InputFile(str(path), named=False)
    yield from _told(folder, unread)


def _told(folder: str, unread: list[OSError]) -> Iterator[InputFile]:
    """Give the folders that could not be read, to be reported, and forget them."""
    for error in unread:
        path = str(error.filename)
        yield InputFile(path, path == folder, f"the folder cannot be read: {error.strerror}")
    unread.clear()
