"""A text as blocks of lines between empty lines."""

import re
from dataclasses import dataclass

from papers_tui.model.text import clean

_LINE_ENDS = re.compile(r"\r*\n|\r")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without an empty line between them."""

    line: int
    """The number of the first line; the first of the text is 1."""

    lines: tuple[str, ...]
    """The lines, cleaned."""

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)


def split(text: str) -> list[Block]:
    """Split a text, with any kind of line ends, into its blocks."""
    blocks: list[Block] = []
    lines: list[str] = []
    for number, line in enumerate([*_LINE_ENDS.split(text), ""], start=1):
        if cleaned := clean(line):
            lines.append(cleaned)
        elif lines:
            blocks.append(Block(number - len(lines), tuple(lines)))
            lines = []
    return blocks
