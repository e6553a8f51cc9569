"""`papers-tui rebuild`: make the index again."""

import click

from papers_tui.cli.progress import progress_bar
from papers_tui.cli.session import open_library
from papers_tui.model.paper import count_of


@click.command("rebuild")
def command() -> None:
    """Make the index again from the kept dumps. Read marks and bookmarks stay as they are."""
    library = open_library()
    with progress_bar() as progress:
        papers = library.rebuild(progress)
    click.echo(f"{count_of(papers, 'paper')} from {count_of(len(library.dumps()), 'dump')}")
