"""What a reader notes while it reads a dump."""

import datetime
from typing import Final

from papers_tui.model.dump import Problem, Reading
from papers_tui.model.paper import FormatName, Sighting

_MOST_PROBLEMS: Final = 1000
"""Problems of one dump that are kept; the others are counted."""

_LONGEST_TEXT: Final = 2000
"""Letters of a piece that could not be read that are kept with the problem."""


class Notes:
    """What is to be said of a dump beside its records: when it was captured, and what is wrong."""

    def __init__(self, format_name: FormatName, sha256: str) -> None:
        self._format: FormatName = format_name
        self._sha256 = sha256
        self._problems: list[Problem] = []
        self._further = 0
        self.captured: datetime.date | None = None
        """The day of the capture; a reader sets it before its first record, and never after."""
        self.captured_inferred = False
        """The year of the capture was worked out from the dates in the dump."""
        self.incomplete = 0
        """Records that lack a part that the format has."""
        self.rejected = 0
        """Pieces that belong to no record, or to one that cannot be read."""

    def sighting(self, position: int, line: int | None) -> Sighting:
        """Give the sighting of the next record: its place, from 1, and the line it begins on."""
        return Sighting(
            self._sha256, self._format, self.captured, self.captured_inferred, position, line
        )

    def remark(
        self,
        message: str,
        *,
        line: int | None = None,
        record: int | None = None,
        text: str | None = None,
    ) -> None:
        """Note what is doubtful, in words, with the line or the number of the record, from 1."""
        if len(self._problems) >= _MOST_PROBLEMS:
            self._further += 1
            return
        if text is not None and len(text) > _LONGEST_TEXT:
            text = text[: _LONGEST_TEXT - 1] + "…"
        self._problems.append(Problem(line, message, record, text))

    def lack(self, message: str, *, line: int | None = None, record: int | None = None) -> None:
        """Note that a record that was taken is incomplete, and what it lacks."""
        self.incomplete += 1
        self.remark(f"incomplete: {message}", line=line, record=record)

    def reject(
        self,
        message: str,
        *,
        line: int | None = None,
        record: int | None = None,
        text: str | None = None,
    ) -> None:
        """Note that a piece gives no record, with its text as it stands."""
        self.rejected += 1
        self.remark(message, line=line, record=record, text=text)

    def reading(self, papers: int) -> Reading:
        """Sum up, when every record has been read."""
        return Reading(
            format=self._format,
            captured=self.captured,
            captured_inferred=self.captured_inferred,
            papers=papers,
            incomplete=self.incomplete,
            rejected=self.rejected,
            problems=tuple(sorted(self._problems, key=_place)),
            further_problems=self._further,
        )


def excerpt(text: str) -> str:
    """Give the beginning of a text, short enough for a message."""
    return text if len(text) <= 60 else text[:59] + "…"


def _place(problem: Problem) -> tuple[int, int]:
    return problem.line or 0, problem.record or 0
