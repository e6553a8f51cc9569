"""Filters, counts, orders and conditions, against what the papers themselves say."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from papers_tui.index.columns import States
from papers_tui.index.index import PaperIndex
from papers_tui.index.snapshot import Snapshot
from papers_tui.model.dates import PartialDate
from papers_tui.model.dump import Dump
from papers_tui.model.identity import Key
from papers_tui.model.paper import Organization, Paper, Record
from papers_tui.model.query import (
    ALL,
    BOOKMARKED,
    CODE,
    NEW,
    NO_CODE,
    UNKNOWN,
    UNREAD,
    Group,
    Query,
    Results,
    Sort,
)
from tests.benchmarks.records import dump_of
from tests.builders import record

CATEGORIES = ("cs.LG", "cs.CL", "stat.ML", "quant-ph")
KEYWORDS = tuple(f"keyword {number}" for number in range(40))
TOPICS = tuple(f"{first}{last}" for first in "bcdfgklm" for last in ("orbit", "enzyme", "lattice"))
ORGANIZATIONS = ("Bytes & Co", "CIS, LMU Munich", "alibaba-inc")


def records(count: int) -> list[Record]:
    """Make papers of which some know everything, and some next to nothing."""
    generator = np.random.default_rng(3)

    def some(values: Iterable[str], most: int) -> tuple[str, ...]:
        pool = list(values)
        picked = generator.choice(len(pool), int(generator.integers(0, most + 1)), replace=False)
        return tuple(pool[place] for place in picked)

    made = []
    for number in range(count):
        year = int(generator.integers(2015, 2019))
        month = int(generator.integers(1, 13))
        known = generator.random(8) < 0.7
        dates = (PartialDate(year), PartialDate(year, month), PartialDate(year, month, 5))
        size = int(generator.integers(1, 30))
        code = "See github.com/x/y." if known[0] else "No link."
        made.append(
            record(
                f"The paper with the number {number:04} of a long list",
                dump=dump_of(1 + number % 3).sha256,
                position=number + 1,
                abstract=f"On graphs with {' '.join(some(TOPICS, 4))}. {code}"
                if known[1]
                else None,
                published=dates[number % 3] if known[2] else None,
                organization=Organization("x", ORGANIZATIONS[number % 3]) if known[3] else None,
                author_count=size if known[4] else None,
                authors=tuple(f"A{n} B" for n in range(size)) if known[5] and known[4] else None,
                comments=int(generator.integers(0, 9)) if known[6] else None,
                upvotes=int(generator.integers(0, 99)) if known[7] else None,
                categories=some(CATEGORIES, 2) or None,
                keywords=some(KEYWORDS, 3) or None,
            )
        )
    return made


class Corpus:
    """An index, its papers, and what the user said of them."""

    def __init__(self, folder: Path) -> None:
        made = records(400)
        self.dumps = {
            dump.sha256: replace(dump, added=dump.added + datetime.timedelta(days=number))
            for number, dump in enumerate((dump_of(1), dump_of(2), dump_of(3)))
        }

        def read(dump: Dump) -> list[Record]:
            return [own for own in made if own.sighting.dump == dump.sha256]

        index = PaperIndex(folder)
        for end in (1, 2, 3):
            kept = list(self.dumps.values())[:end]
            follow = index.make_again if end == 1 else index.bring_up_to_date
            follow(lambda kept=kept: kept, read, lambda _done, _total: None, 1)  # type: ignore[misc]
        self.snapshot: Snapshot = index.open()
        self.papers = {n: self.snapshot.paper(n) for n in range(len(self.snapshot))}
        generator = np.random.default_rng(4)
        self.states = States(*(generator.random((3, len(self.papers))) < 0.3))

    def search(self, query: Query) -> Results:
        return self.snapshot.search(query, self.states, self.dumps)

    def found(self, query: Query) -> set[int]:
        return set(np.asarray(self.search(query).documents).tolist())

    def values(self, group: Group, number: int) -> set[str]:
        """Say which values of a group a paper has, from the paper alone."""
        paper = self.papers[number]
        if group is Group.STATE:
            unread = {UNREAD} if not self.states.read[number] else set()
            new = {NEW} if self.states.new[number] else set()
            kept = {BOOKMARKED} if self.states.bookmarked[number] else set()
            return {ALL} | unread | kept | new
        values = _VALUES[group](paper)
        return values or {UNKNOWN}


def _authors(paper: Paper) -> set[str]:
    count = paper.author_count
    if count is None:
        return set()
    ends = {"1": 1, "2-3": 3, "4-6": 6, "7-10": 10, "11-20": 20}
    return {next((name for name, end in ends.items() if count <= end), "21+")}


def _months(paper: Paper) -> set[str]:
    published = paper.published
    return {published.iso[:7]} if published and published.month else set()


_VALUES: dict[Group, Callable[[Paper], set[str]]] = {
    Group.YEAR: lambda paper: {str(paper.published.year)} if paper.published else set(),
    Group.MONTH: _months,
    Group.ORGANIZATION: lambda p: {p.organization.name} if p.organization else set(),
    Group.CATEGORY: lambda paper: set(paper.categories or ()),
    Group.KEYWORD: lambda paper: set(paper.keywords or ()),
    Group.AUTHORS: _authors,
    Group.CODE: lambda p: {CODE if "github.com/" in (p.abstract or "") else NO_CODE},
    Group.DUMP: lambda paper: {sighting.dump for sighting in paper.sightings},
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus(tmp_path_factory.mktemp("facets"))


QUERIES = [
    Query(),
    Query("graphs"),
    Query("graphs", chosen=frozenset({(Group.YEAR, "2016"), (Group.YEAR, UNKNOWN)})),
    Query(chosen=frozenset({(Group.CATEGORY, "cs.LG"), (Group.STATE, UNREAD)})),
    Query(chosen=frozenset({(Group.CATEGORY, UNKNOWN), (Group.CODE, CODE)})),
    Query(excluded=frozenset({(Group.KEYWORD, "keyword 3"), (Group.YEAR, "2017")})),
    Query(
        chosen=frozenset({(Group.YEAR, "2018"), (Group.AUTHORS, "7-10"), (Group.AUTHORS, "1")}),
        excluded=frozenset({(Group.STATE, BOOKMARKED), (Group.ORGANIZATION, UNKNOWN)}),
    ),
]


@pytest.mark.parametrize("query", QUERIES)
def test_groups_narrow_each_other_and_values_are_alternatives(corpus: Corpus, query: Query) -> None:
    expected = set()
    for number, paper in corpus.papers.items():
        fits = not query.text or "graphs" in (paper.abstract or "")
        for group in Group:
            own = corpus.values(group, number)
            chosen = query.values(group)
            fits &= not chosen or not chosen.isdisjoint(own)
            fits &= not any(g is group and value in own for g, value in query.excluded)
        if fits:
            expected.add(number)
    assert corpus.found(query) == expected


@pytest.mark.parametrize("query", QUERIES)
def test_counts_are_exact_and_leave_the_own_group_out(corpus: Corpus, query: Query) -> None:
    for facet in corpus.search(query).facets:
        docs = corpus.found(query.cleared(facet.group))
        counts: Counter[str] = Counter()
        unread: Counter[str] = Counter()
        for number in docs:
            own = corpus.values(facet.group, number)
            counts.update(own)
            if not corpus.states.read[number]:
                unread.update(own)
        assert facet.size == len(counts) or facet.group is Group.STATE
        for value in facet.find(""):
            assert (value.count, value.unread) == (counts[value.value], unread[value.value]), value
        if facet.group is not Group.STATE:
            assert {value.value for value in facet.find("")} == set(counts)
        marked = {v for g, v in query.chosen | query.excluded if g is facet.group}
        assert marked <= {value.value for value in facet.values}


def test_long_groups_show_the_first_and_find_the_others(corpus: Corpus) -> None:
    [facet] = [f for f in corpus.search(Query()).facets if f.group is Group.KEYWORD]
    assert facet.size == 41 and len(facet.values) == 8
    counts = [value.count for value in facet.values]
    assert counts == sorted(counts, reverse=True)
    assert {value.value for value in facet.find("KEYWORD 1")} == {
        keyword for keyword in KEYWORDS if keyword.startswith("keyword 1")
    }
    chosen = corpus.search(Query(excluded=frozenset({(Group.KEYWORD, "keyword 39")})))
    [facet] = [f for f in chosen.facets if f.group is Group.KEYWORD]
    assert facet.values[0].value == "keyword 39"


def test_months_are_shown_within_chosen_years(corpus: Corpus) -> None:
    assert all(f.group is not Group.MONTH for f in corpus.search(Query()).facets)
    results = corpus.search(Query(chosen=frozenset({(Group.YEAR, "2016")})))
    [facet] = [f for f in results.facets if f.group is Group.MONTH]
    assert {v.value[:4] for v in facet.values} <= {"2016", ""}


def test_a_range_of_months_narrows_everything_but_the_histogram(corpus: Corpus) -> None:
    query = Query(months=("2016-03", "2017-02"))
    expected = {
        number
        for number, paper in corpus.papers.items()
        if any("2016-03" <= month <= "2017-02" for month in _months(paper))
    }
    assert corpus.found(query) == expected
    bars = corpus.search(query).answer.histogram()
    assert bars == corpus.search(Query()).answer.histogram()
    dated = Counter(month[:4] for paper in corpus.papers.values() for month in _months(paper))
    assert {bar.period: bar.count for bar in bars} == dated
    year = corpus.search(Query(chosen=frozenset({(Group.YEAR, "2016")}))).answer.histogram()
    assert [bar.period for bar in year] == [f"2016-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        (Sort.DISCUSSED, lambda paper: paper.comments),
        (Sort.UPVOTED, lambda paper: paper.upvotes),
    ],
)
def test_orders_by_number_put_the_unknown_last(
    corpus: Corpus, sort: Sort, value: Callable[[Paper], int | None]
) -> None:
    results = corpus.search(Query(sort=sort))
    numbers = [value(results.paper(row)) for row in range(len(results))]
    known = [number for number in numbers if number is not None]
    assert known == sorted(known, reverse=True) and len(known) > 100
    assert numbers[len(known) :] == [None] * (len(numbers) - len(known))


def test_the_papers_of_the_latest_dump_come_first(corpus: Corpus) -> None:
    results = corpus.search(Query(sort=Sort.ADDED))
    dumps = [results.paper(row).sightings[0].dump for row in range(len(results))]
    assert list(dict.fromkeys(dumps)) == list(reversed(corpus.dumps))


CONDITIONS: dict[str, Callable[[Paper], bool]] = {
    "year:2016": lambda p: p.published is not None and p.published.year == 2016,
    "year:2016..2017": lambda p: p.published is not None and 2016 <= p.published.year <= 2017,
    "comments:>2": lambda p: (p.comments or 0) > 2,
    "comments:0": lambda p: p.comments == 0,
    "upvotes:>=50": lambda p: (p.upvotes or 0) >= 50,
    "authors:>10": lambda p: (p.author_count or 0) > 10,
    "has:authors": lambda p: bool(p.authors),
    "has:code": lambda p: "github.com/" in (p.abstract or ""),
    "has:comments": lambda p: bool(p.comments),
    "has:id": lambda p: p.arxiv_id is not None or p.doi is not None,
    "is:incomplete": lambda p: p.abstract is None or p.published is None or p.who is None,
    "cat:cs.LG": lambda p: "cs.LG" in (p.categories or ()),
    "cat:cs": lambda p: any(c.startswith("cs.") for c in p.categories or ()),
    "cat:cs.*": lambda p: any(c.startswith("cs.") for c in p.categories or ()),
    "-cat:(stat.ML OR quant-ph)": lambda p: not {"stat.ML", "quant-ph"} & set(p.categories or ()),
    'org:"lmu munich"': lambda p: p.organization is not None and "LMU" in p.organization.name,
    'keyword:"keyword 7"': lambda p: "keyword 7" in (p.keywords or ()),
    'title:"number 0007"': lambda p: "number 0007" in p.title,
    "abs:graphs year:2018": lambda p: p.abstract is not None and _VALUES[Group.YEAR](p) == {"2018"},
}


@pytest.mark.parametrize("text", CONDITIONS)
def test_conditions_find_what_the_papers_say(corpus: Corpus, text: str) -> None:
    expected = {number for number, paper in corpus.papers.items() if CONDITIONS[text](paper)}
    assert corpus.found(Query(text)) == expected
    assert not corpus.search(Query(text)).notes


def test_states_are_conditions_too(corpus: Corpus) -> None:
    read, kept = (set(np.flatnonzero(mask).tolist()) for mask in (
        corpus.states.read, corpus.states.bookmarked
    ))  # fmt: skip
    assert corpus.found(Query("is:read")) == read
    assert corpus.found(Query("is:unread is:bookmarked")) == kept - read
    assert corpus.found(Query("NOT is:read")) == set(corpus.papers) - read


def test_a_paper_is_found_by_key_and_by_dump(corpus: Corpus) -> None:
    paper = corpus.papers[5]
    assert corpus.found(Query(f"key:{paper.key}")) == {5}
    own = {n for n, p in corpus.papers.items() if p.sightings[0].dump == dump_of(2).sha256}
    assert corpus.found(Query(f"dump:{dump_of(2).sha256[:10]}")) == own
    assert corpus.found(Query("dump:arxiv-2.txt")) == own


def test_what_is_related_shares_words_and_is_another_paper(corpus: Corpus) -> None:
    paper = next(p for p in corpus.papers.values() if "orbit" in (p.abstract or ""))
    results = corpus.search(Query(related_to=paper.key))
    assert all(results.paper(row).key != paper.key for row in range(len(results)))
    assert 0 < len(results) <= 101 and results.scores is not None
    for row in range(min(5, len(results))):
        reasons = results.answer.reasons(results.documents[row])
        assert reasons and sum(reason.score for reason in reasons) == pytest.approx(
            results.scores[row], rel=1e-3
        )
    nothing = corpus.search(Query(related_to=Key("title:0000")))
    assert len(nothing) == 0
