"""`papers-tui search`: the search without the reader."""

from collections.abc import Sequence

import click

from papers_tui.cli.session import open_library
from papers_tui.cli.table import print_table
from papers_tui.model.query import Query, Sort


@click.command("search", short_help="Search the papers.")
@click.argument("words", metavar="[QUERY]", nargs=-1)
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most N papers.")
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), help="The order.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    help="A table, a JSON list, or a JSON object a line.",
)
def command(words: Sequence[str], limit: int | None, sort: str | None, form: str) -> None:
    """Search the papers; without a QUERY, list them all.

    Papers hold all the words, in title, abstract or organisation. "A phrase" stands in quotation
    marks (the shell needs its own around them), -word leaves out, OR gives a choice, begin* finds
    words that begin so. Put -- before a QUERY that has a word with a minus.

    \b
    papers-tui search language models
    papers-tui search '"in-context learning" -vision'
    papers-tui search --sort newest --limit 10 -- 'agents OR robots' -game
    """  # noqa: D301 - click takes the backspace for "leave these lines as they are"
    library = open_library()
    query = Query(text=" ".join(words), sort=None if sort is None else Sort(sort))
    results = library.search(query)
    count = len(results) if limit is None else min(limit, len(results))
    papers = [results.paper(row) for row in range(count)]
    if form == "table":
        print_table([(paper, library.marks(paper)) for paper in papers])
        click.echo(f"{count} of {len(results)} found, {results.total} in the library", err=True)
        return
    scores = [None if results.scores is None else float(results.scores[r]) for r in range(count)]
    click.echo(library.json(papers, scores, lines=form == "jsonl"), nl=False)
