"""The captures in a plain text: each with a head, and below it what belongs to papers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from papers_tui.dumps.blocks import Block
from papers_tui.dumps.footer import CardDate, read_date
from papers_tui.dumps.plain_lines import DOT, is_byline, is_of_page, numbers_pages

_HEAD_LINES: Final = 40
"""Lines between the byline and the date of the head, at the most."""

_NOTHING: Final = re.compile(
    r"no (?:papers?|results?)(?:(?: were)? found.{0,100})?[.!]?", re.IGNORECASE
)
"""What a page says that shows no papers."""

_ENDS: Final = frozenset({"--", "```", "~~~"})
"""The line that a signature begins with, or that ends a quoted page in Markdown."""


@dataclass(frozen=True, slots=True)
class Page:
    """One capture of a page."""

    line: int
    """The line on which it begins."""

    before: Sequence[Block]
    """What stands before its head, and does not belong to it."""

    headed: bool
    """It has a head."""

    date: CardDate | None
    """The date in its head."""

    body: Sequence[Block]
    """What stands below the head."""


def pages(blocks: Sequence[Block]) -> list[Page]:
    """Part a text into the captures that it consists of."""
    blocks = _with_bylines_alone(blocks)
    bylines = [number for number, block in enumerate(blocks) if is_byline(block.text)]
    starts = [_start(blocks, number) for number in bylines]
    ends = [*starts[1:], len(blocks)] if starts else []
    found: list[Page] = []
    before: Sequence[Block] = blocks[: starts[0]] if starts else blocks
    if not starts or any(DOT in block.lines for block in before):
        found.append(Page(1, (), False, None, before))
        before = ()
    for byline, start, end in zip(bylines, starts, ends, strict=True):
        date, body = _below(blocks[byline + 1 : end])
        found.append(Page(blocks[start].line, before, True, date, body))
        before = ()
    return found


def without_foot(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Leave out the foot of a page; give it apart as far as it is not the page's own."""
    rest: Sequence[Block] = ()
    for number, block in enumerate(blocks):
        if block.lines[0] in _ENDS:
            blocks, rest = blocks[:number], blocks[number:]
            break
    begin = len(blocks)
    while begin and all(is_of_page(one) or numbers_pages(one) for one in blocks[begin - 1].lines):
        begin -= 1
    if any(is_of_page(one) and not numbers_pages(one) for b in blocks[begin:] for one in b.lines):
        blocks = blocks[:begin]
    return blocks, [block for block in rest if not all(map(is_of_page, block.lines))]


def says_nothing_found(block: Block) -> bool:
    """Tell whether a page says here that it shows no papers."""
    return _NOTHING.fullmatch(block.text) is not None


def _with_bylines_alone(blocks: Sequence[Block]) -> list[Block]:
    """Part the blocks that hold a byline into their lines."""
    whole: list[Block] = []
    for block in blocks:
        if any(map(is_byline, block.lines)):
            whole += [Block(block.line + n, (line,)) for n, line in enumerate(block.lines)]
        else:
            whole.append(block)
    return whole


def _start(blocks: Sequence[Block], byline: int) -> int:
    """Find where the head begins that a byline belongs to."""
    start = byline
    while start and all(map(is_of_page, blocks[start - 1].lines)):
        start -= 1
    return start


def _below(blocks: Sequence[Block]) -> tuple[CardDate | None, Sequence[Block]]:
    """Find the date below a byline, and what stands below that."""
    seen = 0
    for number, block in enumerate(blocks):
        for place, line in enumerate(block.lines):
            seen += 1
            date, comments = read_date(line)
            if date is not None and comments is None:
                return date, [*block.after(place + 1), *blocks[number + 1 :]]
            if not is_of_page(line) or seen > _HEAD_LINES:
                return None, blocks
    return None, blocks
