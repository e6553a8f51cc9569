"""A dump line by line, of which only one need be in memory."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from papers_tui.dumps.source import Source

_LONGEST: Final = 32 << 20
"""Letters of a line; a longer one is not read."""

_SHOWN: Final = 2000
"""Letters that are kept of such a line."""

_ESCAPED: Final = re.compile("[\udc80-\udcff]")
"""What stands for a byte that is no text, in UTF-8."""

_REPLACED: Final = re.compile("\ufffd")
"""What stands for bytes that are no text, in UTF-16, which has no sign of its own for them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it."""

    number: int
    """Its number; the first of the dump is 1."""

    text: str
    """What stands on it, without its end; bytes that are no text are replaced."""

    whole: bool
    """It is all there: it was not too long to be read."""

    damaged: bool
    """Some of its bytes are no text."""


def lines(source: Source) -> Iterator[Line]:
    """Go through the lines of a dump from the beginning; empty ones are counted, not given."""
    escaped = source.encoding == "utf-8"
    errors = "surrogateescape" if escaped else "replace"
    with io.TextIOWrapper(source.open(), source.encoding, errors, newline="\n") as stream:
        number = 0
        while text := stream.readline(_LONGEST):
            number += 1
            whole = len(text) < _LONGEST or text.endswith("\n")
            if not whole:
                _skip(stream)
                text = text[:_SHOWN]
            if number == 1:
                text = text.removeprefix("\ufeff")
            if text := text.rstrip():
                yield _line(number, text, whole=whole, escaped=escaped)


def _skip(stream: io.TextIOWrapper) -> None:
    """Go on to the end of the line."""
    while (text := stream.readline(_LONGEST)) and not text.endswith("\n"):
        pass


def _line(number: int, text: str, *, whole: bool, escaped: bool) -> Line:
    """Make a line; where bytes that are no text were not escaped, they were replaced."""
    if text.isascii():
        return Line(number, text, whole, damaged=False)
    damaged = (_ESCAPED if escaped else _REPLACED).search(text) is not None
    if damaged and escaped:
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return Line(number, text, whole, damaged)
