"""What a format's reader is given."""

import codecs
import datetime
from collections.abc import Callable
from functools import cached_property
from typing import BinaryIO, Final

from papers_tui.dumps.encodings import is_western, unmarked_utf_16
from papers_tui.errors import DumpError

HEAD_BYTES: Final = 1 << 16
"""Bytes from the beginning by which a format is recognised."""

_WHOLE: Final = 256 << 20
"""Bytes of a dump that is read whole, at the most; larger ones must be of a format of records."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_WESTERN: Final = "cp1252"


class Source:
    """A dump's bytes, which can be gone through again and again, and what is known of them."""

    def __init__(
        self,
        opened: Callable[[], BinaryIO],
        sha256: str,
        file_date: datetime.date | None = None,
        captured_override: datetime.date | None = None,
    ) -> None:
        self.open = opened
        """Opens the bytes, from the beginning, as a stream."""
        self.sha256 = sha256
        """The SHA-256 of the bytes, in hexadecimal."""
        self.file_date = file_date
        """The file's own date, if it has one."""
        self.captured_override = captured_override
        """The day of the capture as the user gave it."""
        self.undecodable: list[int] = []
        """Lines with bytes that are no text, filled when `text` is first asked for."""
        self.remarks: list[str] = []
        """What is to be said of how the bytes were read, filled with `text` as well."""

    @cached_property
    def head(self) -> bytes:
        """The beginning, as bytes."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    @cached_property
    def head_text(self) -> str:
        """The beginning, as text without NUL bytes."""
        text = self.decoder("ignore").decode(self._unmarked(self.head))
        return text.replace("\0", "").lstrip()

    @cached_property
    def encoding(self) -> str:
        """The encoding: UTF-8, unless a mark or the bytes themselves say something else."""
        for mark, name in _MARKS:
            if self.head.startswith(mark):
                return name
        return unmarked_utf_16(self.head) or (_WESTERN if is_western(self.head) else "utf-8")

    @cached_property
    def text(self) -> str:
        """The whole as text; bytes that are no text are replaced, and their lines noted.

        Raises:
            DumpError: It is too large to be a page.
        """
        with self.open() as stream:
            data = stream.read(_WHOLE + 1)
        if len(data) > _WHOLE:
            raise DumpError(
                f"it is larger than {_WHOLE >> 20} MB, and of no format that is read by records"
            )
        text = self._decoded(self._unmarked(data))
        if nuls := text.count("\0"):
            self.remarks.append(f"NUL bytes were left out: {nuls:,}")
            text = text.replace("\0", "")
        return text

    def _decoded(self, data: bytes) -> str:
        """Decode the whole; what the beginning did not show may tell another encoding."""
        encoding = self.encoding
        try:
            if encoding != _WESTERN:
                return data.decode(encoding)
        except UnicodeDecodeError:
            if encoding == "utf-8" and is_western(data):
                encoding = _WESTERN
        if encoding == _WESTERN:
            self.remarks.append("read as Windows-1252, because it is not UTF-8")
        text = data.decode(encoding, errors="replace")
        lines = enumerate(text.split("\n"), start=1)
        self.undecodable = [number for number, line in lines if "\ufffd" in line]
        return text

    def decoder(self, errors: str) -> codecs.IncrementalDecoder:
        """Make a decoder that does with bytes that are no text as `errors` says."""
        return codecs.getincrementaldecoder(self.encoding)(errors)

    def _unmarked(self, data: bytes) -> bytes:
        mark = next((mark for mark, _name in _MARKS if data.startswith(mark)), b"")
        return data[len(mark) :]
