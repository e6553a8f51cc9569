"""Names of persons as BibTeX takes them apart: `von Last, Jr., First`."""

import re
from collections.abc import Sequence
from typing import Final

from papers_tui.export.latex import encode

_SUFFIXES: Final = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})

_NOT_IN_NAMES: Final = re.compile(r"[\\{}$^~#_<>|\"@\[\]]")


def bibtex_authors(names: Sequence[str]) -> str:
    """Join names as an author field."""
    return " and ".join(written for name in names if (written := _person(name)))


def family_name(name: str) -> str:
    """Give the family name of a person, without particles."""
    words = [word for word in name.split() if word.lower() not in _SUFFIXES]
    return words[-1] if words else name


def _person(name: str) -> str:
    name = " ".join(_NOT_IN_NAMES.sub("", name).split())
    words = name.replace(",", " ").split()
    if not words:
        return ""
    if not name.isascii() and not any("a" <= letter.lower() <= "z" for letter in name):
        return f"{{{encode(name)}}}"  # another script: BibTeX would cut letters for initials
    if len(words) == 1 or "and" in words or re.search(r"[0-9:;/&]", name):
        return f"{{{encode(name)}}}"
    suffix = words.pop() if words[-1].lower() in _SUFFIXES and len(words) > 2 else ""
    split = len(words) - 1
    while split > 1 and words[split - 1][0].islower():
        split -= 1
    parts = [" ".join(words[split:]), suffix, " ".join(words[:split])]
    return ", ".join(encode(part) for part in parts if part)
