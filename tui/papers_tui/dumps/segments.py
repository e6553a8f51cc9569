"""Which blocks are titles, and which abstracts?

Between two footers stand a title and an abstract; but where a paper has no footer, its title and
abstract stand before the next one's, and now and then an abstract has several paragraphs, or is
missing. The reading that costs least is taken, the costs being those of `_title_cost` and its like.
"""

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

from papers_tui.dumps.blocks import Block

_MOST_PARAGRAPHS: Final = 12
"""An abstract of more paragraphs is not looked for."""

_NO_ABSTRACT: Final = 7.0
"""What a title without an abstract costs."""

_ABSTRACT: Final = 200
"""Letters that most abstracts have at the least."""

_GOES_ON: Final = 6.0
"""What a title costs that goes on with the sentence before it."""

_SENTENCE_ENDS: Final = tuple(".!?…)]}\"'”’»。")


def segment(blocks: Sequence[Block]) -> list[Sequence[Block]]:
    """Part the blocks before a footer into records, each a title and the abstract's paragraphs."""
    count = len(blocks)
    titles = [_title_cost(block) for block in blocks]
    abstracts = [_abstract_cost(block) for block in blocks]
    goes_on = [False, *(_goes_on(*pair) for pair in pairwise(blocks))]
    further = (_paragraph_cost(*pair) for pair in zip(blocks, goes_on, strict=True))
    paragraphs = [0.0, *accumulate(further)]
    costs = [0.0] + [math.inf] * count
    origins = [0] * (count + 1)
    for end in range(1, count + 1):
        for start in range(max(0, end - 1 - _MOST_PARAGRAPHS), end):
            cost = costs[start] + titles[start] + (_GOES_ON if goes_on[start] else 0.0)
            if end == start + 1:
                cost += _NO_ABSTRACT
            else:
                cost += abstracts[start + 1] + paragraphs[end] - paragraphs[start + 2]
            if cost < costs[end]:
                costs[end], origins[end] = cost, start
    cuts = [count]
    while cuts[-1] > 0:
        cuts.append(origins[cuts[-1]])
    return [blocks[start:end] for start, end in pairwise(reversed(cuts))]


def _title_cost(block: Block) -> float:
    """Say how little a block looks like a title. Of 100,000 on arXiv none has over 240."""
    length = len(block.text)
    cost = 0.0 if length <= 150 else 2.0 if length <= 250 else 5.0 if length <= 400 else 9.0
    return cost + (2.0 if length > 120 and block.text.endswith(".") else 0.0)


def _abstract_cost(block: Block) -> float:
    """Say how little a block looks like an abstract."""
    length = len(block.text)
    return 0.0 if length >= _ABSTRACT else 1.0 if length >= 80 else 3.0


def _paragraph_cost(block: Block, goes_on: bool) -> float:
    """Say how little a block looks like a further paragraph: not at all like a title."""
    if goes_on:
        return 1.0
    return 3.0 + (4.0 if _title_cost(block) == 0 else 0.0)


def _goes_on(former: Block, block: Block) -> bool:
    """Tell whether a block goes on with the sentence of the block before it."""
    if former.text.endswith(_SENTENCE_ENDS) or "/" in former.text.rpartition(" ")[2]:
        return False
    return block.text[0].islower() or len(former.text) < _ABSTRACT


def is_title(block: Block) -> bool:
    """Tell whether a block looks like a title."""
    return _title_cost(block) == 0
