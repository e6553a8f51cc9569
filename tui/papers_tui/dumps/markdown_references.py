"""The addresses that a Markdown text gives once, below, and refers to by a number or a name."""

import re
from collections.abc import Sequence
from typing import Final

_DEFINITION: Final = re.compile(
    r"[ \t]{0,8}\[((?:\\[\[\]]|[^\[\]\n]){1,400})\]:?"
    r"[ \t]+<?((?:(?:https?:)?/|data:)[^\s<>]+)>?[^\n]{0,200}"
)
_OPEN: Final = re.compile(r"^[^\[]*\[(?:\\[\[\]]|[^\[\]])*(?:\]:\s*)?$")
_MOST_LINES: Final = 3
"""Lines that the name of a reference goes on for at the most."""

_NUMBERED: Final = re.compile(r"[ \t]{0,8}(\d{1,5})[.:)][ \t]+<?(https?://[^\s<>]+)>?[ \t]*")
_TITLE: Final = re.compile(r"[ \t]{1,8}(?:\"[^\"]{0,400}\"|'[^']{0,400}')[ \t]*")
_HEADING: Final = re.compile(
    r"[#* \t]*(?:references|(?:visible |hidden )?links|footnotes)[:* \t]*", re.IGNORECASE
)


def key(name: str) -> str:
    """Give a name as it is compared: breaks, capitals and escapes do not count."""
    return "".join(name.split()).replace("\\", "").casefold()


def definition(line: str) -> tuple[str, str] | None:
    """Read a line as `[12]: https://…` or the like; give the name and the address."""
    if "/" not in line or len(line) > 4000:
        return None
    match = _DEFINITION.fullmatch(line) or _NUMBERED.fullmatch(line)
    return (key(match[1]), match[2]) if match else None


def is_heading(line: str) -> bool:
    """Tell whether a line heads a list of references."""
    return len(line) < 40 and _HEADING.fullmatch(line) is not None


def parted(lines: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Give the lines of a text, those of references empty, and where each reference leads.

    A numbered list of addresses counts as references only below a heading that says so; of two with
    one name the first counts.
    """
    kept: list[str] = []
    found: dict[str, str] = {}
    in_list = False
    for line in _joined(lines):
        in_list = in_list or is_heading(line)
        named = definition(line)
        if kept and found and not kept[-1] and _TITLE.fullmatch(line):
            kept.append("")
            continue
        if named is not None and (in_list or line.lstrip().startswith("[")):
            found.setdefault(*named)
            kept.append("")
        else:
            kept.append("" if in_list and is_heading(line) else line)
    return kept, found


def _joined(lines: Sequence[str]) -> list[str]:
    """Put the lines of a reference whose name has a break in it on one."""
    found = list(lines)
    for number, line in enumerate(lines):
        if not line.lstrip().startswith("[") or "](" in line or not _OPEN.search(line):
            continue
        for end in range(number + 2, number + 2 + _MOST_LINES):
            whole = " ".join(text.strip() for text in lines[number:end])
            if definition(whole) is not None:
                found[number:end] = [whole, *[""] * (end - number - 1)]
                break
    return found
