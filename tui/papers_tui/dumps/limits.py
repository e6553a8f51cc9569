"""How much may come out of one file: limits against files that are made to fill a disk."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, Self

from papers_tui.config import Config
from papers_tui.errors import DumpError

_DEFAULTS: Final = Config()

_FREE: Final = 64 << 20
"""Bytes that may come out of a file whatever its size; only beyond them the ratio counts."""


class Readable(Protocol):
    """A stream that is read once, from the beginning to the end."""

    def read(self, size: int, /) -> bytes:
        """Give at the most so many bytes; none at the end."""


class Layer(Readable, Protocol):
    """A stream that ends where its bytes cannot be read on, and says so."""

    @property
    def fault(self) -> str | None:
        """Why the stream ends before its end, in a sentence, once it does."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the user allows."""

    largest_dump: int = _DEFAULTS.largest_dump
    """Megabytes of one dump, after decompression."""

    highest_ratio: int = _DEFAULTS.highest_ratio
    """How many bytes may come out for one that goes in."""

    most_members: int = _DEFAULTS.most_members
    """Members of one archive, those of archives inside of it included."""

    configuration: Path = Path("config.toml")
    """The file in which they can be changed."""

    @classmethod
    def of(cls, config: Config, path: Path) -> Self:
        """Take the limits of a configuration, and where it lies."""
        return cls(config.largest_dump, config.highest_ratio, config.most_members, path)

    @property
    def largest(self) -> int:
        """Bytes of one dump, after decompression."""
        return self.largest_dump << 20

    def too_large(self) -> DumpError:
        """Make the error that refuses a dump for its size."""
        what = f"it has more than {self.largest_dump} MB"
        return self._error(what, "largest_dump", self.largest_dump)

    def too_dense(self) -> DumpError:
        """Make the error that refuses what grows too much when it is decompressed."""
        what = f"it becomes more than {self.highest_ratio} times as large when it is decompressed"
        return self._error(what, "highest_ratio", self.highest_ratio)

    def too_many(self) -> DumpError:
        """Make the error that refuses an archive of too many members."""
        what = f"the archive has more than {self.most_members} members"
        return self._error(what, "most_members", self.most_members)

    def _error(self, what: str, setting: str, value: int) -> DumpError:
        return DumpError(
            f"{what}; this limit is set by {setting} = {value}, "
            f"which can be raised in {self.configuration}"
        )


class Intake:
    """The bytes of one file as they are on the disk, and what has come out of them so far."""

    fault: None = None
    """A file on the disk is read to its end, or reading it fails."""

    def __init__(self, stream: Readable, limits: Limits) -> None:
        self._stream = stream
        self.limits = limits
        """What may come out."""
        self.taken = 0
        """Bytes of the file that were read."""
        self.spent: DumpError | None = None
        """Why no more may come out of this file, once that is so."""
        self._out: dict[int, int] = {}
        self._members = 0

    def read(self, size: int, /) -> bytes:
        """Give the bytes that come next."""
        data = self._stream.read(size)
        self.taken += len(data)
        return data

    def came_out(self, depth: int, size: int) -> None:
        """Note that bytes came out of a layer, those of the file itself being layer 0.

        Raises:
            DumpError: They are too many for the bytes that were read of the file.
        """
        out = self._out[depth] = self._out.get(depth, 0) + size
        if out > _FREE and out > self.limits.highest_ratio * self.taken:
            self.spent = self.limits.too_dense()
            raise self.spent

    def met_members(self, number: int = 1) -> None:
        """Note that an archive has so many members more.

        Raises:
            DumpError: They are too many.
        """
        self._members += number
        if self._members > self.limits.most_members:
            self.spent = self.limits.too_many()
            raise self.spent
