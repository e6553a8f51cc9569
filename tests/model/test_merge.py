"""Merging asks the whole set of records, never the order in which they came."""

import datetime
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.codec import decode, encode
from papers_tui.model.grouping import group
from papers_tui.model.merge import merge
from papers_tui.model.paper import Record
from tests.builders import ABSTRACT, organization, published, record

OTHER_ABSTRACT = (
    "Glaciers grind valleys through rock over many thousand winters. Sediment cores tell when, "
    "and isotopes how warm the summers between were while the ice went back to the mountains."
)

TITLES = (
    "A Paper With A Title That Is Long Enough",
    "Another Paper With A Long Enough Title",
    "Short",
)

RECORDS = st.lists(
    st.builds(
        record,
        title=st.sampled_from(TITLES),
        abstract=st.sampled_from([None, "One abstract.", ABSTRACT, OTHER_ABSTRACT]),
        arxiv_id=st.sampled_from([None, "2510.00001", "2510.00002"]),
        doi=st.sampled_from([None, "10.1/a", "10.1/b"]),
        author_count=st.sampled_from([None, 1, 6]),
        comments=st.sampled_from([None, 0, 5]),
        organization=st.sampled_from([None, organization("CIS, LMU Munich", "cis-lmu")]),
        published=st.sampled_from(
            [
                None,
                published("2026-01-08", year_inferred=True),
                published("2025-12"),
                published("2019"),
            ]
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
    keys = [key for members in groups if not (key := merge(members).key).startswith("title:")]
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


def one_paper(*records: Record) -> bool:
    return (
        len(
            group(
                [
                    replace(r, sighting=replace(r.sighting, position=n))
                    for n, r in enumerate(records, start=1)
                ]
            )
        )
        == 1
    )


def test_an_equal_title_is_not_enough_where_years_or_abstracts_contradict() -> None:
    bare = record(abstract=None)
    assert one_paper(bare, record(abstract=None, arxiv_id="2510.00001"))
    assert one_paper(record(), record(abstract=ABSTRACT[:120] + "…", arxiv_id="2510.00001"))
    assert not one_paper(record(), record(abstract=OTHER_ABSTRACT))
    assert not one_paper(record(), record(abstract=OTHER_ABSTRACT, arxiv_id="2510.00001"))
    early, late = published("2012-05"), published("2024-01-05")
    bare_early, bare_late = (record(abstract=None, published=day) for day in (early, late))
    assert not one_paper(bare_early, bare_late)
    for near in ("2024", "2024-01", "2024-01-06", "2023-12"):
        assert one_paper(record(abstract=None, published=published(near)), bare_late)
    assert not one_paper(record(abstract=None, published=published("2024-03")), bare_late)
    guessed = published("2012-05-01", year_inferred=True)
    assert one_paper(record(abstract=None, published=guessed), bare_late)
    # The same abstract is the same paper, whatever the dates say.
    assert one_paper(record(published=early), record(published=late))
    # One id is one paper, whatever else is said.
    same = [record(arxiv_id="2510.00001", abstract=text) for text in (ABSTRACT, OTHER_ABSTRACT)]
    assert one_paper(*same)
    for title in ("Introduction", "Editorial"):
        assert not one_paper(record(title), record(title, abstract=OTHER_ABSTRACT))
        one, other = (
            record(title, abstract=None, published=published(year)) for year in ("2012", "2024")
        )
        assert not one_paper(one, other)
        assert one.identities != other.identities


def test_a_record_that_fits_two_papers_is_given_to_neither() -> None:
    records = [
        record(position=1), record(abstract=OTHER_ABSTRACT, position=2),
        record(abstract=None, position=3), record(position=4), record(abstract=None, position=5),
    ]  # fmt: skip
    groups = [sorted(r.sighting.position for r in members) for members in group(records)]
    assert sorted(groups) == [[1, 4], [2], [3, 5]]


def test_many_papers_of_one_title_are_parted_in_time() -> None:
    records = [
        record(abstract=f"{number} {OTHER_ABSTRACT}", arxiv_id=f"2510.{number:05}", position=number)
        for number in range(1, 3001)
    ]
    assert len(group(records)) == 3000


def test_the_whole_abstract_counts_before_a_later_summary_or_a_cut_one() -> None:
    whole = record(captured=datetime.date(2026, 4, 2))
    summary = record(abstract="A small model does as well as a large one.")
    cut = record(abstract=ABSTRACT[:-20] + "…")
    for other in (summary, cut):
        assert merge([whole, other]).abstract == ABSTRACT
        assert merge([other]).abstract == other.abstract


def test_the_source_of_a_text_is_never_unlearned_and_asks_no_order() -> None:
    known = record(title_tex="Small $M$odels", abstract_tex="$x$", position=1)
    bare = record(position=2, captured=datetime.date(2026, 5, 1))
    assert merge([known, bare]) == merge([bare, known])
    assert merge([known, bare]).title_tex == "Small $M$odels"
    assert merge([known, bare]).abstract_tex == "$x$"
    other = record("Small Models Ask Other Questions", position=3, title_tex="Small")
    assert merge([other, replace(bare, title="Small Models Ask")]).title_tex is None
