"""What every test has: folders of its own, and the shared data or a skip."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from papers_tui.library import Library
from papers_tui.paths import HOME_VARIABLE, Paths
from tests.builders import SAMPLE

settings.register_profile(
    "papers",
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("papers")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's own papers, settings and terminal out of the tests."""
    for name in list(os.environ):
        if name.startswith("TEXTUAL") or name in ("NO_COLOR", "COLORTERM", "TMUX", "DISPLAY"):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def paths(home: Path) -> Paths:
    """The folders of an empty library."""
    return Paths.under(home)


@pytest.fixture
def library(paths: Paths) -> Iterator[Library]:
    """A library with the two dumps of the bundled sample."""
    library = Library(paths)
    library.add([str(SAMPLE)])
    yield library
    library.close()


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Find a file of the shared data, or skip the test."""
    root = Path(os.environ.get("PAPERS_TUI_SHARED", Path(__file__).parents[2] / "shared"))

    def find(name: str) -> Path:
        path = root / name
        if not path.exists():
            pytest.skip(f"the shared data are not here: {path}")
        return path

    return find
