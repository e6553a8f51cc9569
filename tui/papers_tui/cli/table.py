"""Papers as a table on standard output."""

import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from papers_tui.model.describe import brief
from papers_tui.model.paper import Marks, Paper
from papers_tui.model.query import Reason

if TYPE_CHECKING:
    from rich.table import Table

_NARROW: Final = 80


def print_table(papers: Sequence[tuple[Paper, Marks]], shared: Sequence[str] | None = None) -> None:
    """Print papers, one a row: signs for unread and kept, key, date, who, comments, title.

    Where the output is no terminal the columns are as wide as they need to be.

    Args:
        papers: The papers and their marks.
        shared: For each the words that it shares with another, in a column of their own.
    """
    from rich.console import Console  # deferred: JSON needs no Rich
    from rich.text import Text

    table = _table() if shared is None else _table("shared words")
    for row, (paper, marks) in enumerate(papers):
        table.add_row(
            _signs(marks),
            paper.key,
            paper.published.iso if paper.published else "unknown",
            Text(paper.who or "unknown"),
            "" if paper.comments is None else str(paper.comments),
            Text(paper.title, style="" if marks.read else "bold"),
            *([] if shared is None else [Text(shared[row])]),
        )
    width = max(_NARROW, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 10_000
    Console(width=width, highlight=False).print(table)


def _table(*more: str) -> "Table":
    """Make an empty table, with more columns behind that of the title."""
    from rich.table import Table  # deferred: as above

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("", "key", "published", "who", "comments", "title", *more):
        table.add_column(
            heading,
            justify="right" if heading == "comments" else "left",
            no_wrap=heading not in ("title", *more),
            overflow="ellipsis" if heading == "who" else "fold",
            max_width=24 if heading == "who" else None,
        )
    return table


def print_reasons(
    papers: Sequence[tuple[Paper, Marks]], reasons: Sequence[Sequence[Reason]]
) -> None:
    """Print papers, each with the words that it was found by.

    Below its title and its key stands a line a word: the word, its field, how often it stands
    there, what it adds to the score, and what part of the score that is.
    """
    for (paper, marks), own in zip(papers, reasons, strict=True):
        click.echo(f"{_signs(marks)} {paper.title}")
        click.echo(f"   {' · '.join((paper.key, *brief(paper)))}")
        for reason in own:
            click.echo(f"     {_of_reason(reason, max(len(reason.word) for reason in own))}")


def _of_reason(reason: Reason, width: int) -> str:
    times = f"{reason.weight:.0f} {'time' if reason.weight == 1 else 'times'}"
    return (
        f"{reason.word:<{width}}  {reason.field:<8}  {times:>8}  "
        f"{reason.score:7.3f}  {reason.share:4.0%}"
    )


def _signs(marks: Marks) -> str:
    return f"{' ' if marks.read else '*'}{'+' if marks.bookmarked else ' '}"
