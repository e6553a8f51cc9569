"""Breaks that a scraper made within a date, mended."""

import re
from collections.abc import Sequence
from typing import Final

from papers_tui.model.dates import MONTHS

_MONTH: Final = rf"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}"
_AFTER: Final = r"(?: ?[0-9]{1,6}| ?\[.*)?\s*"
"""A number of comments, or the link that holds it."""

_ENDS: Final = re.compile(rf"(?:.*[·•]\s*|[\s>*]*){_MONTH}(?: [0-9]{{1,2}},?)?\s*")
_YEAR: Final = re.compile(rf"[\s>]*(?:19|20)[0-9]{{2}}{_AFTER}")
_DAY: Final = re.compile(rf"[\s>]*[0-9]{{1,2}}(?:, (?:19|20)[0-9]{{2}})?{_AFTER}")
_LONGEST: Final = 1000
"""Letters of lines that are looked at."""


def mended(lines: Sequence[str]) -> list[str]:
    """Give lines of which none ends within a date that stands for itself; others are kept."""
    found = list(lines)
    for number in range(len(found) - 1):
        line, after = found[number], found[number + 1]
        if len(line) > _LONGEST or len(after) > _LONGEST or not _ENDS.fullmatch(line):
            continue
        if "".join(found[number + 2 : number + 3]).strip()[:1].isalnum():
            continue
        if (_YEAR if line.rstrip(" ,")[-1:].isdigit() else _DAY).fullmatch(after):
            found[number] = f"{line.rstrip()} {after.lstrip(' >')}"
            found[number + 1] = ""
    return found
