"""XML that is written to do harm: nothing outside the file is read, and memory stays bounded."""

import io
from pathlib import Path

import pytest

from papers_tui.dumps.reading import OpenDump
from papers_tui.dumps.source import Source
from papers_tui.errors import DumpError
from tests.dumps.test_arxiv_atom import ENTRY, feed
from tests.dumps.test_arxiv_oai import PAPER, entry, response
from tests.dumps.test_broken_input import check
from tests.dumps.whole import read

LAUGHS = "".join(
    f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12)
)  # fmt: skip


def with_doctype(text: str, root: str, subset: str) -> bytes:
    return text.replace(f"<{root}", f"<!DOCTYPE {root} [{subset}]><{root}", 1).encode()


TEXTS = [(response(entry(PAPER)), "OAI-PMH"), (feed(ENTRY), "feed")]

SUBSETS = [
    f'<!ENTITY a0 "ha">{LAUGHS}',
    '<!ENTITY a11 SYSTEM "file:///etc/passwd">',
    '<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;<!ENTITY a11 "x">',
    '<!ENTITY a11 PUBLIC "x" "http://localhost:9/x">',
    f'<!ENTITY a11 "{"x" * 20_000}">',
]


@pytest.mark.parametrize(("text", "root"), TEXTS)
@pytest.mark.parametrize("subset", SUBSETS)
@pytest.mark.parametrize("place", ["title", "attribute"])
def test_entities_are_refused(text: str, root: str, subset: str, place: str) -> None:
    if place == "title":
        text = text.replace("A Paper", "A Paper &a11;" * 1000, 1)
    else:
        text = text.replace(f"<{root}", f'<{root} a="{"&a11;" * 1000}"', 1)
    with pytest.raises(DumpError, match="a document type with entities, which is not read"):
        read(with_doctype(text, root, subset))


@pytest.mark.parametrize(("text", "root"), TEXTS)
@pytest.mark.parametrize("subset", SUBSETS)
def test_entities_in_a_later_document_are_refused(text: str, root: str, subset: str) -> None:
    bad = text.replace("A Paper", "A Paper &a11;" * 1000, 1)
    whole = read(text.encode() + with_doctype(bad, root, subset) + text.encode())
    assert len(whole.records) == 2
    assert whole.rejected == 1
    assert "root:" not in repr(whole)


def test_the_password_file_is_there() -> None:
    assert "root:" in Path("/etc/passwd").read_text()


@pytest.mark.parametrize(("text", "root"), TEXTS)
def test_nesting_without_end(text: str, root: str) -> None:
    deep = text.replace("A Paper", "<a>" * 100_000, 1)
    closed = text.replace("A Paper", "<a>" * 100_000 + "</a>" * 100_000, 1)
    for data in (deep, closed, text + deep + text):
        whole = read(data.encode())
        check(whole)
        assert whole.rejected == 1


PIECES = ["<a>some text</a>", "<a b='c'/>", "some text ", "<!-- some text -->"]


@pytest.mark.parametrize("piece", PIECES)
def test_what_stands_between_records_is_forgotten(piece: str) -> None:
    """As trees, or texts, these eight megabytes would take more than is allowed here."""
    before, after = response(entry(PAPER), "<mark/>", entry(PAPER)).split("<mark/>", 1)
    filler = piece * (8_000_000 // len(piece))
    data = f"{before}{filler if '<' in piece else '<x>' + filler + '</x>'}{after}".encode()
    growth: list[int] = []
    dump = OpenDump(Source(lambda: _Watched(data, growth), "0" * 64))
    assert len(list(dump)) == 2
    assert dump.reading.problems == ()
    assert max(growth) < 30_000_000


@pytest.mark.parametrize("piece", PIECES[:2])
def test_a_record_without_end_is_given_up(piece: str) -> None:
    data = response(entry(PAPER), entry(PAPER.replace("<title>", piece * 500_000 + "<title>")))
    whole = read((data + response(entry(PAPER))).encode())
    assert len(whole.records) == 2
    assert [problem.line for problem in whole.problems] == [whole_line(data)]
    assert "a record of more than 4 MB" in whole.problems[0].message


def whole_line(text: str) -> int:
    """Give the line of the second record."""
    return [number for number, line in enumerate(text.split("\n"), 1) if "<record>" in line][1]


class _Watched(io.BytesIO):
    """Notes by how much the process has grown whenever it is read from."""

    def __init__(self, data: bytes, growth: list[int]) -> None:
        super().__init__(data)
        self._growth = growth
        self._begun = _resident()

    def read(self, size: int | None = -1, /) -> bytes:
        self._growth.append(_resident() - self._begun)
        return super().read(size)


def _resident() -> int:
    """Give the bytes of memory that the process has; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 if status.exists() else 0
