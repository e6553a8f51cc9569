"""A Python object as `repr` writes it, of a kind that JSON has too."""

import ast
import warnings
from typing import Final

_LONGEST: Final = 1 << 20
"""Letters that are read."""

_DEEPEST: Final = 40
"""How deep brackets may lie in each other."""


def literal(text: str) -> object:
    """Read a literal, and nothing that would have to be carried out.

    Raises:
        ValueError: It is none, or a very long or deep one.
    """
    if len(text) > _LONGEST or _depth(text) > _DEEPEST:
        raise ValueError("too long, or nested too deeply")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes that Python does not have
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        raise ValueError("no literal") from None


def _depth(text: str) -> int:
    """Count how deep brackets lie in each other, at the most; those in texts count too."""
    deepest = depth = 0
    for letter in text:
        if letter in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in ")]}":
            depth -= 1
    return deepest
