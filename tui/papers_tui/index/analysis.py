"""How text becomes terms: the same for papers, queries and highlights."""

from typing import Any, Final

from whoosh.analysis import CharsetFilter, LowercaseFilter, RegexTokenizer, StemFilter
from whoosh.lang.porter import stem
from whoosh.support.charset import accent_map

FOLDING: Final[Any] = RegexTokenizer() | LowercaseFilter() | CharsetFilter(accent_map)
"""Words in lower case, without accents. No word is left out, so that any phrase can be found."""

STEMMING: Final[Any] = FOLDING | StemFilter(cachesize=-1)
"""The same words, reduced to their stems by Porter's algorithm: the terms of the index."""


def folded_words(text: str) -> list[str]:
    """Give the words of a text, folded but not stemmed."""
    return [token.text for token in FOLDING(text)]


def stemmed(word: str) -> str:
    """Give the term of a folded word."""
    return str(stem(word))

def word_spans(text):
    for t in FOLDING(text, chars=True):
        yield t.text, t.startchar, t.endchar
