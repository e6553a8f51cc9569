"""What the documents say is so. Run as a program to print the table of keys for the README."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from papers_tui.cli import cli
from papers_tui.config import Config
from papers_tui.library import Library
from papers_tui.model.query import Query
from papers_tui.ui.commands import COMMANDS
from papers_tui.ui.screens.help import SEARCH_HELP

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def key_table() -> str:
    """Make the table of keys of the README."""
    rows = []
    for command in COMMANDS:
        keys = " ".join(f"`{key}`" for key in command.shown_keys)
        rows.append(f"| {keys} | {command.help} |")
    return "\n".join(rows)


def test_the_table_of_keys_is_that_of_the_commands() -> None:
    assert key_table() in README


def test_no_two_commands_have_one_key() -> None:
    keys = [key for command in COMMANDS for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))


def test_the_help_and_the_readme_explain_the_same_queries(library: Library) -> None:
    for example, _meaning in SEARCH_HELP:
        assert f"`{example}`" in README
        assert len(library.search(Query(example))) > 0, example


@pytest.mark.parametrize("text", [README, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")])
def test_pictures_links_and_paths_are_there(text: str) -> None:
    for target in re.findall(r"\]\(([^):]+)\)", text):
        assert (ROOT / target).exists(), target
    for target in re.findall(r"`((?:tests|ui|dumps|model|state|index|widgets)/[\w/]+\.py)`", text):
        places = [ROOT, ROOT / "tui/papers_tui", ROOT / "tui/papers_tui/ui"]
        assert any((place / target).exists() for place in places), target


def test_every_command_and_option_of_the_readme_is_there() -> None:
    lines = re.findall(r"\| `papers-tui (\w+)[^|]*?`(?: \\\|[^|]*)* \|([^\n]*)", README)
    table = README[README.index("### The command line") : README.index("Results go to")]
    rows = [line for line in table.splitlines() if line.startswith("| `papers-tui")]
    assert lines and len(rows) == 7
    for row in rows:
        name = re.match(r"\| `papers-tui (\w+)", row)
        assert name is not None
        help_text = CliRunner().invoke(cli, [name[1], "--help"]).output
        for option in re.findall(r"(--[a-z-]+)", row):
            assert option in help_text, (name[1], option)


def test_every_command_is_in_the_readme_and_explains_itself() -> None:
    for name in cli.list_commands(None):  # type: ignore[arg-type]  # it asks nothing of the context
        assert f"`papers-tui {name}" in README
        result = CliRunner().invoke(cli, [name, "--help"])
        assert result.exit_code == 0 and "Usage" in result.output


def test_the_examples_of_the_help_of_search_run(library: Library) -> None:
    help_text = CliRunner().invoke(cli, ["search", "--help"]).output
    examples = [
        line.strip() for line in help_text.splitlines() if line.strip().startswith("papers-tui")
    ]
    assert len(examples) == 3
    for example in examples:
        result = CliRunner().invoke(cli, shlex.split(example)[1:])
        assert result.exit_code == 0, example
    assert library.dumps()


def test_the_configuration_of_the_readme_is_that_of_the_program(tmp_path: Path) -> None:
    toml = re.search(r"```toml\n(.*?)```", README, flags=re.DOTALL)
    assert toml is not None
    path = tmp_path / "config.toml"
    path.write_text(toml[1])
    assert Config.load(path) == Config()


if __name__ == "__main__":
    print(key_table())
