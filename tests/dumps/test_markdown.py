"""Pages in Markdown: counted on real captures, and one page in many layouts."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from papers_tui.dumps import markdown
from papers_tui.errors import DumpError
from papers_tui.model.paper import Organization, Record
from tests.builders import SAMPLE, published
from tests.dumps.layouts import (
    DAY,
    FOOTNOTES,
    HEAD,
    LINKED,
    ONE,
    REFERENCED,
    SETEXT,
    SITE,
    TEXT_ONE,
    TEXT_TWO,
    TITLE_ONE,
    TITLE_TWO,
    TRENDING,
    TWO,
    WHOLE,
)
from tests.dumps.whole import Whole, read, source_of

SEARCH = "dumps/captures/firecrawl_search_source-citations_2026-10-02.excerpt.md"
HEADINGS = "dumps/captures/headings_trending_2026-01.excerpt.md"


def reading_of(text: str, **facts: datetime.date | None) -> Whole:
    reading = read(text.encode(), **facts)
    assert reading.format == "markdown"
    return reading


def said(record: Record) -> tuple[object, ...]:
    return (
        record.title, record.abstract, record.author_count, record.organization,
        record.published and record.published.iso, record.comments, record.upvotes,
        record.arxiv_id,
    )  # fmt: skip


def test_a_search_page_as_a_scraper_left_it(shared: Callable[[str], Path]) -> None:
    data = shared(SEARCH).read_bytes()
    reading = read(data)
    assert (reading.format, len(reading.records)) == ("markdown", 8)
    assert (reading.incomplete, reading.rejected, reading.problems) == (0, 0, ())
    assert (reading.captured, reading.captured_inferred) == (datetime.date(2026, 10, 2), False)
    assert [record.arxiv_id for record in reading.records] == [
        "2606.00683", "2609.11115", "2502.20581", "2605.08583", "2609.00319", "2403.01774",
        "2608.18988", "2412.06272",
    ]  # fmt: skip
    assert [record.upvotes for record in reading.records] == [101, 173, 0, 1, 0, 0, 1, 0]
    assert [record.comments for record in reading.records] == [6, 9, None, 1] + [None] * 4
    counts = [record.author_count for record in reading.records]
    assert counts == [None, None, 3, None, 10, 9, 5, 3]
    first, last = reading.records[0], reading.records[-1]
    assert first.title == "OCC-RAG: Optimal Cognitive Core for Faithful Question Answering"
    assert first.organization == Organization("occ-ai", "OCC")
    assert first.published == published("2026-05-29")
    assert first.abstract is not None
    assert first.abstract.startswith("Recent progress in the development of language models has ")
    assert first.abstract.endswith(", and refusal (MuSiQue-Un) benchmarks.")
    assert first.sighting.line == 32
    assert last.title == (
        "Methods for Legal Citation Prediction in the Age of LLMs: An Australian Law Case Study"
    )
    assert last.published == published("2024-12-08")
    assert last.abstract is not None
    assert last.abstract.startswith("In recent years, Large Language Models (LLMs) have shown ")
    assert last.abstract.endswith("with the retrieval system.")
    assert "\\" not in last.abstract and "\n" not in last.abstract


def test_a_trending_page_as_headings_and_text(shared: Callable[[str], Path]) -> None:
    text = shared(HEADINGS).read_text()
    reading = reading_of(text)
    titles = [line for line in text.split("\n") if line.startswith("### ")]
    assert (len(titles), len(set(titles)), len(reading.records)) == (11, 7, 7)
    assert reading.rejected == 0
    assert reading.incomplete == 2  # organisations are not shown
    assert any("4 cards repeated others" in problem.message for problem in reading.problems)
    assert [record.author_count for record in reading.records] == [8, 39, None, 5, None, 1, 13]
    first, last = reading.records[0], reading.records[-1]
    assert first.title == "Agent Lightning: Train ANY AI Agents with Reinforcement Learning"
    assert first.abstract is not None and first.abstract.endswith("complex interactions.")
    assert first.repository == "https://github.com/microsoft/agent-lightning"
    assert (first.upvotes, first.comments, first.published, first.arxiv_id) == (None,) * 4
    assert last.title == (
        "Multi-module GRPO: Composing Policy Gradients and Prompt Optimization for Language "
        "Model Programs"
    )
    assert last.repository == "https://github.com/stanfordnlp/dspy"
    audio = reading.records[3].abstract
    assert audio is not None and audio.endswith("continuous-audio-language-models.github.io")


@pytest.mark.parametrize("layout", WHOLE)
def test_every_layout_gives_the_same_papers(layout: str) -> None:
    reading = reading_of(WHOLE[layout])
    comments, upvotes = 3, 12
    assert [said(record) for record in reading.records] == [
        (TITLE_ONE, TEXT_ONE, 6, None, "2025-10-23", comments, upvotes, "2510.12345"),
        (TITLE_TWO, TEXT_TWO, None, Organization("ByteDance", "ByteDance"), "2026-01-08", None, 0,
         "2601.00002"),
    ]  # fmt: skip
    assert reading.captured == datetime.date(2026, 4, 21)
    assert (reading.incomplete, reading.rejected) == (0, 0)


@pytest.mark.parametrize(("text", "ids"), [(FOOTNOTES, True), (SETEXT, True)])
def test_layouts_that_lose_the_links_of_some(text: str, ids: bool) -> None:
    reading = reading_of(text)
    first, second = reading.records
    assert (first.title, second.title) == (TITLE_ONE, TITLE_TWO)
    assert (first.abstract, second.abstract) == (TEXT_ONE, TEXT_TWO)
    assert (first.upvotes, first.comments, first.author_count) == (12, 3, 6)
    assert (first.arxiv_id, second.arxiv_id) == ("2510.12345", "2601.00002")
    assert second.organization == Organization("ByteDance", "ByteDance")
    assert (reading.incomplete, reading.rejected) == (0, 0)


def test_a_trending_page_shows_every_paper_twice() -> None:
    reading = reading_of(TRENDING)
    first, second = reading.records
    assert (first.title, second.title) == ("Paged Memory", "Unified")
    assert (first.arxiv_id, second.arxiv_id) == ("2309.06180", "2609.05415")
    assert (first.repository, second.repository) == (
        "https://github.com/a/paged", "https://github.com/b/unified",
    )  # fmt: skip
    assert (first.upvotes, first.author_count, first.comments) == (76, 9, None)
    assert first.published == published("2023-09-12")
    assert (first.featured, reading.captured) == (None, None)
    assert (reading.incomplete, reading.rejected) == (0, 0)
    assert [p.message for p in reading.problems] == [
        "2 cards repeated others, and gave no record"
    ]  # fmt: skip


def test_a_day_page_shows_no_abstracts_and_says_so_once() -> None:
    reading = reading_of(DAY)
    first, second = reading.records
    assert said(first) == (TITLE_ONE, None, 6, None, None, 5, 101, "2510.12345")
    assert (second.upvotes, second.comments) == (24, 2)
    assert second.organization == Organization("ByteDance", "ByteDance")
    assert (reading.captured, reading.captured_inferred) == (datetime.date(2025, 10, 24), False)
    assert first.featured == published("2025-10-24")
    assert (reading.incomplete, reading.rejected) == (0, 0)
    [problem] = reading.problems
    assert problem.message == "this page shows no abstracts and no dates"


def test_a_month_page_tells_the_month() -> None:
    text = DAY.replace("date/2025-10-24", "month/2025-10").replace("Oct 24\n", "")
    reading = reading_of(text.replace("date/2025-10-23", "month/2025-09"))
    assert [record.featured for record in reading.records] == [published("2025-10")] * 2
    assert reading.captured is None


@pytest.mark.parametrize(
    "listing",
    [
        f"- [First Title]({ONE})\n- [Second Title]({TWO})\n",
        "- First Title\n- Second Title\n",
        "1. First Title\n2. Second Title\n",
        f"| # | Title |\n| - | - |\n| 1 | [First Title]({ONE}) |\n| 2 | Second Title |\n",
        f"Title | Votes\n--- | ---\n[First Title]({ONE}) | 3\nSecond Title | 2\n",
        f"First Title\n{ONE}\n\nSecond Title\n{TWO}\n",
        f"{ONE}\nFirst Title\n\n{TWO}\nSecond Title\n",
        f"1. First Title — {ONE}\n2. Second Title ({TWO})\n",
        "#### First Title\n#### Second Title\n",
        "First Title\n===\n\nSecond Title\n===\n",
        "**First Title**\n\n__Second Title__\n",
        f"[First Title][1]\n\n[Second Title][2]\n\n[1] {ONE}\n[2] {TWO}\n",
        "<h2>First Title</h2><h2>Second Title</h2>\n",
        "[First Title](https://arxiv.org/abs/2510.12345v3)\n\n"
        "[Second Title](https://www.alphaxiv.org/abs/2601.00002)\n",
    ],
)
def test_a_layout_of_titles_only(listing: str) -> None:
    reading = reading_of(f"{HEAD}\n{listing}")
    assert [record.title for record in reading.records] == ["First Title", "Second Title"]
    assert {record.arxiv_id for record in reading.records} <= {None, "2510.12345", "2601.00002"}
    assert "this page shows no abstracts, no authors" in reading.problems[0].message
    assert reading.rejected == 0


def test_a_table_has_counts_in_its_columns() -> None:
    table = (
        "| # | Title | Authors | Upvotes | Comments |\n| --- | --- | ---: | ---: | --- |\n"
        f"| 1 | [First \\| Title]({ONE}) | 6 | 12 | 3 |\n| 2 | [Second]({TWO}) | 1 | - | |\n"
    )
    first, second = reading_of(f"{HEAD}\n{table}").records
    assert (first.title, first.author_count, first.upvotes, first.comments) == (
        "First | Title", 6, 12, 3,
    )  # fmt: skip
    assert (second.author_count, second.upvotes, second.comments) == (1, 0, None)


def test_an_organisation_may_be_a_picture_and_a_name() -> None:
    text = f"{HEAD}\n### [Title]({ONE})\n\n{TEXT_ONE}\n\n![cmu](c.png) Carnegie Mellon · Apr 9 9\n"
    [record] = reading_of(text, captured_override=datetime.date(2026, 4, 21)).records
    assert record.organization == Organization("cmu", "Carnegie Mellon")
    assert (record.published, record.comments) == (published("2026-04-09"), 9)


def test_a_numbered_reference_ends_before_a_dot() -> None:
    text = f"""   new

