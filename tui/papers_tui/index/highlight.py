"""Where the words of a query stand in a text."""

import fnmatch
import re
from collections.abc import Callable, Iterator
from typing import Any

from papers_tui.index.analysis import stemmed, word_spans
from papers_tui.index.syntax import Sought, sought
from papers_tui.model.query import Spans


def matcher(tree: Any) -> Callable[[str], Spans]:  # noqa: ANN401 - Whoosh has no types
    """Make what finds the words of a parsed query in a text.

    Phrases are found as a whole, from the first to the last word, and only where their words follow
    each other.
    """
    wanted = sought(tree)
    alone = _Alone(wanted)

    def matches(text: str) -> Spans:
        found = list(word_spans(text))
        spans = [(begin, end) for word, begin, end in found if alone[word]]
        if not wanted.phrases:
            return spans
        return _merged(sorted([*spans, *_phrases(wanted.phrases, found)]))

    return (lambda _text: []) if wanted == _NOTHING else matches


_NOTHING = sought(None)


class _Alone(dict[str, bool]):
    """Whether a folded word is looked for by itself; what was asked once is remembered."""

    def __init__(self, wanted: Sought) -> None:
        self._wanted = wanted
        patterns = [fnmatch.translate(p) for p in wanted.patterns if p.strip("*")]
        self._patterns = re.compile("|".join(patterns)) if patterns else None

    def __missing__(self, word: str) -> bool:
        found = self[word] = (
            word.startswith(self._wanted.beginnings)
            or stemmed(word) in self._wanted.stems
            or (self._patterns is not None and self._patterns.match(word) is not None)
            or any(_is_like(word, other, most) for other, most in self._wanted.fuzzy)
        )
        return found


def _phrases(
    phrases: tuple[tuple[str, ...], ...], found: list[tuple[str, int, int]]
) -> Iterator[tuple[int, int]]:
    """Find where the words of phrases follow each other."""
    stems = [stemmed(word) for word, _begin, _end in found]
    for phrase in phrases:
        for first in range(len(stems) - len(phrase) + 1):
            last = first + len(phrase)
            if stems[first] == phrase[0] and tuple(stems[first:last]) == phrase:
                yield found[first][1], found[last - 1][2]


def _merged(spans: Spans) -> Spans:
    """Unite spans that overlap; they come in order."""
    merged: Spans = []
    for begin, end in spans:
        if merged and begin < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged


def _is_like(word: str, other: str, most: int) -> bool:
    """Tell whether two words begin alike and differ in few edits, as the search counts them."""
    if word[:1] != other[:1] or abs(len(word) - len(other)) > most:
        return False
    above: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(word, 1):
        before, above, row = above, row, [place]
        for column, own in enumerate(other, 1):
            least = min(above[column] + 1, row[-1] + 1, above[column - 1] + (letter != own))
            swapped = place > 1 < column and word[place - 2] == own and other[column - 2] == letter
            row.append(min(least, before[column - 2] + 1) if swapped else least)
    return row[-1] <= most
