"""Feeds of arXiv: the Atom of its API, and the Atom and RSS of its announcements.

`https://info.arxiv.org/help/api` and `https://info.arxiv.org/help/rss.html`. An announcement has a
date of its own, which is not the day when the paper was published; that is then unknown.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from papers_tui.dumps.arxiv import Said, day, find_id, iso_date, names, readable_name, record
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
from papers_tui.model.paper import FormatName, Record
from papers_tui.model.text import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME: Final[FormatName] = "arxiv-atom"
"""The name of this format."""

_PAPERS: Final = frozenset({"entry", "item"})

_DATES: Final = frozenset({"updated", "lastBuildDate", "pubDate"})

_UNDATED: Final = frozenset({"published"})

_ERROR: Final = "arxiv.org/api/errors"
"""What the id of an entry holds that is no paper, but the API's word on what went wrong."""

_ANNOUNCEMENT: Final = re.compile(r"\s*arXiv:\S+ Announce Type: \S+\s+Abstract:\s*", re.IGNORECASE)
"""What stands before the abstract in a feed of announcements."""

_CATEGORY: Final = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")
"""A category of arXiv; the API also lists the classes of ACM and MSC as categories."""


def recognise(source: Source) -> bool:
    """Tell whether a dump is of this format.

    Raises:
        DumpError: It is a feed, but not of arXiv, or it holds an error instead of papers.
    """
    root = opening(source, ("feed", "rss"))
    if root is None:
        return False
    papers = [element for element in root.iter() if name_of(element) in _PAPERS]
    if any(_is_paper(paper) for paper in papers):
        return True
    for paper in papers:
        if _ERROR in _address(paper):
            raise DumpError(f"arXiv's API answered with an error: {_error(paper)}")
    if not papers and _is_arxivs(root):
        return True
    kind = "an Atom" if name_of(root) == "feed" else "an RSS"
    raise DumpError(f"it is {kind} feed, but not one of arXiv's papers")


def read(source: Source, notes: Notes) -> Iterator[Record]:
    """Read a dump; nothing in it is passed over in silence."""
    notes.captured = source.captured_override
    position = 0
    for found in elements(source, notes, _PAPERS | _DATES):
        if found.name in _DATES:
            if position == 0 and notes.captured is None:
                notes.captured = day(text_of(found.element) or "")
        elif _is_paper(found.element):
            notes.captured = notes.captured or source.file_date
            absent = _UNDATED if _is_announced(found.element) else frozenset()
            sighting = notes.sighting(position + 1, found.line)
            if (made := record(_said(found.element), sighting, notes, absent)) is None:
                _reject(found, notes)
                continue
            position += 1
            yield made
        else:
            _reject(found, notes)
    notes.captured = notes.captured or source.file_date


def _reject(found: Found, notes: Notes) -> None:
    text = clean(text_of(found.element) or "")
    why = f"an entry that is no paper of arXiv, or has no title: {excerpt(text)}"
    if _ERROR in _address(found.element):
        why = f"arXiv's API answered with an error: {_error(found.element)}"
    notes.reject(why, line=found.line, text=text)


def _said(paper: "_Element") -> Said:
    published = None if _is_announced(paper) else text_in(paper, "published")
    return Said(
        text_in(paper, "title"),
        find_id(_address(paper)),
        _abstract(paper),
        _authors(paper),
        _categories(paper),
        iso_date(published or ""),
        text_in(paper, "doi") or text_in(paper, "DOI"),
        text_in(paper, "journal_ref") or text_in(paper, "journal_reference"),
        text_in(paper, "comment"),
    )


def _address(paper: "_Element") -> str:
    """Give the id of an entry: in Atom an address, in RSS an OAI identifier, or else the link."""
    address = text_in(paper, "id") or text_in(paper, "guid") or text_in(paper, "link") or ""
    return address.strip()


def _is_paper(paper: "_Element") -> bool:
    """Tell whether an entry is a paper of arXiv, or the beginning of one."""
    address = _address(paper)
    return "arxiv.org" in address.lower() and find_id(address) is not None


def _is_arxivs(root: "_Element") -> bool:
    """Tell whether a feed without papers is one of arXiv's."""
    return any(
        "arxiv.org" in f"{text_of(element) or ''} {element.get('href') or ''}".lower()
        for element in root.iter()
        if name_of(element) in ("id", "link")
    )


def _is_announced(paper: "_Element") -> bool:
    """Tell whether the date is that of an announcement."""
    return name_of(paper) == "item" or child(paper, "announce_type") is not None


def _abstract(paper: "_Element") -> str | None:
    text = text_in(paper, "summary") or text_in(paper, "description")
    announced = _ANNOUNCEMENT.match(text or "")
    return text[announced.end() :] if text and announced else text


def _authors(paper: "_Element") -> tuple[str, ...]:
    listed = tuple(
        name
        for author in children(paper, "author")
        if (name := readable_name(text_in(author, "name") or ""))
    )
    return listed or names(text_in(paper, "creator") or "")


def _categories(paper: "_Element") -> tuple[str, ...]:
    """List the categories, the primary one first, each once."""
    elements = [*children(paper, "primary_category"), *children(paper, "category")]
    terms = (clean(element.get("term") or text_of(element) or "") for element in elements)
    return tuple(dict.fromkeys(term for term in terms if _CATEGORY.fullmatch(term)))


def _error(paper: "_Element") -> str:
    return clean(text_in(paper, "summary") or text_in(paper, "title") or "no more is said")[:300]
