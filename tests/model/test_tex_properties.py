"""What holds for every text with TeX: nothing is lost, nothing raises, nothing takes long."""

import json
import lzma
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papers_tui.model.tex import readable
from papers_tui.model.text import clean

SNAPSHOT = "data/arxiv-100k.jsonl.xz"

ABSTRACTS = 3000

SPELLED = re.compile(
    r"""\\(?!'s\b)(?:[`'^"~=.]|[uvHcdbkr](?![A-Za-z]) ?)"""
    r"""(?:\\([ij]) ?|([A-Za-z])|\{(?:\\([ij]) ?|([A-Za-z]))\})"""
)
"""A letter with an accent, as TeX spells it."""

NAMED = re.compile(
    r"\\[bckr]\{[a-z]+\}|\\(?:begin|end|color|textcolor|unicode)\s*\{[^}]*\}|\\[A-Za-z]+"
)
"""Commands, and the names of environments, colours and characters."""

LOST = frozenset(
    "sqrt times circ mathcal mathbb textbf emph bf cal top bullet gg neq leq propto "
    "rightarrow infty Omega Theta Phi Psi Phicirc epsilon alpha beta omega sim approx cdot pm "
    "eta binom".split()
)
"""Commands that lost their backslash."""

PIECES = st.sampled_from(
    r"\frac \sqrt \sqrt[3] \left \right \over \begin{cases} \end{cases} \\ & { } [ ] ( ) $ $$ "
    r"\( \) \[ \] ^ _ ~ -- --- ` `` ' '' \' \" \c \H \i \emph \textbf \url \href \footnote \cite "
    r"\cite[a] \not \hat \text \mathcal \unicode{x41} \unicode{x1b} \item \log \sum \le \cdot "
    r"\unheard \{ \} \| \$ \% \_ \bf \color mathcal{ sqrt[3]{ {bf {times} bullet n times d "
    r"x ab 5 $5 3.14 é ı ² ᵢ α https://a.org/x_y{ www.a.org \textcolor".split()
) | st.sampled_from([" ", "\n\n", "\\", "\\ "])

TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text()

REPEATED = (
    "\\sqrt{ $ { } ^{ _{ \\ \\( \\[ $$ $x$ \\frac \\frac{ \\left( \\over {\\over \\text{ \\emph{ "
    "\\footnote{ \\href{a}{ \\' \\'{ \\hat \\not x^{ $x^ \\sqrt[ \\cite[ mathcal{ sqrt[3]{ "
    "{times} http:// https://a{ `a 'a` {} -- a-- \\begin{ \\unicode{ \\textbf{ $5 \\{ 1/ (( \\log "
    "\\frac12 \\( \\textbf{$ \\bar{x} x^2 \\c \\over1 {a}".split()
)


def words(text: str) -> set[str]:
    """Give the runs of two letters or more, without accents."""
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return set(re.findall("[A-Za-z]{2,}", plain))


def lost_words(text: str) -> set[str]:
    """Give the words of a text that are not in what it reads as."""
    source = NAMED.sub(" ", SPELLED.sub(lambda match: match[match.lastindex or 0], text))
    shown = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", readable(text))
        if not unicodedata.combining(letter)
    )
    return {word for word in words(source) - LOST if word not in shown}


@pytest.fixture(scope="module")
def abstracts(shared: Callable[[str], Path]) -> list[str]:
    """Titles and abstracts of the snapshot in which there is TeX."""
    return list(_with_tex(shared(SNAPSHOT)))


def _with_tex(path: Path) -> Iterator[str]:
    found = 0
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = clean(f"{row['title']} {row['abstract']}")
            if "\\" in text or "$" in text:
                yield text
                found += 1
            if found == ABSTRACTS:
                return


def test_no_word_of_the_snapshot_is_lost(abstracts: list[str]) -> None:
    """The index of a sum touches the term behind it in some: ∑ᵢX of \\sum_iX is no word."""
    lost = [found for text in abstracts if (found := lost_words(text))]
    assert all(len(word) == 2 for found in lost for word in found), lost
    assert len(lost) <= ABSTRACTS // 500, lost


@pytest.mark.parametrize(
    "name",
    ["000_49980e1c55eb9916.txt", "001_d046f6ecd7a2b618.txt"]
    + [f"rendered/{number:02}.txt" for number in range(6)],
)
def test_no_word_of_a_dump_is_lost(shared: Callable[[str], Path], name: str) -> None:
    blocks = shared(f"dumps/{name}").read_text(encoding="utf-8").split("\n\n")
    texts = [clean(block) for block in blocks]
    assert len(texts) > 100
    assert [found for text in texts if (found := lost_words(text))] == []
    shown = [readable(text) for text in texts]
    assert [readable(text) for text in shown] == shown


def test_what_was_read_reads_the_same_again(abstracts: list[str]) -> None:
    """Unbalanced dollars and macros of the authors make exceptions, which are few."""
    shown = [readable(text) for text in abstracts]
    changed = [text for text in shown if readable(text) != text]
    assert len(changed) <= ABSTRACTS // 200, changed


def test_little_tex_is_left_in_the_snapshot(abstracts: list[str]) -> None:
    left = [text for text in abstracts if re.search(r"\\[A-Za-z]", readable(text))]
    assert len(left) <= ABSTRACTS * 6 // 100


@given(TEXTS)
@example("\\unicode{x1b}[31m")
@example("\\unicode{xd800}")
@example("\\unicode{x202e}")
@example("$\\")
@example("\\'")
def test_any_text_is_read(text: str) -> None:
    shown = readable(text)
    assert isinstance(shown, str)
    controls = {letter for letter in shown if unicodedata.category(letter) in ("Cc", "Cf", "Cs")}
    assert controls <= set(text)


@given(st.text(st.characters(exclude_characters="\\${}^_~`-'")))
def test_text_without_a_sign_of_tex_is_the_same_object(text: str) -> None:
    assert readable(text) is text


@pytest.mark.parametrize("repeated", sorted(set(REPEATED)))
def test_endless_tex_comes_to_an_end(repeated: str) -> None:
    """A quadratic step would take minutes here."""
    count = 200_000 // len(repeated)
    assert isinstance(readable(repeated * count), str)
    half = repeated * (count // 2)
    assert isinstance(readable(f"${half}{'}' * (count // 2)}$"), str)
