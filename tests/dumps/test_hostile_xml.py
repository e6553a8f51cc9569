"""XML that is written to do harm: nothing outside the file is read, and memory stays bounded."""

import io
import tracemalloc
from collections.abc import Iterator
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


@pytest.mark.parametrize(("text", "root"), TEXTS)
@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("piece", ["<a>some text</a>", "<a b='c'/>", "some text ", "<!-- a -->"])
def test_memory_is_bounded(text: str, root: str, piece: str, inside: bool) -> None:
    """Forty megabytes of anything, in a record or beside it, take no more than half of that."""
    mark = "A Paper" if inside else "<record>" if root == "OAI-PMH" else "<entry>"
    before, after = text.split(mark, 1)
    whole = [before.encode(), *[piece.encode() * 4096] * (40_000_000 // len(piece) // 4096)]

    class Pieces(io.RawIOBase):
        def __init__(self) -> None:
            self._pieces: Iterator[bytes] = iter([*whole, (mark + after).encode()])
            self._rest = b""

        def read(self, size: int = -1) -> bytes:
            assert size > 0
            while len(self._rest) < size and (more := next(self._pieces, b"")):
                self._rest += more
            data, self._rest = self._rest[:size], self._rest[size:]
            return data

    dump = OpenDump(Source(lambda: Pieces(), "0" * 64))  # type: ignore[arg-type, return-value]
    list(dump)
    before_peak = _resident()
    tracemalloc.start()
    for _record in OpenDump(Source(lambda: Pieces(), "0" * 64)):  # type: ignore[arg-type, return-value]
        pass
    _size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000
    assert _resident() - before_peak < 40_000_000


def _resident() -> int:
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 if status.exists() else 0
