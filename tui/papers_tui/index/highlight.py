"""Where the words of a query stand in a text."""

from collections.abc import Callable
from typing import Any

from papers_tui.index.analysis import FOLDING, stemmed
from papers_tui.index.syntax import terms_of
from papers_tui.model.query import Spans


def matcher(parsed: Any) -> Callable[[str], Spans]:  # noqa: ANN401 - Whoosh has no types
    """Make what finds the words of a parsed query in a text, by stem or by beginning."""
    terms, beginnings = terms_of(parsed)

    def matches(text: str) -> Spans:
        if not terms and not beginnings:
            return []
        return [
            (token.startchar, token.endchar)
            for token in FOLDING(text, chars=True)
            if token.text.startswith(beginnings) or stemmed(token.text) in terms
        ]

    return matches
