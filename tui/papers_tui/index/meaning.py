"""What a query tree asks for, in words that a person understands."""

import calendar
import datetime
import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

from whoosh import query

from papers_tui.index.analysis import stemmed, words
from papers_tui.index.nodes import ColumnQuery, Flag, Range
from papers_tui.index.schema import SEARCHED

_FIELDS: Final = {
    "title": "the title",
    "abstract": "the abstract",
    "authors": "the names of the authors",
    "org": "the organisation",
    "keywords": "the keywords",
}

_STATES: Final = {
    "read": ("read", "not read"),
    "unread": ("not read", "read"),
    "bookmarked": ("bookmarked", "not bookmarked"),
    "new": ("new", "not new"),
    "incomplete": ("incomplete", "not incomplete"),
}
"""What a paper is by the values of `is:`, and what it is without."""

_HAS: Final = {
    "id": "an arXiv id or a DOI",
    "code": "a link to code",
    "authors": "names of authors",
    "comments": "comments",
    "abstract": "an abstract",
    "date": "a date of publication",
    "org": "an organisation",
}

_COUNTED: Final = {"comments": "comment", "upvotes": "upvote", "authors": "author"}


def meaning(tree: Any, typed: str = "") -> str:  # noqa: ANN401 - Whoosh has no types
    """Say what a tree asks for.

    Args:
        tree: A tree as `syntax.parse` makes them; None asks for everything.
        typed: The text that it was made of. A tree holds only the stems of words, and values in
            lower case: what stands in the text is said as it stands there.
    """
    return _Words(typed).say(tree)


class _Words:
    """Puts trees of one text into words."""

    def __init__(self, typed: str) -> None:
        self._typed = typed
        self._written: Mapping[str, str] = {stemmed(word): word for word in words(typed)}

    def say(self, node: Any) -> str:  # noqa: ANN401
        """Say what a tree asks for."""
        if node is None or isinstance(node, query.Every):
            return "every paper"
        if isinstance(node, query.Not):
            return self._without(node.query)
        if isinstance(node, ColumnQuery):
            return self._condition(node, denied=False)
        if isinstance(node, query.Or):
            return self._any_of(list(node.children()))
        if isinstance(node, query.And) and _shape(node) is None:
            return _joined([self.say(child) for child in node.children()], "and")
        return self._within([node], _places(node))

    def _without(self, node: Any) -> str:  # noqa: ANN401
        """Say what a paper must not be."""
        if isinstance(node, ColumnQuery):
            return self._condition(node, denied=True)
        if isinstance(node, query.Every):
            return "no paper"
        said = self.say(node)
        if _shape(node) is not None or (isinstance(node, query.Or) and len(_alike(node)) == 1):
            return f"without {said}"
        return f"not ({said})"

    def _any_of(self, nodes: Sequence[Any]) -> str:
        """Say alternatives: those that stand in the same fields together."""
        groups: dict[Hashable, list[Any]] = {}
        for shape, same in _alike(nodes).items():
            lone = shape if isinstance(shape, _Lone) else None
            places = tuple(place for node in same for place in _places(node))
            groups.setdefault(lone or places, []).append(same[0])
        said = [
            self.say(same[0]) if isinstance(places, _Lone) else self._within(same, places)
            for places, same in groups.items()
        ]
        return _joined(said, "or")

    def _within(self, nodes: Sequence[Any], places: Any) -> str:  # noqa: ANN401
        """Say what stands in some fields."""
        everywhere = set(places) == set(SEARCHED)
        where = "any field" if everywhere else _listed([_FIELDS[place] for place in places], "or")
        said = self._texts(nodes, "or")
        return f"{said}{',' if said.endswith('form') else ''} in {where}"

    def _texts(self, nodes: Sequence[Any], joint: str) -> str:
        """Say words and what stands for words, whatever the fields."""
        plain = [self._word(node.text) for node in nodes if isinstance(node, query.Term)]
        others = [self._text(node) for node in nodes if not isinstance(node, query.Term)]
        said = [f"{_listed(plain, joint)}, in any form"] if plain else []
        return f", {joint} ".join([*said, _listed(others, joint)] if others else said)

    def _text(self, node: Any) -> str:  # noqa: ANN401
        """Say a leaf that is no single word, or an And of leaves of one field."""
        if isinstance(node, query.And):
            return self._texts(list(node.children()), "and")
        if isinstance(node, query.Phrase):
            return f'the phrase "{" ".join(map(self._word, node.words))}"'
        if isinstance(node, query.Prefix):
            return f'words that begin with "{node.text}"'
        if isinstance(node, query.FuzzyTerm):
            letters = "one letter" if node.maxdist == 1 else f"up to {node.maxdist} letters"
            return f'words that differ from "{node.text}" in {letters}'
        return f'words like "{node.text}"'

    def _condition(self, node: ColumnQuery, *, denied: bool) -> str:
        """Say a condition on a column, or its contrary."""
        if isinstance(node, Range):
            said = _range(node)
            return f"not {said}" if denied else said
        assert isinstance(node, Flag)
        if node.name == "is":
            return _STATES[node.value][denied]
        if node.name == "has":
            return f"{'without' if denied else 'with'} {_HAS[node.value]}"
        value = self._as_typed(node.value)
        if node.name in ("id", "key"):
            return f"{'not ' * denied}the paper with the {node.name} {value}"
        if node.name == "cat":
            value = f'like "{value}"' if "*" in value else value
            return f"{'not ' * denied}in {'a' if '*' in value else 'the'} category {value}"
        return f'{"not " * denied}in a dump called "{value}"'

    def _word(self, stem: str) -> str:
        return self._written.get(stem, stem)

    def _as_typed(self, value: str) -> str:
        """Give a value with the capitals that were typed."""
        found = re.search(re.escape(value), self._typed, re.IGNORECASE)
        return found[0] if found else value


