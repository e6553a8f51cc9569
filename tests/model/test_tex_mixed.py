"""Listings that have lost their TeX are papers of the sources that have it."""

import pytest

from papers_tui.dumps.texts import texts
from papers_tui.model.grouping import group
from papers_tui.model.tex_mixed import mixed
from tests.builders import record

SOURCE = r"$\ell_1$ Learning of Erd\H{o}s Graphs Now"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (SOURCE, r"$\ell_1$ Learning of Erdős Graphs Now"),
        (r"\(\ell_1\) by \emph{Poincar\'e}", r"\(\ell_1\) by Poincaré"),
        (r"$x$ only", None),
        (r"Erd\H{o}s only", None),
        (r"Erd\H{o}s for \$5", None),
        ("a $5 and $6 b", None),
        (r"\~{} $", None),
        ("", None),
    ],
)
def test_the_prose_alone_is_read(source: str, expected: str | None) -> None:
    assert mixed(source) == expected


@pytest.mark.parametrize(
    "listed",
    [
        "ell_1 Learning of Erdős Graphs Now",
        r"$\ell_1$ Learning of Erdős Graphs Now",
        "ℓ₁ Learning of Erdős Graphs Now",
        "ell_1 Learning of ErdHos Graphs Now",
    ],
)
def test_a_listing_without_tex_is_the_same_paper(listed: str) -> None:
    one = record(**texts(SOURCE, None))
    other = record(**texts(listed, None), position=2)
    assert len(list(group([one, other]))) == 1


def test_no_identity_is_given_twice() -> None:
    for title in (SOURCE, r"\'Etude of the Long and Winding $x$", "No TeX in This Long Title"):
        keys = record(**texts(title, None)).identities
        assert len(set(keys)) == len(keys)
    assert len(record(**texts(SOURCE, None)).identities) == 3
