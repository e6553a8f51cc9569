"""Many records, one paper: who belongs together, and whose word counts.

Both questions are answered from the whole set of records, never from the order in which they came,
so an index built in any order, or in any number of steps, is the same index.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, Final

from papers_tui.model.dates import PartialDate
from papers_tui.model.identity import Key, best, contradict
from papers_tui.model.paper import FormatName, Paper, Record

_AUTHORITY: Final[dict[FormatName, int]] = {
    "plain-text": 1,
    "markdown": 2,
    "web-page": 3,
    "site-json": 3,
    "papers-jsonl": 3,
    "arxiv-atom": 4,
    "arxiv-oai": 4,
    "arxiv-snapshot": 4,
}
"""How much a format's word counts; the higher wins."""

_CHOSEN: Final = (
    "organization", "published", "comments", "upvotes", "arxiv_id", "doi", "categories", "keywords",
    "repository", "project_page", "journal_ref", "note", "featured",
)  # fmt: skip
"""The fields of a paper that are chosen each by itself."""

_SUMMARY: Final = 0.6
"""The part of the longest abstract below which a text is a summary of it."""

_SCHEMES: Final = ("arxiv:", "doi:", "title:")
"""The schemes of identities, the strongest first."""


def group(records: Iterable[Record]) -> list[list[Record]]:
    """Part records into papers.

    Records with a common identity are one paper, unless the ids of any two of them contradict each
    other: then those with ids stay apart, and so does a record known by the common identity alone,
    because nobody can say which of them it is.
    """
    groups = [[record] for record in sorted(records, key=_order)]
    for number, scheme in enumerate(_SCHEMES):
        groups = _join(groups, scheme, stronger=_SCHEMES[:number])
    return groups


def merge(records: Sequence[Record]) -> Paper:
    """Make one paper of its records, of which there is at least one.

    For each field the more authoritative format wins, then the later capture, then the longer text;
    a field that any record knows is known.
    """
    identities = sorted({key for record in records for key in record.identities})
    titled, abstracted = _source_of(records, "title"), _source_of(_whole(records), "abstract")
    assert titled is not None
    authors = _choose(records, "authors")
    return Paper(
        key=best(identities),
        identities=tuple(identities),
        title=titled.title,
        title_tex=titled.title_tex,
        abstract=abstracted.abstract if abstracted else None,
        abstract_tex=abstracted.abstract_tex if abstracted else None,
        authors=authors,
        author_count=len(authors) if authors else _choose(records, "author_count"),
        **{name: _choose(records, name) for name in _CHOSEN},
        records=tuple(sorted(records, key=_order)),
    )


def _whole(records: Sequence[Record]) -> list[Record]:
    """Leave out the records whose abstract is a summary, or the beginning, of a longer one."""
    longest = max((record.abstract or "" for record in records), key=lambda text: (len(text), text))
    return [
        record
        for record in records
        if record.abstract is not None
        and (record.abstract == longest or not _is_part(record.abstract, longest))
    ]


def _is_part(text: str, longer: str) -> bool:
    if len(text) < _SUMMARY * len(longer):
        return True
    return len(text) < len(longer) and longer.startswith(text.rstrip("….").rstrip())


def _join(groups: list[list[Record]], scheme: str, stronger: Sequence[str]) -> list[list[Record]]:
    """Join the groups that share an identity of one scheme, as far as nothing contradicts it."""
    keys = [{key for record in group for key in record.identities} for group in groups]
    members: defaultdict[Key, list[int]] = defaultdict(list)
    for number, own in enumerate(keys):
        for key in own:
            if key.startswith(scheme):
                members[key].append(number)
    home = list(range(len(groups)))
    for key in sorted(members):
        homes = sorted({_find(home, number) for number in members[key]})
        with_ids = {_ids(keys[number]) for number in homes}
        if any(contradict(one, other) for one, other in combinations(with_ids, 2)):
            homes = [number for number in homes if not _has_scheme(keys[number], stronger)]
        for number in homes[1:]:
            home[number] = homes[0]
            keys[homes[0]] |= keys[number]
    joined: defaultdict[int, list[Record]] = defaultdict(list)
    for number, members_records in enumerate(groups):
        joined[_find(home, number)].extend(members_records)
    return list(joined.values())


def _find(home: list[int], number: int) -> int:
    """Follow a group to the one it was joined to."""
    while home[number] != number:
        home[number] = home[home[number]]
        number = home[number]
    return number


def _ids(keys: set[Key]) -> frozenset[Key]:
    """Give the identities that can contradict others: all but titles."""
    return frozenset(key for key in keys if not key.startswith("title:"))


def _has_scheme(keys: set[Key], schemes: Sequence[str]) -> bool:
    return any(key.startswith(scheme) for key in keys for scheme in schemes)


def _choose(records: Sequence[Record], field: str) -> Any:  # noqa: ANN401 - as the field is typed
    """Give the value of a field that counts most, or None where no record knows it."""
    source = _source_of(records, field)
    return None if source is None else getattr(source, field)


def _source_of(records: Sequence[Record], field: str) -> Record | None:
    """Give the record whose word counts most for a field, or None where no record knows it."""
    known = [record for record in records if getattr(record, field) is not None]
    return max(known, key=lambda record: _rank(record, getattr(record, field)), default=None)


def _rank(record: Record, value: object) -> tuple[object, ...]:
    exactness = (True, 0)
    if isinstance(value, PartialDate):
        exactness = (not value.year_inferred, len(value.iso))
    captured = record.sighting.captured or datetime.date.min
    text = str(value)
    return _AUTHORITY[record.sighting.format], *exactness, captured, len(text), text


def _order(record: Record) -> tuple[datetime.date, str, int]:
    """Order records by capture, and those of one day in a way that is always the same."""
    sighting = record.sighting
    return sighting.captured or datetime.date.min, sighting.dump, sighting.position
