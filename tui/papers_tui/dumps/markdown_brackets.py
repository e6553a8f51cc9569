"""Brackets that have been opened: at which of them did a link begin?

The text of a link may hold brackets of its own, even such as belong to no pair: intervals, lists of
numbers. So a closing bracket alone does not tell; where the link leads to, and which bracket begins
a line, does.
"""

from dataclasses import dataclass
from typing import Final

_MOST_KEPT: Final = 8
"""Brackets at the beginning of lines that may be open at the end of a paragraph."""

_FAR: Final = 6
"""Lines below its bracket on which a link with empty lines in it ends, unless it is a paper's."""


@dataclass(slots=True)
class Open:
    """A bracket, or an element of HTML, that has been opened."""

    place: int
    """The number of its span."""

    line: int
    """The number of its line."""

    begins: bool
    """It begins the line."""

    lonely: bool = False
    """Nothing follows it on the line."""

    image: bool = False
    """It begins the description of an image."""

    address: str | None = None
    """Where the link leads, if it is an element of HTML."""

    paragraph: int = 0
    """The number of its paragraph."""


class Brackets:
    """The brackets that are open."""

    def __init__(self) -> None:
        self._open: list[Open] = []
        self._begun: Open | None = None
        self._paragraph = 0

    @property
    def last(self) -> Open | None:
        """The bracket that was opened last."""
        return self._open[-1] if self._open else None

    def push(self, one: Open) -> None:
        """Open a bracket."""
        one.paragraph = self._paragraph
        self._open.append(one)
        if one.begins and not one.image and self._begun is None:
            self._begun = one

    def is_nested(self) -> bool:
        """Tell whether the bracket that was opened last stands within an open link on its line."""
        return (
            len(self._open) > 1
            and not self._open[-1].begins
            and any(
                one.begins and one.paragraph == self._paragraph for one in self._open[:_MOST_KEPT]
            )
        )

    def pop(self) -> Open | None:
        """Close the bracket that was opened last, if any is open."""
        return self._open.pop() if self._open else None

    def end_paragraph(self) -> None:
        """Forget brackets that a link with an empty line in it cannot begin with."""
        self._open = [one for one in self._open if one.lonely or one.begins][-_MOST_KEPT:]
        self._begun = None
        self._paragraph += 1

    def clear(self) -> None:
        """Forget all brackets: no link goes on in a heading."""
        self._open.clear()
        self._begun = None

    def beginning(self, line: int, *, paper: bool) -> Open | None:
        """Find the bracket that a link which ends now began with, and close it.

        A link to a paper began with the first bracket on a line that is open, or else with the
        first that has been closed too early; any other with the last that is open.
        """
        begun, self._begun = self._begun, None
        if not self._open:
            return begun if paper else None
        if paper:
            for number, one in enumerate(self._open[:_MOST_KEPT]):
                if one.begins and (one.lonely or one.paragraph == self._paragraph):
                    del self._open[number:]
                    return one
        one = self._open.pop()
        near = one.paragraph == self._paragraph or line - one.line <= _FAR
        return one if near or one.lonely or paper else None

    def close_element(self) -> Open | None:
        """Close the last link that is an element of HTML, with all brackets in it."""
        for number in range(len(self._open) - 1, max(-1, len(self._open) - 40), -1):
            if self._open[number].address is not None:
                one = self._open[number]
                del self._open[number:]
                return one
        return None
