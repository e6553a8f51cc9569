"""A query explained: what its parts mean, find and cost."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from papers_tui.model.paper import count_of
from papers_tui.model.query import Clause, Results
from papers_tui.model.text import clean


def explained(results: Results, seconds: float, form: str) -> str:
    """Explain a query.

    Args:
        results: Its answer.
        seconds: How long that took.
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
    for clause in clauses:
        yield f"{clean(clause.text)}  →  {_found(clause)}"
        yield f"    {clean(clause.meaning)}"
    if not clauses:
        yield "every paper"
    every = "all of these" if len(clauses) > 1 else "in all"
    of = f"{count_of(len(results), 'paper')} of {results.total:,}"
    yield f"{every}  →  {of}, {_time(seconds)}, in the order of {results.query.order.value}"


def _found(clause: Clause) -> str:
    return f"{count_of(clause.count, 'paper')}, {_time(clause.seconds)}"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
