"""The index on disk: generations of which one is current, and who may write.

The folder holds `CURRENT`, a file with the name of the Whoosh index that counts; a rebuild makes
a new one beside it and then changes `CURRENT`, so that a reader sees the old or the new, whole.
"""

import contextlib
import pickle
import shutil
import struct
import time
import uuid
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import FileFormatError
from whoosh.reading import TermNotFound

from papers_tui.errors import BusyError, StaleIndexError
from papers_tui.files import make_private, write_whole
from papers_tui.index.holder import LOCK, holder
from papers_tui.index.schema import VERSION, schema
from papers_tui.index.seal import damage, missing_part, seal

DAMAGE: Final = (
    whoosh_index.IndexError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    FileFormatError,
    ImportError,
    IndexError,
    KeyError,
    MemoryError,
    OSError,
    RuntimeError,
    pickle.UnpicklingError,
    struct.error,
    TermNotFound,
    TypeError,
    ValueError,
    zlib.error,
)
"""What reading a damaged index raises; Whoosh keeps pickles in it, which can raise nearly all."""

_CURRENT: Final = "CURRENT"

_MOVED: Final = 16 << 20
"""Bytes of a file of a small segment, at the most."""


class IndexFolder:
    """Where an index lies."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextlib.contextmanager
    def writing(self, patience: float) -> Iterator[None]:
        """Hold the right to change the index; wait for it as long as patience lasts, in seconds.

        The lock is the operating system's: it ends with the process that holds it.

        Raises:
            BusyError: Another process still held it.
        """
        make_private(self._path)
        lock = FileStorage(str(self._path)).lock(LOCK)
        deadline = time.monotonic() + patience
        while not lock.acquire():
            if time.monotonic() > deadline:
                number = holder(self._path)
                which = f" (process {number})" if number else ""
                raise BusyError(
                    f"another papers-tui{which} is changing the index; what was added is kept, and "
                    "is taken in when you try again after that"
                )
            time.sleep(0.1)
        try:
            yield
        finally:
            lock.release()

    def stamp(self) -> tuple[str, ...]:
        """Tell which commit of which index is current; empty where there is none."""
        current = self._current()
        if current is None:
            return ()
        return (current.name, *sorted(path.name for path in current.glob("_MAIN_*.toc")))

    def open(self) -> Any:  # noqa: ANN401 - Whoosh has no types
        """Open the current index.

        Raises:
            StaleIndexError: There is none, or it is damaged or of another version.
        """
        current = self._current()
        if current is None:
            raise StaleIndexError("there is no index yet")
        if fault := missing_part(current):
            raise StaleIndexError(fault)
        try:
            return whoosh_index.open_dir(str(current))
        except DAMAGE as error:
            raise StaleIndexError(f"the index cannot be read ({error})") from error

    def open_to_change(self) -> Any:  # noqa: ANN401 - Whoosh has no types
        """Open the current index, as `open`, where what is about to be moved is as it was written.

        Papers of small segments move to new ones, whose sums would count for them from then on.
        """
        current = self._current()
        if current is not None and (fault := damage(current, _MOVED)):
            raise StaleIndexError(fault)
        return self.open()

    @contextlib.contextmanager
    def created(self) -> Iterator[Path]:
        """Make an empty index that is not current yet; what fails leaves nothing of it behind."""
        path = make_private(self._path / f"v{VERSION}-{uuid.uuid4().hex[:12]}")
        try:
            whoosh_index.create_in(str(path), schema())
            yield path
        except BaseException:
            if self._current() != path:  # it may be broken off just after it became current
                shutil.rmtree(path, ignore_errors=True)
            raise

    def opened(self, path: Path) -> Any:  # noqa: ANN401 - Whoosh has no types
        """Open an index that is not current yet."""
        return whoosh_index.open_dir(str(path))

    def seal(self, path: Path | None = None) -> None:
        """Note the sums of the current index, or of one that is not current yet."""
        path = path or self._current()
        if path is not None:
            seal(path)

    def damaged(self) -> str | None:
        """Say what of the current index is not as it was written, if anything."""
        current = self._current()
        return None if current is None else damage(current)

    def make_current(self, path: Path) -> None:
        """Make an index the current one and remove every other."""
        write_whole(self._path / _CURRENT, path.name.encode())
        for other in self._path.glob("v*-*"):
            if other != path:
                shutil.rmtree(other, ignore_errors=True)

    def _current(self) -> Path | None:
        try:
            name = (self._path / _CURRENT).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        path = self._path / name
        return path if name.startswith(f"v{VERSION}-") and path.is_dir() else None
