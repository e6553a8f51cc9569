"""Who is changing the index just now."""

import fcntl
import os
from pathlib import Path
from typing import Final

LOCK: Final = "LOCK"
"""The file in the index's folder that is locked by who changes the index."""

_LOCKS: Final = Path("/proc/locks")
"""Where Linux lists the locks of all processes (proc_locks(5))."""


def is_held(folder: Path) -> bool:
    """Tell whether a process is changing the index that lies in a folder.

    Raises:
        OSError: The lock cannot be looked at.
    """
    try:
        descriptor = os.open(folder / LOCK, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def holder(folder: Path) -> int | None:
    """Give the number of the process that is changing the index, where the system tells."""
    try:
        status = (folder / LOCK).stat()
        lines = _LOCKS.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    for line in lines:
        words = line.split()
        if len(words) > 5 and words[1] == "FLOCK" and words[5] == place:
            return int(words[4])
    return None
