"""Values from outside, each checked before it is believed."""

import datetime
import html
import re
from collections.abc import Callable, Mapping
from typing import Final, TypeVar
from urllib.parse import urlsplit

from papers_tui.dumps.notes import excerpt
from papers_tui.model.dates import PartialDate
from papers_tui.model.identity import arxiv_id_of
from papers_tui.model.text import clean

_T = TypeVar("_T")

_MOST: Final = 2**31
"""A count is below that."""

_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_DOI: Final = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE
)


_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
"""How a moment begins; a week of a year is none."""


class Values:
    """The values of an object, or of several of which the first that knows one gives it."""

    def __init__(self, *objects: Mapping[str, object]) -> None:
        self._objects = objects
        self.faults: list[str] = []
        """What could not be believed."""

    def get(self, name: str, reader: Callable[[object], _T]) -> _T | None:
        """Read a value; None where none is known, or none that can be read."""
        for values in self._objects:
            value = values.get(name)
            if value is None:
                continue
            try:
                return reader(value)
            except ValueError as error:
                self.faults.append(f"{name} {error}: {shown(value)}")
        return None


def shown(value: object) -> str:
    """Show a value in a message."""
    if isinstance(value, str | int | float):
        return excerpt(clean(str(value)))
    return "a list" if isinstance(value, list | tuple) else "an object"


def string(value: object) -> str:
    """Take a text as it stands; raise ValueError for anything else."""
    if not isinstance(value, str):
        raise ValueError("is no text")
    return value


def line(value: object) -> str:
    """Take a text as one cleaned line; raise ValueError for anything else, or an empty one."""
    text = clean(string(value))
    if not text:
        raise ValueError("is empty")
    return text


def count(value: object) -> int:
    """Take a whole number from 0; raise ValueError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _MOST:
        raise ValueError("is no count")
    return value


def words(value: object) -> tuple[str, ...] | None:
    """Take a list of texts, None if it is empty; raise ValueError for anything else."""
    if not isinstance(value, list | tuple):
        raise ValueError("is no list")
    return tuple(line(word) for word in value) or None


def link(value: object) -> str:
    """Take an address of the web; raise ValueError for anything else."""
    address = line(value)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in address:
        raise ValueError("is no address of the web")
    return address


def doi(value: object) -> str:
    """Take a DOI, without its resolver; raise ValueError for anything else."""
    found = _DOI.fullmatch(line(value))
    if found is None:
        raise ValueError("is no DOI")
    return found[1]


def arxiv_id(value: object) -> str:
    """Take an arXiv id, without its version; raise ValueError for anything else."""
    if isinstance(value, int | float):
        raise ValueError("is a number, which may have lost digits")
    found = arxiv_id_of(string(value))
    if found is None:
        raise ValueError("is no arXiv id")
    return found


def day(value: object) -> datetime.date:
    """Take the day, in UTC, of a moment as ISO 8601 writes it; raise ValueError for others."""
    text = string(value).strip()
    if not _DAY.match(text):
        raise ValueError("is no date")
    try:
        moment = datetime.datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            moment = moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        raise ValueError("is no date") from None
    return moment.date()


def exact(date: datetime.date | None) -> PartialDate | None:
    """Give a day as the date of a paper."""
    return None if date is None else PartialDate(date.year, date.month, date.day)


def without_entities(text: str) -> str:
    """Undo the entities of HTML, once."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
