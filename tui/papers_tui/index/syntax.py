"""The query language: text to a tree of Whoosh's queries. The only parser of it."""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from whoosh import query
from whoosh.qparser.syntax import AndGroup

from papers_tui.index.column_fields import Since
from papers_tui.index.grammar import PARSER
from papers_tui.index.text_fields import Misfit
from papers_tui.index.wellformed import well_formed
from papers_tui.model.query import Note

_CLOSED: Final = re.compile(r"(?:\s*\))*")
"""The parentheses that belong to the clause before."""

_JOINED: Final = re.compile(r'(?:\s|(?:AND|OR)(?![^\s()"]))*')
"""What belongs to no clause."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood."""

    tree: Any | None
    """The query as Whoosh's, in its simplest form; None where there is nothing to look for.

    Its nodes are And, Or, Not, Every, Term and Phrase (of stems), Prefix, Wildcard and FuzzyTerm
    (of folded words that are not stemmed), `nodes.Range` and `nodes.Flag`.
    """

    notes: tuple[Note, ...]
    """What was not understood, in the order of the text."""

    clauses: tuple[tuple[str, Any], ...]
    """The parts that must all be satisfied: each as typed, and its own tree."""


def parse(text: str, *, typing: bool = False, today: datetime.date | None = None) -> Parsed:
    """Parse a query. Never fails: what is not understood is searched as plain words, and noted.

    `model.language_help` describes the language by examples.

    Args:
        text: The query.
        typing: The user is still typing: the last word is the beginning of one, and what is open
            or incomplete at the end is no mistake.
        today: The day that `since:` counts back from.
    """
    repaired, notes = well_formed(text, typing=typing)
    finish = _Finish(today or datetime.date.today(), len(text))
    nodes = list(_conjuncts(PARSER.process(repaired)))
    trees = [finish(node.query(PARSER)) for node in nodes]
    clauses = _clauses(text, nodes, trees)
    ordered = sorted({*notes, *finish.notes}, key=lambda note: (note.begin, note.end, note.message))
    return Parsed(_joined(query.And, trees), tuple(ordered), clauses)


class _Finish:
    """Finishes trees: simplifies them, and replaces what stands in them for something else."""

    def __init__(self, today: datetime.date, length: int) -> None:
        self._today = today
        self._length = length
        self.notes: set[Note] = set()

    def __call__(self, node: Any) -> Any:  # noqa: ANN401
        """Give the finished tree of a node, or None for nothing."""
        if isinstance(node, query.And | query.Or):
            return _joined(type(node), [self(child) for child in node.children()])
        if isinstance(node, query.Not):
            inner = self(node.query)
            if isinstance(inner, query.Not):
                return inner.query
            return None if inner is None else query.Not(inner)
        if isinstance(node, Misfit):
            begin, end = (min(place, self._length) for place in (node.startchar, node.endchar))
            self.notes.add(Note(node.message, begin, end))
            return self(node.instead)
        return node.until(self._today) if isinstance(node, Since) else node


def _joined(kind: Any, trees: list[Any]) -> Any:  # noqa: ANN401
    """Join trees by And or Or, leaving out what says nothing or the same again; None for none.

    Whoosh's `normalize` takes an And with an Every in it for an Every.
    """
    parts: dict[Any, None] = {}
    for tree in trees:
        if isinstance(tree, kind):
            parts.update(dict.fromkeys(tree.children()))
        elif tree is not None:
            parts[tree] = None
    everything = query.Every()
    if everything in parts:
        others = [part for part in parts if part != everything] if kind is query.And else []
        parts = dict.fromkeys(others or [everything])
    found = list(parts)
    return kind(found) if len(found) > 1 else found[0] if found else None


def _conjuncts(group: Any) -> Iterator[Any]:  # noqa: ANN401
    """Give the nodes of a query that must all be satisfied."""
    for node in group:
        if type(node) is AndGroup:
            yield from _conjuncts(node)
        else:
            yield node


def _clauses(text: str, nodes: list[Any], trees: list[Any]) -> tuple[tuple[str, Any], ...]:
    """Pair trees with the text that they were made of: names, signs and parentheses included."""
    clauses = []
    end = 0
    for node, tree in zip(nodes, trees, strict=True):
        begin = _matched(_JOINED, text, end)
        end = _matched(_CLOSED, text, node.endchar)
        if tree is not None:
            clauses.append((_unwrapped(text[begin:end]), tree))
    return tuple(clauses)


def _unwrapped(clause: str) -> str:
    """Take off the parentheses that enclose other clauses too."""
    surplus = clause.count("(") - clause.count(")")
    while surplus > 0 and clause.startswith("("):
        clause, surplus = clause[1:], surplus - 1
    while surplus < 0 and clause.endswith(")"):
        clause, surplus = clause[:-1], surplus + 1
    return clause


def _matched(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Give the end of what a pattern matches at a place."""
    match = pattern.match(text, place)
    return match.end() if match else place


@dataclass(frozen=True, slots=True)
class Sought:
    """The words that a query looks for, what NOT excludes left out."""

    stems: frozenset[str]
    """Single words, by their stems."""

    phrases: tuple[tuple[str, ...], ...]
    """Words that follow each other, by their stems."""

    beginnings: tuple[str, ...]
    """Beginnings of folded words."""

    patterns: tuple[str, ...]
    """Folded words with wildcards, `*` for any letters and `?` for one."""

    fuzzy: tuple[tuple[str, int], ...]
    """Folded words, and in how many letters another word may differ."""


def sought(tree: Any) -> Sought:  # noqa: ANN401
    """Collect the words of a tree."""
    found: dict[Any, set[Any]] = {kind: set() for kind in _WORDS}
    nodes = [] if tree is None else [tree]
    while nodes:
        node = nodes.pop()
        kind = type(node)
        if kind in _WORDS:
            found[kind].add(_WORDS[kind](node))
        elif kind is not query.Not:
            nodes.extend(node.children())
    stems, *others = found.values()
    return Sought(frozenset(stems), *(tuple(sorted(words)) for words in others))


_WORDS: Final[dict[Any, Callable[[Any], Any]]] = {
    query.Term: lambda node: node.text,
    query.Phrase: lambda node: tuple(node.words),
    query.Prefix: lambda node: node.text,
    query.Wildcard: lambda node: node.text,
    query.FuzzyTerm: lambda node: (node.text, node.maxdist),
}
"""What each leaf looks for, in the order of `Sought`."""
