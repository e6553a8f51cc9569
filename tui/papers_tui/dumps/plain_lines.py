"""What single lines of a page in plain text are, and those that say nothing."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from papers_tui.dumps.blocks import Block
from papers_tui.dumps.footer import read_date
from papers_tui.dumps.page_words import is_furniture
from papers_tui.dumps.piece_texts import date_text, is_number
from papers_tui.model.dates import MONTHS

DOT: Final = "·"
"""The line between who wrote a paper and when."""

BYLINE: Final = re.compile(r"by ?(?:\[[^\[\]]{0,40}\] ?)?AK and the research community")
"""The line below the heading of the page."""

_SILENT: Final = re.compile(
    r"(?:[*•◦+] ?|- (?=\[)|\[[^\[\]]{0,40}\] ?){1,9}|(?:[*•◦+] ?)?[_━─═=]{3,}"
)
"""Bullets before pictures, what pictures and boxes are called, and rules."""

_PICTURE: Final = re.compile(r" ?\[[^\[\]]{0,40}\] ?")
"""What a picture is called, within a line."""

_MARKS: Final = re.compile(r"(?:#{1,6} |[-*•◦+] |\(BUTTON\) ?){0,4}")
"""What may stand before a word of the page's own."""

_PAGES: Final = re.compile(r"(?:[0-9]{1,5}|\.\.\.|…)(?: (?:[0-9]{1,5}|\.\.\.|…))*")
"""The numbers of further pages."""

_MOST_LINES: Final = 400
"""Lines of a block."""

_GLUED: Final = re.compile(
    r"(?:(?:TOS|Privacy|About|Careers|Jobs|Hugging Face's logo|Hugging Face|Company|Website|Models|"
    r"Datasets|Spaces|Pricing|Docs|Blog|Previous|Next) ?){2,}"
)
"""Links at the foot of the page that have lost what stood between them."""

_DATED: Final = re.compile(r"([A-Z][a-z]{2})[a-z]{0,6} [0-9]{1,7}")
"""A day, and a number of comments that it cannot be told from."""


def spoken(blocks: Sequence[Block]) -> Iterator[Block]:
    """Leave out the lines that say nothing; lines that stood around them stay a block each.

    What has more lines than a text can have is given in parts, which take less time.
    """
    for block in chain.from_iterable(map(_parts, blocks)):
        begin = 0
        for number, line in enumerate(block.lines):
            if _SILENT.fullmatch(line):
                if number > begin:
                    yield Block(block.line + begin, block.lines[begin:number])
                begin = number + 1
        yield from block.after(begin) if begin else [block]


def _parts(block: Block) -> Iterator[Block]:
    for begin in range(0, len(block.lines), _MOST_LINES):
        yield Block(block.line + begin, block.lines[begin : begin + _MOST_LINES])


def is_byline(line: str) -> bool:
    """Tell whether a line is the one below the heading."""
    return BYLINE.fullmatch(line) is not None


def is_of_page(line: str) -> bool:
    """Tell whether a line is one that the page shows for itself."""
    line = line[_end(_MARKS, line) :]
    return not line or is_furniture(line) or _GLUED.fullmatch(line) is not None


def numbers_pages(line: str) -> bool:
    """Tell whether a line has nothing but numbers of pages."""
    return _PAGES.fullmatch(line) is not None or is_number(line)


def when(line: str) -> str:
    """Write the date of a card as it is read: without pictures, and the month first."""
    return date_text(_PICTURE.sub(" ", line).strip())


def is_date(line: str) -> bool:
    """Tell whether a line is the date of a card, though it may be one that cannot be read."""
    text = when(line)
    if read_date(text)[0] is not None:
        return True
    match = _DATED.fullmatch(text)
    return match is not None and match[1] in MONTHS


def _end(pattern: re.Pattern[str], line: str) -> int:
    match = pattern.match(line)
    return match.end() if match else 0
