"""What is said of an answer besides its papers, on standard error."""

from collections.abc import Iterator
from typing import Final

import click

from papers_tui.cli.session import tell
from papers_tui.model.query import Clause, Note, Results
from papers_tui.model.text import clean

_AROUND: Final = 60
"""Characters of a query that are shown before and behind the place that a note points at."""

_LONGEST: Final = 300
"""Characters of a suggestion that are shown."""

_MOST_PARTS: Final = 8
"""Parts of a query of which it is said what they find alone."""


def remark(results: Results) -> None:
    """Say what in the query was not understood, and where nothing is found, why."""
    for note in results.notes:
        tell(f"{note.message} (at {note.begin + 1})")
        click.echo("\n".join(_pointed(results.query.text, note)), err=True)
    if len(results) or not results.total:
        return
    if suggestion := results.answer.suggestion():
        shown = suggestion if len(suggestion) <= _LONGEST else f"{suggestion[:_LONGEST]} …"
        tell(f"did you mean: {shown}")
    clauses = results.answer.clauses()
    if len(clauses) > 1:
        said = list(dict.fromkeys(map(_alone, clauses)))
        rest = [f"and {len(said) - _MOST_PARTS} more parts"] if len(said) > _MOST_PARTS else []
        tell("; ".join([*said[:_MOST_PARTS], *rest]))


def _pointed(text: str, note: Note) -> Iterator[str]:
    """Give the query, and a line that points at a place in it."""
    from rich.cells import cell_len  # deferred: most queries are understood

    blanks = "".join(char if char.isprintable() else " " for char in text)
    first = max(0, note.begin - _AROUND)
    blanks = blanks[first : note.begin + _AROUND]
    before, meant = blanks[: note.begin - first], blanks[note.begin - first : note.end - first]
    yield f"  {blanks}"
    yield f"  {' ' * cell_len(before)}{'^' * max(1, cell_len(meant))}"


def _alone(clause: Clause) -> str:
    """Say what a part of a query finds alone."""
    text = clean(clause.text)
    quoted = text if '"' in text else f'"{text}"'
    if clause.count:
        return f"{quoted} alone finds {clause.count:,}"
    return f"{quoted} finds no paper" if _is_condition(text) else f"{quoted} is in no paper"


def _is_condition(text: str) -> bool:
    """Tell whether a part is more than words: a field or a NOT."""
    return ":" in text or text.startswith(("-", "!", "NOT"))
