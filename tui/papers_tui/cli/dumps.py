"""`papers-tui dumps`: what was added, what is wrong with it, and taking it out again."""

import json
from typing import Any

import click

from papers_tui.cli.add_report import problems_as_json, problems_in_words
from papers_tui.cli.progress import progress_bar
from papers_tui.cli.session import open_library
from papers_tui.model.dump import Dump
from papers_tui.model.paper import count_of
from papers_tui.model.text import clean

_json_option = click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")


@click.group("dumps", short_help="List the dumps that were added.", invoke_without_command=True)
@_json_option
@click.pass_context
def command(context: click.Context, json_wanted: bool) -> None:
    """List the dumps that were added, the first one first.

    `dumps show` says what a dump holds, and `dumps remove` takes one out.
    """
    if context.invoked_subcommand is not None:
        return
    dumps = open_library().dumps()
    if json_wanted:
        _print([_as_json(dump) for dump in dumps])
        return
    if not dumps:
        click.echo("no dumps yet; add some with: papers-tui add FILE…", err=True)
        return
    click.echo(f"{'dump':<12}  {'added':<10}  {'captured':<11} {'papers':>9}  problems  from")
    for dump in dumps:
        click.echo(
            f"{dump.sha256[:12]}  {dump.added:%Y-%m-%d}  {_captured(dump):<11} "
            f"{dump.papers:>9,}  {dump.problem_count:>8,}  {clean(dump.path)}"
        )


@command.command("show", short_help="Show what a dump holds.")
@click.argument("dump")
@_json_option
def show(dump: str, json_wanted: bool) -> None:
    """Show the problems and the papers of a dump: DUMP is its name, or the beginning of it."""
    library = open_library()
    found = library.dump(dump)
    papers = library.papers_of(found)
    if json_wanted:
        rows = [{"key": paper.key, "title": paper.title} for paper in papers]
        problems = problems_as_json(found.problems)
        _print({**_as_json(found), "problem_list": problems, "paper_list": rows})
        return
    click.echo(f"{found.sha256}\n{clean(found.path)}")
    click.echo(
        f"{found.format}, added {found.added:%Y-%m-%d %H:%M} UTC, captured {_captured(found)}"
    )
    click.echo(
        f"{count_of(found.papers, 'record')}, {found.incomplete:,} incomplete, "
        f"{found.rejected:,} rejected; {count_of(found.problem_count, 'problem')}"
    )
    for line in problems_in_words(found.problems):
        click.echo(line)
    if found.further_problems:
        click.echo(f"  and {count_of(found.further_problems, 'problem')} more")
    for paper in papers:
        click.echo(f"{paper.key:<24}  {paper.title}")


@command.command("remove", short_help="Take a dump out.")
@click.argument("dump")
def remove(dump: str) -> None:
    """Take a dump out: the index is made without it, and its kept copy is removed.

    DUMP is its name, or the beginning of it. Read marks and bookmarks stay as they are.
    """
    library = open_library()
    found = library.dump(dump)
    with progress_bar() as progress:
        library.remove_dump(found.sha256, progress)
    click.echo(f"{found.sha256[:12]} was taken out: {clean(found.path)}")


def _captured(dump: Dump) -> str:
    captured = "unknown" if dump.captured is None else str(dump.captured)
    return captured + ("?" if dump.captured_inferred else "")


def _as_json(dump: Dump) -> dict[str, Any]:
    return {
        "sha256": dump.sha256,
        "path": dump.path,
        "added": dump.added.isoformat(),
        "format": dump.format,
        "captured": dump.captured and dump.captured.isoformat(),
        "captured_inferred": dump.captured_inferred,
        "papers": dump.papers,
        "incomplete": dump.incomplete,
        "rejected": dump.rejected,
        "problems": dump.problem_count,
    }


def _print(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
