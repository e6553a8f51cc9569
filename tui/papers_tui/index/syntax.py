"""The query language: text to a Whoosh query. The only parser of it."""

from typing import Any, Final

from whoosh import qparser, query

from papers_tui.index.analysis import folded_words, stemmed
from papers_tui.index.schema import SEARCHED, schema

_LONGEST: Final = 1000
"""Characters of a query that are looked at: more is a slip of the clipboard."""

_DEEPEST: Final = 20
"""Parentheses that are understood; a text with more of them is searched without any."""

_BEGINNING: Final = r"(?P<text>[^\s*\"()-][^\s*\"()]*)[*](?=\s|$|\))"
"""The beginning of a word, and a star; a minus before it is no part of it."""

_SHORT: Final = 3
"""Letters up to which the beginning of a word is also that of its stem."""


def _parse(text: str, *, typing: bool) -> Any:  # noqa: ANN401 - Whoosh has no types
    """Parse a query; None where it has no words. Never fails.

    All words must occur, in whichever field. `"a phrase"`, `-word` or `NOT word`, `AND`, `OR`,
    parentheses and `begin*` are understood. While the user types, the last word is a beginning too.

    Args:
        text: The query.
        reader: The Whoosh reader whose words beginnings stand for.
        typing: The user is still typing.
    """
    text = text[:_LONGEST]
    if text.count("(") > _DEEPEST:
        text = text.replace("(", " ").replace(")", " ")
    if typing and text[-1:].isalnum() and text.split()[-1] not in ("AND", "OR", "NOT"):
        text += "*"
    try:
        parsed = _PARSER.parse(text)
    except IndexError:  # Whoosh 2.7.4 over operators that have nothing to work on
        parsed = _PARSER.parse(" ".join(folded_words(text)))
    parsed = parsed.accept(_complete).normalize()
    return None if parsed == query.NullQuery else parsed


def terms_of(parsed: Any) -> tuple[frozenset[str], tuple[str, ...]]:  # noqa: ANN401
    """Give the terms and the beginnings of words that a query looks for, those of NOT left out."""
    terms: set[str] = set()
    beginnings: set[str] = set()
    nodes = [] if parsed is None else [parsed]
    while nodes:
        node = nodes.pop()
        if isinstance(node, query.Not):
            continue
        if isinstance(node, query.Prefix):
            beginnings.add(node.text)
        elif isinstance(node, query.Phrase):
            terms.update(node.words)
        elif isinstance(node, query.Term):
            terms.add(node.text)
        else:
            nodes.extend(node.children())
    return frozenset(terms), tuple(sorted(beginnings))


def _complete(node):
    if not isinstance(node, query.Prefix):
        return node
    *before, beginning = folded_words(node.text) or [""]
    if not beginning:
        return query.NullQuery
    wanted = [query.Term(node.fieldname, stemmed(word), boost=node.boost) for word in before]
    return query.And([*wanted, query.Prefix(node.fieldname, beginning, boost=node.boost)])

from dataclasses import dataclass
@dataclass
class Parsed:
    tree: Any
    notes: tuple = ()
    clauses: tuple = ()
@dataclass
class Sought:
    stems: frozenset
    phrases: tuple = ()
def parse(text, *, typing=False, today=None):
    t=_parse(text,typing=typing)
    return Parsed(t,(),((text,t),) if t is not None else ())
def sought(tree):
    return Sought(terms_of(tree)[0])

def _make_parser() -> Any:  # noqa: ANN401
    plugins = [
        qparser.WhitespacePlugin(),
        qparser.PhrasePlugin(),
        qparser.PrefixPlugin(_BEGINNING),
        qparser.GroupPlugin(),
        qparser.OperatorsPlugin(
            Not=r'(^|(?<=(\s|[()])))(NOT(?=\s)|-(?=[\w"(]))',
            AndNot=None,
            AndMaybe=None,
            Require=None,
        ),
        qparser.MultifieldPlugin(list(SEARCHED), fieldboosts=SEARCHED),
    ]
    return qparser.QueryParser(None, schema(), plugins=plugins, group=qparser.AndGroup)


_PARSER: Final = _make_parser()
