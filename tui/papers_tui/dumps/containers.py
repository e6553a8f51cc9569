"""What is in a file: itself, what it was before it was compressed, the members of an archive."""

import contextlib
import datetime
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final, Self

from papers_tui.dumps import files
from papers_tui.dumps.archives import Entry
from papers_tui.dumps.decompression import Codec, Decompressed
from papers_tui.dumps.files import InputFile
from papers_tui.dumps.limits import Intake, Layer, Limits, Readable
from papers_tui.dumps.magic import Archive, binary_kind, container_of
from papers_tui.dumps.source import HEAD_BYTES
from papers_tui.dumps.tar_archive import tar_entries
from papers_tui.dumps.zip_archive import zip_entries
from papers_tui.errors import DumpError

_DEEPEST: Final = 3
"""Layers that are followed: archives in archives, and compression in and around them."""

_CHUNK: Final = 1 << 20
"""Bytes that are copied at a time."""

_NO_DAY: Final = datetime.date(1980, 1, 1)
"""The day of a member that has none, in zip archives; before it there were none."""


@dataclass(frozen=True, slots=True)
class Member:
    """Something that may be a dump."""

    path: str
    """Its file as it was named, and where it lies in an archive its place there."""

    named: bool
    """The user named it, and not only the folder or the archive that it lies in."""

    date: datetime.date | None
    """The day on which it was last changed, if known."""

    stream: "Content"
    """What it holds."""

    @property
    def origin(self) -> str:
        """Where it came from, in a way that holds from any folder."""
        return files.origin(self.path)


class Content:
    """What a dump holds, up to a limit."""

    def __init__(self, layer: Layer | None, limits: Limits, refusal: str | None = None) -> None:
        self._layer = layer
        self._limits = limits
        self._refusal = refusal
        self._read = 0

    @property
    def fault(self) -> str | None:
        """Why it ends before its end, once it does."""
        return None if self._layer is None else self._layer.fault

    def read(self, size: int, /) -> bytes:
        """Give at the most so many bytes; none at the end.

        Raises:
            OSError: The file cannot be read.
            DumpError: It is no dump, or goes beyond a limit.
        """
        if self._refusal is not None or self._layer is None:
            raise DumpError(self._refusal or "it cannot be read")
        data = self._layer.read(size)
        self._read += len(data)
        if self._read > self._limits.largest:
            raise self._limits.too_large()
        if not self._read and self.fault is not None:
            raise DumpError(self.fault.partition(";")[0])
        return data


