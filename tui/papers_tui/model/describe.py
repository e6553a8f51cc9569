"""What is said of papers in words, in the reader and on the command line."""

from collections.abc import Iterator, Sequence
from typing import Final

from papers_tui.model.paper import Marks, Paper, count_of
from papers_tui.model.query import Reason

NOT_KNOWN: Final = "not known"
"""What stands where nothing is known."""


def facts(paper: Paper, marks: Marks) -> Iterator[tuple[str, str]]:
    """Give everything known about a paper but title, abstract and sightings, and what is not."""
    yield "Authors", _authors(paper)
    yield "Organisation", _organization(paper)
    yield "Published", _published(paper)
    yield "Comments", NOT_KNOWN if paper.comments is None else str(paper.comments)
    if paper.upvotes is not None:
        yield "Upvotes", str(paper.upvotes)
    if paper.categories:
        yield "Categories", ", ".join(paper.categories)
    if paper.keywords:
        yield "Keywords", ", ".join(paper.keywords)
    yield "arXiv", paper.arxiv_id or NOT_KNOWN
    if paper.doi is not None:
        yield "DOI", paper.doi
    yield "Link", paper.url or NOT_KNOWN
    yield from _rare_facts(paper)
    yield "Marks", f"{'read' if marks.read else 'unread'}{', bookmarked' * marks.bookmarked}"
    yield "Key", paper.key


def brief(paper: Paper) -> Iterator[str]:
    """Give the facts that a list shows: who, when, and how much it was discussed."""
    yield paper.who or "authors not known"
    yield paper.published.iso if paper.published else "date not known"
    if paper.comments is not None:
        yield count_of(paper.comments, "comment")


def reason_words(reasons: Sequence[Reason], most: int = 4) -> list[str]:
    """Give the weightiest words of some reasons, each once."""
    return list(dict.fromkeys(reason.word for reason in reasons))[:most]


def export_summary(papers: Sequence[Paper]) -> str:
    """Say what an export wrote, and what no source knew."""
    nameless = sum(not paper.authors for paper in papers)
    said = f"{len(papers)} written"
    return f"{said}, {nameless} without author names" if nameless else said


def _rare_facts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Give what few sources know, where one does; addresses only if they are of the web."""
    if paper.featured is not None:
        yield "Featured", paper.featured.iso
    if paper.journal_ref is not None:
        yield "Journal", paper.journal_ref
    if paper.note is not None:
        yield "Note", paper.note
    for name, address in (("Code", paper.repository), ("Page", paper.project_page)):
        if address is not None and is_web_address(address):
            yield name, address


def is_web_address(address: str) -> bool:
    """Tell whether an address is one that a browser may be given."""
    return address.lower().startswith(("http://", "https://"))


def _authors(paper: Paper) -> str:
    if paper.authors:
        return ", ".join(paper.authors)
    if paper.author_count is not None:
        return f"{count_of(paper.author_count, 'author')}, names not known"
    return NOT_KNOWN


def _organization(paper: Paper) -> str:
    organization = paper.organization
    if organization is None:
        return NOT_KNOWN
    if organization.handle in (None, organization.name):
        return organization.name
    return f"{organization.name} ({organization.handle})"


def _published(paper: Paper) -> str:
    if paper.published is None:
        return NOT_KNOWN
    inferred = " (year inferred)" if paper.published.year_inferred else ""
    return paper.published.iso + inferred
