"""`papers-tui export`: papers for other programs."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from papers_tui.cli.remarks import remark
from papers_tui.cli.session import open_library
from papers_tui.errors import ExportError
from papers_tui.model.describe import export_summary
from papers_tui.model.query import Query


@click.command("export", short_help="Export papers as BibTeX or JSON Lines.")
@click.argument("words", metavar="[QUERY]", nargs=-1)
@click.option("--bookmarked", is_flag=True, help="Export the bookmarks.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["bibtex", "jsonl"]),
    default="bibtex",
    help="BibTeX, or JSON Lines that another library can add without loss.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file; else standard output."
)
@click.option("--force", is_flag=True, help="Replace an existing file without asking.")
def command(
    words: Sequence[str], bookmarked: bool, form: str, output: Path | None, force: bool
) -> None:
    """Export the bookmarks, or the papers that a QUERY finds (an empty one, '', finds all).

    Nothing is invented. In BibTeX, where no dump names the authors, the organisation that the
    site lists stands in their place, otherwise there is no author; a note says what the dump did
    know. JSON Lines have all that every dump said of the papers.
    """
    if bookmarked == bool(words):
        raise click.UsageError("say what to export: --bookmarked, or a QUERY ('' for everything)")
    library = open_library()
    if bookmarked:
        papers = library.bookmarks()
    else:
        results = library.search(Query(text=" ".join(words)))
        remark(results)
        papers = [results.paper(row) for row in range(len(results))]
    if not papers and output is not None:
        raise ExportError(f"there is nothing to export; {output} was not touched")
    text = library.jsonl(papers) if form == "jsonl" else library.bibtex(papers)
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
    else:
        if output.is_file() and not force:
            _ask(output)
        library.write(output, text)
    where = "" if output is None else f" to {output}"
    click.echo(f"{export_summary(papers)}{where}", err=True)


def _ask(output: Path) -> None:
    if not sys.stdin.isatty():
        raise ExportError(f"{output} exists; --force replaces it")
    click.confirm(f"{output} exists. Replace it?", abort=True, err=True)
