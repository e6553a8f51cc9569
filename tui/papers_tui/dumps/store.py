"""The kept copies of dumps: the index can be made again from them at any time."""

import contextlib
import datetime
import filecmp
import gzip
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final, TypedDict, cast

from papers_tui.dumps.limits import Readable
from papers_tui.dumps.source import Source
from papers_tui.errors import DumpError
from papers_tui.files import make_private, write_whole
from papers_tui.model.dump import Dump, Problem

READERS: Final = 1
"""Goes up when a reader reads more, or otherwise, than before: kept dumps are then read again."""

_CHUNK: Final = 1 << 20
"""Bytes that are copied at a time."""

_LEVEL: Final = 3
"""How hard to compress: half the time of the usual 6, for a tenth more of space."""

_ARRIVING: Final = ".arriving-"
"""What the names of copies begin with that are not complete, or not accepted yet."""


_LEFT_BEHIND: Final = 24 * 3600
"""Seconds after which no program is still at work on a copy."""


class Problems(TypedDict):
    """The problems of a dump; see `Dump`."""

    problems: tuple[Problem, ...]
    further_problems: int


class Arrival:
    """A copy of what may be a dump, not kept yet; leave the `with` block and it is gone."""

    def __init__(self, path: Path, sha256: str) -> None:
        self.path = path
        """The copy, compressed."""
        self.sha256 = sha256
        """The SHA-256 of what it holds, in hexadecimal."""

    def source(
        self,
        file_date: datetime.date | None = None,
        captured_override: datetime.date | None = None,
    ) -> Source:
        """Give it as something to be read."""
        return Source(_opener(self.path), self.sha256, file_date, captured_override)

    def __enter__(self) -> "Arrival":
        return self

    def __exit__(self, *_: object) -> None:
        self.path.unlink(missing_ok=True)


class DumpStore:
    """A folder with files for each dump: its bytes, compressed, what is known of it, problems."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take_in(self, stream: Readable) -> Arrival:
        """Copy a stream to its end; what is read of it is read from the copy."""
        make_private(self._folder)
        self._remove_leftovers()
        descriptor, name = tempfile.mkstemp(prefix=_ARRIVING, dir=self._folder)
        path, digest = Path(name), hashlib.sha256()
        try:
            with (
                os.fdopen(descriptor, "wb") as file,
                gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as copy,
            ):
                while data := stream.read(_CHUNK):
                    digest.update(data)
                    copy.write(data)
                copy.close()
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Arrival(path, digest.hexdigest())

    def _remove_leftovers(self) -> None:
        """Remove copies that programs left behind which were killed a day or more ago."""
        for path in self._folder.glob(f"{_ARRIVING}*"):
            with contextlib.suppress(FileNotFoundError):  # another program does the same
                if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
                    path.unlink()

    def keep(self, dump: Dump, arrival: Arrival) -> None:
        """Keep a dump; one that is kept already takes over what is known of it now."""
        self.renew(arrival)
        self.describe(dump)

    def renew(self, arrival: Arrival) -> None:
        """Keep a copy in place of the one that is kept, if that is damaged by now, or gone."""
        copy = self._copy(arrival.sha256)
        if not (copy.exists() and filecmp.cmp(arrival.path, copy, shallow=False)):
            arrival.path.replace(copy)

    def describe(self, dump: Dump) -> None:
        """Take over what is known now of a dump that is kept already."""
        problems = [[p.line, p.message, p.record, p.text] for p in dump.problems]
        path = self._problems(dump.sha256)
        if problems:
            write_whole(path, json.dumps(problems, indent=0).encode())
        else:
            path.unlink(missing_ok=True)
        write_whole(self._description(dump.sha256), _describe(dump).encode())

    def remove(self, sha256: str) -> None:
        """Keep a dump no longer.

        Raises:
            DumpError: Its files cannot be removed.
        """
        try:
            self._description(sha256).unlink(missing_ok=True)
            self._copy(sha256).unlink(missing_ok=True)
            self._problems(sha256).unlink(missing_ok=True)
        except OSError as error:
            raise DumpError(f"{error.filename} cannot be removed: {error.strerror}") from error

    def all(self) -> list[Dump]:
        """List the kept dumps, the first added first; their problems are only counted.

        Raises:
            DumpError: The folder cannot be read.
        """
        try:
            paths = [path for path in self._folder.iterdir() if path.suffix == ".json"]
        except FileNotFoundError:
            paths = []  # nothing was added yet
        except OSError as error:
            raise DumpError(f"the kept dumps cannot be read: {error}") from error
        found = [dump for dump in map(self._understood, paths) if dump is not None]
        return sorted(found, key=lambda dump: (dump.added, dump.sha256))

    def _understood(self, path: Path) -> Dump | None:
        """Read a description; what is lost of a damaged one is found out by reading the dump."""
        try:
            return _understand(path)
        except DumpError:
            moment = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
            lost = "(its description was damaged)"
            known = Dump(path.stem, lost, moment, None, None, "plain-text", None, False, 0, 0, 0)
            return replace(known, read_by=-1)

    def get(self, sha256: str) -> Dump | None:
        """Find a kept dump by its name."""
        return self._understood(self._description(sha256))

    def described(self, sha256: str) -> Dump | None:
        """Find a kept dump by its name, as `get`.

        Raises:
            DumpError: Its description is damaged.
        """
        return _understand(self._description(sha256))

    def problems(self, dump: Dump) -> Problems:
        """Give the problems of a kept dump, and how many more there are."""
        try:
            rows = json.loads(self._problems(dump.sha256).read_text(encoding="utf-8"))
            known = tuple(Problem(*row) for row in rows)
        except (OSError, ValueError, TypeError):
            known = ()  # the count is in the description
        return Problems(problems=known, further_problems=dump.problem_count - len(known))

    def source(self, dump: Dump) -> Source:
        """Give a kept dump as something to be read."""
        opened = _opener(self._copy(dump.sha256))
        return Source(opened, dump.sha256, dump.file_date, dump.captured_override)

    def _copy(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.gz"

    def _problems(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.problems"

    def _description(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.json"


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: cast(BinaryIO, gzip.open(path, "rb"))


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
            "problem_count": dump.problem_count,
            "fault": dump.fault,
            "damage": dump.damage,
            "read_by": dump.read_by,
        },
        indent=1,
    )


def _understand(path: Path) -> Dump | None:
    """Read what is known of a dump; None where it is not kept, or no longer."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        for name in ("file_date", "captured_override", "captured"):
            if values[name] is not None:
                values[name] = datetime.date.fromisoformat(values[name])
        values["added"] = datetime.datetime.fromisoformat(values["added"])
        counted = values["incomplete"] + values["rejected"]  # by the first release
        values["further_problems"] = values.pop("problem_count", counted)
        return Dump(**values)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DumpError(
            f"the description {path} of a kept dump cannot be read ({error}); "
            "move it and its .gz file away and add the dump again"
        ) from error
