"""Lines that scrapers broke where a date, an address, a name or a title goes on."""

import pytest

from papers_tui.model.paper import Organization, Record
from tests.dumps.layouts import HEAD, ONE, SITE, TEXT_ONE, TEXT_TWO, TITLE_ONE, card
from tests.dumps.whole import read


def only(text: str) -> Record:
    reading = read(text.encode())
    assert (reading.format, reading.incomplete, reading.rejected) == ("markdown", 0, 0)
    [record] = reading.records
    return record


@pytest.mark.parametrize(
    "date",
    [
        "·\n\nAug 9,\n2025[9]",
        "·\n\nAug 9,\n2025[![](data:image/svg;x=)9]",
        "· Aug 9,\n2025 [ 9 ]",
        "·\nAug\n9, 2025[9]",
    ],
)
def test_a_date_of_two_lines(date: str) -> None:
    text = card("2510.12345", TITLE_ONE).replace("·\n\nOct 23, 2025[3]", date)
    record = only(HEAD + text)
    assert record.published is not None
    assert (record.published.iso, record.comments) == ("2025-08-09", 9)


def test_a_date_in_a_text_goes_on() -> None:
    text = "It was so in\nMay 3,\n2021\nand has been so since."
    for layout in (text, f"]({ONE})\n\n{text}\n\n["):
        page = HEAD + card("2510.12345", TITLE_ONE, layout).replace(f"[]({ONE})\n\n", "")
        assert only(page).abstract == text.replace("\n", " ")


@pytest.mark.parametrize(
    "link",
    [
        f"[![x](https://cdn.example.org/x.png) Carnegie\nMellon]({SITE}/cmu-x)",
        f"[![x](https://cdn-\nx.example.org/a-\nb.png)Carnegie Mellon]({SITE}/cmu-x)",
        f"[![x](https://cdn.example.org/x.png)Carnegie Mellon]({SITE}/cmu-\nx)",
        f"[Carnegie Mellon]({SITE}/</cmu-\nx>)",
    ],
)
def test_an_organisation_of_two_lines(link: str) -> None:
    record = only(HEAD + card("2510.12345", TITLE_ONE, below=link))
    assert record.organization == Organization("cmu-x", "Carnegie Mellon")
    assert record.abstract == TEXT_ONE


def test_a_name_broken_at_its_hyphen_is_whole() -> None:
    record = only(HEAD + card("2510.12345", TITLE_ONE, below=f"[Rolls-\nRoyce]({SITE}/rr)"))
    assert record.organization == Organization("rr", "Rolls-Royce")


def test_lines_are_counted_over_broken_addresses() -> None:
    picture = f"[![](https://cdn.example.org/social-\nthumbnails/x.png)](\n{ONE})\n\n"
    text = HEAD + picture + card("2510.12345", TITLE_ONE)
    line = text[: text.index("### [")].count("\n") + 1
    assert only(text).sighting.line == line
    assert only(text).abstract == TEXT_ONE


def test_addresses_in_angle_brackets_may_begin_outside() -> None:
    text = card("2510.12345", TITLE_ONE, TEXT_TWO).replace(f"({SITE}/", f"({SITE}/</")
    text = text.replace(")\n\n", ">)\n\n").replace("</papers/2510.12345)", "</papers/2510.12345>)")
    record = only(HEAD + text)
    assert (record.title, record.abstract, record.arxiv_id) == (TITLE_ONE, TEXT_TWO, "2510.12345")
    assert (record.upvotes, record.comments) == (12, 3)


def test_what_follows_the_name_of_an_organisation_is_not_part_of_it() -> None:
    text = f"{HEAD}\n  [1]{TITLE_ONE}\n\n   [2]{TEXT_ONE}\n\n   [3]CMU\n   ·\n   Mar 4, 2025[4]1\n"
    text += f"\nReferences\n\n1. {ONE}\n2. {ONE}\n3. {SITE}/cmu\n4. {ONE}#community\n"
    record = only(text)
    assert record.organization == Organization("cmu", "CMU")
    assert record.published is not None
    assert (record.published.iso, record.comments) == ("2025-03-04", 1)


def test_a_title_may_be_its_own_reference_in_two_lines() -> None:
    text = card("2510.12345", "X").replace(f"[X]({ONE})", "[Of \\[Long\\] and\nBroken Titles]")
    record = only(f"{HEAD}{text}\n  [Of \\[Long\\] and\n  Broken Titles]: {ONE}\n")
    assert (record.title, record.abstract) == ("Of [Long] and Broken Titles", TEXT_ONE)


@pytest.mark.parametrize("title", ["# of Titles", "1. Numbered Title", "- A Dash"])
def test_a_title_behind_the_number_of_its_link_is_whole(title: str) -> None:
    text = f"{HEAD}\n  [1]{title}\n\n   [2]{TEXT_ONE}\n\n   [2]6 authors\n   ·\n   Oct 2, 2025\n"
    record = only(f"{text}\nReferences\n\n   1. {ONE}\n   2. {ONE}\n")
    assert (record.title, record.abstract, record.author_count) == (title, TEXT_ONE, 6)


def test_a_reference_may_stand_below_its_name_and_a_number_may_be_a_name() -> None:
    text = card("2510.12345", "X").replace(f"[X]({ONE})", "[42]")
    record = only(f"{HEAD}{text}\n  [42]:\n    {ONE}\n  [7]: data:image/png;base64,xyz\n")
    assert (record.title, record.arxiv_id, record.comments) == ("42", "2510.12345", 3)


def test_the_names_of_buttons_are_no_addresses() -> None:
    vote = f"{SITE}/login?next=%2Fpapers%2F2510.12345"
    text = (
        f"{HEAD}\n  [1]{TITLE_ONE}\n\n   [2]{TEXT_ONE}\n\n   [2]6 authors\n   ·\n   Oct 2, 2025\n"
    )
    text += "\n   [3](BUTTON) Upvote\n   44\n   [4]arXiv\n   Page\n\nReferences\n\n"
    addresses = [ONE, ONE, vote, "https://arxiv.org/abs/2510.12345"]
    record = only(text + "".join(f"   {n}. {a}\n" for n, a in enumerate(addresses, start=1)))
    assert (record.upvotes, record.comments, record.author_count) == (44, None, 6)


def test_a_title_may_end_in_brackets_on_a_line_of_their_own() -> None:
    record = only(HEAD + card("2510.12345", "Of Titles in\n[Brackets]"))
    assert record.title == "Of Titles in [Brackets]"


def test_an_address_elsewhere_may_stand_behind_the_site() -> None:
    code = f"[GitHub 1.1k]({SITE}/<https:/github.com/example/of-\nx>)\n\n"
    record = only(HEAD + card("2510.12345", TITLE_ONE) + code)
    assert record.repository == "https://github.com/example/of-x"


def test_the_lists_of_links_have_headings() -> None:
    text = (
        f"{HEAD}\n  [1]{TITLE_ONE}\n\n   [1]{TEXT_ONE}\n\n   [1]6 authors\n   ·\n   Oct 2, 2025\n"
    )
    text += f"\nReferences\n\n   Visible links:\n   1. {ONE}\n\n   Hidden links:\n   2. {ONE}\n"
    assert only(text).title == TITLE_ONE
