"""`papers-tui show`: everything known about one paper."""

import textwrap
from collections.abc import Callable, Iterator

import click

from papers_tui.cli.session import open_library, paper_of
from papers_tui.model.describe import facts
from papers_tui.model.paper import Marks, Paper
from papers_tui.model.sightings import seen, sightings
from papers_tui.model.text import clean


@click.command("show", short_help="Show everything known about one paper.")
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--bibtex", "as_bibtex", is_flag=True, help="Print its BibTeX entry.")
def command(key: str, as_json: bool, as_bibtex: bool) -> None:
    """Show everything known about the paper with a KEY, as search prints it."""
    if as_json and as_bibtex:
        raise click.UsageError("--json and --bibtex exclude each other")
    library = open_library()
    paper = paper_of(library, key)
    if as_json:
        click.echo(library.json([paper], None, lines=True), nl=False)
    elif as_bibtex:
        click.echo(library.bibtex([paper]), nl=False)
    else:
        click.echo("\n".join(_lines(paper, library.marks(paper), library.file_of)))


def _lines(paper: Paper, marks: Marks, file_of: Callable[[str], str]) -> Iterator[str]:
    yield paper.title
    yield ""
    for name, value in facts(paper, marks):
        yield f"{name + ':':<14}{value}"
    yield f"{'Seen:':<14}{seen(paper.records, '→').removeprefix('seen ')}"
    for parts in sightings(paper.records, file_of):
        yield " " * 14 + clean(", ".join(parts))
    yield ""
    for paragraph in (paper.abstract or "The abstract is not known.").split("\n\n"):
        yield textwrap.fill(paragraph, 88)
