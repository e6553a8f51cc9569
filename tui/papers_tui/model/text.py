"""Text of a paper: cleaned on the way in, folded for comparison."""

import re
import unicodedata
from typing import Final

_ESCAPES: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movement
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, …
    r"|\x1b[ -/]*[0-~]"
)
"""Terminal control sequences (ECMA-48), whole: without them only their letters would stay."""

_INVISIBLE: Final = dict.fromkeys(
    [
        *range(0x20),
        *range(0x7F, 0xA0),
        0xAD,
        0x61C,
        0x180E,
        0x200B,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xD800, 0xE000),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0020),
    ]
)
"""Control characters, bidi marks and overrides, lone surrogates, characters without width."""

_SPACES: Final = dict.fromkeys([*range(0x09, 0x0E), 0x85, 0x2028, 0x2029], " ")

_REMOVED: Final[dict[int, str | None]] = {**_INVISIBLE, **_SPACES}


_PRINTABLE: Final = bytes(range(0x20, 0x7F))


def clean(text: str) -> str:
    """Give text on one line without anything that a terminal would obey instead of draw.

    Control sequences, control characters, bidi overrides and lone surrogates are removed; every
    run of white space, line breaks included, becomes one blank.
    """
    text = text.replace("\n", " ").strip()
    if is_printable(text):  # the blank is then the only white space, and nothing is invisible
        return " ".join(text.split()) if "  " in text else text
    return " ".join(_ESCAPES.sub("", text).translate(_REMOVED).split())


def is_printable(text: str) -> bool:
    """Tell what `str.isprintable` tells, for ASCII in a fourth of the time."""
    return not text.encode().translate(None, _PRINTABLE) if text.isascii() else text.isprintable()


def fold(text: str) -> str:
    """Reduce text to what two spellings of a title share: letters and digits, case folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))
