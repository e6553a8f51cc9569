"""Papers as JSON: one form, wherever the program prints it."""

import json
from collections.abc import Sequence
from typing import Any

from papers_tui.model.paper import Marks, Paper, Sighting
from papers_tui.model.query import Reason


def papers_json(
    papers: Sequence[Paper],
    marks: Sequence[Marks],
    scores: Sequence[float | None] | None,
    why: Sequence[Sequence[Reason]] | None = None,
    *,
    lines: bool,
) -> str:
    """Write papers as a list, or one a line; what is not known is null, and so is such a list.

    Args:
        papers: The papers.
        marks: What the user said of each.
        scores: The score of each, None where the query has no words; or None to write no scores.
        why: The reasons why each is listed, or None to write no reasons.
        lines: Write JSON Lines, not a list.
    """
    objects = [_object(*pair) for pair in zip(papers, marks, strict=True)]
    if scores is not None:
        objects = [{**o, "score": score} for o, score in zip(objects, scores, strict=True)]
    if why is not None:
        objects = [
            {**o, "why": [_reason(reason) for reason in reasons]}
            for o, reasons in zip(objects, why, strict=True)
        ]
    if lines:
        return "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects)
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def _object(paper: Paper, marks: Marks) -> dict[str, Any]:
    organization, published = paper.organization, paper.published
    return {
        "key": paper.key,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": paper.authors,
        "author_count": paper.author_count,
        "organization": organization and {"handle": organization.handle, "name": organization.name},
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


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "word": reason.word,
        "field": reason.field,
        "times": int(reason.weight),
        "score": reason.score,
        "share": reason.share,
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
