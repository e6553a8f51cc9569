"""Many records, one paper: who belongs together.

It is told from the whole set of records, never from the order in which they came, so an index built
in any order, or in any number of steps, is the same index.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from papers_tui.model.identity import Key, contradict
from papers_tui.model.merge import order_of
from papers_tui.model.paper import Record

_SCHEMES: Final = ("arxiv:", "doi:", "title:")
"""The schemes of identities, the strongest first."""

_YEARS_APART: Final = 3
"""Years by which a preprint and what came of it are apart at the most."""

_TELLING: Final = 100
"""Letters below which an abstract tells nothing of which paper it is of."""

_ALIKE: Final = 0.35
"""The part of the shorter text's words that two abstracts of one paper share at the least.

Measured on 462 papers of the site: abstracts of different papers share more in 1 % of the pairs, a
summary and the abstract that it is of share less in none of 158.
"""

_MOST_ALIKE: Final = 100
"""Different papers of one title up to which it is asked who of them belong together."""

_WORD: Final = re.compile(r"[^\W\d_]{4,}")


def group(records: Iterable[Record]) -> list[list[Record]]:
    """Part records into papers.

    Records with a common identity are one paper, unless something says that they are not: their
    ids, or, where only the title is common, their years or abstracts. Where some of those with a
    common identity contradict each other, a record that contradicts only some of what another does
    stays apart from it, because nobody can say which of them it is.
    """
    groups = [_Group([record], {*record.identities}) for record in sorted(records, key=order_of)]
    for scheme in _SCHEMES:
        groups = _join(groups, scheme)
    return [group_.records for group_ in groups]


@dataclass(frozen=True, slots=True)
class _Says:
    """What a group of records says that can contradict another."""

    ids: frozenset[Key]
    years: frozenset[int]
    abstracts: frozenset[str]

    def contradicts(self, other: "_Says", scheme: str) -> bool:
        """Tell whether two groups with a common identity of a scheme are different papers."""
        if contradict(self.ids, other.ids):
            return True
        if scheme != "title:":
            return False
        years = [abs(one - two) for one in self.years for two in other.years]
        if years and min(years) > _YEARS_APART:
            return True
        pairs = [(one, two) for one in self.abstracts for two in other.abstracts]
        return bool(pairs) and not any(_are_alike(*pair) for pair in pairs)


@dataclass(slots=True)
class _Group:
    """Records of one paper, as far as is known."""

    records: list[Record]
    keys: set[Key]

    def take(self, other: "_Group") -> None:
        """Take over the records of another group."""
        self.records += other.records
        self.keys |= other.keys

    @property
    def says(self) -> _Says:
        """What the records say that can contradict others."""
        dates = (record.published for record in self.records)
        abstracts = (record.abstract or "" for record in self.records)
        return _Says(
            frozenset(key for key in self.keys if not key.startswith("title:")),
            frozenset(date.year for date in dates if date is not None and not date.year_inferred),
            frozenset(text for text in abstracts if len(text) >= _TELLING),
        )


def _join(groups: list[_Group], scheme: str) -> list[_Group]:
    """Join the groups that share an identity of one scheme, as far as nothing contradicts it."""
    members: defaultdict[Key, list[int]] = defaultdict(list)
    for number, group_ in enumerate(groups):
        for key in group_.keys:
            if key.startswith(scheme):
                members[key].append(number)
    home = list(range(len(groups)))
    joined = dict(enumerate(groups))
    for key in sorted(key for key, numbers in members.items() if len(numbers) > 1):
        homes = sorted({_find(home, number) for number in members[key]})
        for first, *others in _agreeing({number: joined[number] for number in homes}, scheme):
            for other in others:
                home[other] = first
                joined[first].take(joined.pop(other))
    return list(joined.values())


def _agreeing(groups: dict[int, _Group], scheme: str) -> Iterable[list[int]]:
    """Part groups with a common identity into those that are one paper.

    Two are one paper where they contradict the same others; so they do not contradict each other.
    """
    saying: defaultdict[_Says, list[int]] = defaultdict(list)
    for number, group_ in groups.items():
        saying[group_.says].append(number)
    distinct = list(saying)
    if len(distinct) == 1 or len(distinct) > _MOST_ALIKE:
        return saying.values()
    parted: defaultdict[frozenset[int], list[int]] = defaultdict(list)
    for says in distinct:
        against = (n for n, other in enumerate(distinct) if says.contradicts(other, scheme))
        parted[frozenset(against)] += saying[says]
    return [sorted(numbers) for numbers in parted.values()]


def _find(home: list[int], number: int) -> int:
    """Follow a group to the one it was joined to."""
    while home[number] != number:
        home[number] = home[home[number]]
        number = home[number]
    return number


def _are_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    ours, theirs = _words(one), _words(other)
    return len(ours & theirs) >= _ALIKE * min(len(ours), len(theirs))


def _words(text: str) -> set[str]:
    """Give the beginnings of the longer words of a text."""
    return {word[:6] for word in _WORD.findall(text.casefold())}
