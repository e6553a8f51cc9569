"""What is installed is whole."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from papers_tui.paths import HOME_VARIABLE
from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, without network, and unpack it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*command, "-w", str(folder), str(ROOT)], check=True)
    [wheel] = folder.glob("papers_tui-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_stylesheets_and_sample(installed: Path) -> None:
    styles = {path.name for path in (installed / "papers_tui" / "styles").iterdir()}
    assert styles == {path.name for path in (ROOT / "styles").glob("*.tcss")} != set()
    assert len(list((installed / "papers_tui" / "sample").glob("*.txt"))) == 2
    assert {path.name for path in installed.iterdir() if "dist-info" not in path.name} == {
        "papers_tui"
    }


def test_the_unpacked_wheel_runs(installed: Path, home: Path) -> None:
    environment = {"PYTHONPATH": str(installed), HOME_VARIABLE: str(home)}
    code = "import papers_tui, sys; sys.exit(str(papers_tui.__file__))"
    where = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert where.stderr.startswith(str(installed))
    with Terminal([sys.executable, "-m", "papers_tui", "--sample"], environment) as reader:
        reader.wait_for("1 of 49")
        reader.wait_for("╭─ Papers")
        reader.send("q")
        assert reader.wait_exit() == 0
