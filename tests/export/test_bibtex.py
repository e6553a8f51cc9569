"""BibTeX that readers we did not write accept, and that says only what a source said."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from papers_tui.export.bibtex import bibtex
from papers_tui.export.citation_keys import citation_keys
from papers_tui.model.grouping import group
from papers_tui.model.merge import merge
from papers_tui.model.paper import Paper
from papers_tui.model.text import clean
from tests.builders import SAMPLE, organization, paper, published
from tests.dumps.whole import read


def entries(text: str) -> dict[str, dict[str, str]]:
    """Read BibTeX with two parsers, which must agree."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    ours = {e.key: {f.key: _value(f.value) for f in e.fields} for e in library.entries}
    other = parse_string(text, "bibtex")
    assert list(other.entries) == list(ours)
    for key, entry in other.entries.items():
        assert entry.fields["title"] == ours[key]["title"]
    return ours


def _value(value: Any) -> str:  # noqa: ANN401 - as the parser gives it
    return str(value)


def papers_of(files: Sequence[Path]) -> list[Paper]:
    records = [record for path in files for record in read(path.read_bytes()).records]
    return [merge(members) for members in group(records)]


def only(item: Paper) -> dict[str, str]:
    [entry] = entries(bibtex([item])).values()
    return entry


def test_the_sample_is_accepted() -> None:
    papers = papers_of(sorted(SAMPLE.glob("*.txt")))
    assert len(entries(bibtex(papers))) == len(papers) == 49


def test_the_originals_and_the_rendered_dumps_are_accepted(shared: Callable[[str], Path]) -> None:
    files = [*shared("dumps").glob("0*.txt"), *shared("dumps/rendered").glob("*.txt")]
    papers = papers_of(files)
    assert len(papers) > 700
    assert len(entries(bibtex(papers))) == len(papers)


def test_a_number_of_authors_is_no_author() -> None:
    entry = only(paper(author_count=6, published=published("2024-10-23")))
    assert "author" not in entry
    assert entry["note"] == "6 authors; names not in the source"
    assert (entry["year"], entry["month"]) == ("2024", "oct")
    assert entry["key"] == "Small Models Ask the Right Questions"
    assert only(paper(author_count=1))["note"].startswith("1 author; name not in the source")


def test_an_organisation_is_one_author_in_braces() -> None:
    item = paper(organization=organization("CIS, LMU Munich and Friends", "cis-lmu"))
    text = bibtex([item])
    assert "author        = {{CIS, LMU Munich and Friends}}," in text
    [entry] = parse_string(text, "bibtex").entries.values()
    assert [str(person) for person in entry.persons["author"]] == ["{CIS, LMU Munich and Friends}"]
    assert "Organisation as listed by Hugging Face" in only(item)["note"]


def test_nothing_known_is_nothing_said() -> None:
    entry = only(paper())
    assert set(entry) == {"title", "key", "note"}
    assert entry["note"] == "author names not in the source; date not in the source"


def test_an_inferred_year_is_said_to_be_one() -> None:
    entry = only(paper(author_count=2, published=published("2026-01-08", year_inferred=True)))
    assert entry["year"] == "2026"
    assert entry["note"].endswith("year inferred from the date of the capture")


def test_names_an_id_and_a_doi_are_written_where_they_are_known() -> None:
    item = paper(
        authors=("Ada Lovelace", "Aäron van den Oord", "Sammy Davis Jr.", "李飞飞"),
        arxiv_id="2510.12345",
        doi="10.1000/abc",
        categories=("cs.CL", "cs.AI"),
        published=published("2025-10"),
    )
    entry = only(item)
    assert entry["author"] == (
        r"Lovelace, Ada and van den Oord, A{\"{a}}ron and Davis, Jr., Sammy and {李飞飞}"
    )
    assert entry["eprint"] == "2510.12345"
    assert entry["howpublished"] == "arXiv:2510.12345"
    assert entry["primaryclass"] == "cs.CL"
    assert entry["doi"] == "10.1000/abc"
    assert entry["url"] == "https://arxiv.org/abs/2510.12345"
    assert "note" not in entry and "key" not in entry


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("GPT-4 and DeepSeek-R1: mRNA", "{GPT-4} and {DeepSeek-R1}: {mRNA}"),
        ("Graph-Aware Learning", "Graph-Aware Learning"),
        ("A Bayesian View of R", "A {Bayesian} View of {R}"),
        ("100% of A & B: #1 at $5 _x_ ~ ^", r"100\% of A \& {B}: \#1 at \$5 \_x\_ "
         r"{\textasciitilde} {\textasciicircum}"),
        ("{curly} and \\back", r"{\textbraceleft}curly{\textbraceright} and {\textbackslash}back"),
        ("Déjà Vu", r"D{\'{e}}j{\`{a}} Vu"),
        ('A "quoted" word', "A ``quoted'' word"),
        ("99\\% sure", r"99\% sure"),
        ("Σ-Mem", r"{{$\Sigma$}-Mem}"),
        ("x² and H₂O", r"x{$^{2}$} and {H{$_{2}$}O}"),
        ("大模型 ﬁne", "大模型 fine"),
    ],
)  # fmt: skip
def test_titles(title: str, written: str) -> None:
    assert only(paper(title))["title"] == written


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)))
def test_any_titles_and_organisations_are_accepted(texts: list[str]) -> None:
    papers = [
        paper(clean(f"Paper {number} {text}"), organization=organization(clean(text) or "x"))
        for number, text in enumerate(texts)
    ]
    text = bibtex(papers)
    assert len(entries(text)) == len({item.key for item in papers})
    assert text.count("{") == text.count("}")
    text.encode()


def test_keys_are_ascii_and_differ_without_regard_to_case() -> None:
    papers = [
        paper("GPT in the Small", published=published("2025-03")),
        paper("Gpt in the SMALL Again Small", published=published("2025-01"), position=2),
        paper("注意力", position=3),
        paper("2001: Space", position=4),
        *(paper(f"The Same Three Words {n:03}", position=10 + n) for n in range(60)),
    ]
    keys = citation_keys(papers)
    assert all(key.isascii() and key[0].isalpha() for key in keys.values())
    assert len({key.lower() for key in keys.values()}) == len(papers)
    assert keys == citation_keys(reversed(papers))
    known = paper(
        "Pairwise Training for the Unified Models",
        authors=("Daya Guo",),
        published=published("2025-01"),
    )
    assert citation_keys([known]) == {known.key: "guoPairwiseTrainingUnified2025"}


def test_a_paper_is_written_once() -> None:
    assert len(entries(bibtex([paper(), paper()]))) == 1
    assert bibtex([]) == ""


@pytest.mark.skipif(shutil.which("bibtex") is None, reason="the program bibtex is not installed")
def test_bibtex_itself_has_nothing_to_complain_of(tmp_path: Path) -> None:
    papers = papers_of(sorted(SAMPLE.glob("*.txt")))
    (tmp_path / "papers.bib").write_text(bibtex(papers), encoding="utf-8")
    aux = "\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{papers}\n"
    (tmp_path / "papers.aux").write_text(aux)
    done = subprocess.run(
        ["bibtex", "papers"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "Warning" not in done.stdout
    assert (tmp_path / "papers.bbl").read_text().count("\\bibitem") == len(papers)
