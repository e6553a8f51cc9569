"""What the documents say is so. Run as a program to print the tables of the README."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from papers_tui.cli import cli
from papers_tui.config import Config
from papers_tui.library import Library
from papers_tui.model.language_help import HELP
from papers_tui.ui.commands import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def key_table() -> str:
    """Make the table of keys of the README."""
    rows = []
    for command in COMMANDS:
        keys = " ".join(f"`{key}`" for key in command.shown_keys)
        rows.append(f"| {keys} | {command.help} |")
    return "\n".join(rows)


def query_table() -> str:
    """Make the table of the query language of the README."""
    return "\n".join(f"| `{example}` | {finds} |" for example, finds in HELP)


def test_the_table_of_keys_is_that_of_the_commands() -> None:
    assert key_table() in README


def test_no_two_commands_have_one_key() -> None:
    keys = [key for command in COMMANDS for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))


def test_the_readme_describes_the_query_language() -> None:
    assert f"|---|---|\n{query_table()}\n\n" in README


def queries_in(text: str) -> list[str]:
    """Find what is written like a query in a description."""
    return re.findall(r"\b[a-z]+:[^;,\s]+", text)


def test_every_example_of_a_query_runs_without_notes(library: Library) -> None:
    examples = [query for example, finds in HELP for query in (example, *queries_in(finds))]
    assert len(examples) > len(HELP) + 10
    for example in examples:
        result = CliRunner().invoke(cli, ["search", "--explain", "--format", "json", "--", example])
        assert result.exit_code == 0, example
        assert json.loads(result.stdout)["notes"] == [], example
        assert "(at " not in result.stderr, example
    assert library.dumps()


def test_the_help_of_search_describes_the_query_language() -> None:
    text = CliRunner().invoke(cli, ["search", "--help"]).output
    assert max(map(len, text.splitlines())) <= 80
    joined = " ".join(text.split())
    for example, finds in HELP:
        assert f"{example} {finds}" in joined


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
    assert lines and len(rows) == 11
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
    print(key_table(), query_table(), sep="\n\n")
