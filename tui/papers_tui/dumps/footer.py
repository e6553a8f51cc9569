"""The three lines below a paper: who, a dot, and when."""

import datetime
import re
from dataclasses import dataclass
from typing import Final

from papers_tui.model.dates import MONTHS
from papers_tui.model.paper import Organization

DOT: Final = "·"
"""The line that makes a block a footer."""

_DATE: Final = re.compile(
    r"([A-Z][a-z]{2})[a-z]* ([0-9]{1,2})"
    r"(?:, (1[5-9][0-9]{2}|2[01][0-9]{2})([0-9]{1,5})?)?(?: ([0-9,]{1,11}))?"
)
"""Month, day, year and comments, which may have lost the blank before them.

A year is one in which a paper can have been published.
"""

_COUNT: Final = re.compile(r"(?:[-*•◦+] ?){0,9}([0-9][0-9,]{0,10}) authors?")

_PICTURED: Final = re.compile(r"\[([^\[\]]{0,96})\] ?(.+)")
"""An organisation before whose name stands what its image is called: its handle."""

_HANDLE: Final = re.compile(r"[\w.-]+")
"""What the handle of an organisation consists of."""


@dataclass(frozen=True, slots=True)
class CardDate:
    """A date as a card shows it: the year may be left out."""

    month: int
    """1 to 12."""

    day: int
    """The day of the month."""

    year: int | None
    """The year, or None where it is that of the capture."""

    def in_year(self, year: int) -> datetime.date | None:
        """Place the date in a year; None where that year has no such day."""
        try:
            return datetime.date(self.year or year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Footer:
    """What the footer of a card says."""

    author_count: int | None
    """How many authors, if it says so."""

    organization: Organization | None
    """The organisation, if it names one."""

    date: CardDate | None
    """When the paper was published, if it can be read."""

    comments: int | None
    """The number after the date."""

    faults: tuple[str, ...]
    """What could not be read."""


def counts_authors(text: str) -> bool:
    """Tell whether a line says how many authors there are, and nothing else."""
    return _COUNT.fullmatch(text) is not None


def read_footer(who: str, when: str) -> Footer:
    """Read a footer: what stands before its dot, and what after it."""
    faults = []
    if not who:
        faults.append("the footer names neither authors nor an organisation")
    date, comments = read_date(when)
    if date is None:
        faults.append(f"the footer's date cannot be read: {when!r}" if when else "no date")
    count = _COUNT.fullmatch(who)
    return Footer(
        author_count=_number(count[1]) if count else None,
        organization=_organization(who) if who and not count else None,
        date=date,
        comments=comments,
        faults=tuple(faults),
    )


def read_date(text: str) -> tuple[CardDate | None, int | None]:
    """Read `Oct 29, 2025 1` as a date and a number of comments, each None where it is not there."""
    match = _DATE.fullmatch(text)
    if match is None or match[1] not in MONTHS or (match[4] and match[5]):
        return None, None
    year = int(match[3]) if match[3] else None
    date = CardDate(MONTHS.index(match[1]) + 1, int(match[2]), year)
    if date.in_year(2024) is None:  # a leap year has every day that any year has
        return None, None
    comments = match[4] or match[5]
    return date, _number(comments) if comments else None


def _organization(who: str) -> Organization:
    who = who.removeprefix("•").strip()
    if pictured := _PICTURED.fullmatch(who):
        return Organization(pictured[1].strip() or None, pictured[2])
    handle, _, name = who.partition(" ")
    if name and not _HANDLE.fullmatch(handle):
        return Organization(None, who)
    return Organization(handle, name) if name else Organization(None, handle)


def _number(digits: str) -> int | None:
    plain = digits.replace(",", "")
    return int(plain) if plain and len(plain) < 10 else None
