"""A terminal reader for research papers."""

from typing import Final

__version__: Final = "0.1.0"
"""The version of the program, as `papers-tui --version` prints it."""
