"""Did you mean: words of the library in place of words that it does not know."""

from collections.abc import Iterator
from typing import Final

from whoosh.spelling import Corrector

from papers_tui.index.analysis import stemmed, word_spans
from papers_tui.index.expand import similar
from papers_tui.index.postings import Postings
from papers_tui.index.schema import SEARCHED
from papers_tui.index.syntax import Parsed, Sought, sought

_MOST: Final = 8
"""Unknown words of a query for which others are looked for."""


class _WordCorrector(Corrector):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's corrector over the words of a snapshot: near ones first, then frequent ones."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def _suggestions(self, text: str, maxdist: int, prefix: int) -> Iterator[tuple[float, str]]:
        for words in self._postings.words:
            rows, distances = similar(text, words, maxdist)
            for row, distance in zip(rows.tolist(), distances.tolist(), strict=True):
                word = words.words[row].decode()
                often = self._postings.occurrences("abstract", stemmed(word))
                yield -(distance + 1 / (often + 1)), word


def corrected(text: str, parsed: Parsed, postings: Postings) -> str | None:
    """Replace the words of a query that are in no paper by similar ones that are.

    Returns:
        The whole query, or None where every word is known or none is like it.
    """
    asked = sought(parsed.tree)
    tried: dict[str, list[str]] = {}
    corrector = _WordCorrector(postings)
    pieces, end = [], 0
    for word, begin, after in word_spans(text):
        misread = any(note.begin < after and begin < note.end for note in parsed.notes)
        if misread or not _is_unknown(word, asked, postings):
            continue
        if word not in tried:
            if len(tried) == _MOST:
                break
            most = 1 if len(word) < 5 else 2
            tried[word] = corrector.suggest(word, limit=1, maxdist=most)
        if tried[word]:
            pieces += [text[end:begin], tried[word][0]]
            end = after
    return "".join([*pieces, text[end:]]) if pieces else None


def _is_unknown(word: str, asked: Sought, postings: Postings) -> bool:
    """Tell whether a word of a query was looked for, and is in no paper."""
    stem = stemmed(word)
    if word in asked.beginnings:
        ranges = [words.words.beginning_with(word.encode()) for words in postings.words]
        return all(begin == end for begin, end in ranges)
    if stem in asked.stems or any(stem in phrase for phrase in asked.phrases):
        return not any(len(postings.term(field, stem).docs) for field in SEARCHED)
    return False
