"""Papers as JSON: one form, wherever the program prints it."""

import json
from collections.abc import Sequence
from typing import Any

from papers_tui.model.paper import Marks, Paper, Sighting


def paper_json(paper: Paper, marks: Marks, *, indent: int | None = None) -> str:
    """Write one paper; what is not known is null, a list that is not known too."""
    return _dump(_object(paper, marks), indent)


def list_json(papers: Sequence[tuple[Paper, Marks, float | None]]) -> str:
    """Write a list of papers with their scores, null where the query has no words."""
    return _dump([_scored(*row) for row in papers], 2)


def lines_json(papers: Sequence[tuple[Paper, Marks, float | None]]) -> str:
    """Write papers with their scores, each on a line."""
    return "".join(_dump(_scored(*row), None) + "\n" for row in papers)


def _scored(paper: Paper, marks: Marks, score: float | None) -> dict[str, Any]:
    return {**_object(paper, marks), "score": score}


def _object(paper: Paper, marks: Marks) -> dict[str, Any]:
    organization, published = paper.organization, paper.published
    return {
        "key": paper.key,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": paper.authors,
        "author_count": paper.author_count,
        "organization": organization
        and {"handle": organization.handle, "name": organization.name},
        "published": published and published.iso,
        "published_precision": published and published.precision,
        "comments": paper.comments,
        "upvotes": paper.upvotes,
        "arxiv_id": paper.arxiv_id,
        "doi": paper.doi,
        "url": paper.url,
        "categories": paper.categories,
        "keywords": paper.keywords,
        "read": marks.read,
        "bookmarked": marks.bookmarked,
        "tags": marks.tags,
        "sightings": [_sighting(sighting) for sighting in paper.sightings],
    }


def _sighting(sighting: Sighting) -> dict[str, Any]:
    return {
        "dump": sighting.dump,
        "format": sighting.format,
        "captured": sighting.captured and sighting.captured.isoformat(),
        "captured_inferred": sighting.captured_inferred,
        "position": sighting.position,
        "line": sighting.line,
    }


def _dump(value: object, indent: int | None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
