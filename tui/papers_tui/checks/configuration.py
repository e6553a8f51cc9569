"""Whether the configuration can be used."""

from collections.abc import Iterator
from pathlib import Path

from papers_tui.config import Config
from papers_tui.model.finding import Finding, Health

_CHECK = "configuration"


def examine(path: Path) -> Iterator[Finding]:
    """Look at the user's configuration file."""
    problems = Config.load(path).problems
    for problem in problems:
        yield Finding(_CHECK, Health.WARNING, problem, f"change or remove that in {path}")
    if not problems:
        found = f"{path} is understood" if path.exists() else "none: everything is as it comes"
        yield Finding(_CHECK, Health.OK, found)
