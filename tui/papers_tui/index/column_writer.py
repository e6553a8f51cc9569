"""What filters, orders and marks need of every paper of a segment, as arrays."""

from array import array
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from papers_tui.index.analysis import words
from papers_tui.index.arrays import Arrays
from papers_tui.index.schema import (
    CODED,
    FACTS,
    TITLE_LETTERS,
    UNKNOWN,
    Has,
    identity_hash,
)
from papers_tui.model.paper import Paper

_HOSTS: Final = ("github.com/", "gitlab.com/", "bitbucket.org/", "codeberg.org/", ".github.io")
"""What a link to a repository holds, or one to a page that is made from a repository."""


class ColumnWriter:
    """Takes papers, and gives the columns of all of them."""

    def __init__(self) -> None:
        self._facts: list[tuple[int, ...]] = []
        self._titles: list[bytes] = []
        self._identities = _Lists()
        self._coded = {name: _Codes() for name in CODED}

    def __len__(self) -> int:
        return len(self._facts)

    def add(self, paper: Paper, readings: Iterable[str]) -> None:
        """Add the next paper, and the names of the readings that it comes from."""
        self._facts.append(_facts(paper))
        self._titles.append(" ".join(words(paper.title)).encode()[:TITLE_LETTERS])
        self._identities.add(
            int.from_bytes(identity_hash(key), "little") for key in paper.identities
        )
        values: dict[str, Iterable[str]] = {
            "organization": [paper.organization.name] if paper.organization else (),
            "category": paper.categories or (),
            "keyword": paper.keywords or (),
            "dump": sorted({sighting.dump for sighting in paper.sightings}),
            "reading": readings,
        }
        for name, codes in self._coded.items():
            codes.add(values[name])

    def arrays(self) -> Arrays:
        """Give the columns by name."""
        arrays: Arrays = {
            "facts": np.array(self._facts, FACTS),
            "titles": np.array(self._titles, f"S{TITLE_LETTERS}"),
            "identities": np.array(self._identities.numbers, "<u8"),
            "identities.first": self._identities.first,
        }
        for name, codes in self._coded.items():
            arrays[name] = np.array(codes.lists.numbers, np.int32)
            arrays[f"{name}.first"] = codes.lists.first
            arrays |= string_arrays(f"{name}.names", [text.encode() for text in codes.names])
        return arrays


class _Lists:
    """A list of numbers for each document."""

    def __init__(self) -> None:
        self.numbers = array("Q")
        self._ends = array("Q", [0])

    def add(self, numbers: Iterable[int]) -> None:
        self.numbers.extend(numbers)
        self._ends.append(len(self.numbers))

    @property
    def first(self) -> NDArray[np.uint32]:
        """Where the list of each document begins; one more for the end."""
        return np.array(self._ends, np.uint32)


class _Codes:
    """A list of texts for each document, each text a number."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.lists = _Lists()

    def add(self, texts: Iterable[str]) -> None:
        names = self.names
        self.lists.add(names.setdefault(text, len(names)) for text in dict.fromkeys(texts))


def string_arrays(name: str, texts: list[bytes]) -> dict[str, NDArray[Any]]:
    """Give texts as one array of bytes and one of where each ends."""
    ends = np.cumsum([len(text) for text in texts], dtype=np.uint32)
    return {name: np.frombuffer(b"".join(texts), np.uint8), f"{name}.ends": ends}


def _facts(paper: Paper) -> tuple[int, ...]:
    published = paper.published
    return (
        published.ordinal if published else UNKNOWN,
        published.year if published else UNKNOWN,
        published.month or UNKNOWN if published else UNKNOWN,
        _number(paper.comments),
        _number(paper.upvotes),
        _number(paper.author_count),
        int(_has(paper)),
        int.from_bytes(identity_hash(paper.key), "little"),
    )


def _number(value: int | None) -> int:
    return UNKNOWN if value is None else min(value, 0x7FFFFFFF)


def _has(paper: Paper) -> Has:
    known = {
        Has.ID: paper.arxiv_id is not None or paper.doi is not None,
        Has.CODE: paper.repository is not None
        or any(host in (paper.abstract or "").lower() for host in _HOSTS),
        Has.AUTHORS: bool(paper.authors),
        Has.COMMENTS: bool(paper.comments),
        Has.ABSTRACT: paper.abstract is not None,
        Has.DATE: paper.published is not None,
        Has.ORGANIZATION: paper.organization is not None,
    }
    has = Has(0)
    for flag, value in known.items():
        if value:
            has |= flag
    if paper.abstract is None or paper.published is None or paper.who is None:
        has |= Has.GAPS
    return has
