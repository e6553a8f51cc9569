"""Dates of papers, which are not always known to the day."""

import datetime
from dataclasses import dataclass
from typing import Final, Literal, Self

MONTHS: Final = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
"""The months as pages and BibTeX abbreviate them."""

Precision = Literal["day", "month", "year"]
"""How exactly a date is known."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that is known to the day, the month or the year."""

    year: int
    """The year."""

    month: int | None = None
    """The month, 1 to 12, if known."""

    day: int | None = None
    """The day of the month, if known."""

    year_inferred: bool = False
    """The source left the year out; it was inferred from when the source was captured."""

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def iso(self) -> str:
        """The date as ISO 8601 writes it, cut to what is known: 2024-10-23, 2024-10, 2024."""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text

    @property
    def ordinal(self) -> int:
        """The first day that the date can mean, as `datetime.date.toordinal` counts."""
        return datetime.date(self.year, self.month or 1, self.day or 1).toordinal()

    @classmethod
    def from_iso(cls, text: str, *, year_inferred: bool = False) -> Self:
        """Read what `iso` writes; raise ValueError for anything else."""
        numbers = [int(part) for part in text.split("-")]
        if not 1 <= len(numbers) <= 3:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = [*numbers, None, None][:3]
        first = datetime.date(year or 0, month or 1, day or 1)
        return cls(first.year, month, day, year_inferred=year_inferred)
