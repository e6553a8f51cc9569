"""The searched fields of the query language: what one word means as a part of a query tree."""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Final

from whoosh import query
from whoosh.fields import FieldType

from papers_tui.index.analysis import folded, stemmed, words
from papers_tui.index.schema import SEARCHED

UNFINISHED: Final = "\ue000"
"""Stands behind a word that the user is still typing; it is taken out of what is typed."""

Leaf = Callable[..., Any]
"""Makes a leaf of a query tree from the name of a field and, as `boost`, its weight."""

_FUZZY: Final = re.compile(r"(.*\w)~([0-9]?)")

_FURTHEST: Final = 2
"""Letters that a word may differ in."""

_WILD: Final = re.compile(r"[*?]")

_TOKEN: Final = re.compile(r"[\w*?]+(?:\.[\w*?]+)*")
"""A word as the analysis sees it, but for the wildcards in it."""

_READINGS: Final = 4096
"""Words whose meaning is remembered."""


class Misfit(query.Query):  # type: ignore[misc]  # Whoosh has no types
    """Stands in a tree for what was not understood, until the tree is finished."""

    def __init__(self, message: str, instead: Any) -> None:  # noqa: ANN401 - Whoosh has no types
        self.message = message
        """What was not understood."""
        self.instead = instead
        """The query to take in its place, or None."""


class Field(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field that makes its own part of a query tree; the index has no such field."""

    def __init__(self) -> None:
        """Leave out all that Whoosh's fields need for indexing."""

    def self_parsing(self) -> bool:
        """Tell Whoosh's parser to leave the text alone."""
        return True

    def parse_query(self, fieldname: str, text: str, boost: float = 1.0) -> Any:  # noqa: ANN401
        """Make a query of a text without blanks; None for nothing."""
        raise NotImplementedError

    def parse_quoted(self, fieldname: str, text: str, boost: float = 1.0) -> Any:  # noqa: ANN401
        """Make a query of a text in quotation marks; None for nothing."""
        return self.parse_query(fieldname, text, boost)


class Text(Field):
    """A searched field of the index."""

    def __init__(self, column: str) -> None:
        self._column = column

    def parse_query(self, fieldname: str, text: str, boost: float = 1.0) -> Any:  # noqa: ANN401
        """Make a query of a word, which may have wildcards or be fuzzy."""
        found = self._joined(_leaves(text), boost)
        fuzzy = _FUZZY.fullmatch(text.rstrip(UNFINISHED))
        if fuzzy and fuzzy[2] and not 1 <= int(fuzzy[2]) <= _FURTHEST:
            return Misfit(f"~{fuzzy[2]}: a word can differ in one letter or two, word~2", found)
        return found

    def parse_quoted(self, fieldname: str, text: str, boost: float = 1.0) -> Any:  # noqa: ANN401
        """Make a query of words that follow each other."""
        unfinished = UNFINISHED if text.endswith(UNFINISHED) else ""
        plain = _WILD.sub(" ", text.rstrip(UNFINISHED)).replace("~", " ")
        return self._joined(_leaves(plain + unfinished), boost)

    def _joined(self, leaves: tuple[Leaf, ...], boost: float) -> Any:  # noqa: ANN401
        made = [leaf(self._column, boost=boost) for leaf in leaves]
        return query.And(made) if len(made) > 1 else made[0] if made else None


def anywhere(text: str) -> Any:  # noqa: ANN401
    """Make a query that wants every word of a text, each in any searched field; None for nothing.

    A text that ends with `UNFINISHED` ends with the beginning of a word.
    """
    found = words(text.rstrip(UNFINISHED))
    if found and text.endswith(UNFINISHED):
        found[-1] += UNFINISHED
    wanted = [
        query.Or([Text(name).parse_query(name, word, boost) for name, boost in SEARCHED.items()])
        for word in found
    ]
    return query.And(wanted) if wanted else None


@lru_cache(_READINGS)
def _leaves(text: str) -> tuple[Leaf, ...]:
    """Give what makes the leaves of a word; it is several where the analysis parts it."""
    unfinished = text.endswith(UNFINISHED)
    text = text.rstrip(UNFINISHED)
    if fuzzy := _FUZZY.fullmatch(text):
        *before, last = words(fuzzy[1])
        distance = min(max(int(fuzzy[2] or 1), 1), _FURTHEST)
        leaf = partial(query.FuzzyTerm, text=last, maxdist=distance, prefixlength=1)
        return (*_plain(before), leaf)
    if unfinished and text[-1:].isalnum():
        text += "*"
    return _patterns(text) if _WILD.search(text) else _plain(words(text))


def _plain(found: list[str]) -> tuple[Leaf, ...]:
    stems = [stemmed(word) for word in found]
    if len(stems) > 1:
        return (partial(query.Phrase, words=stems),)
    return tuple(partial(query.Term, text=stem) for stem in stems)


def _patterns(text: str) -> tuple[Leaf, ...]:
    """Read words of which some have wildcards; a question mark behind a word is none."""
    if set(text) == {"*"}:
        return (partial(query.Wildcard, text="*"),)
    leaves: list[Leaf] = []
    plain: list[str] = []
    for token in _TOKEN.findall(text):
        pattern = re.sub(r"\*+", "*", folded(token.rstrip("?")))
        if not _WILD.search(pattern):
            plain += words(pattern)
        elif pattern.strip("*?"):
            leaves += [*_plain(plain), _pattern(pattern)]
            plain = []
    return (*leaves, *_plain(plain))


def _pattern(pattern: str) -> Leaf:
    if _WILD.search(pattern[:-1]):
        return partial(query.Wildcard, text=pattern)
    return partial(query.Prefix, text=pattern[:-1])