[2]Daily Papers

by [3]AK and the research community

   Apr 21

   12

[4]{TITLE_ONE}

   [5]

   {TEXT_ONE}
   [6]ByteDance ByteDance
   \u00b7
   Mar 4, 2025[7]1

References

   3. {SITE}/akhaliq
   4. {SITE}/papers/2510.00001
   5. {SITE}/papers/2510.00001
   6. {SITE}/ByteDance
   7. {SITE}/papers/2510.00001#community
"""
    [record] = reading_of(text).records
    assert record.organization == Organization("ByteDance", "ByteDance")
    assert (record.published, record.comments) == (published("2025-03-04"), 1)


def test_escapes_and_entities_are_undone_once() -> None:
    text = (
        f"{HEAD}\n### [C\\-Mamba\\: a \\[b\\] \\*c\\* d\\_e &lt;T&gt; &amp;amp; 5\\%]({ONE})\n\n"
        f"[Uses x**2, [0, 1), (0, 1] &amp; a*b.]({ONE})\n\n- 6 authors\n\n·\n\nOct 23, 2025\n"
    )
    [record] = reading_of(text).records
    assert record.title == "C-Mamba: a [b] *c* d_e <T> &amp; 5%"
    assert record.abstract == "Uses x**2, [0, 1), (0, 1] & a*b."


@pytest.mark.parametrize("ending", ["that it is aske", "that it is…", "that it is..."])
def test_a_text_that_is_cut_is_taken_and_said_to_be(ending: str) -> None:
    text = LINKED.replace("ten times as large.]", ending + "]")
    reading = reading_of(text)
    assert len(reading.records) == 2
    assert reading.incomplete == 1
    assert "the abstract is cut" in reading.problems[0].message


def test_a_page_that_breaks_off_in_a_link() -> None:
    reading = reading_of(LINKED[: LINKED.index("which they are not")])
    assert len(reading.records) == 2
    assert reading.records[1].abstract is not None
    assert reading.records[1].abstract.startswith("Intervals such as [0, 1) and")
    assert reading.incomplete == 1
    assert "the abstract is cut" in reading.problems[0].message


def test_text_that_belongs_to_no_paper_is_reported() -> None:
    text = LINKED.replace("new\n", "My own words\n", 1).replace(
        "[Previous]", "Stray text\n\n[Previous]"
    )
    reading = reading_of(text)
    assert len(reading.records) == 2
    assert reading.rejected == 2
    assert [problem.text for problem in reading.problems] == ["My own words", "Stray text"]
    assert reading.problems[0].line == 1


@pytest.mark.parametrize(
    ("above", "captured", "inferred"),
    [
        ("---\nretrieved: 2026-05-02\n---\n", "2026-05-02", False),
        ("---\ndate: 2026-04-22T10:00:00Z\n---\n", "2026-04-21", False),
        ("---\nfetchedAt: '2026-05-02'\n---\n", "2026-05-02", False),
        (f"URL Source: {SITE}/papers/date/2026-04-21\n\n", "2026-04-21", False),
        ("", "2026-04-21", True),
    ],
)
def test_the_day_of_the_capture(above: str, captured: str, inferred: bool) -> None:
    text = above + LINKED.replace(f"[Previous]({SITE}/papers/date/2026-04-20)", "")
    reading = reading_of(text)
    assert reading.captured == datetime.date.fromisoformat(captured)
    assert reading.captured_inferred is inferred
    assert reading.records[1].published == published("2026-01-08", year_inferred=inferred)


def test_the_user_knows_the_capture_better() -> None:
    text = "---\nretrieved: 2026-05-02\n---\n" + LINKED
    reading = reading_of(text, captured_override=datetime.date(2027, 2, 1))
    assert (reading.captured, reading.captured_inferred) == (datetime.date(2027, 2, 1), False)
    assert reading.records[1].published == published("2027-01-08")


def test_positions_and_lines_are_those_of_the_titles() -> None:
    lines = LINKED.split("\n")
    for position, record in enumerate(reading_of(LINKED).records, start=1):
        assert record.sighting.position == position
        assert record.sighting.line is not None
        assert lines[record.sighting.line - 1].startswith("### [")


def test_a_page_may_begin_with_a_picture() -> None:
    text = REFERENCED[REFERENCED.index("[[Hugging Face's logo]") :]
    assert [record.title for record in reading_of(text).records] == [TITLE_ONE, TITLE_TWO]


OTHERS = {
    "a web page": f"<!-- saved -->\n<html><body>{HEAD}<h3><a href='{ONE}'>Title</a></h3></html>",
    "a feed": f'[{{"title": "Daily Papers", "url": "{ONE}"}}]',
    "a readme": f"# Tool\n\nOur [paper]({ONE}) is #1 of "
    f"[Daily Papers]({SITE}/papers/date/2025-10-24)."
    "\n\n## Install\n\nRun it.\n\n## Citation\n",
    "a list": "# Awesome Models\n\n- [One](https://arxiv.org/abs/2510.12345) - good\n"
    f"- [Two]({TWO})\n- [Three](https://arxiv.org/abs/2601.00003)\n",
    "a digest": f"# Digest\n\n## Papers\n\n### 1. Small\n(Hugging Face Papers)\n\nText.\n\n"
    f"→ [Small]({ONE})\n\n### 2. [Trending Papers - Hugging Face]({SITE}/papers/trending)\n",
    "a model": f"# org/model\n\n* [Daily Papers]({SITE}/papers)\n\nPaper: [2510.12345]({ONE})\n\n"
    "## Model card\n\n6 likes · Oct 23, 2025\n",
    "models": f"# Models\n\n* [Daily Papers]({SITE}/papers)\n\n"
    f"[#### a/b Text Generation • Updated Oct 23 • 12k • 3]({SITE}/a/b)\n",
    "spaces": f"# Spaces\n\n- [Daily Papers]({SITE}/papers)\n\n"
    f"### [Chat]({SITE}/spaces/a/b)\n\nTalk.\n",
    "a blog": f"# The Daily Papers Page\n\nChosen by [AK]({SITE}/akhaliq) and the research "
    "community, "
    f"see [Daily Papers]({SITE}/papers).\n\n## Submit\n\nYou can.\n",
    "notes": "# Notes\n\n## The site\n\nIt says “Get trending papers in your email inbox "
    f"once a day!” on {SITE}/papers.\n\n## Another\n\nNot so.\n\n## Third\n",
    "a question": "# What is Papers with Code?\n\nIt was a site. See "
    f"{SITE}/papers/trending for another.\n",
    "a paper's page": f"Title: Paper page - Small\n\nURL Source: {ONE}\n\n"
    "Markdown Content:\n# Small\n\n"
    f"Published on Oct 23, 2025\n\n[Upvote 12]({SITE}/login?next=%2Fpapers%2F2510.12345)\n\n"
    "## Abstract\n\nWe study.\n\n## Community\n",
    "a head": HEAD,
}


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_no_page_of_papers_is_refused(other: str) -> None:
    with pytest.raises(DumpError):
        read(OTHERS[other].encode())


def test_plain_text_is_not_taken_for_markdown(shared: Callable[[str], Path]) -> None:
    folder = shared("dumps")
    files = [*sorted(folder.glob("*.txt")), *sorted(folder.glob("*/*.txt")), *SAMPLE.glob("*.txt")]
    assert len(files) == 11
    for path in files:
        data = path.read_bytes()
        assert not markdown.recognise(source_of(data))
        assert read(data).format == "plain-text"
