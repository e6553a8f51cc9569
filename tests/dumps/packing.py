"""Pack data in every way that is unpacked, and unpack it as the library does."""

import bz2
import datetime
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import zstandard

from papers_tui.dumps.containers import members
from papers_tui.dumps.files import InputFile
from papers_tui.dumps.limits import Limits
from papers_tui.errors import DumpError

MTIME = 1_700_000_000  # 2023-11-14


def gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def zst(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(data)


def tar(files: dict[str, bytes], mtime: float = MTIME, form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), int(mtime)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(
    files: dict[str, bytes],
    method: int = zipfile.ZIP_DEFLATED,
    date: tuple[int, int, int, int, int, int] = (2023, 11, 14, 0, 0, 0),
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, date)
            info.compress_type = method
            archive.writestr(info, data)
    return out.getvalue()


COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "gz": gz,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zst,
}


@dataclass(frozen=True)
class Got:
    """What was found at one place of a file."""

    data: bytes | None
    error: str | None
    fault: str | None
    date: datetime.date | None
    named: bool


def unpack(path: Path, limits: Limits | None = None) -> dict[str, Got]:
    """Read all that is in a file, by the place where it lies below it."""
    found: dict[str, Got] = {}
    for member in members(InputFile(str(path), named=True), limits or Limits(), path.parent):
        data, error = io.BytesIO(), None
        try:
            while piece := member.stream.read(1 << 20):
                data.write(piece)
        except DumpError as refused:
            error = str(refused)
        place = member.path.removeprefix(str(path))
        while place in found:
            place += " again"
        content = None if error else data.getvalue()
        found[place] = Got(content, error, member.stream.fault, member.date, member.named)
    return found
