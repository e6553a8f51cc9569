"""Bytes to a reading, by the first format that knows them."""

import codecs
import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from papers_tui.dumps import plain_text
from papers_tui.dumps.source import Source
from papers_tui.errors import DumpError
from papers_tui.model.dump import Problem, Reading
from papers_tui.model.paper import FormatName


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of dump."""

    name: FormatName
    """What it is called."""

    recognise: Callable[[str], bool]
    """Tells by its text whether a file is of this kind."""

    read: Callable[[Source], Reading]
    """Reads a file of this kind; never raises, whatever it holds."""


FORMATS: Final[tuple[Format, ...]] = (
    Format(plain_text.NAME, plain_text.recognise, plain_text.read),
)
"""Every format, in the order in which they are tried."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def digest(data: bytes) -> str:
    """Give the name of a dump: the SHA-256 of its bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read(
    data: bytes,
    *,
    file_date: datetime.date | None = None,
    captured_override: datetime.date | None = None,
) -> Reading:
    """Read a dump.

    Raises:
        DumpError: It is none, with the reason.
    """
    text, problems = _decode(data)
    if not text.strip():
        raise DumpError("the file is empty")
    for format_ in FORMATS:
        if format_.recognise(text):
            reading = format_.read(Source(text, digest(data), file_date, captured_override))
            return replace(reading, problems=(*problems, *reading.problems))
    raise DumpError(f"{_describe(text)}, not a paper listing that can be read")


def _decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Decode a file; bytes that are no text are replaced, and reported."""
    encoding = "utf-8"
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if "\ufffd" in line]
    return text, tuple(Problem(line, f"bytes that are not {encoding} text") for line in lines)


def _describe(text: str) -> str:
    if "\0" in text:
        return "the file is binary"
    start = text.lstrip()[:300].lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body")):
        return "looks like a web page"
    if start.startswith(("{", "[")):
        return "looks like JSON"
    if start.startswith("<?xml"):
        return "looks like XML"
    return "looks like text of another kind"
