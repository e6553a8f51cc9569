"""Papers as a table on standard output."""

import shutil
import sys
from collections.abc import Sequence
from typing import Final

from papers_tui.model.paper import Marks, Paper

_NARROW: Final = 80


def print_table(papers: Sequence[tuple[Paper, Marks]]) -> None:
    """Print papers, one a row: signs for unread and kept, key, date, who, comments, title.

    Where the output is no terminal the columns are as wide as they need to be.
    """
    from rich.console import Console  # deferred: JSON needs no Rich
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("", "key", "published", "who", "comments", "title"):
        right = heading == "comments"
        table.add_column(
            heading,
            justify="right" if right else "left",
            no_wrap=heading != "title",
            overflow="ellipsis" if heading == "who" else "fold",
            max_width=24 if heading == "who" else None,
        )
    for paper, marks in papers:
        table.add_row(
            f"{' ' if marks.read else '*'}{'+' if marks.bookmarked else ' '}",
            paper.key,
            paper.published.iso if paper.published else "unknown",
            Text(paper.who or "unknown"),
            "" if paper.comments is None else str(paper.comments),
            Text(paper.title, style="" if marks.read else "bold"),
        )
    width = max(_NARROW, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 10_000
    Console(width=width, highlight=False).print(table)
