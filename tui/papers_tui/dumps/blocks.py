"""A text as blocks of lines between empty lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from papers_tui.model.text import clean

_LINE_ENDS: Final = re.compile(r"\r*\n|\r")

_QUOTED: Final = re.compile(r"\s*>(?: |$)")
"""How each line of a text begins that is quoted in a message."""

_FEWEST: Final = 4
"""Lines from which on a text that has no empty line may have a block on each."""


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

    def after(self, count: int) -> list["Block"]:
        """Give what is left without the first lines: a block, or none."""
        return [Block(self.line + count, self.lines[count:])] if count < len(self.lines) else []


def split(text: str) -> list[Block]:
    """Split a text, with any kind of line ends, quoted or not, into its blocks."""
    blocks: list[Block] = []
    lines: list[str] = []
    for number, line in enumerate([*_unquoted(_LINE_ENDS.split(text)), ""], start=1):
        if cleaned := clean(line):
            lines.append(cleaned)
        elif lines:
            blocks.append(Block(number - len(lines), tuple(lines)))
            lines = []
    return blocks


def single(blocks: Sequence[Block]) -> list[Block]:
    """Make a block of each line of a text that has lost its empty lines."""
    if len(blocks) != 1 or len(blocks[0].lines) < _FEWEST:
        return list(blocks)
    return [Block(blocks[0].line + n, (line,)) for n, line in enumerate(blocks[0].lines)]


def _unquoted(lines: Sequence[str]) -> Iterator[str]:
    """Leave out the signs of a quotation, where every line has one."""
    quoted = any(lines) and all(_QUOTED.match(line) for line in lines if line.strip())
    return (line.lstrip()[1:] if quoted and line.strip() else line for line in lines)
