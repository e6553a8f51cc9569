"""Papers as the site's JSON has them, made by hand."""

from typing import Any

from tests.builders import ABSTRACT


def site_paper(number: int = 1, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """Make what stands under `paper`."""
    return {
        "id": f"2607.{number:05}",
        "authors": [
            {"_id": "a", "name": "Ada  Lovelace", "hidden": False},
            {"_id": "b", "name": "Émilie du Châtelet", "hidden": True, "user": {"name": "emilie"}},
        ],
        "publishedAt": "2026-06-30T00:00:00.000Z",
        "submittedOnDailyAt": "2026-07-01T00:00:00.000Z",
        "title": f"Paper Number {number} of\n  a Long Series",
        "summary": f"{ABSTRACT}\nThis is number {number}.",
        "upvotes": number,
        "discussionId": "d",
        "ai_summary": "A summary by a machine.",
        "ai_keywords": ["agents", "small models"],
        "githubRepo": "https://github.com/example/paper",
        "projectPage": "https://example.org/",
        **fields,
    }


def site_item(number: int = 1, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """Make an item of a listing."""
    paper = site_paper(number, **fields)
    return {
        "paper": paper,
        "publishedAt": "2026-06-29T20:00:00.000Z",
        "title": paper["title"],
        "summary": paper["summary"],
        "numComments": 2,
        "submittedBy": {"name": "someone", "fullname": "Some One"},
        "organization": {"_id": "o", "name": "cis-lmu", "fullname": "CIS, LMU Munich"},
    }
