"""The versions of what the program runs on."""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from papers_tui import __version__
from papers_tui.model.finding import Finding, Health
from papers_tui.state.examine import SQLITE_VERSION

_NEEDED: Final = ("click", "lxml", "numpy", "platformdirs", "rich", "textual", "zstandard")
_WHOOSH: Final = ("whoosh3", "Whoosh")
"""The continuation of Whoosh, and the original."""

_ADVICE: Final = "install papers-tui again"


def examine() -> Iterator[Finding]:
    """Name the versions; nothing is imported for it."""
    system = f"{platform.system()} {platform.release()}"
    yield Finding(
        "program",
        Health.OK,
        f"papers-tui {__version__}, Python {platform.python_version()}, SQLite {SQLITE_VERSION}, "
        f"{system}",
    )
    found = {name: _version(name) for name in _NEEDED}
    whoosh = {name: number for name in _WHOOSH if (number := _version(name))}
    said = [f"{name} {number}" for name, number in {**whoosh, **found}.items() if number]
    yield Finding("libraries", Health.OK, ", ".join(said))
    missing = [name for name, number in found.items() if number is None]
    if missing or not whoosh:
        names = ", ".join([*missing, *([] if whoosh else ["whoosh3"])])
        yield Finding("libraries", Health.WRONG, f"not installed: {names}", _ADVICE)
    if len(whoosh) > 1:
        names = " and ".join(whoosh)
        yield Finding(
            "libraries", Health.WARNING, f"{names} are both installed, and lie in one folder",
            "pip uninstall Whoosh whoosh3, then install papers-tui again",
        )  # fmt: skip


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
