"""A dump to its records, by the first format that knows it."""

import contextlib
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from papers_tui.dumps import (
    arxiv_atom,
    arxiv_oai,
    arxiv_snapshot,
    markdown,
    papers_jsonl,
    plain_text,
    site_json,
    web_page,
)
from papers_tui.dumps.encodings import has_few_nuls
from papers_tui.dumps.notes import Notes
from papers_tui.dumps.source import Source
from papers_tui.errors import DumpError, UnreachableDumpError
from papers_tui.model.dump import Reading
from papers_tui.model.paper import FormatName, Record


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of dump."""

    name: FormatName
    """What it is called."""

    recognise: Callable[[Source], bool]
    """Tells by what it holds whether a dump is of this kind.

    Raises DumpError for one that is, but holds no papers, or must not be read.
    """

    read: Callable[[Source, Notes], Iterator[Record]]
    """Reads a dump of this kind, one record after the other; never raises, whatever it holds.

    It sets the day of the capture before the first record. What cannot be read is noted.
    """


FORMATS: Final[tuple[Format, ...]] = (
    Format(papers_jsonl.NAME, papers_jsonl.recognise, papers_jsonl.read),
    Format(arxiv_snapshot.NAME, arxiv_snapshot.recognise, arxiv_snapshot.read),
    Format(arxiv_oai.NAME, arxiv_oai.recognise, arxiv_oai.read),
    Format(arxiv_atom.NAME, arxiv_atom.recognise, arxiv_atom.read),
    Format(site_json.NAME, site_json.recognise, site_json.read),
    Format(web_page.NAME, web_page.recognise, web_page.read),
    Format(markdown.NAME, markdown.recognise, markdown.read),
    Format(plain_text.NAME, plain_text.recognise, plain_text.read),
)
"""Every format, in the order in which they are tried: those that need only the beginning first."""


_SCALAR: Final = re.compile(r'(?:-?[0-9.]+|null|true|false|"[^"\n]*")\s*$')
"""A JSON value alone, at the end of what is looked at."""


class OpenDump:
    """A dump that is being read."""

    def __init__(self, source: Source) -> None:
        """Recognise a dump.

        Raises:
            DumpError: It is none, with the reason.
        """
        self._source = source
        with _readable():
            self._format = _recognised(source)
        self._notes = Notes(self._format.name, source.sha256)
        self._papers = 0

    def __iter__(self) -> Iterator[Record]:
        """Give the records, in the order of the dump; once only.

        Raises:
            DumpError: The bytes cannot be read to their end; what comes before has been given.
        """
        with _readable():
            for record in self._format.read(self._source, self._notes):
                self._papers += 1
                assert record.sighting.position == self._papers  # parts of dumps hang on it
                yield record
        for remark in self._source.remarks:
            self._notes.remark(remark)
        for line in self._source.undecodable:
            self._notes.remark(f"bytes that are not {self._source.encoding} text", line=line)

    @property
    def reading(self) -> Reading:
        """What came of it, when every record has been given."""
        return self._notes.reading(self._papers)


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    """Turn what reading a copy raises into errors of ours."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile, FileNotFoundError) as error:
        raise DumpError(f"the copy is damaged: {error}") from error
    except OSError as error:
        raise UnreachableDumpError(f"the copy of the dump cannot be read: {error}") from error


def _recognised(source: Source) -> Format:
    if not source.encoding.startswith("utf-16") and not has_few_nuls(source.head):
        raise DumpError("the file is binary, not a paper listing that can be read")
    if not source.head_text.strip() and not source.text.strip():
        raise DumpError("the file is empty")
    for format_ in FORMATS:
        if format_.recognise(source):
            return format_
    raise DumpError(f"{_describe(source.head_text)}, but not a paper listing that can be read")


def _describe(start: str) -> str:
    start = start[:300].lower()
    if start.startswith("<") and any(sign in start for sign in web_page.PAGE):
        return "looks like a web page"
    if start.startswith(("{", "[")) or _SCALAR.match(start):
        return "looks like JSON"
    if start.startswith("<?xml"):
        return "looks like XML"
    return "looks like text of another kind"
