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

    def open(self) -> BinaryIO:
        """Open the file.

        Raises:
            OSError: It cannot be opened.
            DumpError: It is a device, which may have no end.
        """
        if self.path == STANDARD_INPUT:
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
            yield from (InputFile(path, named=False) for path in _below(name))
        else:
            yield InputFile(name, named=True)


def origin(path: str) -> str:
    """Say where a file came from in a way that holds from any folder."""
    return path if path == STANDARD_INPUT else str(Path(path).absolute())


def _below(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(parent, file)
            if not file.startswith(".") and path.is_file():
                yield str(path)
