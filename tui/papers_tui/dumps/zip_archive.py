"""The files in zip archives, which are read from their end."""

import datetime
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import IO, BinaryIO, Final, cast

from papers_tui.dumps.archives import DAMAGED, Content, Entry
from papers_tui.dumps.decompression import BZIP2, DEFLATE, ZSTANDARD, Codec, Decompressed, zip_lzma
from papers_tui.dumps.limits import Intake, Layer
from papers_tui.errors import DumpError

_ENCRYPTED: Final = 0x1
"""The flag of a zip member that says so."""

_MARKED: Final = 0x2
"""The flag of a zip member in LZMA that marks its end."""

_MEMBER: Final = b"PK\3\4"
"""What a member of a zip archive begins with."""

_SPANNED: Final = 4
"""Bytes that an archive made for several disks has before its first member."""

_ENTRY_BYTES: Final = 300
"""Bytes of an entry in the directory of a zip archive, on average at the most."""


def zip_entries(file: BinaryIO, intake: Intake) -> Iterator[Entry]:
    """Give the files of a zip archive.

    Raises:
        DumpError: It cannot be read, or has too many members.
    """
    try:
        archive = zipfile.ZipFile(cast(IO[bytes], _Directory(file, intake.limits.most_members)))
    except DAMAGED as error:
        raise DumpError(f"the zip archive cannot be read: {error}") from error
    with archive:
        members = archive.infolist()
        _check_beginning(file, members)
        intake.met_members(len(members))
        for member in members:
            kind = stat.S_IFMT(member.external_attr >> 16)
            if not member.filename.endswith("/") and kind in (0, stat.S_IFREG):
                yield _zip_entry(archive, member)


def _check_beginning(file: BinaryIO, members: Sequence[zipfile.ZipInfo]) -> None:
    """Raise DumpError where a directory is that of an archive inside, the own one being lost."""
    file.seek(0)
    head = file.read(_SPANNED + len(_MEMBER))
    if head.find(_MEMBER) not in (0, _SPANNED):
        return
    if not any(member.header_offset <= _SPANNED for member in members):
        raise DumpError("the zip archive is damaged or cut: its directory lacks its first member")


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
        stream: Layer = Content(archive.open(member), None)
    except (*DAMAGED, RuntimeError) as error:
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


def _day_of(parts: tuple[int, ...]) -> datetime.date | None:
    try:
        return datetime.date(*parts[:3])
    except ValueError:
        return None
