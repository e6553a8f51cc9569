"""The conditions of the query language: what their values mean as leaves of a query tree."""

import calendar
import datetime
import difflib
import re
from typing import Any, Final

from papers_tui.index.nodes import ColumnQuery, Flag, Range
from papers_tui.index.text_fields import UNFINISHED, Field, Misfit, anywhere

_DAYS: Final = {"d": 1, "w": 7, "m": 30, "y": 365}
"""The days of a period."""


_SIGNS: Final = {ord("≥"): ">=", ord("≤"): "<="}


class Since(ColumnQuery):
    """Stands in a tree for a time before today, until the tree is finished."""

    def __init__(self, days: int) -> None:
        super().__init__(days)
        self.days = days
        """How long before today it begins."""

    def until(self, today: datetime.date) -> Range:
        """Give the range of dates as seen from a day; the future belongs to it."""
        return Range("date", max(1, today.toordinal() - self.days), None)


class Column(Field):
    """A condition on a column of the index."""

    def parse_query(self, fieldname: str, text: str, boost: float = 1.0) -> Any:  # noqa: ANN401
        """Make a query of a value; what is no such value is searched as words."""
        typed = text.rstrip(UNFINISHED).strip()
        value = typed.lower()
        found = self.read(value)
        if found is not None:
            return found
        if text.endswith(UNFINISHED) and self.begins(value):
            beginnings = (self.read(value[:length]) for length in range(len(value) - 1, 0, -1))
            return next((found for found in beginnings if found is not None), None)
        return Misfit(self.complaint(typed), anywhere(text))

    def read(self, value: str) -> ColumnQuery | None:
        """Make a query of a value in lower case; None where it is no such value."""
        raise NotImplementedError

    def begins(self, value: str) -> bool:
        """Tell whether a text can become a value when more of it is typed."""
        raise NotImplementedError

    def complaint(self, value: str) -> str:
        """Say what is wrong with a value, and how to write one."""
        raise NotImplementedError


class Span(Column):
    """A number of a paper: one number, a comparison, or a range such as `2..5`."""

    _COMPARISON: Final = re.compile(r"(<=|>=|=<|=>|<|>|=|)([^<>=]*)")

    def __init__(self, column: str, *, whole: str, part: str, complaint: str) -> None:
        """Describe the numbers.

        Args:
            column: The column of `nodes.Range`.
            whole: A regular expression of a number.
            part: A regular expression of the beginnings of a number, nothing included.
            complaint: What a text is not, and how to write what it should be.
        """
        self._column = column
        self._whole = re.compile(whole)
        self._part = re.compile(
            rf"(?:[<>]=?|=[<>]?)?(?:{part})|(?:{whole})?\.(?:\.(?:{part}))?", re.ASCII
        )
        self._complaint = complaint

    def read(self, value: str) -> ColumnQuery | None:
        """Read a number, a comparison or a range."""
        first, dots, last = value.partition("..")
        if dots:
            return self._between(first, last)
        match = self._COMPARISON.fullmatch(value.translate(_SIGNS))
        bounds = self.bounds(match[2]) if match else None
        if match is None or bounds is None:
            return None
        low: int | None = bounds[0]
        high: int | None = bounds[1]
        if ">" in match[1]:
            low, high = (bounds[0] if "=" in match[1] else bounds[1] + 1), None
        elif "<" in match[1]:
            low, high = None, (bounds[1] if "=" in match[1] else bounds[0] - 1)
        return Range(self._column, low, high)

    def begins(self, value: str) -> bool:
        """Tell whether the text is the beginning of a number, a comparison or a range."""
        return self._part.fullmatch(value.translate(_SIGNS)) is not None

    def complaint(self, value: str) -> str:
        """Say what the value is not."""
        return f'"{value}" is {self._complaint}'

    def bounds(self, text: str) -> tuple[int, int] | None:
        """Read one number, as the least and the greatest that it can mean."""
        return (int(text), int(text)) if self._whole.fullmatch(text) else None

    def _between(self, first: str, last: str) -> ColumnQuery | None:
        """Read the ends of a range, in whichever order."""
        ends = [self.bounds(text) for text in (first, last) if text]
        known = sorted(end for end in ends if end is not None)
        if not known or len(known) < len(ends):
            return None
        return Range(self._column, known[0][0] if first else None, known[-1][1] if last else None)


class Dates(Span):
    """The date of a paper: a day, a month or a year."""

    def bounds(self, text: str) -> tuple[int, int] | None:
        """Read a date, as its first and its last day."""
        if not self._whole.fullmatch(text):
            return None
        year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
        try:
            first = datetime.date(year, month or 1, day or 1)
        except ValueError:
            return None
        end = month or 12
        last = datetime.date(year, end, day or calendar.monthrange(year, end)[1])
        return first.toordinal(), last.toordinal()


class Recent(Dates):
    """A time before today, or the date that it begins with."""

    _PERIOD: Final = re.compile(r"([0-9]{1,4})([dwmy])")

    def read(self, value: str) -> ColumnQuery | None:
        """Read `7d`, `3w`, `2m`, `1y` or a date."""
        if match := self._PERIOD.fullmatch(value):
            return Since(int(match[1]) * _DAYS[match[2]])
        bounds = self.bounds(value)
        return None if bounds is None else Range(self._column, bounds[0], None)


class Choice(Column):
    """One of a few values."""

    def __init__(self, name: str, *values: str) -> None:
        self._name = name
        self.values = values
        """The values, in lower case."""

    def read(self, value: str) -> ColumnQuery | None:
        """Read one of the values."""
        return Flag(self._name, value) if value in self.values else None

    def begins(self, value: str) -> bool:
        """Tell whether any of the values begins so."""
        return any(known.startswith(value) for known in self.values)

    def complaint(self, value: str) -> str:
        """Suggest the value that is most like it, or name them all."""
        unknown = f'unknown value "{value}" of {self._name}:'
        if like := difflib.get_close_matches(value.lower(), self.values, 1):
            return f"{unknown} did you mean {self._name}:{like[0]}?"
        return f"{unknown} the values are {', '.join(self.values)}"


class Name(Column):
    """A name, which can be any text."""

    def __init__(self, name: str, prefix: str = "") -> None:
        self._name = name
        self._prefix = prefix

    def read(self, value: str) -> ColumnQuery | None:
        """Take it as it is."""
        return Flag(self._name, self._prefix + value) if value else None

    def begins(self, value: str) -> bool:
        """Say that any text can become a name."""
        return True

    def complaint(self, value: str) -> str:
        """Say that nothing is no name."""
        return f'"{value}" is no name'


class Category(Name):
    """A category of arXiv, such as `cs.LG`."""

    _WHOLE: Final = re.compile(r".*\.[a-z]{2,}|.*\*")

    def parse_query(self, fieldname: str, text: str, boost: float = 1.0) -> Any:  # noqa: ANN401
        """Let what is not yet a whole category, while it is typed, stand for all that begin so."""
        value = text.rstrip(UNFINISHED).lower()
        if value and text.endswith(UNFINISHED) and not self._WHOLE.fullmatch(value):
            return self.read(value + "*")
        return super().parse_query(fieldname, text, boost)