def members(file: InputFile, limits: Limits, folder: Path) -> Iterator[Member]:
    """Give what is in a file, each to be read before the next is asked for.

    What cannot be read is given too: reading it raises.

    Args:
        file: The file; standard input need not be able to go back.
        limits: How much may come out of it.
        folder: Where an archive that must be read from its end may be copied to meanwhile.
    """
    place = _Place(file.path, file.named, None)
    try:
        with file.open() as stream:
            place = replace(place, date=file.date)
            intake = Intake(stream, limits)
            yield from _Unpacking(stream, intake, folder).below(_Layer(intake, intake, 0), place)
    except OSError as error:
        yield place.refused(error.strerror or str(error), limits)
    except DumpError as error:
        yield place.refused(str(error), limits)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something lies; see `Member`."""

    path: str
    named: bool
    date: datetime.date | None

    def inside(self, entry: Entry) -> Self:
        """Place a member of an archive that lies here."""
        path = "/".join([self.path, *(_parts(entry.name) or ["?"])])
        date = entry.date
        if date is None or not _NO_DAY < date <= datetime.datetime.now(datetime.UTC).date():
            date = self.date
        return replace(self, path=path, named=False, date=date)

    def member(self, layer: Layer, limits: Limits) -> Member:
        """Give what lies here."""
        return Member(self.path, self.named, self.date, Content(layer, limits))

    def refused(self, sentence: str, limits: Limits) -> Member:
        """Give what lies here as something that cannot be read."""
        return Member(self.path, self.named, self.date, Content(None, limits, sentence))


class _Layer:
    """A stream whose beginning can be seen before it is read; what comes out is counted."""

    def __init__(self, stream: Layer, intake: Intake, depth: int) -> None:
        self._stream = stream
        self._intake = intake
        self.depth = depth
        self.head = b""
        while len(self.head) < HEAD_BYTES and (data := self._take(HEAD_BYTES - len(self.head))):
            self.head += data
        self._ahead = self.head

    @property
    def fault(self) -> str | None:
        return self._stream.fault

    def read(self, size: int, /) -> bytes:
        if self._ahead:
            data, self._ahead = self._ahead[:size], self._ahead[size:]
            return data
        return self._take(size)

    def _take(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._intake.came_out(self.depth, len(data))
        return data


class _Unpacking:
    """One file that is being unpacked."""

    def __init__(self, file: BinaryIO, intake: Intake, folder: Path) -> None:
        self._file = file
        self._intake = intake
        self._limits = intake.limits
        self._folder = folder

    def below(self, layer: _Layer, place: _Place) -> Iterator[Member]:
        """Give what is in a layer, all that is in it in turn included."""
        container = container_of(layer.head)
        if container is None:
            kind = binary_kind(layer.head)
            if kind is None:
                yield place.member(layer, self._limits)
            else:
                sentence = f"the file is {kind}, not a paper listing that can be read"
                yield place.refused(sentence, self._limits)
        elif layer.depth == _DEEPEST:
            sentence = f"it is packed more than {_DEEPEST} times over; unpack it before"
            yield place.refused(sentence, self._limits)
        elif isinstance(container, Codec):
            yield from self._inside(Decompressed(layer, container), layer.depth + 1, place)
        else:
            yield from self._archive(container, layer, place)

    def _inside(self, stream: Layer, depth: int, place: _Place) -> Iterator[Member]:
        try:
            yield from self.below(_Layer(stream, self._intake, depth), place)
        except DumpError as error:
            yield place.refused(str(error), self._limits)

    def _archive(self, kind: Archive, layer: _Layer, place: _Place) -> Iterator[Member]:
        """Give the members of an archive, and the archive itself where it cannot be read on."""
        empty = True
        with contextlib.ExitStack() as stack:
            if kind is Archive.TAR:
                entries = tar_entries(layer, self._intake)
            else:
                entries = zip_entries(stack.enter_context(self._in_any_order(layer)), self._intake)
            for entry in entries:
                if not any(files.is_hidden(part) for part in _parts(entry.name)):
                    empty = False
                    yield from self._entry(entry, layer.depth + 1, place.inside(entry))
                if self._intake.spent:
                    raise DumpError(f"the rest of it is not read: {self._intake.spent}")
        if empty:
            raise DumpError("there is no file in the archive")

    def _entry(self, entry: Entry, depth: int, place: _Place) -> Iterator[Member]:
        if entry.stream is None:
            yield place.refused(entry.refusal or "it cannot be read", self._limits)
        else:
            yield from self._inside(entry.stream, depth, place)

    @contextlib.contextmanager
    def _in_any_order(self, layer: _Layer) -> Iterator[BinaryIO]:
        """Give a layer as a file in which one can go back: the file itself or a copy for now."""
        if layer.depth == 0 and self._file.seekable():
            self._intake.taken = self._file.seek(0, 2)
            yield self._file
            return
        with tempfile.TemporaryFile(dir=self._folder) as copy:
            _copy(layer, copy, self._limits)
            yield copy


def _copy(source: Readable, target: BinaryIO, limits: Limits) -> None:
    copied = 0
    while data := source.read(_CHUNK):
        copied += len(data)
        if copied > limits.largest:
            raise limits.too_large()
        target.write(data)


def _parts(name: str) -> list[str]:
    """Part the name of a member, without what leads out of the archive."""
    return [part for part in name.split("/") if part not in ("", ".", "..")]
