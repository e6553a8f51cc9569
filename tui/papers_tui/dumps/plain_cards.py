"""The cards of a plain text: blocks before a footer, and the numbers around them.

Some extractors keep the upvotes, each on a line before its title; pages of trending papers have
them behind the word for them, below the footer. A number is also what a paper may be called.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

from papers_tui.dumps.blocks import Block
from papers_tui.dumps.notes import Notes, excerpt
from papers_tui.dumps.piece_texts import is_number, number
from papers_tui.dumps.plain_footers import Place
from papers_tui.dumps.segments import is_title, segment

_UPVOTE: Final = re.compile(r"(?:\(BUTTON\) ?)?Upvotes?(?: ([0-9][0-9.,]{0,9}[kKmM]?|-))?")
_LINKS: Final = re.compile(
    r"(?:GitHub ?(?:[0-9][0-9.,]{0,9}[kKmM]?)? ?)?(?:Project Page ?)?(?:arXiv Page)?"
)

_MOST_LINKS: Final = 4
"""Lines with links to code and texts that a card of a trending paper has below its upvotes."""


@dataclass(slots=True)
class Card:
    """What a plain text shows of one paper."""

    blocks: Sequence[Block]
    """The title, and the paragraphs of the abstract."""

    place: Place | None = None
    """Its footer."""

    upvotes: int | None = None
    """How many upvotes it has."""

    comments: int | None = None
    """How many comments it has, where a line of its own says it."""

    last: bool = False
    """Nothing follows it in the text."""


@dataclass(slots=True)
class Run:
    """The blocks between two footers, and the second of these."""

    blocks: list[Block]
    """The blocks."""

    place: Place | None
    """The footer; None at the end of a page."""

    upvotes: int | None = None
    """Upvotes that stand below the footer."""

    comments: int | None = None
    """Comments that stand below the footer."""


def runs(items: Sequence[Block | Place]) -> list[Run]:
    """Part a text at its footers."""
    found: list[Run] = []
    for placed, group in groupby(items, lambda item: isinstance(item, Place)):
        if not placed:
            found.append(Run([item for item in group if isinstance(item, Block)], None))
            continue
        for item in group:
            assert isinstance(item, Place)
            if found and found[-1].place is None:
                found[-1].place = item
            else:
                found.append(Run([], item))
    return found


def cards(found: list[Run], notes: Notes) -> list[Card]:
    """Make the cards of a page from its runs; what belongs to no card is noted."""
    voted = _has_upvotes(found)
    if voted:
        _take_comments_below(found)
    made: list[Card] = []
    for run in found:
        groups = list(_groups(run)) if voted else [_unvoted(run, notes)]
        parts = [
            Card(blocks, upvotes=upvotes if first else None)
            for upvotes, group in groups
            for first, blocks in _segments(group)
        ]
        if parts and run.place is not None:
            last = parts[-1]
            last.place, last.comments = run.place, run.comments
            last.upvotes = run.upvotes if run.upvotes is not None else last.upvotes
        elif run.place is not None:
            text = f"{run.place.who} · {run.place.when}"
            notes.reject(
                f"a footer without a paper: {excerpt(text)}", line=run.place.line, text=text
            )
        made += parts
    return made


def without_repeats(made: Sequence[Card]) -> list[Card]:
    """Leave out cards that show the same as the card before them."""
    kept: list[Card] = []
    for card in made:
        if kept and card.upvotes is not None and _says(card) == _says(kept[-1]):
            kept[-1] = replace(kept[-1], last=card.last)
        else:
            kept.append(card)
    return kept


def _says(card: Card) -> tuple[object, ...]:
    footer = card.place and (card.place.who, card.place.when)
    return [block.text for block in card.blocks], footer, card.upvotes


def _segments(group: Sequence[Block]) -> Iterator[tuple[bool, Sequence[Block]]]:
    for position, blocks in enumerate(segment(group) if group else ()):
        yield position == 0, blocks


def take_upvotes_below(found: Sequence[Run]) -> None:
    """Read the upvotes that stand below the footers, behind the word for them."""
    for former, run in pairwise(found):
        lines = _Lines(run.blocks)
        match = _UPVOTE.fullmatch(lines.first)
        if match is None:
            continue
        lines.drop()
        if match[1]:
            former.upvotes = number(match[1])
        elif is_number(lines.first):
            former.upvotes = number(lines.first)
            lines.drop()
        for _link in range(_MOST_LINKS):
            if lines.first and _LINKS.fullmatch(lines.first):
                lines.drop()
        run.blocks = lines.blocks


def _has_upvotes(found: Sequence[Run]) -> bool:
    """Tell whether most of the runs begin with a number, and a title after it."""
    whole = [run for run in found if run.blocks and run.place is not None]
    voted = 0
    for run in whole:
        lines = _Lines(run.blocks)
        if is_number(lines.first):
            lines.drop()
            voted += len(lines.blocks) > 1 and _is_title(lines.blocks[0])
    return voted * 2 > len(whole)


def _take_comments_below(found: Sequence[Run]) -> None:
    """Read comments on lines of their own, before the upvotes of the next paper."""
    if any(run.place and re.search(r", [0-9]{4} [0-9]", run.place.when) for run in found):
        return
    for former, run in pairwise(found):
        lines = _Lines(run.blocks)
        comments = lines.first
        if former.place is None or not comments.isdigit():
            continue
        lines.drop()
        if is_number(lines.first) and len(lines.blocks) > 2:
            former.comments, run.blocks = number(comments), lines.blocks


def _groups(run: Run) -> Iterator[tuple[int | None, list[Block]]]:
    """Part a run at the upvotes in it, each of which stands before a title."""
    blocks = run.blocks
    ends = [n for n in range(len(blocks) - 3) if is_number(blocks[n + 1].lines[0])]
    begin = 0
    for end in [*(n + 1 for n in ends), len(blocks)]:
        if end - begin < 2 and end < len(blocks):  # a title that is a number itself
            continue
        lines = _Lines(blocks[begin:end])
        upvotes = number(lines.first) if is_number(lines.first) else None
        if upvotes is not None:
            lines.drop()
        yield upvotes, lines.blocks
        begin = end


def _unvoted(run: Run, notes: Notes) -> tuple[None, list[Block]]:
    """Leave out a number before a title, of which nothing tells what it counts."""
    blocks = run.blocks
    if len(blocks) > 2 and is_number(blocks[0].text) and _is_title(blocks[1]):
        message = f"a number that may count upvotes or comments was left out: {blocks[0].text}"
        notes.remark(message, line=blocks[0].line)
        blocks = blocks[1:]
    return None, blocks


def _is_title(block: Block) -> bool:
    """Tell whether a block after a number is a title, and not a text that the number names."""
    return is_title(block) and not block.text.endswith(".")


class _Lines:
    """Blocks of which the first line can be taken away."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = list(blocks)

    @property
    def first(self) -> str:
        return self.blocks[0].lines[0] if self.blocks else ""

    def drop(self) -> None:
        self.blocks[:1] = self.blocks[0].after(1)
