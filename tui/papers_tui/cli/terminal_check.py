"""Whether the terminal can show the reader, and where copied text goes."""

import locale
import os
import sys
from collections.abc import Iterator
from typing import Final

from papers_tui.cli.cell_width import drawn_width
from papers_tui.model.finding import Finding, Health
from papers_tui.ui.clipboard import clipboard_programs

_CHECK: Final = "terminal"

_COLUMNS, _ROWS = 40, 12
"""The size below which little of the reader is to be seen."""


def examine_terminal() -> Iterator[Finding]:
    """Look at the terminal, at the encoding, and at the clipboard."""
    yield _kind()
    yield _size()
    yield _encoding()
    yield from _width()
    yield _clipboard()


def _kind() -> Finding:
    term = os.environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        said = f"TERM is {term!r}, so it is not known what the terminal can do"
        return Finding(_CHECK, Health.WARNING, said, "export TERM=xterm-256color")
    return Finding(_CHECK, Health.OK, f"TERM is {term}, {_colors(term)}")


def _colors(term: str) -> str:
    if os.environ.get("NO_COLOR"):
        return "no colours, as NO_COLOR asks"
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million colours"
    if "256color" in term:
        return "256 colours (export COLORTERM=truecolor where it has more)"
    return "16 colours (export COLORTERM=truecolor where it has more)"


def _size() -> Finding:
    size = next(filter(None, map(_size_of, (1, 2, 0))), None)
    if size is None:
        said = "this command is not run in one, so its size is not known"
        return Finding(_CHECK, Health.OK, said)
    said = f"{size.columns} columns, {size.lines} rows"
    if size.columns < _COLUMNS or size.lines < _ROWS:
        advice = f"make it larger: the reader wants {_COLUMNS} columns and {_ROWS} rows"
        return Finding(_CHECK, Health.WARNING, said, advice)
    return Finding(_CHECK, Health.OK, said)


def _size_of(descriptor: int) -> os.terminal_size | None:
    try:
        return os.get_terminal_size(descriptor)
    except OSError:
        return None


def _encoding() -> Finding:
    encoding = locale.getencoding()
    if encoding.lower().replace("-", "") == "utf8" or sys.flags.utf8_mode:
        return Finding("encoding", Health.OK, "UTF-8")
    said = f"{encoding}: letters and signs outside of it cannot be drawn"
    return Finding("encoding", Health.WARNING, said, "export LC_ALL=C.UTF-8, or use --ascii")


def _width() -> Iterator[Finding]:
    """Compare how wide the terminal draws some letters with what the reader takes them for."""
    from rich.cells import cell_len  # deferred: --help needs none of it

    sample = "●★文é"
    drawn = drawn_width(sample)
    if drawn is None:
        return
    expected = cell_len(sample)
    said = f"{sample} takes {drawn} columns"
    if drawn == expected:
        yield Finding("letter width", Health.OK, said)
    else:
        yield Finding(
            "letter width", Health.WARNING, f"{said} instead of {expected}",
            "tell the terminal to draw ambiguous letters narrow, or use --ascii",
        )  # fmt: skip


def _clipboard() -> Finding:
    programs = clipboard_programs()
    if programs:
        return Finding("clipboard", Health.OK, f"{programs[0]}, and by escape sequence (OSC 52)")
    said = "no program for it here: copied text goes there by escape sequence (OSC 52) alone"
    return Finding(
        "clipboard", Health.OK, said,
        "if copying does nothing, install wl-clipboard, xclip or xsel",
    )  # fmt: skip
