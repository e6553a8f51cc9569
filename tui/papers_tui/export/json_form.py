"""Papers as JSON: one form, wherever the program prints it."""

import json
from collections.abc import Sequence
from typing import Any

from papers_tui.model.paper import Marks, Paper
from papers_tui.model.query import Reason
from papers_tui.model.record_form import (
    FORM,
    MARKER,
    organization_object,
    record_objects,
    sighting_object,
)  # fmt: skip


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
        return "".join(map(_line, objects))
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def lossless_lines(papers: Sequence[Paper], marks: Sequence[Marks]) -> str:
    """Write papers one a line with all that every dump said of them, so that `add` can read it.

    Args:
        papers: The papers.
        marks: What the user said of each; `add` does not take it over.
    """
    return "".join(
        _line({MARKER: FORM, **_object(paper, said), "records": record_objects(paper)})
        for paper, said in zip(papers, marks, strict=True)
    )


def _line(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"


def _object(paper: Paper, marks: Marks) -> dict[str, Any]:
    published = paper.published
    return {
        "key": paper.key,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": paper.authors,
        "author_count": paper.author_count,
        "organization": organization_object(paper.organization),
        "published": published and published.iso,
        "published_precision": published and published.precision,
        "comments": paper.comments,
        "upvotes": paper.upvotes,
        "arxiv_id": paper.arxiv_id,
        "doi": paper.doi,
        "url": paper.url,
        "categories": paper.categories,
        "keywords": paper.keywords,
        **_further(paper),
        "read": marks.read,
        "bookmarked": marks.bookmarked,
        "tags": marks.tags,
        "sightings": [sighting_object(sighting) for sighting in paper.sightings],
    }


def _further(paper: Paper) -> dict[str, Any]:
    """Give the fields of a paper that are seldom asked for."""
    published, featured = paper.published, paper.featured
    return {
        "title_tex": paper.title_tex,
        "abstract_tex": paper.abstract_tex,
        "published_year_inferred": published and published.year_inferred,
        "featured": featured and featured.iso,
        "featured_year_inferred": featured and featured.year_inferred,
        "repository": paper.repository,
        "project_page": paper.project_page,
        "journal_ref": paper.journal_ref,
        "note": paper.note,
        "identities": paper.identities,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "word": reason.word,
        "field": reason.field,
        "times": int(reason.weight),
        "score": reason.score,
        "share": reason.share,
    }
