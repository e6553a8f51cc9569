"""The files in tar archives, which are read as a stream."""

import datetime
import tarfile
from collections.abc import Iterator
from typing import IO, Final, Self, cast

from papers_tui.dumps.archives import DAMAGED, Content, Entry
from papers_tui.dumps.decompression import LEFT_ASIDE
from papers_tui.dumps.limits import Intake, Layer
from papers_tui.errors import DumpError

_BLOCK: Final = 1 << 16
"""Bytes that a tar archive is read by."""

_LARGEST_HEADER: Final = 1 << 20
"""Bytes that may stand before one member of a tar archive: long names, extended headers."""

_EMPTY_READS: Final = 64
"""How often the reader of tar archives may ask beyond the end: it asks on for what it skips."""


def tar_entries(stream: Layer, intake: Intake) -> Iterator[Entry]:
    """Give the files of a tar archive, which is read as a stream.

    Raises:
        DumpError: It cannot be read on, or has too many members.
    """
    headers = _Headers(stream)
    try:
        archive = _opened(headers)
        while (member := archive.next()) is not None:
            # It remembers every member, and there may be many; its stubs lack the list.
            archive.members.clear()  # type: ignore[attr-defined]
            intake.met_members()
            if member.isreg():
                headers.free()
                yield Entry(member.name, _day(member.mtime), _tar_content(archive, member))
            headers.expect(archive.offset)
    except DAMAGED as error:
        raise DumpError(stream.fault or f"the tar archive is damaged: {error}") from error
    while stream.read(_BLOCK):
        pass  # what is compressed has its checksum behind the end of the archive
    if stream.fault and stream.fault != LEFT_ASIDE:
        raise DumpError(stream.fault)


def _opened(stream: "_Headers") -> tarfile.TarFile:
    return tarfile.open(
        fileobj=cast(IO[bytes], stream),
        mode="r|",
        bufsize=_BLOCK,
        tarinfo=_Header,
        errors="surrogateescape",
    )


def _tar_content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Layer:
    if member.issparse():
        return Content(cast(IO[bytes], archive.extractfile(member)), None)
    # Read without tarfile, which gives nothing of the piece in which an archive breaks off.
    stream = cast(IO[bytes], archive.fileobj)
    stream.seek(member.offset_data)
    return Content(stream, member.size)


class _Header(tarfile.TarInfo):
    """The header of a member; one that is damaged is no end of the archive."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Read a header.

        Raises:
            tarfile.HeaderError: It is the end of the archive.
            DumpError: It is damaged or cut.
        """
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if not any(buf):
                raise
            raise DumpError(f"the tar archive is damaged or cut: {error}") from error


class _Headers:
    """The bytes of a tar archive; what is no content may not be long, for it is kept in memory."""

    def __init__(self, stream: Layer) -> None:
        self._stream = stream
        self._place = 0
        self._empty = 0
        self._until: int | None = None
        self.expect(0)

    def expect(self, header: int) -> None:
        """Expect the headers of the next member, which begin at a place."""
        self._until = max(header, self._place) + _BLOCK + _LARGEST_HEADER

    def free(self) -> None:
        """Expect the content of a member, of any length."""
        self._until = None

    def read(self, size: int, /) -> bytes:
        """Give the bytes that come next.

        Raises:
            DumpError: They are too many for headers.
            tarfile.ReadError: There are none, again and again.
        """
        data = self._stream.read(size)
        self._place += len(data)
        self._empty = 0 if data else self._empty + 1
        if self._empty > _EMPTY_READS:
            raise tarfile.ReadError("unexpected end of data")
        if self._until is not None and self._place > self._until:
            raise DumpError("the tar archive has headers that are too long")
        return data


def _day(timestamp: float) -> datetime.date | None:
    try:
        return datetime.datetime.fromtimestamp(timestamp, tz=datetime.UTC).date()
    except (OverflowError, ValueError, OSError):
        return None
