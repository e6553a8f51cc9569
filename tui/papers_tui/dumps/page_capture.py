"""When was a page captured, and which day's papers does it show?"""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from papers_tui.dumps.captured import infer, is_after
from papers_tui.dumps.footer import CardDate, read_date
from papers_tui.dumps.piece_texts import date_text

_DAY: Final = re.compile(r"(?<!\d)([12]\d{3})-(\d{2})-(\d{2})(?!\d)")
_MONTHLY: Final = re.compile(r"/papers/month/([12]\d{3})-(0[1-9]|1[0-2])(?!\d)")
_DATED: Final = re.compile(r"/papers/date/([12]\d{3})-(\d{2})-(\d{2})")

_WORDED: Final = re.compile(r"\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}")

_SURE: Final = (
    "retriev", "captur", "crawl", "fetch", "access", "scrap", "download", "snapshot",
)  # fmt: skip
"""How the names of fields begin that tell when a page was captured."""

_LIKELY: Final = ("date", "export", "creat", "saved", "time", "publish", "modif")
"""How those begin that may tell it, or something later."""

_NEAR: Final = 40
"""Days between the day of a page and those that it leads to."""


@dataclass(frozen=True, slots=True)
class Capture:
    """When a page was captured."""

    day: datetime.date | None
    """The day, if it is known."""

    inferred: bool
    """Its year was worked out."""

    shown: datetime.date | None
    """The day whose papers the page shows, if its address or head tells."""

    month: tuple[int, int] | None = None
    """The year and month whose papers it shows, if its address tells."""


def capture(
    facts: Mapping[str, str],
    head: CardDate | None,
    addresses: Iterable[str],
    cards: Sequence[CardDate],
    file_date: datetime.date | None,
) -> Capture:
    """Work out when a page was captured.

    Args:
        facts: What is written above the page, by name.
        head: The date in the head of the page.
        addresses: Where the page leads; `/papers/date/2026-10-01` tells of the year.
        cards: The dates on the cards.
        file_date: The date of the file.
    """
    days = [day for address in addresses if (day := _day(_DATED.search(address)))]
    sources = (facts[name] for name in facts if "url" in name or name in {"source", "link"})
    own = next((day for text in sources if (day := _day(_DATED.search(text)))), None)
    shown = own or _near(head, days)
    if (sure := _fact(facts, _SURE)) is not None:
        return Capture(sure, inferred=False, shown=shown or _last_before(head, sure))
    if shown is not None:
        return Capture(shown, inferred=False, shown=shown)
    likely = _fact(facts, _LIKELY)
    if head is None:
        return Capture(likely or max(days, default=None), inferred=False, shown=None)
    if likely is not None and (near := _near(head, [likely])):
        return Capture(near, inferred=False, shown=near)
    day = infer(head, cards, likely or file_date)
    return Capture(day, inferred=day is not None and head.year is None, shown=day)


def month_of(facts: Mapping[str, str]) -> tuple[int, int] | None:
    """Give the year and month whose papers a page shows, by its address."""
    for name, value in facts.items():
        if "url" in name and (match := _MONTHLY.search(value)):
            return int(match[1]), int(match[2])
    return None


def _fact(facts: Mapping[str, str], names: tuple[str, ...]) -> datetime.date | None:
    for name, value in facts.items():
        if any(word.startswith(names) for word in name.split()) and (day := _stated(value)):
            return day
    return None


def _stated(value: str) -> datetime.date | None:
    """Read a whole date anywhere in a text."""
    if match := _DAY.search(value):
        return _day(match)
    match = _WORDED.search(value)
    date = read_date(date_text(match[0]))[0] if match else None
    return date.in_year(date.year) if date is not None and date.year is not None else None


def _day(match: re.Match[str] | None) -> datetime.date | None:
    if match is None:
        return None
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _near(head: CardDate | None, days: Sequence[datetime.date]) -> datetime.date | None:
    """Place the date of the head in the year that the days tell which the page leads to."""
    if head is None:
        return None
    for day in days:
        for year in (day.year, day.year + 1, day.year - 1):
            if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
                continue
            placed = head.in_year(year)
            if placed is not None and abs(placed.toordinal() - day.toordinal()) <= _NEAR:
                return placed
    return None


def _last_before(head: CardDate | None, day: datetime.date) -> datetime.date | None:
    if head is None:
        return None
    for year in range(day.year, max(day.year - 9, 0), -1):
        placed = head.in_year(year)
        if placed is not None and not is_after(placed, day):
            return placed
    return None
