"""The queries that searching is measured with: five of each kind, of words that abstracts have."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, repeat
from typing import Final

Years = tuple[int, int]
"""The first and the last year that are wanted."""


class Kind(StrEnum):
    """What is asked of a search engine."""

    WORD = "one word"
    COMMON = "common word"
    THREE = "three common words"
    PHRASE = "phrase"
    PREFIX = "prefix of two letters"
    FUZZY = "fuzzy"
    RANGE = "range"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class BenchmarkQuery:
    """One query, in parts, so that every engine can be asked for the same in its own language."""

    kind: Kind
    """What it asks for."""

    words: str
    """The words, a phrase in quotation marks; the beginning of a word, or one that is misspelt."""

    years: Years | None = None
    """The years that the papers must be of."""

    unread: bool = False
    """The papers must not have been read."""

    @property
    def text(self) -> str:
        """The query as it is typed into papers-tui."""
        signs = {Kind.PREFIX: "*", Kind.FUZZY: "~"}
        years = f"year:{self.years[0]}..{self.years[1]} " if self.years else ""
        state = "is:unread " if self.unread else ""
        return f"{years}{state}{self.words}{signs.get(self.kind, '')}"


_WORDS: Final = {
    Kind.WORD: ("percolation", "hyperspectral", "attention", "blockchain", "cryptography"),
    Kind.COMMON: ("the", "we", "model", "results", "learning"),
    Kind.THREE: (
        "neural network model",
        "we show that",
        "convex optimization problem",
        "the data of",
        "deep learning method",
    ),
    Kind.PHRASE: (
        '"graph neural network"',
        '"large language models"',
        '"support vector machine"',
        '"state of the art"',
        '"differential privacy"',
    ),
    Kind.PREFIX: ("le", "co", "qu", "tr", "st"),
    # Each is one letter away from its word, and its stem one letter from the word's stem.
    Kind.FUZZY: ("atention", "transfomer", "algoritm", "netwrk", "entrpy"),
    Kind.STATE: ("quantum", "learning", "the", "neural network", '"gradient descent"'),
}

# The snapshot has few papers of the years from 2017 to 2023.
_RANGES: Final[tuple[tuple[str, Years], ...]] = (
    ("quantum", (2010, 2013)),
    ("network", (2025, 2025)),
    ("language", (2024, 2026)),
    ("learning", (2012, 2015)),
    ("the", (2007, 2012)),
)

QUERIES: Final = (
    *(
        BenchmarkQuery(kind, words, unread=kind is Kind.STATE)
        for kind, words in chain.from_iterable(
            zip(repeat(kind), words, strict=False) for kind, words in _WORDS.items()
        )
    ),
    *(BenchmarkQuery(Kind.RANGE, words, years) for words, years in _RANGES),
)
"""All of them."""
