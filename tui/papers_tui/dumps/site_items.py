"""A paper as the site's JSON has it.

An item of a listing is `{"paper": {…}, "numComments", …}`; a paper by itself is what stands under
`paper`. The names are those of `huggingface.co/api/daily_papers`. Its `ai_summary` is not the
paper's abstract, and is not read.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from papers_tui.dumps.json_pieces import DECODER
from papers_tui.dumps.python_repr import literal
from papers_tui.dumps.texts import texts
from papers_tui.dumps.values import (
    Values,
    arxiv_id,
    count,
    day,
    doi,
    exact,
    line,
    link,
    string,
    without_entities,
    words,
)  # fmt: skip
from papers_tui.model.identity import arxiv_id_of
from papers_tui.model.paper import Organization
from papers_tui.model.text import clean

_OWN: Final = frozenset(
    {
        "summary", "upvotes", "publishedAt", "submittedOnDailyAt", "discussionId", "ai_summary",
        "githubRepo", "numComments",
    }
)  # fmt: skip
"""Names that the site gives what it says of a paper."""

_OTHERS: Final = frozenset({"dataset", "model", "space", "collection"})
"""Names of what the site shows on pages that are not of a paper, though one belongs to it."""

_LONGEST_TITLE: Final = 2000
_LONGEST_ABSTRACT: Final = 50_000
"""Letters; the longest abstracts of arXiv have 6,000."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an item says of a paper."""

    fields: dict[str, Any]
    """The fields of a record, without its sighting."""

    faults: Sequence[str]
    """What could not be read."""

    @property
    def lacks_abstract(self) -> bool:
        """It has no abstract, which every item should have."""
        return self.fields["abstract"] is None


def item_of(value: object) -> Mapping[str, object]:
    """Take a value as an item; a text may hold one as JSON or as Python writes it.

    Raises:
        ValueError: It is none.
    """
    if isinstance(value, str):
        value = _understood(value.strip())
    if not isinstance(value, dict):
        raise ValueError("this is no paper")
    return value


def is_item(value: object) -> bool:
    """Tell whether a value is an item of the site, and not an object of another kind."""
    try:
        item = item_of(value)
    except ValueError:
        return False
    paper = item.get("paper")
    if not isinstance(paper, dict):
        return isinstance(item.get("title"), str) and _is_bare_paper(item)
    said = paper.keys() | item.keys()
    titled = isinstance(paper.get("title") or item.get("title"), str)
    return titled and not said.isdisjoint(_OWN | {"authors"}) and _OTHERS.isdisjoint(item)


def featured_of(item: Mapping[str, object]) -> datetime.date | None:
    """Give the day on which the site showed a paper among those of the day, if the item says it."""
    return _values(item).get("submittedOnDailyAt", day)


def said_of(item: Mapping[str, object], shown_on: datetime.date | None = None) -> Said:
    """Read an item.

    Args:
        item: The item.
        shown_on: The day of the listing that it is on, if that is one of the papers of a day.

    Raises:
        ValueError: It has no title.
    """
    values = _values(item)
    title, summary = _title(values), values.get("summary", _summary)
    authors, author_count = _authors(values)
    fields = {
        **texts(title, summary),
        "arxiv_id": values.get("id", arxiv_id),
        "doi": values.get("doi", doi),
        "authors": authors,
        "author_count": author_count,
        "organization": values.get("organization", _organization),
        "published": exact(values.get("publishedAt", day)),
        "featured": exact(values.get("submittedOnDailyAt", day) or shown_on),
        "upvotes": values.get("upvotes", count),
        "comments": values.get("numComments", count),
        "keywords": values.get("ai_keywords", _keywords),
        "repository": values.get("githubRepo", link),
        "project_page": values.get("projectPage", link),
    }
    return Said(fields, values.faults)


def _is_bare_paper(item: Mapping[str, object]) -> bool:
    """Tell whether an object with a title is a paper, and not a film or a message."""
    if len(_OWN & item.keys()) < 2:
        return False
    known, authors = item.get("id"), item.get("authors")
    if isinstance(known, str) and arxiv_id_of(known) is not None:
        return True
    named = isinstance(authors, list) and any(
        isinstance(author, dict) and _name_of(author) for author in authors
    )
    return named and "summary" in item


def _understood(text: str) -> object:
    if not text.startswith("{"):
        raise ValueError("a text that is no paper")
    try:
        value, end = DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return literal(text)
    if text[end:].strip():
        raise ValueError("a text that is no paper")
    return value


def _values(item: Mapping[str, object]) -> Values:
    """Give what an item says: its paper before what stands beside it."""
    paper = item.get("paper")
    return Values(paper, item) if isinstance(paper, dict) else Values(item)


def _title(values: Values) -> str:
    title = clean(without_entities(values.get("title", line) or ""))
    if not title:
        raise ValueError("a paper without a title")
    if len(title) > _LONGEST_TITLE:
        raise ValueError(f"{len(title):,} letters are no title")
    return title


def _summary(value: object) -> str:
    text = without_entities(string(value)).replace("\r\n", "\n")
    if len(text) > _LONGEST_ABSTRACT:
        raise ValueError(f"has {len(text):,} letters, which is no abstract")
    return text


def _authors(values: Values) -> tuple[tuple[str, ...] | None, int | None]:
    """Give the names, if every author has one, and how many there are."""
    authors = values.get("authors", _list)
    if not authors:
        return None, None
    names = [_name_of(author) for author in authors]
    nameless = names.count("")
    if nameless:
        values.faults.append(f"{nameless} of {len(names)} authors have no name")
    return None if nameless else tuple(names), len(names)


def _keywords(value: object) -> tuple[str, ...] | None:
    """Take a list of keywords; empty ones, which the site has, are none."""
    return words([word for word in _list(value) if not isinstance(word, str) or clean(word)])


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError("is no list")
    return value


def _name_of(author: object) -> str:
    name = author.get("name") if isinstance(author, dict) else author
    return clean(without_entities(name)) if isinstance(name, str) else ""


def _organization(value: object) -> Organization:
    if not isinstance(value, dict):
        raise ValueError("is no organisation")
    values = Values(value)
    handle, name = values.get("name", line), values.get("fullname", line)
    if name is None and handle is None:
        raise ValueError("has no name")
    return Organization(handle, without_entities(name or handle or ""))
