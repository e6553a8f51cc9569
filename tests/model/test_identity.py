"""What makes two records one paper, and how a person may write a key."""

import pytest

from papers_tui.model.identity import (
    Key,
    arxiv_id_of,
    arxiv_key,
    best,
    contradict,
    known_as,
    title_keys,
)
from tests.builders import ABSTRACT


def test_a_title_is_known_by_its_letters() -> None:
    [one] = title_keys("Attention Is All You Need, Again", None)
    assert one == title_keys("attention is all you need -- again", ABSTRACT)[0]
    assert [one] != [*title_keys("Attention Is All You Need, Once More", None)]


def test_a_short_title_counts_only_with_its_abstract() -> None:
    assert title_keys("Introduction", "About birds.") != title_keys("Introduction", "About fish.")
    assert title_keys("Introduction", ABSTRACT) == title_keys("introduction!", ABSTRACT)
    assert title_keys("Introduction", None, 2012) != title_keys("Introduction", None, 2024)


def test_a_title_with_its_abstract_tells_papers_of_that_title_apart() -> None:
    title = "Attention Is All You Need, Again"
    one, other = title_keys(title, ABSTRACT), title_keys(title, "Of something else altogether.")
    assert one[0] == other[0] and one[1] != other[1]
    assert contradict(one, other) and not contradict(one, title_keys(title, None))
    assert not contradict([*one, Key("arxiv:2510.1")], [*other, Key("arxiv:2510.1")])
    assert best(one) == one[1]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2510.12345", "arxiv:2510.12345"),
        ("2510.12345v3", "arxiv:2510.12345"),
        ("arXiv:2510.12345v1", "arxiv:2510.12345"),
        ("cs/0112017", "arxiv:cs/0112017"),
        ("math.GT/0309136v2", "arxiv:math.gt/0309136"),
        ("10.1000/ABC.1", "doi:10.1000/abc.1"),
        ("doi:10.1000/ABC.1", "doi:10.1000/abc.1"),
        (" title:00ff00ff00ff00ff ", "title:00ff00ff00ff00ff"),
        ("nonsense", "nonsense:"),
    ],
)
def test_a_key_as_a_person_types_it(typed: str, key: str) -> None:
    assert known_as(typed) == key


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2510.00011v2", "2510.00011"),
        ("https://arxiv.org/abs/2510.00011", "2510.00011"),
        ("http://www.arxiv.org/pdf/2510.00011v3.pdf", "2510.00011"),
        ("https://arxiv.org/abs/cs/0112017v1", "cs/0112017"),
        ("arXiv:2510.00012", "2510.00012"),
        ("arxiv: math.GT/0309136v2", "math.GT/0309136"),
        ("2513.00001", None),
        ("2500.00001", None),
        ("cs/0113017", None),
        ("https://example.org/abs/2510.00011", None),
        ("https://arxiv.org/abs/", None),
    ],
)
def test_an_arxiv_id_as_it_is_written(written: str, read: str | None) -> None:
    assert arxiv_id_of(written) == read


def test_a_key_that_was_made_of_an_odd_id_stays() -> None:
    assert arxiv_key("2513.00001v2") == "arxiv:2513.00001" == known_as("2513.00001v2")
    assert arxiv_key("cs/0113017") == "arxiv:cs/0113017"


def test_ids_contradict_each_other_and_titles_do_not() -> None:
    arxiv, other = Key("arxiv:2510.00001"), Key("arxiv:2510.00002")
    title, doi = Key("title:aa"), Key("doi:10.1/a")
    assert contradict([arxiv, title], [other, title])
    assert not contradict([arxiv, title], [title])
    assert not contradict([Key("title:aa")], [Key("title:bb")])
    assert contradict([doi], [Key("doi:10.1/b")])
    # A preprint and its published version: one arXiv id, two DOIs.
    assert not contradict([arxiv, doi], [arxiv, Key("doi:10.1/b")])


def test_the_best_key_is_shown() -> None:
    assert best([Key("title:aa"), Key("doi:10.1/a"), Key("arxiv:1")]) == "arxiv:1"
    assert best([Key("title:bb"), Key("title:aa")]) == "title:aa"
