"""Is a text without the head of the site's pages one of them? Other texts have cards too."""

import re
from collections.abc import Sequence
from typing import Final

from papers_tui.dumps.blocks import Block
from papers_tui.dumps.footer import Footer, read_footer
from papers_tui.dumps.plain_cards import runs
from papers_tui.dumps.plain_footers import parted

_MARKUP: Final = re.compile(r"#{1,6} |---$|\+\+\+$|```|\||!\[|[-*] \*\*|From: |Subject: ")
"""What lines of other texts begin with."""

_MOST_BLOCKS: Final = 8
"""Blocks before a footer, at the most: several papers may have lost theirs."""


_WRAPPED: Final = 120
"""Letters of a line, at the most, where lines are broken."""


def has_whole_lines(body: Sequence[Block]) -> bool:
    """Tell whether each line is a title or an abstract, in a text without empty lines."""
    found = [run.blocks for run in runs(parted(body)) if run.place is not None]
    longest = max((len(block.text) for blocks in found for block in blocks), default=0)
    return longest > _WRAPPED and all(len(blocks) in {2, 4} for blocks in found)


def has_cards(body: Sequence[Block]) -> bool:
    """Tell whether a text consists of cards: a title, an abstract, and who and when.

    Blogs name an author and a day as cards of organisations do, so that some cards must say how
    many authors there are; and what stands before the first of them must be little.
    """
    found = [run for run in runs(parted(body)) if run.place is not None]
    footers = [read_footer(run.place.who, run.place.when) for run in found if run.place]
    whole = [run for run, footer in zip(found, footers, strict=True) if not footer.faults]
    if not any(len(run.blocks) > 1 for run in whole):
        return False
    counted = sum(map(_counts, footers))
    if counted == 0 or counted * 4 < len(footers):
        return False
    blocks = [block for run in found for block in run.blocks]
    if any(_MARKUP.match(line) for block in found[0].blocks[:-2] for line in block.lines):
        return False
    return len(blocks) <= _MOST_BLOCKS * len(found)


def _counts(footer: Footer) -> bool:
    return footer.author_count is not None
