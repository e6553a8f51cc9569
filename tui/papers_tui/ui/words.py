"""What the reader says about a list: what it holds, and why it is empty."""

from collections.abc import Iterator
from typing import Final

from papers_tui.model.query import Group, Query, Results, Sort

SORTS: Final = {
    Sort.RELEVANCE: "most relevant first",
    Sort.NEWEST: "newest first",
    Sort.OLDEST: "oldest first",
    Sort.DISCUSSED: "most discussed first",
    Sort.TITLE: "by title",
}
"""The orders in words."""

_EMPTY: Final = (
    "There are no papers yet.",
    "",
    "Leave with q, and add dumps:",
    "papers-tui add FILE… or FOLDER",
    "",
    "Or look at the sample:",
    "papers-tui --sample",
)
_NOT_FOUND: Final = ("No paper is found.", "", "Esc clears the search, and then the filters.")


def status(
    query: Query, results: Results | None, place: tuple[int, int], searching: bool
) -> Iterator[str]:
    """Say what is listed, in parts.

    Args:
        query: What was asked for last.
        results: The last answer, or None before the first.
        place: The row that the cursor is on, the first being 0, and the number of rows; papers that
            were marked since they were listed still stand in theirs.
        searching: Another answer is being looked for.
    """
    if results is None:
        yield "opening the library"
        return
    row, count = place
    yield f"{row + 1:,} of {count:,}" if count else "no papers"
    if count != results.total:
        yield f"{results.total:,} in the library"
    yield f"{results.unread:,} unread"
    yield SORTS[query.order]
    yield from _choices(results)
    if searching:
        yield "searching"


def instead(results: Results) -> tuple[str, ...]:
    """Say why no paper is listed, and what to do."""
    if not results.total:
        return _EMPTY
    word = results.query.text.split()[-1:]
    if results.query.typing or not word or not word[0].isalnum():
        return _NOT_FOUND
    return *_NOT_FOUND, f"{word[0]}* finds words that begin so."


def _choices(results: Results) -> Iterator[str]:
    """Say which filters are chosen."""
    for group in Group:
        labels = [
            value.label
            for value in results.facets
            if value.group is group and (group, value.value) in results.query.chosen
        ]
        if labels:
            yield "only " + (" and " if group is Group.STATE else " or ").join(labels)
