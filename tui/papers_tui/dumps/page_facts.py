"""What a scraper writes above a page about the capture: front matter, or a few lines of fields."""

import re
from typing import Final

from papers_tui.dumps.page_words import field
from papers_tui.model.text import clean

_MOST_LINES: Final = 60
"""Lines from the beginning that are looked at."""

_BEGIN: Final = re.compile(r"email inbox|research community", re.IGNORECASE)
"""What only the page itself says."""

_NAMES: Final = frozenset(
    "url source title page captured retrieved generated extraction fetched date sha256 hash "
    "status statuscode tool command query search published markdown created exported crawled "
    "scraped saved accessed downloaded transport completeness description language type author "
    "scraper via from timestamp time site website content-type length words tokens link".split()
)
"""Words that the names of such fields begin with."""


def facts(text: str) -> tuple[dict[str, str], str]:
    """Read what is written above a page; give it by name, and the text with these lines empty."""
    lines = text.split("\n")
    found: dict[str, str] = {}
    start = next((n for n, line in enumerate(lines[:5]) if clean(line)), 0)
    begin = start
    if lines[start].strip() in {"---", "+++"}:
        sign = lines[start].strip()
        ends = (n for n in range(start + 1, min(len(lines), 200)) if lines[n].strip() == sign)
        end = next(ends, None)
        if end is not None:
            for number in range(start, end + 1):
                _take(lines, number, found, anything=True)
                lines[number] = ""
            begin = end + 1
    for number in range(begin, min(len(lines), begin + _MOST_LINES)):
        if _BEGIN.search(lines[number][:500]):
            break
        _take(lines, number, found, anything=False)
    return found, "\n".join(lines)


def _take(lines: list[str], number: int, found: dict[str, str], *, anything: bool) -> None:
    named = field(clean(lines[number][:4000]).replace("**", ""))
    if named is None:
        return
    name, value = named
    words = re.split(r"[\s_-]+", name)
    if anything or (words[0] in _NAMES and not lines[number].lstrip().startswith("##")):
        found.setdefault(" ".join(words).replace("(", "").replace(")", ""), value)
        lines[number] = ""
