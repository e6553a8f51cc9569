"""When was a dump captured? The page prints the day of that, but not the year."""

import datetime
from collections.abc import Iterable

from papers_tui.dumps.footer import CardDate

_SLACK = 1
"""Days by which the page's clock and a card's may be apart: they are in other time zones."""


def infer(
    head: CardDate | None, cards: Iterable[CardDate], file_date: datetime.date | None
) -> datetime.date | None:
    """Infer the day of a capture from what it shows; None where nothing tells the year.

    A card leaves its year out when it is that of the capture, so the capture's year is the smallest
    that is greater than every year printed. Where every card prints its year that is only a lower
    bound, and the file's own date decides.
    """
    if head is None:
        return None
    if head.year is not None:
        return head.in_year(head.year)
    cards = list(cards)
    printed = [card.year for card in cards if card.year is not None]
    first = max(printed) + 1 if printed else None
    by_file = None if file_date is None else _last_before(head, file_date)
    if len(printed) == len(cards) or first is None:
        years = [year for year in (first, by_file) if year is not None]
        return _first_from(head, max(years)) if years else None
    return _first_from(head, first)


def place(card: CardDate, captured: datetime.date | None) -> datetime.date | None:
    """Give the date that a card means; None where its year cannot be known.

    A card without a year is of the capture's year; one that would then lie after the capture
    contradicts it, and is not guessed at.
    """
    if card.year is not None:
        return card.in_year(card.year)
    if captured is None:
        return None
    date = card.in_year(captured.year)
    return None if date is None or is_after(date, captured) else date


def unplaced(card: CardDate, captured: datetime.date | None) -> str:
    """Say why a card's date cannot be placed."""
    shown = f"{card.month:02}-{card.day:02}"
    if card.year is not None:
        return f"there is no day {card.year}-{shown}"
    if captured is None:
        return f"the year of {shown} is unknown (give the day of the capture with --captured)"
    return f"{shown} without a year would lie after the capture, {captured}"


def is_after(date: datetime.date, other: datetime.date) -> bool:
    """Tell whether a date lies after another by more than time zones can do."""
    return date.toordinal() - _SLACK > other.toordinal()


def _last_before(head: CardDate, file_date: datetime.date) -> int:
    date = head.in_year(file_date.year)
    return (
        file_date.year if date is not None and not is_after(date, file_date) else file_date.year - 1
    )


def _first_from(head: CardDate, year: int) -> datetime.date | None:
    """Place the head's day in a year, or in the next that has it (29 February)."""
    for candidate in range(year, min(year + 9, datetime.MAXYEAR + 1)):
        if (date := head.in_year(candidate)) is not None:
            return date
    return None
