"""The addresses that a Markdown text gives once, below, and refers to by a number or a name."""

import re
from dataclasses import dataclass
from typing import Final

_DEFINITION: Final = re.compile(r"[ \t]{0,8}\[([^\[\]\n]{1,200})\]:?[ \t]+<?((?:https?:)?/[^\s<>]+)>?[^\n]{0,200}")
_NUMBERED: Final = re.compile(r"[ \t]{0,8}(\d{1,5})[.:)][ \t]+<?(https?://[^\s<>]+)>?[ \t]*")
_HEADING: Final = re.compile(r"[#* \t]*(?:references|links|footnotes)[:* \t]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a number or a name refers to."""

    address: str
    """Where it leads."""


def definition(line: str) -> tuple[str, str] | None:
    """Read a line as `[12]: https://…` or the like; give the name and the address."""
    if "/" not in line or len(line) > 4000:
        return None
    match = _DEFINITION.fullmatch(line) or _NUMBERED.fullmatch(line)
    return (match[1].strip().casefold(), match[2]) if match else None


def is_heading(line: str) -> bool:
    """Tell whether a line heads a list of references."""
    return len(line) < 40 and _HEADING.fullmatch(line) is not None


def references(text: str) -> dict[str, Reference]:
    """Collect the references of a text; of two with one name the first counts."""
    found: dict[str, Reference] = {}
    for line in text.split("\n"):
        if (named := definition(line.rstrip("\r"))) is not None:
            found.setdefault(named[0], Reference(named[1]))
    return found
