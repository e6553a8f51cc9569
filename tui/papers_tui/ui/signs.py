"""Signs that carry meaning, and what stands for them where only ASCII can be drawn."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of the reader."""

    unread: str
    """Stands before a paper that has not been read."""

    bookmarked: str
    """Stands before a paper that is kept."""

    chosen: str
    """Stands before a filter value that is chosen."""

    ellipsis: str
    """Ends a text that was cut off."""

    dot: str
    """Parts facts on one line."""

    remove: str
    """Stands on what can be taken away."""

    bar: str
    """Makes up bars, one for each part."""

    excluded: str
    """Stands before a filter value that is excluded."""

    levels: str
    """Heights within a line, from nothing to all of it."""

    line: str
    """Makes up the base that bars stand on."""

    range: str
    """Makes up the base of the bars that are chosen."""

    pointer: str
    """Points at the bar that the cursor is on."""

    arrow: str
    """Stands between what was and what is."""


UNICODE: Final = Signs(
    "●", "★", "✓", "…", "·", "×", "█", "✗", " ▁▂▃▄▅▆▇█", "─", "━", "▲", "→"
)  # fmt: skip
"""The signs of a terminal that draws Unicode."""

ASCII: Final = Signs(
    "*", "+", "+", "~", "-", "x", "#", "-", " .:-=+*#", "-", "=", "^", "->"
)  # fmt: skip
"""The signs of a terminal that does not."""
