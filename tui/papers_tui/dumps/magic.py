"""What a file is, by its first bytes."""

import re
import tarfile
from enum import Enum
from typing import Final

from papers_tui.dumps.decompression import CODECS, Codec
from papers_tui.dumps.encodings import has_few_nuls, unmarked_utf_16


class Archive(Enum):
    """A kind of file that holds others."""

    TAR = "tar"
    """A tar archive."""

    ZIP = "zip"
    """A zip archive."""


_ZIP: Final = re.compile(rb"PK(?:\x03\x04|\x05\x06|00PK\x03\x04)")

_NO_MEMBERS: Final = re.compile(rb"(?:\0{512}){2,120}")
"""A tar archive without members: nothing but the blocks that end one, as many as are written."""

_TAR_PLACE: Final = slice(257, 262)

_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16, in which every other byte may be zero."""

_NAMED: Final = tuple(
    (re.compile(pattern, re.DOTALL), what)
    for pattern, what in (
        (rb"%PDF-", "a PDF"),
        (rb"\x89PNG\r\n|GIF8[79]a|\xff\xd8\xff|RIFF.{4}WEBP|II\*\0|MM\0\*", "an image"),
        (rb"BM.{4}\0\0\0\0|\0\0\x01\0|.{4}ftyp(?:avif|heic|mif1)", "an image"),
        (rb"\x7fELF|MZ.*\0|[\xfe\xcf][\xed\xfa][\xed\xfa][\xce\xcf\xfe]|\0asm|\xca\xfe\xba\xbe",
         "a program"),
        (rb"SQLite format 3\0", "a database"),
        (rb"PAR1|ARROW1\0|\x89HDF|ORC", "a table in a binary format"),
        (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07", "an archive that is neither tar nor zip"),
        (rb"\x04\x22\x4d\x18|LZIP|\x1f\x9d|\x5d\0\0",
         "compressed by other means than gzip, bzip2, xz or zstd"),
        (rb"ID3|OggS|fLaC|\x1a\x45\xdf\xa3|.{4}ftyp|RIFF", "sound or film"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    )
)  # fmt: skip
"""What binary files of some kinds begin with."""


def container_of(head: bytes) -> Codec | Archive | None:
    """Tell by the beginning of a file what holds it together; None where nothing does."""
    for codec in CODECS:
        if codec.begins(head):
            return codec
    if _ZIP.match(head):
        return Archive.ZIP
    return Archive.TAR if _is_tar(head) else None


def binary_kind(head: bytes) -> str | None:
    """Tell by the beginning of a file what it is, where it is no text; None where it may be."""
    if not head.startswith(b"%PDF-") and (b"\0" not in head or head.startswith(_MARKS)):
        return None
    named = next((what for pattern, what in _NAMED if pattern.match(head)), None)
    if named is None and (has_few_nuls(head) or unmarked_utf_16(head)):
        return None
    return named or "binary"


def _is_tar(head: bytes) -> bool:
    if _NO_MEMBERS.fullmatch(head):
        return True
    if head[_TAR_PLACE] == b"ustar" and b"\0" in head[: tarfile.BLOCKSIZE]:
        return True
    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError):
        return False
    return True
