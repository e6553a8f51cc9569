"""`papers-tui search`: the search without the reader."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from papers_tui.cli.explain import explained
from papers_tui.cli.remarks import remark
from papers_tui.cli.session import format_option, open_library, scores_of
from papers_tui.cli.table import print_reasons, print_table
from papers_tui.model.language_help import HELP
from papers_tui.model.query import Query, Results, Sort

if TYPE_CHECKING:
    from papers_tui.library import Library

_EXAMPLE_COLUMNS: Final = 34
"""Columns for the examples of the language: as many as the longest has."""


class _Search(click.Command):
    """A command whose help ends with the query language."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every example of the language, and what it finds."""
        with formatter.section("Queries"):
            formatter.write_dl(HELP, col_max=_EXAMPLE_COLUMNS)


@click.command("search", cls=_Search, short_help="Search the papers.")
@click.argument("words", metavar="[QUERY]", nargs=-1)
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most N papers.")
@click.option(
    "--sort",
    type=click.Choice([sort.value for sort in Sort]),
    help="The order; without it, relevance where a QUERY has words, else newest. Most discussed, "
    "most upvoted and last added come first.",
)
@format_option
@click.option("--why", is_flag=True, help="Say which words of the QUERY each paper has, and where.")
@click.option(
    "--explain",
    is_flag=True,
    help="List no papers; say what each part of the QUERY means, finds alone, and costs.",
)
def command(
    words: Sequence[str], limit: int | None, sort: str | None, form: str, why: bool, explain: bool
) -> None:
    """Search the papers; without a QUERY, list them all.

    The shell needs quotation marks of its own around a query with quotation marks, parentheses,
    stars, < or >. Put -- before a QUERY that has a word with a minus.

    \b
    papers-tui search language models
    papers-tui search '"in-context learning" year:>=2024'
    papers-tui search --sort newest --limit 10 -- 'agents OR robots' -game
    """  # noqa: D301 - click takes the backspace for "leave these lines as they are"
    if why and explain:
        raise click.UsageError("--why lists papers and --explain lists none")
    library = open_library()
    query = Query(text=" ".join(words), sort=Sort(sort) if sort else None)
    if explain:
        library.search(Query())  # opens the library, which is no part of what the query costs
    begin = time.perf_counter()
    results = library.search(query)
    seconds = time.perf_counter() - begin
    if explain:
        click.echo(explained(results, seconds, form), nl=False)
    else:
        _print(library, results, limit, form, why=why)
    remark(results)


def _print(
    library: "Library", results: Results, limit: int | None, form: str, *, why: bool
) -> None:
    """Print the papers that were found."""
    count = len(results) if limit is None else min(limit, len(results))
    papers = [results.paper(row) for row in range(count)]
    documents = (results.documents[row] for row in range(count))
    reasons = [results.answer.reasons(document) for document in documents] if why else None
    if form != "table":
        scores = scores_of(results, count)
        click.echo(library.json(papers, scores, lines=form == "jsonl", why=reasons), nl=False)
        return
    marked = [(paper, library.marks(paper)) for paper in papers]
    if reasons is None:
        print_table(marked)
    else:
        print_reasons(marked, reasons)
    click.echo(f"{count} of {len(results)} found, {results.total} in the library", err=True)
