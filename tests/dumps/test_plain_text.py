"""The plain-text form: counted on the originals, compared with the truth, and piece by piece."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from papers_tui.errors import DumpError
from papers_tui.model.paper import Organization, Record
from tests.builders import ABSTRACT, SAMPLE, card, dump_text, published
from tests.dumps.whole import Whole, read


def reading_of(text: str, **facts: datetime.date | None) -> Whole:
    return read(text.encode(), **facts)


def only(text: str, **facts: datetime.date | None) -> Record:
    [record] = reading_of(text, **facts).records
    return record


@pytest.mark.parametrize(
    ("name", "papers", "counts", "organizations", "bare", "commented", "yearless", "first", "last"),
    [
        ("000_49980e1c55eb9916.txt", 48, 45, 1, 2, 9, 6, "2017-09-25", "2026-04-12"),
        ("001_d046f6ecd7a2b618.txt", 51, 44, 4, 3, 13, 4, "2015-06-09", "2026-02-09"),
    ],
)
def test_the_originals_to_the_digit(
    shared: Callable[[str], Path],
    name: str,
    papers: int,
    counts: int,
    organizations: int,
    bare: int,
    commented: int,
    yearless: int,
    first: str,
    last: str,
) -> None:
    reading = read(shared(f"dumps/{name}").read_bytes())
    records = reading.records
    dates = [record.published for record in records if record.published is not None]
    assert len(records) == papers
    assert sum(record.author_count is not None for record in records) == counts
    assert sum(record.organization is not None for record in records) == organizations
    assert len(records) - len(dates) == bare == reading.incomplete
    assert sum(record.comments is not None for record in records) == commented
    assert sum(date.year_inferred for date in dates) == yearless
    assert (min(d.iso for d in dates), max(d.iso for d in dates)) == (first, last)
    assert all(date.year == 2026 for date in dates if date.year_inferred)
    assert reading.rejected == 0
    assert reading.captured is not None and reading.captured.year == 2026


def test_the_originals_hold_94_papers(shared: Callable[[str], Path]) -> None:
    files = ("dumps/000_49980e1c55eb9916.txt", "dumps/001_d046f6ecd7a2b618.txt")
    records = [record for name in files for record in read(shared(name).read_bytes()).records]
    assert len(records) == 99
    assert len({record.identities for record in records}) == 94


@pytest.mark.parametrize("number", range(6))
def test_rendered_dumps_agree_with_their_truth(shared: Callable[[str], Path], number: int) -> None:
    truth = json.loads(shared(f"dumps/rendered/{number:02}.truth.json").read_text())
    reading = read(shared(f"dumps/rendered/{number:02}.txt").read_bytes())
    expected = [paper for paper in truth["papers"] if paper["kept"]]
    assert reading.captured == datetime.date.fromisoformat(truth["capture"])
    assert reading.incomplete == sum(not paper["footer"] for paper in expected)
    assert reading.rejected == 0
    assert [_said(record) for record in reading.records] == [_true(paper) for paper in expected]


def _said(record: Record) -> tuple[object, ...]:
    organization = record.organization
    named = organization and (organization.handle or organization.name, organization.name)
    date = record.published and record.published.iso
    title, abstract = record.title_tex or record.title, record.abstract_tex or record.abstract
    return (title, abstract, record.author_count, named, date, record.comments)


def _true(paper: dict[str, object]) -> tuple[object, ...]:
    """Give what the dump shows of a paper: below a paper of an organisation stands no count."""
    if not paper["footer"]:
        return (paper["title"], paper["abstract"], None, None, None, None)
    named = paper["org"]
    organization = tuple(part.strip() for part in named) if isinstance(named, list) else None
    count = None if organization else paper["n_authors"]
    return (
        paper["title"], paper["abstract"], count, organization, paper["date"], paper["comments"],
    )  # fmt: skip


def test_the_sample_has_every_variant_of_footer() -> None:
    readings = [read(path.read_bytes()) for path in sorted(SAMPLE.glob("*.txt"))]
    records = [record for reading in readings for record in reading.records]
    assert len({record.identities for record in records}) >= 40
    assert [reading.incomplete for reading in readings] == [1, 2]
    assert any(record.author_count == 1 for record in records)
    assert any(r.organization and r.organization.handle != r.organization.name for r in records)
    assert any(r.organization and r.organization.handle == r.organization.name for r in records)
    assert any(record.comments for record in records)
    assert any(r.published and r.published.year_inferred for r in records)
    assert any(r.published and not r.published.year_inferred for r in records)


@pytest.mark.parametrize(
    ("footer", "count", "organization", "date", "comments"),
    [
        ("  • 6 authors\n·\nOct 23, 2024", 6, None, "2024-10-23", None),
        ("  • 1 authors\n·\nJan 8", 1, None, "2026-01-08", None),
        ("  • 1 author\n·\nFeb 27 3", 1, None, "2026-02-27", 3),
        ("  • 1,024 authors\n·\nFeb 27 1,003", 1024, None, "2026-02-27", 1003),
        ("  • 6 authors\n·\nOct 29, 2025 2026", 6, None, "2025-10-29", 2026),
        ("  • 6 authors\n·\nMar 1 2025", 6, None, "2026-03-01", 2025),
        ("ByteDance ByteDance\n·\nOct 29, 2025 1",
         None, Organization("ByteDance", "ByteDance"), "2025-10-29", 1),
        ("cis-lmu CIS, LMU Munich\n·\nFeb 24, 2025 2",
         None, Organization("cis-lmu", "CIS, LMU Munich"), "2025-02-24", 2),
        ("authors The 6 authors\n·\nApr 1 5",
         None, Organization("authors", "The 6 authors"), "2026-04-01", 5),
        ("lonely\n·\nApr 1", None, Organization(None, "lonely"), "2026-04-01", None),
        ("  • 6 authors\n·", 6, None, None, None),
        ("  • 6 authors\n·\nFeb 30, 2024", 6, None, None, None),
        ("  • 6 authors\n·\nsoon", 6, None, None, None),
        ("·\nApr 1", None, None, "2026-04-01", None),
    ],
)  # fmt: skip
def test_footers(
    footer: str,
    count: int | None,
    organization: Organization | None,
    date: str | None,
    comments: int | None,
) -> None:
    other = card("A Paper of the Year Before", "  • 2 authors\n·\nDec 3, 2025")
    reading = reading_of(dump_text(other, card("Small Models", footer)))
    record = reading.records[1]
    assert record.author_count == count
    assert record.organization == organization
    assert (record.published and record.published.iso) == date
    assert record.comments == comments
    whole = date is not None and (count or organization) is not None
    assert reading.incomplete == (0 if whole else 1)


def test_a_record_without_footer_is_followed_by_the_next_title() -> None:
    text = dump_text(card("First Paper", None), card("Second Paper"), card("Third Paper", None))
    reading = reading_of(text)
    assert [record.title for record in reading.records] == [
        "First Paper", "Second Paper", "Third Paper",
    ]  # fmt: skip
    assert [record.author_count for record in reading.records] == [None, 6, None]
    assert reading.incomplete == 2
    assert [problem.line for problem in reading.problems] == [13, 25]


def test_positions_and_lines_are_those_of_the_titles() -> None:
    text = dump_text(card("First Paper"), card("Second Paper"))
    lines = text.split("\n")
    for position, record in enumerate(reading_of(text).records, start=1):
        assert record.sighting.position == position
        assert record.sighting.line is not None
        assert lines[record.sighting.line - 1] == record.title


def test_an_abstract_of_several_paragraphs_is_one_abstract() -> None:
    second = "In a second part we take the same questions to other languages. " * 5
    text = dump_text("\n\n".join(["First Paper", ABSTRACT, second.strip()]), card("Second Paper"))
    text = text.replace("Second Paper", "x", 0)
    first, other = reading_of(text).records
    assert first.abstract == f"{ABSTRACT}\n\n{second.strip()}"
    assert other.title == "Second Paper"


@pytest.mark.parametrize(
    ("head", "footers", "file_date", "captured"),
    [
        ("Apr 21", ["Jan 8", "Oct 1, 2024"], None, "2025-04-21"),
        ("Apr 21", ["Jan 8", "Oct 1, 2025"], "2030-01-01", "2026-04-21"),
        ("Apr 21", ["Oct 1, 2024"], None, "2025-04-21"),
        ("Apr 21", ["Oct 1, 2024"], "2026-11-22", "2026-04-21"),
        ("Apr 21", ["Oct 1, 2024"], "2026-04-20", "2026-04-21"),
        ("Apr 21", ["Oct 1, 2024"], "2026-04-19", "2025-04-21"),
        ("Apr 21", ["Jan 8"], None, None),
        ("Apr 21", ["Jan 8"], "2026-11-22", "2026-04-21"),
        ("Apr 21, 2023", ["Jan 8"], None, "2023-04-21"),
        ("Feb 29", ["Jan 8", "Oct 1, 2024"], None, "2028-02-29"),
    ],
)
def test_the_year_of_the_capture(
    head: str, footers: list[str], file_date: str | None, captured: str | None
) -> None:
    cards = [card(f"Paper {n}", f"  • 6 authors\n·\n{date}") for n, date in enumerate(footers)]
    day = None if file_date is None else datetime.date.fromisoformat(file_date)
    reading = reading_of(dump_text(*cards, head=head), file_date=day)
    assert (reading.captured and reading.captured.isoformat()) == captured
    assert reading.captured_inferred == (captured is not None)


def test_the_user_knows_the_capture_better() -> None:
    text = dump_text(card("Small Models", "  • 6 authors\n·\nJan 8"))
    reading = reading_of(text, captured_override=datetime.date(2024, 4, 21))
    assert (reading.captured, reading.captured_inferred) == (datetime.date(2024, 4, 21), False)
    assert reading.records[0].published == published("2024-01-08")


def test_a_date_that_contradicts_the_capture_is_not_guessed_at() -> None:
    cards = [
        card("One Paper", "  • 6 authors\n·\nDec 5"),
        card("Two Papers", "  • 6 authors\n·\nOct 1, 2025"),
        card("One Day After", "  • 6 authors\n·\nApr 22"),
    ]
    reading = reading_of(dump_text(*cards))
    assert [r.published and r.published.iso for r in reading.records] == [
        None, "2025-10-01", "2026-04-22",
    ]  # fmt: skip
    assert reading.incomplete == 1
    assert "would lie after the capture" in reading.problems[0].message


def test_a_year_that_cannot_be_known_is_said() -> None:
    reading = reading_of("\n\n".join([card("Small Models", "  • 6 authors\n·\nJan 8")]))
    assert reading.records[0].published is None
    assert "--captured" in reading.problems[0].message


def test_text_that_belongs_nowhere_is_reported() -> None:
    text = "Sent from my telephone\n\n" + dump_text("  • 6 authors\n·\nJan 8", card("Small Models"))
    reading = reading_of(text)
    assert reading.rejected == 2
    assert [problem.line for problem in reading.problems] == [1, 15]
    assert len(reading.records) == 1


def test_a_text_that_is_too_long_for_a_paper_is_reported() -> None:
    text = dump_text(card("First Paper"), "word " * 100_000, card("Second Paper"))
    reading = reading_of(text)
    assert [record.title for record in reading.records] == ["First Paper", "Second Paper"]
    assert reading.rejected == 1
    assert "letters are no abstract: word word" in reading.problems[0].message


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_other_line_ends_and_a_mark_change_nothing(ends: str, mark: str) -> None:
    text = dump_text(card("First Paper"), card("Second Paper", None))
    plain, other = reading_of(text), reading_of(mark + text.replace("\n", ends))
    strip = [
        (r.title, r.abstract, r.author_count, r.published, r.sighting.line) for r in plain.records
    ]
    assert strip == [
        (r.title, r.abstract, r.author_count, r.published, r.sighting.line) for r in other.records
    ]


def test_utf_16_is_read() -> None:
    text = dump_text(card("Σ-Mem"))
    assert [r.title for r in read(text.encode("utf-16")).records] == ["Σ-Mem"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(encoding: str) -> None:
    reading = read(dump_text(card("Σ-Mem"), card("Café Models")).encode(encoding))
    assert [r.title for r in reading.records] == ["Σ-Mem", "Café Models"]
    assert reading.problems == ()


def test_what_is_not_utf_8_is_read_as_windows_1252() -> None:
    text = dump_text(
        card("Caf\u00e9 “Models”"), card("Small Models", "na\u00efve Na\u00efve\n·\nJan 8, 2025")
    )
    reading = read(text.encode("cp1252"))
    one, other = reading.records
    assert (one.title, one.author_count) == ("Caf\u00e9 “Models”", 6)
    assert other.organization == Organization("na\u00efve", "Na\u00efve")
    [problem] = reading.problems
    assert problem.message == "read as Windows-1252, because it is not UTF-8"


def test_what_is_not_utf_8_only_later_is_read_as_windows_1252() -> None:
    plain = [card(f"Small Models {n}", None) for n in range(400)]
    text = dump_text(*plain, card("Caf\u00e9 Models", "• 6 authors\n·\nJan 8, 2025"))
    reading = read(text.encode("cp1252"))
    assert reading.records[-1].title == "Caf\u00e9 Models"
    assert reading.records[-1].author_count == 6


def test_bytes_that_are_no_text_are_replaced_and_reported() -> None:
    text = dump_text(card("Caf\u00e9 Models"), card("Small Models"))
    reading = read(text.encode().replace("\u00e9".encode(), b"\xe9"))
    assert [record.title for record in reading.records] == ["Caf\ufffd Models", "Small Models"]
    [problem] = reading.problems
    assert (problem.line, problem.message) == (13, "bytes that are not utf-8 text")


def test_a_few_nul_bytes_are_left_out() -> None:
    cards = [card("Small\0 Models"), *(card(f"Others {n}") for n in range(8))]
    reading = read(dump_text(*cards).encode())
    assert reading.records[0].title == "Small Models"
    assert [problem.message for problem in reading.problems] == ["NUL bytes were left out: 1"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\n \n", "empty"),
        (b"\x7fELF\0\0\0", "binary"),
        (b"\0" * 1000, "binary"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b'{"paper": 1}', "JSON"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"Dear all,\n\nthe meeting is at noon.\n\nYours", "text of another kind"),
    ],
)
def test_what_is_no_dump_is_refused_by_name(data: bytes, why: str) -> None:
    with pytest.raises(DumpError, match=why):
        read(data)
