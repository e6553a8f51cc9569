"""What a format's reader is given."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, and what is known about the file."""

    text: str
    """The text."""

    sha256: str
    """The SHA-256 of the file's bytes, in hexadecimal."""

    file_date: datetime.date | None = None
    """The file's own date, if it has one."""

    captured_override: datetime.date | None = None
    """The day of the capture as the user gave it."""
