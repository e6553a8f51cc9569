"""How text becomes terms: the same for papers, queries and highlights."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from whoosh.analysis import CharsetFilter, LowercaseFilter, RegexTokenizer, StemFilter
from whoosh.lang.porter import stem
from whoosh.support.charset import accent_map

_WORD: Final = re.compile(r"\w+(?:\.\w+)*")
"""A word; a point inside it, as in `gpt3.5`, is part of it. (The tokenizers that Whoosh has by
default differ between its releases.)"""

_CACHED: Final = 1 << 17
"""Words whose folding and stem are remembered: more than the vocabulary of most libraries."""

_SIGNS: Final = (
    *(0xB2, 0xB3, 0xB9),
    *range(0x2B0, 0x2B9),
    *range(0x1D2C, 0x1D6B),
    *range(0x2070, 0x20A0),
    *range(0x2100, 0x2150),
    *range(0x1D400, 0x1D800),
)
"""Superscripts, subscripts and the letters of mathematics: `ℝ`, `x²`, `𝒪`."""

_PLAIN: Final[dict[int, int | str]] = {
    **accent_map,
    **{
        sign: plain
        for sign in _SIGNS
        if (plain := unicodedata.normalize("NFKC", chr(sign)).lower()).isalnum()
    },
}
"""What a letter is searched as: without its accent, and without its shape in mathematics."""

FOLDING: Final[Any] = RegexTokenizer(_WORD) | LowercaseFilter() | CharsetFilter(_PLAIN)
"""Words in lower case, without accents. No word is left out, so that any phrase can be found."""

STEMMING: Final[Any] = FOLDING | StemFilter(cachesize=-1)
"""The same words, reduced to their stems by Porter's algorithm: the terms of the index."""


def words(text: str) -> list[str]:
    """Give the words of a text as `FOLDING` does, folded but not stemmed."""
    if text.isascii():
        return _WORD.findall(text.lower())
    return [folded(word) for word in _WORD.findall(text)]


def word_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Give the words of a text as `words` does, each with its beginning and end in the text."""
    plain = text.isascii()
    for match in _WORD.finditer(text.lower() if plain else text):
        yield match[0] if plain else folded(match[0]), match.start(), match.end()


@lru_cache(_CACHED)
def folded(word: str) -> str:
    """Give a word in lower case and without accents."""
    return word.lower() if word.isascii() else word.lower().translate(_PLAIN)


@lru_cache(_CACHED)
def stemmed(word: str) -> str:
    """Give the term of a folded word."""
    return str(stem(word))
