"""The fields of the query language by their names."""

import difflib
import re
from typing import Any, Final

from papers_tui.index.column_fields import Category, Choice, Dates, Name, Recent, Span
from papers_tui.index.schema import SEARCHED
from papers_tui.index.text_fields import Field, Text

_NUMBER: Final = "[0-9]{1,9}"

_DATE: Final = "[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"

_PART_OF_DATE: Final = "[0-9]{0,3}|[0-9]{4}-[01]?|[0-9]{4}-[0-9]{2}-[0-3]?"


def _count(name: str) -> Span:
    complaint = f"no number; write {name}:5, {name}:>2 or {name}:2..9"
    return Span(name, whole=_NUMBER, part="[0-9]*", complaint=complaint)


class Authors(Field):
    """The number of authors, or the name of one."""

    _NUMBERLIKE: Final = re.compile(r"[<>=≤≥0-9]|\.\.")

    def __init__(self) -> None:
        self._name = Text("authors")
        self._number = _count("authors")

    def parse_query(self, fieldname: str, text: str, boost: float = 1.0) -> Any:  # noqa: ANN401
        """Take what begins like a number for a number."""
        field = self._number if self._NUMBERLIKE.match(text) else self._name
        return field.parse_query(fieldname, text, boost)

    def parse_quoted(self, fieldname: str, text: str, boost: float = 1.0) -> Any:  # noqa: ANN401
        """Take it for a name."""
        return self._name.parse_quoted(fieldname, text, boost)


_TEXTS: Final = {
    "title": "title",
    "abs": "abstract",
    "author": "authors",
    "org": "org",
    "keyword": "keywords",
}

FIELDS: Final[dict[str, Field]] = {
    **{name: Text(column) for name, column in _TEXTS.items()},
    "cat": Category("cat"),
    "dump": Name("dump"),
    "id": Name("id"),
    "key": Name("key"),
    "arxiv": Name("id", "arxiv:"),
    "doi": Name("id", "doi:"),
    "year": Span(
        "year",
        whole="[0-9]{4}",
        part="[0-9]{0,3}",
        complaint="no year; write year:2023 or year:2020..2023",
    ),
    "date": Dates(
        "date",
        whole=_DATE,
        part=_PART_OF_DATE,
        complaint="no date; write date:2025-01-15, date:2025-01..2025-03 or date:>=2025",
    ),
    "since": Recent(
        "date",
        whole=_DATE,
        part=f"[0-9]{{0,4}}|{_PART_OF_DATE}",
        complaint="no time; write since:7d, since:3w, since:2m, since:1y or since:2025-01-15",
    ),
    "comments": _count("comments"),
    "upvotes": _count("upvotes"),
    "authors": Authors(),
    "is": Choice("is", "unread", "read", "bookmarked", "new", "incomplete"),
    "has": Choice("has", "id", "code", "authors", "comments", "abstract", "date", "org"),
}
"""The fields by the names that are shown to the user."""

ALIASES: Final = {
    "abstract": "abs",
    "organisation": "org",
    "organization": "org",
    "keywords": "keyword",
    "category": "cat",
    "comment": "comments",
    "upvote": "upvotes",
}
"""Other names of fields that are understood."""

SEARCHED_NAMES: Final = {name: SEARCHED[column] for name, column in _TEXTS.items()}
"""The fields in which plain words are searched, by the names of `FIELDS`, with their weights."""

NAMES: Final[dict[str, Field]] = FIELDS | {alias: FIELDS[name] for alias, name in ALIASES.items()}
"""The fields by all their names."""

_VALUE: Final = re.compile(r"[\w<>=≤≥*.]")
"""How a value begins; other signs behind a colon are those of an address or a sentence."""


def complaint(word: str, following: str) -> str | None:
    """Say why a word with a colon names no field; None where it is not meant to.

    Args:
        word: The word as typed, up to the next blank, quotation mark or parenthesis.
        following: The character behind it, or nothing.
    """
    name, colon, value = word.partition(":")
    if not colon or len(name) < 2 or not name.isalpha():
        return None
    if name.lower() in NAMES:
        return f"nothing stands right behind {name}:" if name.islower() and not value else None
    if not (_VALUE.match(value) or (not value and following in ('"', "("))):
        return None
    if like := difflib.get_close_matches(name.lower(), NAMES, 1):
        return f'unknown field "{name}": did you mean {like[0]}:?'
    known = ", ".join(f"{field}:" for field in FIELDS)
    return f'unknown field "{name}": the fields are {known}' if name.islower() else None
