"""Words that are like others are marked where the search finds them."""

from hypothesis import given
from hypothesis import strategies as st

from papers_tui.index.expand import edit_distances
from papers_tui.index.highlight import matcher
from papers_tui.index.syntax import parse


@given(
    st.text("abc", min_size=1, max_size=6),
    st.text("abc", min_size=1, max_size=6),
    st.sampled_from([1, 2]),
)
def test_what_is_found_is_marked(asked: str, word: str, most: int) -> None:
    near = word[0] == asked[0] and edit_distances(asked, [word])[0] <= most
    assert bool(matcher(parse(f"{asked}~{most}").tree)(word)) == near


def test_swapped_letters_are_one_edit() -> None:
    assert matcher(parse("attnetion~").tree)("attention is all") == [(0, 9)]
