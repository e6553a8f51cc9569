"""What the formats of arXiv have in common: ids, names, dates, and the record made of them.

Names, the list of authors and the line breaks of texts are as `https://info.arxiv.org/help/prep`
describes them.
"""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from papers_tui.dumps.notes import Notes, excerpt
from papers_tui.dumps.texts import texts
from papers_tui.model.dates import MONTHS, PartialDate
from papers_tui.model.paper import Record, Sighting
from papers_tui.model.tex import readable
from papers_tui.model.text import clean

_ID: Final = r"([0-9]{4}\.[0-9]{4,5}|[A-Za-z-]+(?:\.[A-Za-z-]{2,})?/[0-9]{7})(?:v[0-9]+)?"

_BARE_ID: Final = re.compile(_ID)

_LONG_ID: Final = re.compile(rf"(?:\S*[:/])?{_ID}(?:\.pdf)?")

_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")

_DOI_LETTERS: Final = 500
"""Letters in which a DOI is looked for."""

_VERSION_DAY: Final = re.compile(
    r"\s*(?:[A-Z][a-z]{2}, *)?([0-9]{1,2}) +([A-Z][a-z]{2}) +([0-9]{4})(?:\s.*)?", re.DOTALL
)
"""The day in the date of a version: `Mon, 2 Apr 2007 19:18:42 GMT`."""

_ISO_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?")

_MONTHS: Final = {name: number for number, name in enumerate(MONTHS, start=1)}

_BETWEEN_NAMES: Final = re.compile(r" ?[,:](?: ?and\b)? ?| and | & ")

_SUFFIXES: Final = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})

_PARTS: Final = (
    ("arxiv_id", "arXiv id"),
    ("abstract", "abstract"),
    ("authors", "authors"),
    ("categories", "categories"),
    ("published", "date"),
)
"""What every paper of arXiv has, and how it is called."""


@dataclass(slots=True)
class Said:
    """What a source says of a paper, as it is spelt there; None or empty is unknown."""

    title: str | None
    """The title."""

    arxiv_id: str | None
    """The id, without version."""

    abstract: str | None = None
    """The abstract, with hard line breaks."""

    authors: tuple[str, ...] | None = None
    """The names of the authors, readable."""

    categories: tuple[str, ...] | None = None
    """The categories, the primary one first."""

    published: PartialDate | None = None
    """The date of the first version."""

    doi: str | None = None
    """The DOI, or several."""

    journal_ref: str | None = None
    """Where it was published."""

    note: str | None = None
    """What its authors remark."""


def record(
    said: Said, sighting: Sighting, notes: Notes, absent: frozenset[str] = frozenset()
) -> Record | None:
    """Make a record, and note what it lacks; None where it has no title.

    `absent` names the parts of `Said` that the format never has.
    """
    shown = texts(said.title or "", said.abstract)
    if not shown["title"]:
        return None
    if not (
        said.abstract and said.arxiv_id and said.authors and said.categories and said.published
    ):
        _note_lacks(said, sighting, notes, absent)
    authors = said.authors or None
    return Record(
        sighting=sighting,
        title=shown["title"],
        abstract=shown["abstract"],
        title_tex=shown["title_tex"],
        abstract_tex=shown["abstract_tex"],
        authors=authors,
        author_count=len(authors) if authors else None,
        published=said.published,
        arxiv_id=said.arxiv_id,
        doi=_doi(said.doi, sighting, notes) if said.doi else None,
        categories=said.categories or None,
        journal_ref=(clean(said.journal_ref) or None) if said.journal_ref else None,
        note=(clean(said.note) or None) if said.note else None,
    )


def find_id(text: str) -> str | None:
    """Find the arXiv id, without version, in an id, an address or an OAI identifier."""
    match = _BARE_ID.fullmatch(text) or _LONG_ID.fullmatch(text.strip())
    return match[1] if match else None


def names(text: str) -> tuple[str, ...]:
    """Part a list of authors at commas and "and"; affiliations, which are in parentheses, go."""
    found: list[str] = []
    for part in _BETWEEN_NAMES.split(clean(_without_parentheses(text))):
        name = readable_name(part)
        if name in _SUFFIXES and found:
            found[-1] += f" {name}"
        elif name and name != "and":
            found.append(name.removeprefix("and "))
    return tuple(found)


def readable_names(texts: list[str]) -> tuple[str, ...]:
    """Clean names, and turn their TeX into readable text; names of nothing are left out."""
    line = " ".join(texts)
    if line and clean(line) == line and not _has_tex(line):
        return tuple(texts)
    return tuple([name for text in texts if (name := readable_name(text))])


def readable_name(text: str) -> str:
    """Clean a name, and turn its TeX into readable text."""
    name = clean(text)
    return readable(name) if _has_tex(name) else name


def _has_tex(text: str) -> bool:
    return "\\" in text or "{" in text or "$" in text or "~" in text


def version_date(text: str, arxiv_id: str | None) -> PartialDate | None:
    """Read the date of a version; None where it is none.

    Noon exactly, on the first day of the month that the id begins with, is what collections fill in
    where they know the month alone, as the id tells it; so the day is not believed.
    """
    date, _, time = text.removesuffix(" GMT").rpartition(" ")
    published = _version_day(date if ":" in time else text)
    if published is None or published.day != 1 or time != "12:00:00":
        return published
    if _month_of(arxiv_id) != (published.year % 100, published.month):
        return published
    return PartialDate(published.year, published.month)


def iso_date(text: str) -> PartialDate | None:
    """Read a date such as `2007-03-30` or `2007-03-30T12:00:00Z`; None where it is none."""
    match = _ISO_DATE.fullmatch(text.strip())
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def day(text: str) -> datetime.date | None:
    """Read the day of a date of either form; None where it is none."""
    date = iso_date(text) or version_date(text.strip(), None)
    return datetime.date.fromordinal(date.ordinal) if date else None


@lru_cache(maxsize=1 << 14)
def _version_day(text: str) -> PartialDate | None:
    """Read a day; many papers have the same, and the three decades of arXiv all have room."""
    match = _VERSION_DAY.fullmatch(text)
    if match is None or match[2] not in _MONTHS:
        return None
    return _date(int(match[3]), _MONTHS[match[2]], int(match[1]))


def _date(year: int, month: int, day: int) -> PartialDate | None:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return None
    return PartialDate(year, month, day)


def _month_of(arxiv_id: str | None) -> tuple[int, int] | None:
    """Give the year, of two digits, and the month that an id begins with."""
    number = (arxiv_id or "").rpartition("/")[2]
    return (int(number[:2]), int(number[2:4])) if len(number) >= 7 else None


def _without_parentheses(text: str) -> str:
    kept: list[str] = []
    depth = 0
    for piece in re.split(r"([()])", text):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            kept.append(piece)
    return " ".join(kept)


def _doi(text: str, sighting: Sighting, notes: Notes) -> str | None:
    """Take the first DOI of a text; further ones are those of errata and the like."""
    text = clean(text)
    if (match := _DOI.search(text, 0, _DOI_LETTERS)) is not None:
        return match[0].rstrip(",;")
    if text:
        message = f"not a DOI: {excerpt(text)}"
        notes.remark(message, line=sighting.line, record=sighting.position)
    return None


def _note_lacks(said: Said, sighting: Sighting, notes: Notes, absent: frozenset[str]) -> None:
    lacking = [word for name, word in _PARTS if name not in absent and not getattr(said, name)]
    if lacking:
        message = f"no {', no '.join(lacking)}: {excerpt(clean(said.title or ''))}"
        notes.lack(message, line=sighting.line, record=sighting.position)
