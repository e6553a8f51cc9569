"""The lines of tables in Markdown."""

from collections.abc import Sequence
from typing import Final

_RULE: Final = frozenset("|-: \t")


def is_rule(line: str) -> bool:
    """Tell whether a line is the rule below the head of a table."""
    return {"|", "-"} <= set(line) <= _RULE


def with_edges(lines: Sequence[str]) -> list[str]:
    """Write the lines of tables without bars at their edges with them, as other tables are."""
    found = list(lines)
    in_table = False
    for number, line in enumerate(lines):
        text = line.strip()
        if is_rule(text) and text[0] != "|" and number and "|" in lines[number - 1]:
            in_table = True
            found[number - 1] = f"|{lines[number - 1]}|"
        in_table = in_table and "|" in text
        if in_table:
            found[number] = f"|{line}|"
    return found
