"""Where the footers of a plain text are: who, a dot and when, on lines of their own or not.

Some extractors keep the three lines of a footer together, some put an empty line between them, and
some none between a footer and what stands before or after it.
"""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from papers_tui.dumps.blocks import Block
from papers_tui.dumps.footer import counts_authors
from papers_tui.dumps.plain_lines import DOT, is_date, when

_LONGEST: Final = 120
"""Letters of the name of an organisation."""

_LONGEST_DATE: Final = 40
"""Letters of a line that may be a date, though it does not look like one."""

_COMPANY: Final = re.compile(r"^\[[^\[\]]{1,96}\]|\b(?:Inc|Corp|Ltd|Co|LLC|Labs?)\.$")
"""A name that a picture stands before, or that ends as those of companies do."""

_MOST: Final = 100
"""Lines of a text that a lone dot is taken for a part of."""

_SENTENCE_ENDS: Final = (".", "!", "?", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Place:
    """A footer in the text."""

    line: int
    """The line on which it begins."""

    who: str
    """What stands before its dot."""

    when: str
    """What stands after it, as `read_date` wants it."""


def parted(blocks: Sequence[Block]) -> list[Block | Place]:
    """Part a text into its footers and the blocks between them."""
    return _Parting(blocks).items


class _Parting:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.items: list[Block | Place] = []
        self._waiting = deque(blocks)
        while self._waiting:
            block = self._waiting.popleft()
            if DOT in block.lines and self._take(block, block.lines.index(DOT)):
                continue
            if block.text == DOT and self._belongs_to_text():
                self._join(block)
            else:
                self.items.append(block)

    def _belongs_to_text(self) -> bool:
        """Tell whether a dot stands alone between the paragraphs of an abstract."""
        if len(self.items) < 2 or not self._waiting or DOT in self._waiting[0].lines:
            return False
        title, text = self.items[-2:]
        return isinstance(title, Block) and isinstance(text, Block) and len(text.lines) < _MOST

    def _join(self, dot: Block) -> None:
        """Make one block of a dot and of what stands above and below it."""
        above, below = self.items.pop(), self._waiting.popleft()
        assert isinstance(above, Block)
        self.items.append(Block(above.line, above.lines + dot.lines + below.lines))

    def _take(self, block: Block, dot: int) -> bool:
        """Take a footer out of a block, and perhaps of those beside it; False where none is."""
        before, after = block.lines[:dot], block.lines[dot + 1 :]
        next_line = self._waiting[0].lines[0] if self._waiting and not after else ""
        dated = is_date(after[0] if after else next_line)
        named = self._named(before, after, dated=dated)
        if named is None:
            return False
        kept, who = named
        if kept:
            self.items.append(Block(block.line, before[:kept]))
        date = after[0] if after else next_line if dated else ""
        self.items.append(Place(block.line + kept, who, when(date)))
        if dated and not after:
            self._waiting.extendleft(self._waiting.popleft().after(1))
        self._waiting.extendleft(block.after(dot + 2))
        return True

    def _named(
        self, before: Sequence[str], after: Sequence[str], *, dated: bool
    ) -> tuple[int, str] | None:
        """Say how many lines before a dot are no part of the footer, and who it names."""
        if not before:
            return self._named_above(after, dated=dated)
        kept = len(before) - (2 if _is_pair(before) else 1)
        who = " ".join(before[kept:])
        counted = counts_authors(who)
        if dated:
            prose = kept and len(after) > 1 and after[1][:1].islower()
            return None if prose else (kept, who)
        if counted or (not kept and len(after) <= 1 and _is_name(who)):
            return (kept, who) if not after or len(after[0]) <= _LONGEST_DATE else None
        return None

    def _named_above(self, after: Sequence[str], *, dated: bool) -> tuple[int, str] | None:
        """Find who stands in the block above a dot, and take it from there."""
        last = self.items[-1] if self.items else None
        if isinstance(last, Block) and counts_authors(last.lines[-1]):
            self.items[-1:] = [Block(last.line, last.lines[:-1])] if len(last.lines) > 1 else []
            return 0, last.lines[-1]
        if not dated:
            return None
        if isinstance(last, Block) and self._follows_a_text() and _is_name(last.text):
            self.items.pop()
            return 0, last.text
        return (0, "") if after else None

    def _follows_a_text(self) -> bool:
        """Tell whether a title and an abstract stand before the last block."""
        return len(self.items) > 2 and all(isinstance(item, Block) for item in self.items[-3:])


def _is_pair(before: Sequence[str]) -> bool:
    """Tell whether a footer names an organisation on two lines: its handle, and its name."""
    if len(before) != 2 or counts_authors(before[1]):
        return False
    return " " not in before[0] and not before[0].endswith(_SENTENCE_ENDS)


def _is_name(text: str) -> bool:
    ends = text.endswith(_SENTENCE_ENDS) and not _COMPANY.search(text)
    return len(text) <= _LONGEST and not ends
