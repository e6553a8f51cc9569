"""Merging asks the whole set of records, never the order in which they came."""

import datetime
import random

from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.codec import decode, encode
from papers_tui.model.merge import group, merge
from papers_tui.model.paper import Record
from tests.builders import organization, published, record

TITLES = (
    "A Paper With A Title That Is Long Enough",
    "Another Paper With A Long Enough Title",
    "Short",
)

RECORDS = st.lists(
    st.builds(
        record,
        title=st.sampled_from(TITLES),
        abstract=st.sampled_from([None, "One abstract.", "A second, longer abstract."]),
        arxiv_id=st.sampled_from([None, "2510.00001", "2510.00002"]),
        doi=st.sampled_from([None, "10.1/a", "10.1/b"]),
        author_count=st.sampled_from([None, 1, 6]),
        comments=st.sampled_from([None, 0, 5]),
        organization=st.sampled_from([None, organization("CIS, LMU Munich", "cis-lmu")]),
        published=st.sampled_from(
            [None, published("2026-01-08", year_inferred=True), published("2025-12")]
        ),
        captured=st.sampled_from([None, datetime.date(2026, 4, 2), datetime.date(2026, 4, 21)]),
        dump=st.sampled_from(["a" * 64, "b" * 64]),
        position=st.integers(1, 10_000),
    ),
    max_size=8,
    unique_by=lambda item: (item.sighting.dump, item.sighting.position),
)


def papers_of(records: list[Record]) -> set[object]:
    return {merge(members) for members in group(records)}


@given(RECORDS, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_papers(records: list[Record], chance: random.Random) -> None:
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert papers_of(records) == papers_of(shuffled)


@given(RECORDS)
def test_every_record_is_in_one_paper_and_keys_differ(records: list[Record]) -> None:
    groups = group(records)
    assert sorted(id(r) for g in groups for r in g) == sorted(map(id, records))
    keys = [merge(members).key for members in groups]
    assert len(keys) == len(set(keys))


@given(RECORDS)
def test_what_a_record_knows_is_never_unlearned(records: list[Record]) -> None:
    for members in group(records):
        paper = merge(members)
        for name in ("abstract", "author_count", "comments", "organization", "published", "doi"):
            known = {getattr(member, name) for member in members} - {None}
            assert getattr(paper, name) in known if known else getattr(paper, name) is None


@given(RECORDS.filter(bool))
def test_records_survive_being_written(records: list[Record]) -> None:
    assert decode(encode(records)) == tuple(records)


def test_thousands_of_records_of_one_paper_are_grouped_in_time() -> None:
    records = [record(position=number) for number in range(5000)]
    with_id = [record(arxiv_id="2510.00001", position=10_000 + number) for number in range(5000)]
    [members] = group([*records, *with_id])
    assert len(members) == 10_000


def test_a_title_meets_its_id_later() -> None:
    first = record(dump="a" * 64, author_count=6)
    later = record(dump="b" * 64, arxiv_id="2510.00001", captured=datetime.date(2026, 5, 1))
    [paper] = papers_of([first, later])
    assert paper == merge([later, first])
    assert merge([first, later]).key == "arxiv:2510.00001"
    assert merge([first]).key in merge([first, later]).identities


def test_two_papers_with_one_title_and_two_ids_stay_two() -> None:
    one = record(arxiv_id="2510.00001", position=1)
    other = record(arxiv_id="2510.00002", position=2)
    nobody_knows = record(position=3)
    again = record(position=4)
    groups = [
        sorted(r.sighting.position for r in g) for g in group([one, other, nobody_knows, again])
    ]
    assert sorted(groups) == [[1], [2], [3, 4]]


def test_the_later_capture_counts_and_a_printed_year_before_an_inferred_one() -> None:
    early = record(
        comments=1, captured=datetime.date(2026, 4, 2), published=published("2026-01-08")
    )
    late = record(
        comments=5,
        captured=datetime.date(2026, 4, 21),
        published=published("2025-01-08", year_inferred=True),
    )
    paper = merge([early, late])
    assert paper.comments == 5
    assert paper.published == published("2026-01-08")
