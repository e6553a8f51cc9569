"""What the reader says about a list: what it holds, and why it is empty."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from papers_tui.model.paper import count_of
from papers_tui.model.query import Group, Query, Results, Sort
from papers_tui.ui.widgets.chip_bar import Chip

SORTS: Final = {
    Sort.RELEVANCE: "most relevant first",
    Sort.NEWEST: "newest first",
    Sort.OLDEST: "oldest first",
    Sort.DISCUSSED: "most discussed first",
    Sort.UPVOTED: "most upvoted first",
    Sort.TITLE: "by title",
    Sort.ADDED: "recently added first",
}
"""The orders in words."""

NAMES: Final = {
    Group.STATE: "State",
    Group.YEAR: "Year",
    Group.MONTH: "Month",
    Group.ORGANIZATION: "Organisation",
    Group.CATEGORY: "Category",
    Group.KEYWORD: "Keyword",
    Group.AUTHORS: "Authors",
    Group.CODE: "Code",
    Group.DUMP: "Dump",
}
"""The groups of filters in words."""

_EMPTY: Final = (
    "There are no papers yet.",
    "",
    "Press D, then a, and add a file or a folder of dumps.",
    "Or leave with q, and run:",
    "papers-tui add FILE… or FOLDER",
    "",
    "Or look at the sample:",
    "papers-tui --sample",
)
_MOST_PARTS: Final = 8
"""Parts of a query of which it is said what they find alone."""

_NOT_FOUND: Final = ("No paper is found.", "", "Esc clears the search, and then the filters.")


def status(
    query: Query, results: Results | None, place: tuple[int, int], searching: bool
) -> Iterator[str]:
    """Say where the cursor is, and what in the query was not understood, in parts.

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
    for note in results.notes:
        yield f"{note.message} (at {note.begin + 1})"
    row, count = place
    yield f"{row + 1:,} of {count:,}" if count else "no papers"
    yield f"{results.unread:,} unread"
    yield SORTS[query.order]
    if searching:
        yield "searching"


def summary(results: Results) -> str:
    """Say how much is listed of everything, and what hides the rest."""
    if (
        not results.query.text.strip()
        and not results.query.narrowed
        and not results.query.related_to
    ):
        return count_of(results.total, "paper")
    parts = [f"{len(results):,} of {results.total:,}"]
    excluded = (value for group, value in results.query.excluded if group is Group.STATE)
    states = sorted(results.query.values(Group.STATE)) + [f"not {value}" for value in excluded]
    stated = next((f.values[0].count for f in results.facets if f.group is Group.STATE), 0)
    if states and stated > len(results):
        parts.append(f"{stated - len(results):,} hidden by {' and '.join(states)}")
    if results.found > max(stated, len(results)):
        parts.append(f"{results.found - max(stated, len(results)):,} hidden by other filters")
    return " · ".join(parts)


def chips(query: Query, results: Results | None, related: str, origin: Query) -> Iterator[Chip]:
    """Say what narrows the list, in parts that can be taken away.

    Args:
        query: What is asked for.
        results: The last answer, which knows what values are called.
        related: The title of the paper that all others are related to, or nothing.
        origin: The query to go back to from there.
    """
    if query.related_to is not None:
        yield Chip(f"related to {related}", origin)
    if text := " ".join(query.text.split()):
        yield Chip(text, replace(query, text="", typing=False))
    labels = {
        (value.group, value.value): value.label
        for facet in (results.facets if results else ())
        for value in facet.values
    }
    for group in Group:
        only = "only " if group is Group.STATE else ""
        for chosen, sign in ((query.chosen, only), (query.excluded, "not ")):
            for own in sorted(own for own in chosen if own[0] is group):
                without = replace(
                    query, chosen=query.chosen - {own}, excluded=query.excluded - {own}
                )
                yield Chip(sign + _value(group, labels.get(own, own[1])), without)
    if query.months:
        first, last = query.months
        label = first if first == last else f"{first} to {last}"
        yield Chip(label, replace(query, months=None))


def instead(results: Results) -> tuple[str, ...]:
    """Say why no paper is listed, and what to do."""
    if not results.total:
        return _EMPTY
    if len(results):
        return ()
    if results.query.related_to is not None:
        return ("No paper is related to this one.", "", "Esc goes back.")
    words = list(_NOT_FOUND)
    if suggestion := results.answer.suggestion():
        words += ["", f"Did you mean: {suggestion}", "d searches for that, Ctrl+R while typing."]
    clauses = results.answer.clauses()
    if len(clauses) > 1:
        words.append("")
        said = dict.fromkeys(f"{clause.text}: {_alone(clause.count)}" for clause in clauses)
        words += list(said)[:_MOST_PARTS]
    word = results.query.text.split()[-1:]
    if not results.query.typing and word and word[0].isalnum() and not suggestion:
        words.append(f"{word[0]}* finds words that begin so.")
    return tuple(words)


def _alone(count: int) -> str:
    return f"{count_of(count, 'paper')} alone" if count else "in no paper"


def _value(group: Group, label: str) -> str:
    """Say a value so that it can be understood without its group."""
    if label in ("", "not known"):
        return f"{NAMES[group].lower()} not known"
    return f"{label} authors" if group is Group.AUTHORS else label
