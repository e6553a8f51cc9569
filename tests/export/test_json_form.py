"""The JSON of a paper has every name, and null for what is not known."""

import json

from papers_tui.export.json_form import papers_json
from papers_tui.model.paper import Marks
from tests.builders import organization, paper, published

NAMES = [
    "key", "title", "abstract", "authors", "author_count", "organization", "published",
    "published_precision", "comments", "upvotes", "arxiv_id", "doi", "url", "categories",
    "keywords", "title_tex", "abstract_tex", "published_year_inferred",
    "featured", "featured_year_inferred", "repository", "project_page", "journal_ref", "note",
    "identities", "read", "bookmarked", "tags", "sightings",
]  # fmt: skip


def test_what_is_not_known_is_null() -> None:
    [item] = json.loads(papers_json([paper(abstract=None)], [Marks()], None, lines=False))
    assert list(item) == NAMES
    known = {"key", "title", "identities", "read", "bookmarked", "tags", "sightings"}
    assert {name for name, value in item.items() if value is not None} == known
    assert item["read"] is item["bookmarked"] is False
    assert item["sightings"] == [
        {
            "dump": "d" * 64,
            "format": "plain-text",
            "captured": "2026-04-21",
            "captured_inferred": True,
            "position": 1,
            "line": 13,
        }
    ]


def test_what_is_known_is_there() -> None:
    full = paper(
        authors=("Ada Lovelace",),
        organization=organization("CIS, LMU Munich", "cis-lmu"),
        published=published("2025-10"),
        comments=0,
        arxiv_id="2510.12345",
        keywords=("agents",),
    )
    marks = Marks(read=True, bookmarked=True, tags=("thesis",))
    lines = papers_json([full, full], [marks, marks], [1.5, None], lines=True).splitlines()
    first, second = map(json.loads, lines)
    assert (first["score"], second["score"]) == (1.5, None)
    assert first["key"] == "arxiv:2510.12345"
    assert first["organization"] == {"handle": "cis-lmu", "name": "CIS, LMU Munich"}
    assert (first["published"], first["published_precision"]) == ("2025-10", "month")
    assert (first["comments"], first["author_count"], first["tags"]) == (0, 1, ["thesis"])
    assert (first["published_year_inferred"], first["featured"]) == (False, None)
    assert first["url"] == "https://arxiv.org/abs/2510.12345"
