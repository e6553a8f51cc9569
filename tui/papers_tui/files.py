"""Files that are whole or not there."""

import os
import tempfile
from pathlib import Path


def make_private(folder: Path) -> Path:
    """Make a folder, and its parents where there are none, closed to other users; return it.

    The index is read with pickle inside Whoosh, so nobody else may write there.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file so that at any moment there is the old one or the new one, whole.

    An existing file keeps its permissions, and a symbolic link goes on pointing to it. What is no
    file, such as a device or a pipe, is written to and never replaced. What need not be durable is
    not waited for until it is on the disk: a machine that loses power may lose it.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else _default_mode())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)  # it is still there only where something failed


def _default_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
