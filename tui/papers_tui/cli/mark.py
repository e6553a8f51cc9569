"""`papers-tui mark`: say something of papers."""

import click

from papers_tui.cli.session import open_library, paper_of
from papers_tui.model.paper import count_of


@click.command("mark", short_help="Mark papers as read or kept.")
@click.argument("keys", nargs=-1, required=True)
@click.option("--read/--unread", default=None, help="Mark as read, or not.")
@click.option("--bookmark/--no-bookmark", default=None, help="Keep, or no longer.")
def command(keys: tuple[str, ...], read: bool | None, bookmark: bool | None) -> None:
    """Mark the papers with KEYS, as search prints them; all of them or, on an error, none."""
    if read is None and bookmark is None:
        raise click.UsageError("say what to mark: --read, --unread, --bookmark or --no-bookmark")
    library = open_library()
    papers = [paper_of(library, key) for key in keys]
    library.mark(papers, read=read, bookmarked=bookmark)
    click.echo(f"{count_of(len(papers), 'paper')} marked", err=True)
