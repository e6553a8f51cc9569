"""What can be asked about an answer: its words in a text, its reasons, its parts."""

import time
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

import numpy as np
from whoosh import query

from papers_tui.index.analysis import stemmed, words
from papers_tui.index.evaluate import Evaluator
from papers_tui.index.expand import EXPANDED, stem_rows
from papers_tui.index.facets import FacetCounter
from papers_tui.index.found import Found, scores_at
from papers_tui.index.highlight import matcher
from papers_tui.index.meaning import meaning
from papers_tui.index.schema import texts_of
from papers_tui.index.suggest import corrected
from papers_tui.index.syntax import Parsed
from papers_tui.index.watch import Watch, watched
from papers_tui.model.paper import Paper
from papers_tui.model.query import Bar, Clause, Facet, Reason, Spans

_MOST_REASONS: Final = 40
"""Reasons that are given."""


class SnapshotAnswer:
    """An answer of one snapshot; what is asked for is worked out when it is."""

    def __init__(
        self,
        text: str,
        parsed: Parsed,
        evaluator: Evaluator,
        paper_of: Callable[[int], Paper],
        counter: FacetCounter,
        found: Found,
        watch: Watch,
    ) -> None:
        self.watch = watch
        """What is known of the files of the index."""
        self._text = text
        self._parsed = parsed
        self._evaluator = evaluator
        self._postings = evaluator.postings
        self._paper_of = paper_of
        self._counter = counter
        self._found = found

    def matches(self, text: str) -> Spans:
        """Find the words of the query in a text."""
        return self._matcher(text)

    @cached_property
    def _matcher(self) -> Callable[[str], Spans]:
        return matcher(self._parsed.tree)

    @watched
    def facets(self) -> tuple[Facet, ...]:
        """Give the filter values, by group, with their counts."""
        return self._facets

    @cached_property
    def _facets(self) -> tuple[Facet, ...]:
        return self._counter.facets(self._found)

    @watched
    def histogram(self) -> tuple[Bar, ...]:
        """Count the papers found by date of publication."""
        return self._histogram

    @cached_property
    def _histogram(self) -> tuple[Bar, ...]:
        return self._counter.histogram(self._found)

    @watched
    def reasons(self, document: int) -> tuple[Reason, ...]:
        """Say why a paper is listed, the weightiest word first."""
        added: dict[tuple[str, str], float] = {}
        for leaf, boost in _leaves(self._parsed.tree, 1.0):
            for stem in self._stems(leaf, document):
                score = self._score(leaf.fieldname, stem, document) * boost
                if score:
                    place = (stem, leaf.fieldname)
                    added[place] = added.get(place, 0.0) + score
        total = sum(added.values())
        best = sorted(added.items(), key=lambda item: -item[1])[:_MOST_REASONS]
        written = self._written(document)
        return tuple(
            Reason(
                written.get((name, stem), stem), name,
                self._postings.weight(name, stem, document), score, score / total,
            )
            for (stem, name), score in best
        )  # fmt: skip

    @watched
    def clauses(self) -> tuple[Clause, ...]:
        """Say what each part of the query finds alone."""
        return self._clauses

    @cached_property
    def _clauses(self) -> tuple[Clause, ...]:
        clauses = []
        for text, tree in self._parsed.clauses:
            begin = time.perf_counter()
            count = len(self._evaluator.found(tree).docs)
            seconds = time.perf_counter() - begin
            clauses.append(Clause(text, meaning(tree, text), count, seconds))
        return tuple(clauses)

    @watched
    def suggestion(self) -> str | None:
        """Give the query with words that the library knows, where some are unknown."""
        return self._suggestion

    @cached_property
    def _suggestion(self) -> str | None:
        return corrected(self._text, self._parsed, self._postings)

    def _stems(self, leaf: Any, document: int) -> Iterator[str]:  # noqa: ANN401 - no types
        """Give the stems of a leaf that can stand in a document."""
        if isinstance(leaf, query.Phrase):
            if document in self._postings.phrase(leaf.fieldname, leaf.words).docs:
                yield from dict.fromkeys(leaf.words)
        elif isinstance(leaf, EXPANDED):
            yield from self._postings.stems_in(
                leaf.fieldname, document, lambda words: stem_rows(leaf, words)
            )
        else:
            yield leaf.text

    def _written(self, document: int) -> dict[tuple[str, str], str]:
        """Give for each field and stem of a paper the first word that has the stem."""
        return {
            (name, stemmed(word)): word
            for name, text in texts_of(self._paper_of(document)).items()
            for word in reversed(words(text))
        }

    def _score(self, field: str, stem: str, document: int) -> float:
        return float(scores_at(self._postings.term(field, stem), np.array([document]))[0])


def _leaves(node: Any, boost: float) -> Iterator[tuple[Any, float]]:  # noqa: ANN401
    """Give the leaves that add to a score, those of NOT left out, and how much they weigh."""
    if node is None or isinstance(node, query.Not):
        return
    boost *= node.boost
    if isinstance(node, (query.And, query.Or)):
        for child in node:
            yield from _leaves(child, boost)
    elif isinstance(node, (query.Term, query.Phrase, *EXPANDED)):
        yield node, boost
