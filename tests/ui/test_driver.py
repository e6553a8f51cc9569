"""Pasted text cannot press keys."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from papers_tui.ui.driver import PasteGuard

BEGIN, END = "\x1b[200~", "\x1b[201~"


def passed(*parts: str) -> str:
    guard = PasteGuard()
    return "".join(map(guard, parts))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["jk\x1b[A"], "jk\x1b[A"),
        (["\x1b"], "\x1b"),
        ([f"{BEGIN}two words{END}q"], f"{BEGIN}two words{END}q"),
        ([f"{BEGIN}x \x1b[31mq\x07\x9b{END}"], f"{BEGIN}x [31mq{END}"),
        ([f"{BEGIN}line\nand\ttab{END}"], f"{BEGIN}line\nand\ttab{END}"),
        ([BEGIN[:3], BEGIN[3:] + "x\x1b", "[201", "~q"], f"{BEGIN}x{END}q"),
        ([f"{BEGIN}a{END}{BEGIN}\x1bb{END}"], f"{BEGIN}a{END}{BEGIN}b{END}"),
    ],
)
def test_guard(parts: list[str], expected: str) -> None:
    assert passed(*parts) == expected


@given(st.text(alphabet="\x1b[201~0qx\x07", max_size=40), st.integers(0, 60))
def test_nothing_inside_a_paste_is_a_control_character(text: str, cut: int) -> None:
    assume(END not in text + END[:-1])
    whole = BEGIN + text + END
    output = passed(whole[:cut], whole[cut:])
    assert output.startswith(BEGIN) and output.endswith(END)
    assert "\x1b" not in output[len(BEGIN) : -len(END)]
