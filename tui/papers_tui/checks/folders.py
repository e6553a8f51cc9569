"""Whether the folders of the library are there, are the user's own, and have room."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from papers_tui.model.finding import Finding, Health
from papers_tui.paths import Paths

_LITTLE: Final = 1_000_000_000
"""Bytes of free space below which it is said."""

_NOTHING: Final = 50_000_000
"""Bytes of free space below which adding and marking are about to fail."""

_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def examine(paths: Paths) -> Iterator[Finding]:
    """Look at the three folders, and at the space that is left where the papers lie."""
    yield from _folder("data folder", paths.data, needed=True)
    yield from _folder("configuration folder", paths.config, needed=False)
    yield from _folder("cache folder", paths.cache, needed=False)
    yield _space(paths.data)


def _folder(check: str, path: Path, *, needed: bool) -> Iterator[Finding]:
    """Look at a folder; one that is not needed can at worst be a warning."""
    worst = Health.WRONG if needed else Health.WARNING
    try:
        status = path.stat()
    except FileNotFoundError:
        yield _to_be_made(check, path, worst)
        return
    except OSError as error:
        yield Finding(check, worst, f"{path} cannot be looked at: {error.strerror}", _advice(path))
        return
    if not stat.S_ISDIR(status.st_mode):
        yield Finding(check, worst, f"{path} is no folder", "move it away")
        return
    troubles = [
        *_trouble_of_owner(check, path, status),
        *_trouble_of_mode(check, path, status),
        *_trouble_of_writing(check, path, worst),
    ]
    yield from troubles or [Finding(check, Health.OK, f"{path}: yours, and can be written")]


def _to_be_made(check: str, path: Path, worst: Health) -> Finding:
    if path.is_symlink():
        return Finding(
            check, worst, f"{path} is a link to nothing", "remove it, or make its target"
        )
    above = _existing(path)
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
        return Finding(check, Health.OK, f"{path}: not there yet, is made when it is needed")
    return Finding(check, worst, f"{path} cannot be made in {above}", _advice(above))


def _existing(path: Path) -> Path:
    """Find the nearest folder above that is there."""
    return next(filter(_is_there, path.parents), Path(path.anchor))


def _is_there(path: Path) -> bool:
    """Tell whether a path is there, as far as it can be looked at."""
    try:
        return path.exists()
    except OSError:
        return False


def _trouble_of_owner(check: str, path: Path, status: os.stat_result) -> Iterator[Finding]:
    if status.st_uid != os.geteuid():
        yield Finding(
            check,
            Health.WARNING,
            f"{path} belongs to user {status.st_uid}, and you are user {os.geteuid()}",
            "run papers-tui as its owner; what is written now can belong to another user",
        )


def _trouble_of_mode(check: str, path: Path, status: os.stat_result) -> Iterator[Finding]:
    mode = stat.S_IMODE(status.st_mode)
    if mode & _OTHERS_WRITE:
        state, can = Health.WRONG, "write"
    elif mode & _OTHERS and check != "configuration folder":
        state, can = Health.WARNING, "look"
    else:
        return
    yield Finding(
        check, state, f"{path} has the mode {mode:04o}: other users can {can} there",
        f"chmod 700 '{path}'",
    )  # fmt: skip


def _trouble_of_writing(check: str, path: Path, worst: Health) -> Iterator[Finding]:
    try:
        with tempfile.NamedTemporaryFile(prefix=".doctor-", dir=path) as file:
            file.write(b"papers-tui doctor\n")
            file.flush()
    except OSError as error:
        said = error.strerror or str(error)
        yield Finding(check, worst, f"nothing can be written in {path}: {said}", _advice(path))


def _advice(path: Path) -> str:
    return f"see who may write there: ls -ld '{path}'"


def _space(path: Path) -> Finding:
    place = path if _is_there(path) else _existing(path)
    free = shutil.disk_usage(place).free
    said = f"{_size(free)} where {place} lies"
    if free < _NOTHING:
        return Finding("free space", Health.WRONG, said, "make room: nothing more can be added")
    if free < _LITTLE:
        return Finding("free space", Health.WARNING, said, "make room before you add large dumps")
    return Finding("free space", Health.OK, said)


def _size(count: int) -> str:
    """Say a number of bytes for a person."""
    return f"{count / 1e9:,.1f} GB" if count >= _LITTLE else f"{count / 1e6:,.0f} MB"
