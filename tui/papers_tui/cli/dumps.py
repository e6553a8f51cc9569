"""`papers-tui dumps`: what was added."""

import click

from papers_tui.cli.session import open_library
from papers_tui.model.text import clean


@click.command("dumps", short_help="List the dumps that were added.")
def command() -> None:
    """List the dumps that were added, the first one first."""
    dumps = open_library().dumps()
    if not dumps:
        click.echo("no dumps yet; add some with: papers-tui add FILE…", err=True)
        return
    click.echo(f"{'dump':<12}  {'added':<10}  {'captured':<11} {'papers':>6}  problems  from")
    for dump in dumps:
        captured = "unknown" if dump.captured is None else str(dump.captured)
        inferred = "?" if dump.captured_inferred else ""
        problems = dump.incomplete + dump.rejected
        click.echo(
            f"{dump.sha256[:12]}  {dump.added:%Y-%m-%d}  {captured + inferred:<11} "
            f"{dump.papers:>6}  {problems:>8}  {clean(dump.path)}"
        )
