"""Which braces of a text belong together."""

from collections.abc import Sequence


def partners(tokens: Sequence[str]) -> dict[int, int]:
    """Give for every token that is a brace and has a partner where that stands."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token == "{":
            opened.append(at)
        elif token == "}" and opened:
            start = opened.pop()
            found[start], found[at] = at, start
    return found
