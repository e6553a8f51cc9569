"""The command line: `papers-tui` and its commands, one module each.

A command's module is imported when the command is asked for, and imports what is slow only when the
command runs: `papers-tui --version` waits for nothing.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from papers_tui import __version__
from papers_tui.errors import PapersError
from papers_tui.held_terminal import HeldTerminal
from papers_tui.model.text import clean

_COMMANDS: Final = (
    "add",
    "doctor",
    "dumps",
    "export",
    "mark",
    "rebuild",
    "related",
    "search",
    "show",
)


class _Commands(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"papers_tui.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "--version", prog_name="papers-tui")
@click.option("--sample", is_flag=True, help="Read the sample, in a library that is thrown away.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw signs with ASCII characters.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.pass_context
def cli(ctx: click.Context, sample: bool, ascii_only: bool, no_mouse: bool) -> None:
    """Read, search and keep research papers in the terminal.

    Without a command the reader opens on the papers of the dumps that were added. A dump is a
    capture of a Hugging Face page of papers, JSON of that site, or metadata of arXiv.

    \b
    papers-tui --sample          look at a sample
    papers-tui add FILE…         add dumps
    papers-tui                   read
    papers-tui search QUERY      search without the reader
    papers-tui export --bookmarked -o refs.bib

    Everything lies in the user's data folder, or below $PAPERS_TUI_HOME.
    """  # noqa: D301 - click takes the backspace for "leave these lines as they are"
    if ctx.invoked_subcommand is None:
        from papers_tui.cli.read import read  # deferred: starts the interface

        terminal = ctx.find_object(HeldTerminal) or HeldTerminal()
        read(sample=sample, ascii_only=ascii_only, mouse=not no_mouse, terminal=terminal)
    elif sample:
        raise click.UsageError("--sample opens the reader; it goes with no command")


def _open_closed_streams() -> None:
    """Give the program something to read and write where a shell closed it (`>&-`)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - it stays open
            setattr(sys, name, stream)


def main(terminal: HeldTerminal | None = None) -> None:
    """Run the program; exit 0 if well, 1 if it failed, 2 on wrong use, 130 when interrupted.

    Args:
        terminal: The terminal, if it shows a picture of the reader already.
    """
    _open_closed_streams()
    try:
        status = cli.main(prog_name="papers-tui", standalone_mode=False, obj=terminal)
    except click.ClickException as error:
        error.show()
        if isinstance(error, click.NoSuchOption):
            click.echo("If it is part of a query, put -- before the query.", err=True)
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("papers-tui: interrupted", err=True)
        status = 130
    except PapersError as error:
        click.echo(f"papers-tui: {clean(str(error))}", err=True)
        status = error.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has gone; so nothing can be said
        status = 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"papers-tui: {clean(f'{where}{error.strerror or error}')}", err=True)
        status = 1
    sys.exit(status if isinstance(status, int) else 0)
