"""Papers that are about the same: found by the words that tell a paper from all others."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

from whoosh import query
from whoosh.classify import Bo1Model

from papers_tui.index.analysis import stemmed, words
from papers_tui.index.postings import Postings
from papers_tui.model.paper import Paper

_TERMS: Final = 16
"""Words of a paper that count."""

_COMMON: Final = 0.2
"""The part of all papers from which on a word in so many says nothing about any."""

_FIELDS: Final = ("title", "abstract")


def related_tree(
    paper_of: Callable[[int], Paper], postings: Postings, documents: Sequence[int]
) -> Any | None:  # noqa: ANN401 - Whoosh has no types
    """Make the query for what is related to documents; None where there is nothing to go by.

    The words are weighted as Whoosh's key terms are: by Bo1 (Amati, 2003), which compares how often
    a word stands in the paper with how often it would by chance. Words of no other paper, words
    of very many, and numbers say nothing about others.
    """
    counter: Counter[str] = Counter()
    for document in documents:
        paper = paper_of(document)
        for text in (paper.title, paper.abstract or ""):
            counter.update(map(stemmed, words(text)))
    model = Bo1Model(postings.size, postings.total("abstract"))
    scored = []
    for stem, count in counter.items():
        often = postings.occurrences("abstract", stem)
        common = len(postings.term("abstract", stem).docs) > postings.size * _COMMON
        if often > count and len(stem) > 1 and not (common or stem.isdigit()):
            scored.append((model.score(count, often, sum(counter.values())), stem))
    best = sorted(scored, reverse=True)[:_TERMS]
    terms = [query.Term(f, stem, boost=score / best[0][0]) for score, stem in best for f in _FIELDS]
    return query.Or(terms) if terms else None
