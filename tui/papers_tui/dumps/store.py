"""The kept copies of dumps: the index can be made again from them at any time."""

import datetime
import gzip
import json
import zlib
from pathlib import Path

from papers_tui.errors import DumpError
from papers_tui.files import make_private, write_whole
from papers_tui.model.dump import Dump


class DumpStore:
    """A folder with two files for each dump: its bytes, compressed, and what is known of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, dump: Dump, data: bytes) -> None:
        """Keep a dump; one that is kept already takes over what is known of it now."""
        make_private(self._folder)
        copy = self._copy(dump.sha256)
        if not copy.exists():
            write_whole(copy, gzip.compress(data, mtime=0))
        write_whole(self._description(dump.sha256), _describe(dump).encode())

    def all(self) -> list[Dump]:
        """List the kept dumps, the first added first."""
        found = [_understand(path) for path in self._folder.glob("*.json")]
        return sorted(found, key=lambda dump: (dump.added, dump.sha256))

    def get(self, sha256: str) -> Dump | None:
        """Find a kept dump by its name."""
        path = self._description(sha256)
        return _understand(path) if path.exists() else None

    def data(self, dump: Dump) -> bytes:
        """Give the bytes of a kept dump."""
        path = self._copy(dump.sha256)
        try:
            return gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise DumpError(f"the kept dump {path} cannot be read: {error}") from error

    def _copy(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.gz"

    def _description(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.json"


def _describe(dump: Dump) -> str:
    return json.dumps(
        {
            "sha256": dump.sha256,
            "path": dump.path,
            "added": dump.added.isoformat(),
            "file_date": dump.file_date and dump.file_date.isoformat(),
            "captured_override": dump.captured_override and dump.captured_override.isoformat(),
            "format": dump.format,
            "captured": dump.captured and dump.captured.isoformat(),
            "captured_inferred": dump.captured_inferred,
            "papers": dump.papers,
            "incomplete": dump.incomplete,
            "rejected": dump.rejected,
        },
        indent=1,
    )


def _understand(path: Path) -> Dump:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        for name in ("file_date", "captured_override", "captured"):
            if values[name] is not None:
                values[name] = datetime.date.fromisoformat(values[name])
        values["added"] = datetime.datetime.fromisoformat(values["added"])
        return Dump(**values)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DumpError(
            f"the description {path} of a kept dump cannot be read ({error}); "
            "move it and its .gz file away and add the dump again"
        ) from error
