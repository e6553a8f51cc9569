"""When the index was last found whole, so that it is gone through once a day and no more."""

import contextlib
import datetime
from collections.abc import Sequence
from pathlib import Path

from papers_tui.files import make_private, write_whole


class LastCheck:
    """A file in the cache that says which commit was found whole, and on which day."""

    def __init__(self, path: Path, stamp: Sequence[str]) -> None:
        """Take the path of the file, and the name of the commit that is current."""
        self._path = path
        self._words = " ".join([datetime.date.today().isoformat(), *stamp])

    @property
    def was_today(self) -> bool:
        """Whether this commit was found whole today."""
        try:
            return self._path.read_bytes() == self._words.encode()
        except OSError:
            return False

    def passed(self) -> None:
        """Remember that it was found whole; where that cannot be written, it is checked again."""
        with contextlib.suppress(OSError):
            make_private(self._path.parent)
            write_whole(self._path, self._words.encode(), durable=False)
