"""What is said of papers in words, in the reader and on the command line."""

from collections.abc import Iterator, Sequence
from typing import Final

from papers_tui.model.paper import Marks, Paper, Sighting, count_of
from papers_tui.model.query import Reason

NOT_KNOWN: Final = "not known"
"""What stands where nothing is known."""


def facts(paper: Paper, marks: Marks) -> Iterator[tuple[str, str]]:
    """Give everything known about a paper but its title and abstract, and what is not known."""
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
    yield "Marks", f"{'read' if marks.read else 'unread'}{', bookmarked' * marks.bookmarked}"
    for number, sighting in enumerate(paper.sightings):
        yield "" if number else "Seen", _sighting(sighting)
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


def _sighting(sighting: Sighting) -> str:
    captured = f"captured {sighting.captured}" if sighting.captured else "capture not dated"
    return f"{captured}, no. {sighting.position}, dump {sighting.dump[:12]} line {sighting.line}"
