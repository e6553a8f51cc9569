"""Plain text as other extractors leave it, and texts that only look like it."""

import datetime

import pytest

from papers_tui.errors import DumpError
from papers_tui.model.paper import Organization
from tests.builders import ABSTRACT, card, dump_text
from tests.dumps.whole import Whole, read

WRAPPED = "We study how far a small model\ncan go when it is given\nthe right questions."


def reading_of(text: str) -> Whole:
    return read(text.encode())


def shown(text: str) -> list[tuple[object, ...]]:
    """Read a text of which everything must be taken, and give what the cards show."""
    reading = reading_of(text)
    assert reading.format == "plain-text"
    assert (reading.incomplete, reading.rejected) == (0, 0)
    return [
        (
            record.title,
            record.author_count,
            record.organization and record.organization.name,
            record.published and record.published.iso,
            record.comments,
            record.upvotes,
        )
        for record in reading.records
    ]


@pytest.mark.parametrize("mark", ["• ", "* ", "- ", "◦ ", "+ ", "", "* * * "])
def test_any_bullet_may_stand_before_the_number_of_authors(mark: str) -> None:
    text = dump_text(card("Small Models", f"  {mark}6 authors\n·\nOct 23, 2024"))
    assert shown(text) == [("Small Models", 6, None, "2024-10-23", None, None)]


