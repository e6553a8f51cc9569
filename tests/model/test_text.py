"""Text is cleaned of everything that a terminal would obey."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.text import clean, fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("  two\n lines\tand\u2028more ", "two lines and more"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]52;c;aGk=\x07copied", "copied"),
        ("\x1b]0;title\x1b\\shown", "shown"),
        ("\x9b31mred", "red"),
        ("a\u202eb\u2066c", "abc"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("nul\0 and \x7f", "nul and"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("soft\u00adhyphen", "softhyphen"),
        ("family 👨‍👩‍👧 stays", "family 👨‍👩‍👧 stays"),
        ("naïve Σ-Mem 李", "naïve Σ-Mem 李"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(st.characters(codec=None, exclude_categories=[])))
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    cleaned = clean(text)
    assert all(unicodedata.category(letter) not in ("Cc", "Cs") for letter in cleaned)
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert clean(cleaned) == cleaned


def test_fold_keeps_what_two_spellings_share() -> None:
    assert fold("Σ-Mem: An “Online” Memory!") == fold("σ mem — an online memory")
    assert fold("ﬁne ＧＰＴ") == "finegpt"


def test_text_without_control_characters_is_cleaned_like_text_with_them() -> None:
    """Text that can be printed as it is takes a short way, which must lead to the same."""
    for code in [*range(0x12000), *range(0xE0000, 0xE0200)]:
        text = f" a {chr(code)}  b{chr(code)}"
        assert clean(text) == clean(f"\0{text}"), hex(code)
