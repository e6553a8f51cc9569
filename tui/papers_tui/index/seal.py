"""The seal of an index: the size and the sum of every file, so that damage is noticed.

A segment's files never change once they are written, so only those that are new are summed. A file
that the seal does not list was written by a commit that could not be sealed any more; it counts as
whole, and the next seal lists it.
"""

import json
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from papers_tui.files import write_whole

SEAL: Final = "SEAL"
"""The name of the file; Whoosh leaves alone what it does not know."""

_PIECE: Final = 1 << 20
"""Bytes that are summed at a time."""

_COMMIT: Final = re.compile(r"_MAIN_(\d+)\.toc")
_SEGMENT_FILE: Final = re.compile(r"MAIN_[0-9a-z]+\..+")

_BROKEN: Final = "the seal of the index cannot be read"


@dataclass(frozen=True, slots=True)
class _Entry:
    size: int
    """Bytes."""

    crc: int
    """The CRC-32 of the bytes."""


@dataclass(frozen=True, slots=True)
class _Seal:
    commit: str | None
    """The file of the commit that was sealed."""

    files: Mapping[str, _Entry]
    """The files that belonged to it, by name."""


def seal(folder: Path) -> None:
    """List what an index consists of now; nothing is done where no commit came since."""
    before = _read(folder) or _Seal(None, {})
    commit = _commit_in(folder)
    if commit == before.commit:
        return
    names = [path.name for path in folder.iterdir() if _SEGMENT_FILE.fullmatch(path.name)]
    files = {
        name: before.files.get(name) or _entry_of(folder / name)
        for name in sorted([*names, *([commit] if commit else [])])
    }
    write_whole(folder / SEAL, _written(_Seal(commit, files)))


def missing_part(folder: Path) -> str | None:
    """Say which file of an index is gone or of another size, if any; no file but one is read."""
    return _fault(folder, _fault_in_size)


def damage(folder: Path, most: int | None = None) -> str | None:
    """Say which file of an index is not as it was written, if any.

    Every file is read, except for those of more than `most` bytes, where that is given.
    """

    def fault_of(path: Path, entry: _Entry) -> str | None:
        return None if most is not None and entry.size > most else _fault_in_sum(path, entry)

    return _fault(folder, _fault_in_size) or _fault(folder, fault_of)


def _fault(folder: Path, fault_of: Callable[[Path, _Entry], str | None]) -> str | None:
    try:
        sealed = _read(folder)
    except (OSError, ValueError):
        return _BROKEN
    if sealed is None:
        return None
    complete = sealed.commit == _commit_in(folder)
    for name, entry in sealed.files.items():
        try:
            fault = fault_of(folder / name, entry)
        except FileNotFoundError:
            fault = f"the file {name} of the index is gone" if complete else None
        except OSError as error:
            fault = f"the file {name} of the index cannot be read ({error.strerror or error})"
        if fault is not None:
            return fault
    return None


def _fault_in_size(path: Path, entry: _Entry) -> str | None:
    size = path.stat().st_size
    if size == entry.size:
        return None
    return f"the file {path.name} of the index has {size:,} bytes instead of {entry.size:,}"


def _fault_in_sum(path: Path, entry: _Entry) -> str | None:
    if _entry_of(path) == entry:
        return None
    return f"the file {path.name} of the index is not as it was written"


def _entry_of(path: Path) -> _Entry:
    size, crc = 0, 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
    return _Entry(size, crc)


def _commit_in(folder: Path) -> str | None:
    """Name the file of the latest commit, as Whoosh finds it."""
    found = [match for path in folder.glob("_MAIN_*.toc") if (match := _COMMIT.match(path.name))]
    return max(found, key=lambda match: int(match[1]))[0] if found else None


def _written(sealed: _Seal) -> bytes:
    files = {name: [entry.size, entry.crc] for name, entry in sealed.files.items()}
    text = json.dumps({"commit": sealed.commit, "files": files}, indent=0)
    return f"{text}\n{zlib.crc32(text.encode()):08x}\n".encode()


def _read(folder: Path) -> _Seal | None:
    """Read the seal; None where there is none.

    Raises:
        ValueError: It is damaged.
    """
    try:
        data = (folder / SEAL).read_bytes()
    except FileNotFoundError:
        return None
    text, _newline, crc = data.removesuffix(b"\n").rpartition(b"\n")
    if crc != b"%08x" % zlib.crc32(text) or not data.endswith(b"\n"):
        raise ValueError(_BROKEN)
    values = json.loads(text)
    files = {name: _Entry(*entry) for name, entry in values["files"].items()}
    return _Seal(values["commit"], files)