LAYOUTS = {
    "a footer with empty lines in it": (
        "12\n\nSmall Models\n\n{a}\n\n- []\n\n- 6 authors\n\n·\n\nOct 23, 2025[]3\n\n"
        "-\n\n42\n\n{a}\n\nByteDance ByteDance\n\n·\n\nOct 2, 2025"
    ),
    "bullets and numbers next to the texts": (
        "[ ]\n   12\n\nSmall Models\n\n{w}\n     *\n     *\n     * 6 authors\n\n   ·\n"
        "   Oct 23, 2025 3\n\n   [ ]\n   -\n\n42\n\n{a}\n     ByteDance ByteDance\n   ·\n"
        "   Oct 2, 2025"
    ),
    "pictures by their names": (
        " [ ]\n12\n\nSmall Models\n\n{w}\n\n  • [one]\n  • [two]\n  • 6 authors\n\n·\n"
        "Oct 23, 20253\n [ ]\n-\n\n42\n\n{a}\n\n[ByteDance]ByteDance\n·\nOct 2, 2025"
    ),
    "nothing between a footer and the next paper": (
        "    12\n\n    Small Models\n\n    {a}\n\n        *\n          * 6 authors\n        ·\n"
        "        Oct 23, 20253\n    -\n    42\n\n    {a}\n\n      ByteDance\n        ·\n"
        "        Oct 2, 2025"
    ),
    "comments on lines of their own": (
        "12\n\nSmall Models\n\n{a}\n\n* 6 authors\n·\nOct 23, 2025\n3\n-\n\n42\n\n{a}\n\n"
        "ByteDance ByteDance\n·\nOct 2, 2025"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("foot", ["", "\n\nPrevious Next\n\nCompany\n\nTOSPrivacyAbout"])
def test_upvotes_and_footers_of_other_extractors(layout: str, foot: str) -> None:
    text = dump_text(layout.format(a=ABSTRACT, w=WRAPPED) + foot)
    assert shown(text) == [
        ("Small Models", 6, None, "2025-10-23", 3, 12),
        ("42", None, "ByteDance", "2025-10-02", None, 0),
    ]


@pytest.mark.parametrize("who", ["[a-b]A B, Inc.", "Aleph Corp.", "[x]Who Knows?", "Inception"])
def test_an_organisation_parted_from_its_date(who: str) -> None:
    text = dump_text(card("Small Models", f"{who}\n\n·\n\nOct 23, 2025"))
    [row] = shown(text)
    assert row[3] == "2025-10-23"
    assert row[2] is not None and who.endswith(str(row[2]))


def test_a_trending_page_shows_every_card_twice() -> None:
    one = card("Small Models", "* 6 authors\n·\nPublished on Oct 23, 2025\n\n(BUTTON) Upvote\n44")
    other = card("Mar 3, 2025", "Inception\n·\nPublished on Oct 2, 2025\nUpvote 1.2k\nGitHub 7")
    text = dump_text(one, one, other, other, "Company\n\nTOS").replace("Apr 21\n\n", "")
    assert shown(text) == [
        ("Small Models", 6, None, "2025-10-23", None, 44),
        ("Mar 3, 2025", None, "Inception", "2025-10-02", None, 1200),
    ]
    assert reading_of(text).problems[0].message == "2 cards repeated others, and gave no record"


def test_a_lone_number_between_papers_is_no_number_of_comments() -> None:
    text = dump_text(
        card("Small Models", "• 6 authors\n·\nOct 23, 2025\n88"),
        card("Large Models", "• 2 authors\n·\nOct 2, 2025"),
        card("1984", "• 2 authors\n·\nOct 2, 2025"),
    )
    assert shown(text) == [
        ("Small Models", 6, None, "2025-10-23", None, None),
        ("Large Models", 2, None, "2025-10-02", None, None),
        ("1984", 2, None, "2025-10-02", None, None),
    ]
    assert "was left out: 88" in reading_of(text).problems[0].message


def test_comments_next_to_a_day_are_not_guessed_at() -> None:
    reading = reading_of(dump_text(card("Small Models", "• 6 authors\n·\nFeb 275")))
    assert reading.records[0].published is None
    assert "cannot be read: 'Feb 275'" in reading.problems[0].message


@pytest.mark.parametrize(
    "abstract",
    [
        "The first part.\n\n·\n\nThe second part of it.",
        "Written by\n\n  • 5 authors\n\nwho all agreed.",
        "It was frozen on\n\nOct 23, 2024\n\nand released later.",
        "We list:\n\n- one thing\n- another thing\n\nand conclude.",
        "We have\n  • 5 authors\n·\nOct 23, 2024 3\nas a sample.",
    ],
)
def test_abstracts_that_look_like_footers(abstract: str) -> None:
    others = [card(title) for title in ("Others", "More", "And More", "The Last")]
    text = dump_text(f"Small Models\n\n{abstract}\n\n• 7 authors\n·\nOct 2, 2025", *others)
    [record, other, *_more] = reading_of(text).records
    assert (record.title, record.author_count, other.title) == ("Small Models", 7, "Others")
    assert record.abstract is not None
    assert record.abstract.split() == abstract.split()


@pytest.mark.parametrize(
    "foot",
    [
        "Company\n\nTOS\n\nPrivacy\n\nAbout\n\nCareers\n\nWebsite\n\nModels",
        "Previous\n\n1\n\n2\n\n3\n\n...\n\n100\n\nNext",
        "Previous Next\nTrending Papers ranked by GitHub stars activity\nCompany\nTOSPrivacyAbout",
    ],
)
def test_the_foot_of_a_page_is_no_paper(foot: str) -> None:
    assert len(shown(dump_text(card("Small Models"), foot))) == 1
    cut = reading_of(dump_text(card("Small Models"), card("Large Models", None), foot))
    assert [record.title for record in cut.records] == ["Small Models", "Large Models"]
    assert cut.rejected == 0


def test_a_signature_is_no_paper() -> None:
    reading = reading_of(dump_text(card("Small Models"), "-- \nJane"))
    assert len(reading.records) == 1
    assert reading.problems[0].message == "text after the papers: -- Jane"


def test_what_follows_a_quoted_page_is_no_paper() -> None:
    text = "My capture\n\n```\n" + dump_text(card("Small Models", "1 author\n·\nOct 2, 2025 3"))
    whole = reading_of(f"{text}\n```\n")
    assert [(r.published and r.published.iso, r.comments) for r in whole.records] == [
        ("2025-10-02", 3)
    ]
    noted = reading_of(f"{text}\n```\n\nRead this one.\n\nAnd others.")
    assert len(noted.records) == 1
    assert [problem.text for problem in noted.problems] == [
        "My capture", "Read this one.", "And others.",
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["No papers found", "No results found. Try another search."])
def test_a_page_without_hits_has_no_papers(said: str) -> None:
    reading = reading_of(dump_text(said))
    assert (reading.records, reading.rejected) == ((), 0)
    assert reading.problems[0].message == "the page says that nothing was found"


def test_two_captures_in_one_file() -> None:
    one, other = dump_text(card("Small Models")), dump_text(card("Large Models"), head="Apr 23")
    for text in (f"{one}\n\n{other}", f"{card('Small Models')}\n\n{other}"):
        reading = reading_of(text)
        assert [record.title for record in reading.records] == ["Small Models", "Large Models"]
        assert (reading.incomplete, reading.rejected) == (0, 0)
    assert reading_of(f"{one}\n\n{one}").problems == ()
    [problem] = reading_of(f"{one}\n\n{other}").problems
    assert problem.line == one.count("\n") + 3
    assert "a capture of another day begins here" in problem.message


def test_a_head_with_all_that_a_page_has_above_it() -> None:
    nav = "Hugging Face's logoHugging Face\n[      ]\n\n  • Models\n  • ━━━━━\n  • Log In\n\n"
    tabs = (
        "by[image]AK and the research community\n\n  • Daily\n  • Weekly\n\n(BUTTON) Submit a paper"
    )
    text = nav + dump_text(card("Small Models", "• 6 authors\n·\nJan 8"), card("Large Models"))
    text = text.replace("byAK and the research community", tabs)
    assert [row[3] for row in shown(text)] == ["2025-01-08", "2024-10-23"]
    assert reading_of(text).captured == datetime.date(2025, 4, 21)


def test_quoted_text_and_text_without_empty_lines() -> None:
    text = dump_text(card("Small Models"), card("Large Models"))
    expected = shown(text)
    assert shown("\n".join(f"> {line}".rstrip() for line in text.split("\n"))) == expected
    assert shown(text.replace("\n\n", "\n")) == expected


def test_broken_lines_without_empty_lines_are_refused() -> None:
    text = dump_text(f"Small Models\n{WRAPPED}\nand more\n• 6 authors\n·\nOct 2, 2025")
    with pytest.raises(DumpError, match="text of another kind"):
        reading_of(text.replace("\n\n", "\n"))


def test_a_title_that_is_a_number_may_have_an_abstract_of_two_parts() -> None:
    text = dump_text("1984\n\nA short first part.", card(ABSTRACT).partition("\n\n")[2])
    assert [(r.title, r.comments) for r in reading_of(text).records] == [("1984", None)]


@pytest.mark.parametrize(
    "text",
    [
        f"A Post About Tea\n\n{ABSTRACT}\n\nJane Doe\n·\nApr 21, 2026 3",
        f"Tea\n\n{ABSTRACT}\n\nJane Doe\n·\nApr 21\n\nMilk\n\n{ABSTRACT}\n\nJohn Roe\n·\nApr 3",
        f"---\nlicense: mit\n---\n# A Set\n\nIt is a set.\n\n### Summary\n\n{ABSTRACT}\n\n"
        "6 authors\n·\nApr 21, 2025",
        "6 authors\n·\nApr 21, 2025",
    ],
)
def test_other_texts_with_names_and_dates_are_refused(text: str) -> None:
    with pytest.raises(DumpError, match="text of another kind"):
        reading_of(text)


def test_cards_without_a_head_are_known_by_their_authors() -> None:
    cards = [card("Small Models"), card("Large Models", "ByteDance ByteDance\n·\nOct 3, 2025 1")]
    [one, other] = reading_of("\n\n".join(cards)).records
    assert (one.author_count, other.organization) == (6, Organization("ByteDance", "ByteDance"))
