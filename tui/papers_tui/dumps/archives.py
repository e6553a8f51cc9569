"""What tar and zip archives have in common: files, one after the other, that are never written."""

import datetime
import lzma
import struct
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, Final

from papers_tui.dumps.limits import Layer

DAMAGED: Final = (
    tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, ValueError, OverflowError, IndexError, KeyError, NotImplementedError,
)  # fmt: skip
"""What the readers of the standard library raise over archives that are none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive."""

    name: str
    """Its name, as the archive has it."""

    date: datetime.date | None
    """The day on which it was changed, if the archive says so."""

    stream: Layer | None
    """What it holds; to be read before the next entry is asked for."""

    refusal: str | None = None
    """Why that cannot be read."""


class Content:
    """What a member of an archive holds, as far as it can be read."""

    def __init__(self, file: IO[bytes], left: int | None) -> None:
        """Read a file to its end, or so many bytes of it."""
        self._file = file
        self._left = left
        self.fault: str | None = None
        """Why it ends before its end, once it does."""

    def read(self, size: int, /) -> bytes:
        """Give at the most so many bytes; none at the end."""
        if self.fault or (self._left is not None and self._left <= 0):
            return b""
        try:
            data = self._file.read(size if self._left is None else min(size, self._left))
        except DAMAGED:
            data, self._left = b"", -1
        if self._left is not None:
            self._left -= len(data)
            if not data:
                self.fault = "the archive breaks off in it; what comes before is read"
        return data
