"""The evaluation of query trees, against Whoosh's own searcher."""

import functools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query

from papers_tui.index.expand import edit_distances
from papers_tui.index.index import PaperIndex
from papers_tui.index.nodes import Flag, Range
from papers_tui.index.schema import SEARCHED
from papers_tui.model.paper import Record
from tests.benchmarks.records import dump_of, find_snapshot, records_of
from tests.builders import record
from tests.index.oracle import Oracle

WORDS = (
    "the", "of", "model", "learn", "network", "neural", "quantum", "graph", "gauge", "einstein",
    "théorie", "naïve", "βeta", "2d", "zzzz", "attent",
)  # fmt: skip
BEGINNINGS = ("le", "qu", "neur", "transformi", "é", "zzzz", "a", "poincar")
PATTERNS = ("qu*m", "?eural", "n?t*", "*ity", "zz?z")
MISSPELT = (("netwrok", 1), ("quantm", 2), ("lerning", 1), ("e", 1), ("zzzzzzzz", 2))


def records(count: int) -> Iterator[Record]:
    """Give papers: real ones where they are at hand, else made ones."""
    snapshot = find_snapshot()
    if snapshot is not None:
        yield from records_of(snapshot, dump_of(count))
        return
    generator = np.random.default_rng(0)
    letters = [w for w in WORDS if w != "zzzz"] + [f"word{n}" for n in range(300)]
    for number in range(count):
        size = int(generator.integers(5, 60))
        picks = (generator.zipf(1.3, size) - 1) % len(letters)
        text = " ".join(letters[pick] for pick in picks)
        yield record(f"{number} {text[:60]}", abstract=text)


@functools.cache
def oracle_of(folder: Path, count: int) -> Oracle:
    """Make an index of several segments, with papers that were taken out and seen again."""
    papers = list(records(count))
    parts = [papers[: count // 2], papers[count // 2 : -300], papers[-320:], papers[:20]]
    contents = {dump_of(number).sha256: part for number, part in enumerate(parts, start=1)}
    contents = {
        name: [_seen_in(name, place, own) for place, own in enumerate(part, start=1)]
        for name, part in contents.items()
    }
    dumps = [dump_of(number) for number in range(1, len(parts) + 1)]
    index = PaperIndex(folder)
    index.make_again(list, lambda _dump: [], lambda _done, _total: None, 1)
    for end in (1, 2, 3, 4, 3):
        index.bring_up_to_date(
            functools.partial(list, dumps[:end]),
            lambda dump: contents[dump.sha256],
            lambda _done, _total: None,
            1,
        )
    return Oracle(folder)


def _seen_in(name: str, position: int, paper: Record) -> Record:
    sighting = replace(paper.sighting, dump=name, position=position, line=position)
    return replace(paper, sighting=sighting)


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Oracle:
    return oracle_of(tmp_path_factory.mktemp("oracle"), 10_000)


FIELDS = st.sampled_from(["title", "abstract", "abstract", "authors"])
BOOSTS = st.sampled_from([1.0, 1.0, 3.0, 0.5])
LEAVES = st.one_of(
    st.builds(query.Term, FIELDS, st.sampled_from(WORDS), boost=BOOSTS),
    st.builds(
        query.Phrase,
        FIELDS,
        st.lists(st.sampled_from(WORDS[:10]), min_size=2, max_size=3),
        boost=BOOSTS,
    ),
    st.builds(query.Prefix, FIELDS, st.sampled_from(BEGINNINGS), boost=BOOSTS),
    st.builds(query.Wildcard, FIELDS, st.sampled_from(PATTERNS), boost=BOOSTS),
    st.builds(
        lambda field, word, boost: query.FuzzyTerm(field, word[0], boost, word[1], 1),
        FIELDS, st.sampled_from(MISSPELT), BOOSTS,
    ),
    st.builds(
        Range,
        st.sampled_from(["year", "date", "comments"]),
        st.sampled_from([None, 0, 2000, 733000]),
        st.sampled_from([None, 5, 2015, 736000]),
    ),
    st.sampled_from([Flag("is", "unread"), Flag("is", "bookmarked"), Flag("has", "code")]),
)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(query.And, st.lists(inner, min_size=2, max_size=3), boost=BOOSTS),
        st.builds(query.Or, st.lists(inner, min_size=2, max_size=3), boost=BOOSTS),
        st.builds(lambda wanted, unwanted: query.And([wanted, query.Not(unwanted)]), inner, inner),
    ),
    max_leaves=5,
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tree=TREES)
def test_documents_scores_and_order_are_those_of_whooshs_searcher(
    oracle: Oracle,
    tree: Any,  # noqa: ANN401 - Whoosh has no types
) -> None:
    expected = oracle.expected(tree)
    found = oracle.evaluator.found(tree)
    assert found.docs.tolist() == sorted(expected)
    scores = np.zeros(len(found.docs)) if found.scores is None else found.scores
    wanted = np.array([expected[document] for document in found.docs.tolist()])
    assert not (abs(scores - wanted) > 1e-4 * abs(wanted) + 1e-6).any()
    # In the order of our scores, theirs fall too, but for differences that are none.
    falling = wanted[np.argsort(-scores, kind="stable")]
    assert (falling[1:] <= falling[:-1] * (1 + 1e-4) + 1e-6).all()


@pytest.mark.parametrize("word", WORDS)
def test_what_is_kept_of_a_word_is_what_is_read(oracle: Oracle, word: str) -> None:
    for field in SEARCHED:
        once = oracle.evaluator.found(query.Term(field, word))
        again = oracle.evaluator.found(query.Term(field, word))
        assert once.docs.tolist() == again.docs.tolist()


def test_there_are_several_segments_and_deletions(oracle: Oracle) -> None:
    assert len(oracle.snapshot.postings.words) > 2
    assert not oracle.snapshot.columns.alive.all()
    assert len(oracle.snapshot) < oracle.size


@given(st.text("abcé", max_size=7), st.lists(st.text("abcé", max_size=7), min_size=1))
def test_edit_distances(text: str, others: list[str]) -> None:
    assert edit_distances(text, others).tolist() == [_distance(text, other) for other in others]


def _distance(one: str, other: str) -> int:
    """Work out the optimal string alignment distance as it is defined."""

    @functools.cache
    def upto(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        best = min(
            upto(i - 1, j) + 1,
            upto(i, j - 1) + 1,
            upto(i - 1, j - 1) + (one[i - 1] != other[j - 1]),
        )
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            best = min(best, upto(i - 2, j - 2) + 1)
        return best

    return upto(len(one), len(other))
