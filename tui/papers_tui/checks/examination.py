"""All checks of a library, one after the other; what is broken is a finding and ends none."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from papers_tui.checks import configuration, folders, versions
from papers_tui.dumps import examine as dumps
from papers_tui.errors import PapersError
from papers_tui.model.dump import Dump
from papers_tui.model.finding import Finding, Health
from papers_tui.paths import Paths
from papers_tui.state import examine as state

_BROKEN: Final = "it cannot be looked at"
_ADVICE: Final = "see to it that its folder, and all that lies there, is yours and can be read"


def examine_all(paths: Paths) -> Iterator[Finding]:
    """Look at a library; nothing is made, mended or removed."""
    readable: list[Dump] = []
    yield from _guarded("folders", lambda: folders.examine(paths))
    yield from _guarded("configuration", lambda: configuration.examine(paths.configuration))
    yield from _guarded("kept dumps", lambda: dumps.examine(paths.dumps, readable.append))
    yield from _guarded("index", lambda: _examine_index(paths, readable))
    yield from _guarded("read marks", lambda: state.examine(paths.state))
    yield from _guarded("versions", versions.examine)


def _examine_index(paths: Paths, dumps: list[Dump]) -> Iterable[Finding]:
    try:
        from papers_tui.index.examine import examine  # deferred: it may not be installed whole
    except ImportError as error:
        return [
            Finding(
                "index", Health.WRONG, f"what it is read with cannot be imported ({error})",
                "install papers-tui again",
            )
        ]  # fmt: skip
    return examine(paths.index, dumps)


def _guarded(check: str, examine: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    try:
        yield from examine()
    except (PapersError, OSError) as error:
        yield Finding(check, Health.WRONG, f"{_BROKEN}: {error}", _ADVICE)
