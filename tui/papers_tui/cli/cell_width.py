"""How many columns the terminal itself takes for a text."""

import contextlib
import os
import re
import select
import sys
import termios
import time
import tty
from collections.abc import Iterator
from typing import Final

_PATIENCE: Final = 0.5
"""Seconds to wait for the terminal's answer; some have none."""

_POSITION: Final = re.compile(rb"\x1b\[\d+;(\d+)R")
"""The answer to the question where the cursor is (CPR, ECMA-48)."""


def drawn_width(text: str) -> int | None:
    """Draw a text at the beginning of a line, ask where the cursor is, and wipe the line again.

    Gives None where there is no terminal, or no answer.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    sys.stdout.flush()
    source, target = sys.stdin.fileno(), sys.stdout.fileno()
    encoded = text.encode(sys.stdout.encoding, "replace")
    try:
        with _unbuffered(source):
            os.write(target, b"\r" + encoded + b"\x1b[6n")
            answer = _answer(source)
            os.write(target, b"\r\x1b[K")
    except (OSError, termios.error):
        return None
    return None if answer is None else int(answer[1]) - 1


@contextlib.contextmanager
def _unbuffered(descriptor: int) -> Iterator[None]:
    """Let a terminal pass on what comes at once, and echo nothing of it."""
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _answer(descriptor: int) -> re.Match[bytes] | None:
    data, deadline = b"", time.monotonic() + _PATIENCE
    while (left := deadline - time.monotonic()) > 0:
        if select.select([descriptor], [], [], left)[0]:
            data += os.read(descriptor, 64)
            if match := _POSITION.search(data):
                return match
    return None
