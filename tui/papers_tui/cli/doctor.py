"""`papers-tui doctor`: what is well, what is not, and what to do about it."""

import json
from collections.abc import Iterable
from typing import Final

import click

from papers_tui.cli.session import open_library
from papers_tui.cli.terminal_check import examine_terminal
from papers_tui.model.finding import Finding, Health
from papers_tui.model.text import clean

_SIGNS: Final = {Health.OK: "ok", Health.WARNING: "warning", Health.WRONG: "WRONG"}
_INDENT: Final = " " * 10


@click.command("doctor", short_help="Look for trouble, and say what to do about it.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of all findings.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Look at everything that papers-tui depends on, and say what to do where something is wrong.

    That is folders, free space, configuration, kept dumps, index, read marks, versions and the
    terminal. Nothing is changed. Every file of the index and every kept dump is read, which takes
    its time where there are many. Exits with 1 when something is wrong; a warning is not.
    """
    findings = []
    for finding in _all():
        findings.append(finding)
        if not as_json:
            click.echo("\n".join(_lines(finding)))
    if as_json:
        click.echo(json.dumps([_value(finding) for finding in findings], indent=2))
    if any(finding.state is Health.WRONG for finding in findings):
        ctx.exit(1)


def _all() -> Iterable[Finding]:
    yield from open_library().examine()
    yield from examine_terminal()


def _lines(finding: Finding) -> Iterable[str]:
    yield f"{_SIGNS[finding.state]:<8}  {finding.check}: {clean(finding.found)}"
    if finding.advice is not None:
        yield f"{_INDENT}what to do: {clean(finding.advice)}"


def _value(finding: Finding) -> dict[str, str | None]:
    return {
        "check": finding.check,
        "state": finding.state.value,
        "found": clean(finding.found),
        "advice": None if finding.advice is None else clean(finding.advice),
    }
