"""What every command begins with: the user's library."""

import datetime
from typing import TYPE_CHECKING, Final

import click

from papers_tui.config import POSTING_CACHE
from papers_tui.errors import PapersError
from papers_tui.model.text import clean
from papers_tui.paths import Paths

if TYPE_CHECKING:
    from papers_tui.library import Library
    from papers_tui.model.paper import Paper
    from papers_tui.model.query import Results


format_option: Final = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    help="A table, a JSON list, or a JSON object a line.",
)
"""The option that says how papers are printed."""


def tell(sentence: str) -> None:
    """Say something besides the result: on standard error."""
    click.echo(f"papers-tui: {clean(sentence)}", err=True)


def open_library(posting_cache: int = POSTING_CACHE) -> "Library":
    """Open the user's library; `posting_cache` is in megabytes."""
    from papers_tui.library import Library  # deferred: --help needs none of it

    return Library(Paths.from_environment(), tell, posting_cache)


class Day(click.ParamType[datetime.date]):
    """A day, as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Read a day."""
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-04-21", param, ctx)


def paper_of(library: "Library", key: str) -> "Paper":
    """Find a paper by the key that the user typed.

    Raises:
        PapersError: There is no such paper.
    """
    paper = library.find(key)
    if paper is None:
        raise PapersError(f"no paper has the key {key}; `papers-tui search` prints keys")
    return paper


def scores_of(results: "Results", count: int) -> list[float | None]:
    """Give the scores of the first papers of an answer, None where it has no scores."""
    scores = results.scores
    return [None if scores is None else float(scores[row]) for row in range(count)]