class _Lone(tuple[int]):
    """Marks a tree that is no text of one field: it is like no other."""

    __slots__ = ()


def _alike(nodes: Any) -> dict[Hashable, list[Any]]:  # noqa: ANN401
    """Group trees that ask for the same text in different fields."""
    groups: dict[Hashable, list[Any]] = {}
    for number, node in enumerate(nodes):
        shape = _shape(node)
        groups.setdefault(_Lone((number,)) if shape is None else shape, []).append(node)
    return groups


def _shape(node: Any) -> Hashable | None:  # noqa: ANN401
    """Give what a tree asks for in its one field, the field left out; None where it has no one."""
    if isinstance(node, query.And):
        shapes = tuple(_shape(child) for child in node.children())
        return None if None in shapes or len(set(_places(node))) > 1 else shapes
    if isinstance(node, query.Phrase):
        return (query.Phrase, tuple(node.words))
    if isinstance(node, (query.Term, query.Prefix, query.Wildcard, query.FuzzyTerm)):
        return (type(node), node.text, getattr(node, "maxdist", 0))
    return None


def _places(node: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Give the fields of a tree, each once."""
    if isinstance(node, query.And):
        return tuple(dict.fromkeys(place for child in node for place in _places(child)))
    return () if isinstance(node, ColumnQuery) else (node.field(),)


def _range(node: Range) -> str:
    """Say a range of numbers."""
    low, high = node.low, node.high
    if node.column == "date":
        return f"published {_dates(low, high)}"
    if node.column == "year":
        years = [None if year is None else f"{year:04}" for year in (low, high)]
        return f"published {_ends(years[0], years[1], 'in')}"
    name = f"{_COUNTED[node.column]}{'s' * ((low if high is None else high) != 1)}"
    if low == high:
        return f"{low} {name}"
    if high is None:
        return f"at least {low} {name}"
    return f"at most {high} {name}" if low is None else f"{low} to {high} {name}"


def _dates(low: int | None, high: int | None) -> str:
    """Say a range of days: by years or months where it begins and ends with such."""
    first, last = (None if end is None else _day(end) for end in (low, high))
    ends = [None if day is None else day.isoformat() for day in (first, last)]
    for length in (4, 7):
        begins = ends[0] is None or ends[0].endswith("-01-01"[length - 4 :])
        if begins and (last is None or last == _end_of(last, length)):
            shorter = [end and end[:length] for end in ends]
            return _ends(shorter[0], shorter[1], "in")
    return _ends(ends[0], ends[1], "on")


def _ends(low: str | None, high: str | None, at: str) -> str:
    """Say a time by its ends."""
    if low == high:
        return f"{at} {low}"
    if high is None:
        return f"{at} {low} or later"
    return f"{at} {high} or earlier" if low is None else f"from {low} to {high}"


def _day(ordinal: int) -> datetime.date:
    """Give the nearest day that there is."""
    return datetime.date.fromordinal(min(max(ordinal, 1), datetime.date.max.toordinal()))


def _end_of(day: datetime.date, length: int) -> datetime.date:
    """Give the last day of the year (length 4) or the month (length 7) of a day."""
    month = 12 if length == 4 else day.month
    return datetime.date(day.year, month, calendar.monthrange(day.year, month)[1])


def _listed(parts: Sequence[str], joint: str) -> str:
    """Join words: a, b or c."""
    return f" {joint} ".join([*([", ".join(parts[:-1])] if parts[1:] else []), *parts[-1:]])


def _joined(parts: Sequence[str], joint: str) -> str:
    """Join what can be told apart only by parentheses."""
    if len(parts) == 1:
        return parts[0]
    wrapped = [f"({part})" if "," in part or " or " in part else part for part in parts]
    return f" {joint} ".join(wrapped)
