"""JSON values one after the other, from a stream of any length.

Each comes with the line that it begins on and with its text as it stands.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from papers_tui.dumps.notes import Notes, excerpt
from papers_tui.dumps.source import Source
from papers_tui.model.text import clean

LONGEST: Final = 4 << 20
"""Bytes of a line at the most, and of a value but for a piece."""

_PIECE: Final = 1 << 18
"""Bytes that are read at a time."""

_MARK: Final = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8."""

_BETWEEN: Final = re.compile(r"[\s,\[\]\ufeff]*")
"""What may stand between the values of a list, and around it."""

_BEGINNING: Final = re.compile(r'\{\s*("[^"\\]{1,100}")')
"""How an object begins: with its first key, which all objects of a list have in common."""

_OVERLAP: Final = 200
"""Letters in which the beginning of an object has room."""

_DECODER: Final = json.JSONDecoder()

_SHOWN: Final = 4000
"""Letters of a broken value that are shown, at the most."""

_CUT: Final = 10
"""Letters before the end of what has been read in which an error can be due to the cut alone."""


def lines(source: Source, notes: Notes) -> Iterator[tuple[int, Any, str]]:
    """Give the values of JSON Lines; broken lines are rejected, and empty ones passed over."""
    with source.open() as stream:
        for number, line in _bounded_lines(stream, notes):
            try:
                text = line.decode()
                content, end = _DECODER.raw_decode(text)
                if text[end:] not in ("\n", ""):
                    content = json.loads(text)
            except (ValueError, RecursionError):
                if line.strip():
                    yield from _mended(number, line, notes)
            else:
                yield number, content, text


def values(source: Source, notes: Notes) -> Iterator[tuple[int, Any, str]]:
    """Give the values of a JSON list, or of values in a row; what is broken is rejected."""
    with source.open() as stream:
        window = _Window(source, stream)
        while window.at_value():
            line, text, position = window.line, window.text, window.position
            try:
                content, end = _DECODER.raw_decode(text, position)
            except (ValueError, RecursionError) as error:
                cut = _may_be_cut(error, text)
                if cut and len(text) - position < LONGEST and window.more():
                    continue
                long = f"a value of more than {LONGEST >> 20} MB"
                why = long if cut and not window.ended else _why(error, position)
                beginning = text[position : position + _SHOWN]
                notes.reject(f"{why}: {excerpt(clean(beginning))}", line=line, text=beginning)
                window.skip()
            else:
                window.position = end
                text = text[position:end]
                if "\ufffd" in text:
                    notes.remark("bytes that are no text have been replaced", line=line)
                yield line, content, text


class _Window:
    """The part of a stream that is being looked at."""

    def __init__(self, source: Source, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = source.decoder("replace")
        self.ended = False
        """Nothing is left to be read."""
        self._counted = 0
        self._line = 1
        self._next: re.Pattern[str] | None = None
        self.text = ""
        """What has been read, from a little before the position on."""
        self.position = 0
        """Where in the text the next value is looked for."""

    @property
    def line(self) -> int:
        """The line of the position."""
        self._count()
        return self._line

    def _count(self) -> None:
        self._line += self.text.count("\n", self._counted, self.position)
        self._counted = self.position

    def at_value(self) -> bool:
        """Go to where the next value begins; False where there is none."""
        while True:
            match = _BETWEEN.match(self.text, self.position)
            self.position = match.end() if match else self.position
            if self.position < len(self.text):
                break
            if not self.more():
                return False
        if self._next is None:
            first = _BEGINNING.match(self.text, self.position)
            key = re.escape(first[1]) if first else '"'
            self._next = re.compile(rf"\{{\s*{key}")
        return True

    def more(self) -> bool:
        """Read on, as much again as there is; False where nothing is left."""
        if self.ended:
            return False
        self._count()
        held = len(self.text) - self.position
        data = self._stream.read(max(_PIECE, min(held, LONGEST - held)))
        self.ended = not data
        self.text = self.text[self.position :] + self._decoder.decode(data, final=not data)
        self.position = self._counted = 0
        return True

    def skip(self) -> None:
        """Go on from a broken value to where the next one begins."""
        assert self._next is not None
        start = self.position + 1
        while (match := self._next.search(self.text, start)) is None:
            self.position = max(start, len(self.text) - _OVERLAP)
            if not self.more():
                self.position = len(self.text)
                return
            start = 0
        self.position = match.start()


def _bounded_lines(stream: BinaryIO, notes: Notes) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        if len(line) <= LONGEST or line.endswith(b"\n"):
            yield number, line
            continue
        beginning = line[:_SHOWN].decode(errors="replace")
        while line and not line.endswith(b"\n"):
            line = stream.readline(_PIECE)
        notes.reject(
            f"a line of more than {LONGEST >> 20} MB: {excerpt(clean(beginning))}",
            line=number,
            text=beginning,
        )


def _mended(number: int, line: bytes, notes: Notes) -> Iterator[tuple[int, Any, str]]:
    """Read a line again that has a byte order mark, or bytes that are no text; else reject it."""
    body = line.removeprefix(_MARK)
    text = body.decode(errors="replace")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"{_why(error, 0)}: {excerpt(clean(text[:_SHOWN]))}"
        if not line.endswith(b"\n"):
            message = f"the dump breaks off here: {message}"
        notes.reject(message, line=number, text=text.strip())
        return
    if text.encode(errors="replace") != body:
        notes.remark("bytes that are no text have been replaced", line=number)
    yield number, content, text


def _may_be_cut(error: ValueError | RecursionError, text: str) -> bool:
    """Tell whether a value may be broken only because not all of it has been read."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.pos >= len(text) - _CUT or error.msg.startswith("Unterminated string")


def _why(error: ValueError | RecursionError, start: int) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON ({error.msg} at letter {error.pos - start + 1})"
    return "no JSON that can be read" if isinstance(error, ValueError) else "JSON nested too deep"
