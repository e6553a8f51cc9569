"""Search, against Whoosh's own searcher and against what a person would expect."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import index as whoosh_index

from papers_tui.index.index import PaperIndex
from papers_tui.index.snapshot import Snapshot
from papers_tui.index.syntax import parse
from papers_tui.library import Library
from papers_tui.model.query import ALL, BOOKMARKED, UNKNOWN, UNREAD, Group, Query, Results, Sort
from papers_tui.paths import Paths
from tests.builders import SAMPLE
from tests.index.oracle import Oracle

WORDS = ("attention", "model", "the", "graph", "diffus", "nowhere", "GPT-4", "Ünïcode", "video")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The sample, searched by many tests and changed by none."""
    library = Library(Paths.under(tmp_path_factory.mktemp("sample")))
    library.add([str(SAMPLE)])
    return library


def snapshot_of(library: Library) -> Snapshot:
    source = library.search(Query()).source
    assert isinstance(source, Snapshot)
    return source


def found(results: Results) -> list[str]:
    return [results.paper(row).title for row in range(len(results))]


def search(library: Library, text: str, *, typing: bool = False) -> list[str]:
    return found(library.search(Query(text, typing=typing)))


QUERIES = st.recursive(
    st.sampled_from(WORDS) | st.sampled_from(['"attention is all"', "mod*", "transf*", "-graph*"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(" OR ".join),
        st.tuples(inner, inner).map(" AND ".join),
        inner.map("({})".format),
        inner.map("NOT ({})".format),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def oracle(sample: Library) -> Oracle:
    """Whoosh's searcher over the sample."""
    return Oracle(sample._paths.index)


@given(text=QUERIES, typing=st.booleans())
def test_the_answer_is_that_of_whooshs_searcher(
    sample: Library, oracle: Oracle, text: str, typing: bool
) -> None:
    results = sample.search(Query(text, typing=typing))
    parsed = parse(text, typing=typing).tree
    expected = {} if parsed is None else oracle.expected(parsed)
    scores = results.scores
    assert scores is not None and len(scores) == len(results)
    ours = dict(zip(results.documents, scores, strict=True))  # type: ignore[call-overload]
    assert ours.keys() == expected.keys()
    assert all(ours[number] == pytest.approx(expected[number], rel=1e-4) for number in expected)
    assert list(scores) == sorted(scores, reverse=True)  # type: ignore[call-overload]


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from([*'()"*-~:^[]{} ', "AND", "OR", "NOT", "a "])).map("".join),
    st.booleans(),
)
def test_no_text_fails(sample: Library, text: str, typing: bool) -> None:
    results = sample.search(Query(text, typing=typing))
    assert len(results) <= results.total
    for row in range(min(3, len(results))):
        title = results.paper(row).title
        spans = results.matches(title)
        assert all(0 <= begin < end <= len(title) for begin, end in spans)
        assert spans == sorted(spans)


@pytest.mark.parametrize("text", ["(" * 5000, '"' * 999, "-" * 5000, "NOT " * 300, "a* " * 400])
def test_long_nonsense_does_not_fail(sample: Library, text: str) -> None:
    assert sample.search(Query(text)).total == len(search(sample, ""))


def test_an_empty_query_lists_everything(sample: Library) -> None:
    assert len(search(sample, "")) == sample.search(Query()).total == 49
    assert len(search(sample, "  ")) == 49


def test_all_words_must_occur_in_any_form(sample: Library) -> None:
    both = set(search(sample, "attention transformer"))
    assert both == set(search(sample, "attention")) & set(search(sample, "transformers"))
    assert "Attention Is All You Need" in both


def test_a_phrase_a_choice_and_a_word_left_out(sample: Library) -> None:
    assert search(sample, '"attention is all you need"')[0] == "Attention Is All You Need"
    assert not search(sample, '"need you all is attention"')
    either = set(search(sample, "attention OR diffusion"))
    assert either == set(search(sample, "attention")) | set(search(sample, "diffusion"))
    without = set(search(sample, "attention -diffusion"))
    assert without == set(search(sample, "attention")) - set(search(sample, "diffusion"))
    assert without == set(search(sample, "attention NOT diffusion"))


def test_the_last_word_is_a_beginning_only_while_typing(sample: Library) -> None:
    assert search(sample, "diffusi", typing=True)
    assert set(search(sample, "diffusi*")) == set(search(sample, "diffusi", typing=True))
    assert not search(sample, "diffusi")
    # The index holds the stem "transform"; every step on the way to "transformers" finds it.
    for letters in range(len("transf"), len("transformers") + 1):
        assert "Attention Is All You Need" in search(sample, "transformers"[:letters], typing=True)


def test_a_word_is_left_out_from_its_first_letter_on(sample: Library) -> None:
    everything = set(search(sample, "attention"))
    for letters in range(1, len("transformer") + 1):
        beginning = "transformer"[:letters]
        found = set(search(sample, f"attention -{beginning}", typing=True))
        assert found == everything - set(search(sample, f"{beginning}*"))
    assert set(search(sample, "-transf*")) == set(search(sample, "")) - set(
        search(sample, "transf*")
    )


def test_a_word_with_a_hyphen_is_a_phrase(sample: Library) -> None:
    assert search(sample, "state-of-the-art") == search(sample, '"state of the art"')
    assert set(search(sample, "low-rank")) < set(search(sample, "low rank")) | {"x"}
    assert "LoRA: Low-Rank Adaptation of Large Language Models" in search(sample, "low-rank")


def test_accents_and_capitals_do_not_matter(sample: Library) -> None:
    assert search(sample, "déjà VU") == search(sample, "deja vu") != []


def test_an_organisation_is_found_by_handle_and_by_name(sample: Library) -> None:
    results = sample.search(Query("cantina"))
    names = {results.paper(row).organization for row in range(len(results))}
    assert any(name and name.name == "Cantina, Inc." for name in names)


def test_the_title_weighs_more(sample: Library) -> None:
    assert "ttention" in search(sample, "attention")[0]


def test_matches_are_found_in_the_text(sample: Library) -> None:
    matches = sample.search(Query("attention transf", typing=True)).matches
    text = "Attention, transformed: a new transfer. No attentive word."
    assert [text[begin:end] for begin, end in matches(text)] == [
        "Attention", "transformed", "transfer", "attentive",
    ]  # fmt: skip
    assert sample.search(Query("-attention")).matches(text) == []


@pytest.mark.parametrize("sort", list(Sort))
def test_orders(sample: Library, sort: Sort) -> None:
    results = sample.search(Query("model" if sort is Sort.RELEVANCE else "", sort=sort))
    papers = [results.paper(row) for row in range(len(results))]
    dates = [paper.published.iso for paper in papers if paper.published]
    comments = [-1 if paper.comments is None else paper.comments for paper in papers]
    if sort is Sort.NEWEST:
        assert dates == sorted(dates, reverse=True)
    elif sort is Sort.OLDEST:
        assert dates == sorted(dates)
    elif sort is Sort.DISCUSSED:
        assert comments == sorted(comments, reverse=True) and comments[0] > 0
    elif sort is Sort.TITLE:
        firsts = [paper.title[0].casefold() for paper in papers if paper.title[0].isalpha()]
        assert firsts[0] == "a" and firsts.index("b") < firsts.index("v")
    if sort in (Sort.NEWEST, Sort.OLDEST):
        assert [paper.published for paper in papers][len(dates) :] == [None] * (49 - len(dates))
    assert len({paper.key for paper in papers}) == len(papers)


def test_relevance_without_words_is_newest_first(sample: Library) -> None:
    assert Query("", sort=Sort.RELEVANCE).order is Sort.NEWEST
    assert Query("words").order is Sort.RELEVANCE
    assert Query("words", sort=Sort.TITLE).order is Sort.TITLE


def counts(results: Results, group: Group) -> dict[str, int]:
    return {v.value: v.count for f in results.facets if f.group is group for v in f.values}


def test_counts_say_what_choosing_a_value_finds(library: Library) -> None:
    everything = library.search(Query("model"))
    first, second = everything.paper(0), everything.paper(1)
    library.mark([first], read=True)
    library.mark([first, second], bookmarked=True)
    year = next(iter(counts(everything, Group.YEAR)))
    for query in (Query("model"), Query("model", chosen=frozenset({(Group.YEAR, year)}))):
        results = library.search(query)
        for value in (value for facet in results.facets for value in facet.values):
            if value.value == ALL:
                asked = query.cleared(Group.STATE)
            else:
                asked = query.cleared(value.group).toggled(value.group, value.value)
            assert len(library.search(asked)) == value.count, value


def test_values_of_a_group_are_alternatives_and_groups_narrow(library: Library) -> None:
    years = counts(library.search(Query()), Group.YEAR)
    one, other = [year for year in years if year != UNKNOWN][:2]
    both = library.search(Query(chosen=frozenset({(Group.YEAR, one), (Group.YEAR, other)})))
    assert len(both) == years[one] + years[other]
    library.mark([both.paper(0)], read=True)
    narrowed = library.search(both.query.toggled(Group.STATE, UNREAD))
    assert len(narrowed) == len(both) - 1
    assert len(library.search(narrowed.query.toggled(Group.STATE, BOOKMARKED))) == 0


def test_a_chosen_value_that_finds_nothing_is_still_shown(library: Library) -> None:
    query = Query("attention", chosen=frozenset({(Group.YEAR, "1901")}))
    assert counts(library.search(query), Group.YEAR)["1901"] == 0


def test_every_dump_is_a_value(library: Library) -> None:
    dumps = counts(library.search(Query()), Group.DUMP)
    assert dumps == {dump.sha256: dump.papers for dump in library.dumps()}
    [facet] = [f for f in library.search(Query()).facets if f.group is Group.DUMP]
    labels = [value.label for value in facet.values]
    assert "2026-07-17 daily-papers-2026-07-17.txt" in labels


def test_unread_papers_are_found_from_any_row(library: Library) -> None:
    results = library.search(Query())
    library.mark([results.paper(row) for row in (0, 1, 3, 4)], read=True)
    assert library.next_unread(results, 0, 1) == 2
    assert library.next_unread(results, 2, 1) == 5
    assert library.next_unread(results, 5, -1) == 2
    assert library.next_unread(results, 2, -1) is None
    assert library.next_unread(results, 48, 1) is None


def test_the_index_is_one_that_whoosh_itself_reads(library: Library, paths: Paths) -> None:
    [folder] = [path for path in paths.index.iterdir() if path.is_dir()]
    index = whoosh_index.open_dir(str(folder))
    with index.searcher() as searcher:
        assert searcher.doc_count() == 49


def test_a_snapshot_stays_as_it_was(library: Library, tmp_path: Path) -> None:
    before = library.search(Query())
    more = tmp_path / "more.txt"
    more.write_bytes(sorted(SAMPLE.glob("*.txt"))[0].read_bytes().replace(b"Jul 17", b"Jul 18", 1))
    text = more.read_text().replace("Orca: The World is in Your Mind", "A New Paper Of That Day")
    more.write_text(text)
    assert library.add([str(more)]).new == 1
    assert len(before) == 49 and len(found(before)) == 49
    assert len(library.search(Query())) == 50


def test_an_index_that_holds_nothing_can_be_asked(paths: Paths) -> None:
    library = Library(paths)
    results = library.search(Query("anything"))
    assert (len(results), results.total) == (0, 0)
    assert PaperIndex(paths.index).stamp() != ()
    assert (
        library.search(Query(sort=Sort.TITLE, chosen=frozenset({(Group.YEAR, "2024")}))).total == 0
    )
    assert library.find("2510.12345") is None
