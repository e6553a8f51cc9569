"""What is said of an answer besides its papers, on standard error."""

from collections.abc import Iterator

import click

from papers_tui.cli.session import tell
from papers_tui.model.query import Clause, Note, Results
from papers_tui.model.text import clean


def remark(results: Results) -> None:
    """Say what in the query was not understood, and where nothing is found, why."""
    for note in results.notes:
        tell(f"{note.message} (at {note.begin + 1})")
        click.echo("\n".join(_pointed(results.query.text, note)), err=True)
    if len(results) or not results.total:
        return
    if suggestion := results.answer.suggestion():
        tell(f"did you mean: {suggestion}")
    clauses = results.answer.clauses()
    if len(clauses) > 1:
        tell("; ".join(map(_alone, clauses)))


def _pointed(text: str, note: Note) -> Iterator[str]:
    """Give the query, and a line that points at a place in it."""
    from rich.cells import cell_len  # deferred: most queries are understood

    blanks = "".join(char if char.isprintable() else " " for char in text)
    before, meant = blanks[: note.begin], blanks[note.begin : note.end]
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
