"""A query explained: what its parts mean, find and cost."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from papers_tui.model.paper import count_of
from papers_tui.model.query import Results
from papers_tui.model.text import clean

_WIDEST: Final = 40
"""Columns for the parts of a query; what is longer moves its line to the right."""


def explained(results: Results, seconds: float, form: str) -> str:
    """Explain a query.

    Args:
        results: Its answer.
        seconds: How long that took. The parts are then asked for again, when the posting lists of
            their words are in memory.
        form: `table` for a person, `json`, or `jsonl` for the same on one line.
    """
    if form == "table":
        return "\n".join(_lines(results, seconds)) + "\n"
    answer = results.answer
    value = {
        "query": results.query.text,
        "clauses": [asdict(clause) for clause in answer.clauses()],
        "order": results.query.order.value,
        "found": len(results),
        "total": results.total,
        "seconds": seconds,
        "notes": [asdict(note) for note in results.notes],
        "suggestion": None if len(results) else answer.suggestion(),
    }
    return json.dumps(value, ensure_ascii=False, indent=None if form == "jsonl" else 2) + "\n"


def _lines(results: Results, seconds: float) -> Iterator[str]:
    """Give for each part its text, what it finds and costs, and below that what it means."""
    clauses = results.answer.clauses()
    every = "all of these" if len(clauses) > 1 else "in all"
    width = min(_WIDEST, max(len(name) for name in (every, *(c.text for c in clauses))))
    for clause in clauses:
        yield f"{clean(clause.text):<{width}}  {_cost(clause.count, clause.seconds)}"
        yield f"  {clean(clause.meaning)}"
    if not clauses:
        yield "every paper"
    yield f"{every:<{width}}  {_cost(len(results), seconds)}"
    yield f"  of {results.total:,} in the library, order: {results.query.order.value}"


def _cost(count: int, seconds: float) -> str:
    return f"{count_of(count, 'paper'):>13}  {seconds * 1000:8.2f} ms"
