"""Responses of arXiv's OAI-PMH interface: ListRecords and GetRecord.

`https://info.arxiv.org/help/oa`, with the metadata prefixes arXiv, arXivRaw and oai_dc. Several
responses may stand in one file, as harvesters write them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from papers_tui.dumps.arxiv import (
    Said,
    day,
    find_id,
    iso_date,
    names,
    readable_name,
    record,
    version_date,
)
from papers_tui.dumps.notes import Notes, excerpt
from papers_tui.dumps.source import Source
from papers_tui.dumps.xml_stream import (
    Found,
    child,
    children,
    elements,
    name_of,
    opening,
    text_in,
    text_of,
)
from papers_tui.errors import DumpError
from papers_tui.model.dates import PartialDate
from papers_tui.model.paper import FormatName, Record
from papers_tui.model.text import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME: Final[FormatName] = "arxiv-oai"
"""The name of this format."""

_ROOTS: Final = ("OAI-PMH", "ListRecords", "GetRecord", "record")

_WANTED: Final = frozenset({"responseDate", "record", "error"})

_COMMENT: Final = "Comment: "
"""How a description begins that is no abstract, in oai_dc."""


def recognise(source: Source) -> bool:
    """Tell whether a dump is of this format.

    Raises:
        DumpError: It is an OAI-PMH response, but none with papers of arXiv.
    """
    root = opening(source, _ROOTS)
    if root is None:
        return False
    found: dict[str, _Element] = {}
    for element in root.iter():
        found.setdefault(name_of(element), element)
    if "arXiv" in found or "arXivRaw" in found or _names_arxiv(found.get("identifier")):
        if "record" in found:
            return True
    elif name_of(root) != "OAI-PMH":
        return False
    if "error" in found:
        raise DumpError(f"it is an OAI-PMH response without papers: {_error(found['error'])}")
    raise DumpError("it is an OAI-PMH response, but without papers of arXiv")


def read(source: Source, notes: Notes) -> Iterator[Record]:
    """Read a dump; nothing in it is passed over in silence."""
    notes.captured = source.captured_override
    position = 0
    for found in elements(source, notes, _WANTED):
        if found.name == "responseDate":
            if position == 0 and notes.captured is None:
                notes.captured = day(text_of(found.element) or "")
        elif found.name == "error":
            notes.reject(f"a response says: {_error(found.element)}", line=found.line)
        elif (metadata := _metadata(found, notes)) is not None:
            kind = _KINDS[name_of(metadata)]
            notes.captured = notes.captured or source.file_date
            sighting = notes.sighting(position + 1, found.line)
            if (made := record(kind.said(metadata), sighting, notes, kind.absent)) is None:
                _reject("a record without a title", found, notes)
                continue
            position += 1
            yield made
    notes.captured = notes.captured or source.file_date


def _metadata(found: Found, notes: Notes) -> "_Element | None":
    """Find what a record says of a paper; None, which is noted, where it says nothing."""
    header = child(found.element, "header")
    if header is not None and header.get("status") == "deleted":
        message = f"arXiv has deleted {clean(text_in(header, 'identifier') or 'a record')}"
        notes.remark(message, line=found.line)
        return None
    for element in found.element.iter():
        if name_of(element) in _KINDS:
            return element
    _reject("a record without metadata that can be read", found, notes)
    return None


def _reject(why: str, found: Found, notes: Notes) -> None:
    text = clean(text_of(found.element) or "")
    notes.reject(f"{why}: {excerpt(text)}", line=found.line, text=text)


def _said_by_arxiv(paper: "_Element") -> Said:
    """Read the prefix arXiv: names in parts, the date of the first version as `created`."""
    authors = (_name(author) for author in children(child(paper, "authors"), "author"))
    said = _said(paper, iso_date(text_in(paper, "created") or ""))
    said.authors = tuple(name for name in authors if name)
    return said


def _said_raw(paper: "_Element") -> Said:
    """Read the prefix arXivRaw: authors as one text, a date for each version."""
    first = next((v for v in children(paper, "version") if v.get("version") == "v1"), None)
    arxiv_id = find_id(text_in(paper, "id") or "")
    return _said(paper, version_date((text_in(first, "date") or "").strip(), arxiv_id))


def _said(paper: "_Element", published: PartialDate | None) -> Said:
    return Said(
        text_in(paper, "title"),
        find_id(text_in(paper, "id") or ""),
        text_in(paper, "abstract"),
        names(text_in(paper, "authors") or ""),
        tuple(clean(text_in(paper, "categories") or "").split()),
        published,
        text_in(paper, "doi"),
        text_in(paper, "journal-ref"),
        text_in(paper, "comments"),
    )


def _said_by_dublin_core(paper: "_Element") -> Said:
    """Read the prefix oai_dc, where the text tells elements of one name apart."""
    identifiers = [clean(text) for text in _texts(paper, "identifier")]
    ids = [found for text in identifiers if (found := find_id(text))]
    dois = [text for text in identifiers if text.startswith("doi:")]
    references = [
        text for text in identifiers if not find_id(text) and not text.startswith(("doi:", "http"))
    ]
    described = [text.strip() for text in _texts(paper, "description")]
    abstracts = [text for text in described if not text.startswith(_COMMENT)]
    remarks = [text for text in described if text.startswith(_COMMENT)]
    dates = [date for text in _texts(paper, "date") if (date := iso_date(text))]
    return Said(
        text_in(paper, "title"),
        ids[0] if ids else None,
        abstracts[0] if abstracts else None,
        tuple(name for text in _texts(paper, "creator") if (name := _turned(text))),
        published=min(dates, key=lambda date: date.ordinal, default=None),
        doi=dois[0] if dois else None,
        journal_ref=references[0] if references else None,
        note=remarks[0].removeprefix(_COMMENT) if remarks else None,
    )


def _texts(paper: "_Element", name: str) -> list[str]:
    return [text for element in children(paper, name) if (text := text_of(element))]


def _name(author: "_Element") -> str:
    """Join the parts of a name."""
    parts = (text_in(author, part) or "" for part in ("forenames", "keyname", "suffix"))
    return readable_name(" ".join(parts))


def _turned(name: str) -> str:
    """Give `Last, First` in the usual order; a suffix stands last either way."""
    last, *rest = name.split(",")
    return readable_name(" ".join([*rest[:1], last, *rest[1:]]))


def _names_arxiv(identifier: "_Element | None") -> bool:
    return "arxiv.org" in (text_of(identifier) or "").lower()


def _error(element: "_Element") -> str:
    text = clean(text_of(element) or "no more is said")
    return f"{clean(element.get('code') or 'error')}: {text[:300]}"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A metadata prefix."""

    said: "Callable[[_Element], Said]"
    absent: frozenset[str] = frozenset()


_KINDS: Final = {
    "arXiv": _Kind(_said_by_arxiv),
    "arXivRaw": _Kind(_said_raw),
    "dc": _Kind(_said_by_dublin_core, frozenset({"categories"})),
}
"""What a record says of a paper, by the name of the element."""
