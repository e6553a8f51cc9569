"""`papers-tui related`: papers that are about the same."""

import click

from papers_tui.cli.session import format_option, open_library, paper_of, scores_of, tell
from papers_tui.cli.table import print_table
from papers_tui.model.describe import reason_words
from papers_tui.model.query import Query


@click.command("related", short_help="List papers that are related to one.")
@click.argument("key")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    default=20,
    show_default=True,
    help="At most N papers.",
)
@format_option
def command(key: str, limit: int, form: str) -> None:
    """List papers that are related to the paper with a KEY, as search prints it.

    They share the words that tell the paper from all others; the table names the weightiest of
    those, JSON says for each what it adds to the score ("why").
    """
    library = open_library()
    paper = paper_of(library, key)
    results = library.search(Query(related_to=paper.key))
    count = min(limit, len(results))
    papers = [results.paper(row) for row in range(count)]
    why = [results.answer.reasons(results.documents[row]) for row in range(count)]
    if form != "table":
        scores = scores_of(results, count)
        click.echo(library.json(papers, scores, lines=form == "jsonl", why=why), nl=False)
    elif not len(results):
        tell(f"no paper is related to {paper.title}")
    else:
        words = [", ".join(reason_words(reasons)) for reasons in why]
        print_table([(paper, library.marks(paper)) for paper in papers], shared=words)
        click.echo(f"{count} of {len(results)} related to: {paper.title}", err=True)
