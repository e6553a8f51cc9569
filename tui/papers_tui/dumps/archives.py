"""The files in tar and zip archives, one after the other; nothing is written anywhere."""

import datetime
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, Final, Self, cast

from papers_tui.dumps.decompression import (
    BZIP2,
    DEFLATE,
    LEFT_ASIDE,
    ZSTANDARD,
    Codec,
    Decompressed,
    zip_lzma,
)
from papers_tui.dumps.limits import Intake, Layer
from papers_tui.errors import DumpError

_BLOCK: Final = 1 << 16
"""Bytes that a tar archive is read by."""

_LARGEST_HEADER: Final = 1 << 20
"""Bytes that may stand before one member of a tar archive: long names, extended headers."""

_EMPTY_READS: Final = 64
"""How often the reader of tar archives may ask beyond the end: it asks on for what it skips."""

_DAMAGED: Final = (
    tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, ValueError, OverflowError, IndexError, KeyError, NotImplementedError,
)  # fmt: skip
"""What the readers of the standard library raise over archives that are none."""

_ENCRYPTED: Final = 0x1
"""The flag of a zip member that says so."""

_MARKED: Final = 0x2
"""The flag of a zip member in LZMA that marks its end."""

_ENTRY_BYTES: Final = 300
"""Bytes of an entry in the directory of a zip archive, on average at the most."""


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
    except _DAMAGED as error:
        raise DumpError(stream.fault or f"the tar archive is damaged: {error}") from error
    while stream.read(_BLOCK):
        pass  # what is compressed has its checksum behind the end of the archive
    if stream.fault and stream.fault != LEFT_ASIDE:
        raise DumpError(stream.fault)


def zip_entries(file: BinaryIO, intake: Intake) -> Iterator[Entry]:
    """Give the files of a zip archive.

    Raises:
        DumpError: It cannot be read, or has too many members.
    """
    try:
        archive = zipfile.ZipFile(cast(IO[bytes], _Directory(file, intake.limits.most_members)))
    except _DAMAGED as error:
        raise DumpError(f"the zip archive cannot be read: {error}") from error
    with archive:
        members = archive.infolist()
        intake.met_members(len(members))
        for member in members:
            kind = stat.S_IFMT(member.external_attr >> 16)
            if not member.is_dir() and kind in (0, stat.S_IFREG):
                yield _zip_entry(archive, member)


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
        return _Content(cast(IO[bytes], archive.extractfile(member)), None)
    # Read without tarfile, which gives nothing of the piece in which an archive breaks off.
    stream = cast(IO[bytes], archive.fileobj)
    stream.seek(member.offset_data)
    return _Content(stream, member.size)


def _zip_entry(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Entry:
    day, name = _day_of(member.date_time), member.filename
    codec = _codec_of(member)
    if member.flag_bits & _ENCRYPTED:
        return Entry(name, day, None, "it is encrypted in the archive")
    if codec is None and member.compress_type != zipfile.ZIP_STORED:
        method = member.compress_type
        return Entry(name, day, None, f"it is compressed by method {method}, which is not read")
    # Opened as if it were stored, it gives its bytes as they are: the decompressors of zipfile
    # give all at once that a piece becomes, and nothing of a member with a wrong checksum.
    whole, checksum = member.file_size, member.CRC
    member.compress_type, member.file_size = zipfile.ZIP_STORED, member.compress_size
    del member.CRC
    try:
        stream: Layer = _Content(archive.open(member), None)
    except (*_DAMAGED, RuntimeError) as error:
        return Entry(name, day, None, f"it is damaged in the archive: {error}")
    if codec is not None:
        stream = Decompressed(stream, codec)
    return Entry(name, day, _Checked(stream, whole, checksum))


def _codec_of(member: zipfile.ZipInfo) -> Codec | None:
    match member.compress_type:
        case zipfile.ZIP_DEFLATED:
            return DEFLATE
        case zipfile.ZIP_BZIP2:
            return Codec(BZIP2.start)
        case zipfile.ZIP_LZMA:
            return zip_lzma(member.file_size, marked=bool(member.flag_bits & _MARKED))
        case 93:  # zipfile has no name for it before Python 3.14
            return Codec(ZSTANDARD.start)
    return None


class _Content:
    """What a member of an archive holds, as far as it can be read."""

    def __init__(self, file: IO[bytes], left: int | None) -> None:
        """Read a file to its end, or so many bytes of it."""
        self._file = file
        self._left = left
        self.fault: str | None = None

    def read(self, size: int, /) -> bytes:
        if self.fault or (self._left is not None and self._left <= 0):
            return b""
        try:
            data = self._file.read(size if self._left is None else min(size, self._left))
        except _DAMAGED:
            data, self._left = b"", -1
        if self._left is not None:
            self._left -= len(data)
            if not data:
                self.fault = "the archive breaks off in it; what comes before is read"
        return data


class _Checked:
    """What a member of a zip archive holds, compared at its end with what it should be."""

    def __init__(self, stream: Layer, size: int, checksum: int) -> None:
        self._stream = stream
        self._size = size
        self._checksum = checksum
        self._wrong = False
        self._read = self._sum = 0

    @property
    def fault(self) -> str | None:
        if self._stream.fault is None and self._wrong:
            return "it does not have the checksum that the archive says; some of it may be wrong"
        return self._stream.fault

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(size)
        self._sum = zlib.crc32(data, self._sum)
        self._read += len(data)
        if not data:
            self._wrong = (self._read, self._sum) != (self._size, self._checksum)
        return data


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


class _Directory:
    """The file of a zip archive; its directory may not be longer than its members need."""

    def __init__(self, file: BinaryIO, most_members: int) -> None:
        self._file = file
        self._most = (1 << 17) + most_members * _ENTRY_BYTES
        self.tell, self.seekable = file.tell, file.seekable

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place.

        Raises:
            zipfile.BadZipFile: There is no such place.
            OSError: There is none so far before the end.
        """
        try:
            return self._file.seek(offset, whence)
        except OSError as error:
            if whence == 0:
                raise zipfile.BadZipFile("it points to a place that no file has") from error
            raise

    def read(self, size: int = -1, /) -> bytes:
        """Read from the file.

        Raises:
            DumpError: It is more at once than anything but a bomb asks for.
        """
        data = self._file.read(min(size, self._most + 1) if size >= 0 else self._most + 1)
        if len(data) > self._most:
            raise DumpError("the directory of the zip archive is too long for its members")
        return data


def _day(timestamp: float) -> datetime.date | None:
    try:
        return datetime.datetime.fromtimestamp(timestamp, tz=datetime.UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def _day_of(parts: tuple[int, ...]) -> datetime.date | None:
    try:
        return datetime.date(*parts[:3])
    except ValueError:
        return None
