"""The elements of XML from outside, one at a time, in bounded memory.

Names are compared without their namespaces: copies of responses have lost them, or have them with
other prefixes. Nothing outside the file is ever loaded, and no entity that it declares is read.
"""

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, TypedDict, cast

from papers_tui.dumps.notes import Notes
from papers_tui.dumps.source import Source
from papers_tui.errors import DumpError

if TYPE_CHECKING:
    from lxml.etree import XMLSyntaxError, _Element

_LONGEST: Final = 4 << 20
"""Bytes of a wanted element, at the most; as a tree they take up to forty times as much."""

_PIECE: Final = 1 << 16
"""Bytes that are read at a time."""

_DECLARATION: Final = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[ \t\r\n]")
"""What a document begins with, as a rule: perhaps a byte order mark, and the XML declaration."""

_DECLARATION_BYTES: Final = 9

_BEFORE: Final = re.compile(rb"(?:\s|\xef\xbb\xbf)+")
"""What may stand before a document, and is passed over."""

_ENTITIES: Final = "holds a document type with entities, which is not read"


class _Safety(TypedDict):
    """What the parser is told."""

    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


_SAFETY: Final = _Safety(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A wanted element, as long as the next has not been asked for."""

    name: str
    """Its name, without namespace."""

    element: "_Element"
    """The element, with all that is in it."""

    line: int
    """The line that it begins on."""


def opening(source: Source, roots: Sequence[str]) -> "_Element | None":
    """Give the root of a dump, with as much below it as the beginning holds.

    Returns:
        None where the dump is no XML, or its root has none of these names.

    Raises:
        DumpError: It declares entities.
    """
    start = source.head_text
    tag = re.compile(rf"<(?:[\w.-]+:)?(?:{'|'.join(roots)})[\s/>]")
    if not start.startswith("<") or not tag.search(start):
        return None
    root = _root_of(source.head.lstrip())
    if root is None:
        if "<!ENTITY" in start:
            raise DumpError(f"it {_ENTITIES}")
        return None
    if name_of(root) not in roots:
        return None
    if _declares_entities(root):
        raise DumpError(f"it {_ENTITIES}")
    return root


def elements(source: Source, notes: Notes, wanted: frozenset[str]) -> Iterator[Found]:
    """Give every element of these names that is in no other such, and forget all others.

    Documents may stand in a row, each with its own XML declaration. What breaks off or is malformed
    is noted, and the next document read.
    """
    from lxml import etree  # deferred, because it takes long to import

    with source.open() as stream:
        documents = _Documents(stream)
        while documents.go_on():
            try:
                yield from _elements(documents, notes, wanted)
            except etree.XMLSyntaxError as error:
                line = documents.first_line + max(0, (error.lineno or 1) - 1)
                notes.reject(f"the XML breaks off or is malformed: {_why(error)}", line=line)


def name_of(element: "_Element") -> str:
    """Give the name of an element without namespace or prefix."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def children(element: "_Element | None", name: str) -> "list[_Element]":
    """Give the elements of a name that stand directly in another."""
    return [] if element is None else [child for child in element if name_of(child) == name]


def child(element: "_Element | None", name: str) -> "_Element | None":
    """Give the first element of a name that stands directly in another, if there is one."""
    return next(iter(children(element, name)), None)


def text_of(element: "_Element | None") -> str | None:
    """Give the text of an element and all in it; None where there is none."""
    if element is None:
        return None
    text = "".join(str(piece) for piece in element.itertext())
    return text if text.strip() else None


def text_in(element: "_Element | None", name: str) -> str | None:
    """Give the text of the first element of a name in another; None where there is none."""
    return text_of(child(element, name))


class _Documents:
    """A stream of XML documents in a row, which is read to the end of one, and then of the next."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = b""
        self._ended = False
        self._begun = True
        self._line = 1
        self.first_line = 1
        """The line on which the document begins."""
        self.bytes_read = 0
        """How many bytes have been read, of all documents."""

    def go_on(self) -> bool:
        """Go to the next document; False where there is none."""
        while self._begun and self.bytes_read and self.read(_PIECE):
            pass
        self._fill(_PIECE)
        while (before := _BEFORE.match(self._buffer)) is not None:
            self._line += before[0].count(b"\n")
            self._buffer = self._buffer[before.end() :]
            self._fill(_PIECE)
        self.first_line = self._line
        self._begun = False
        return bool(self._buffer)

    def read(self, size: int) -> bytes:
        """Read some of the document; nothing at its end."""
        self._fill(size + _DECLARATION_BYTES)
        following = _DECLARATION.search(self._buffer, 0 if self._begun else 1)
        end = following.start() if following else len(self._buffer)
        if following is None and not self._ended:
            end -= _DECLARATION_BYTES - 1
        data = self._buffer[: min(size, end)]
        self._buffer = self._buffer[len(data) :]
        self._begun = self._begun or bool(data)
        self._line += data.count(b"\n")
        self.bytes_read += len(data)
        return data

    def _fill(self, size: int) -> None:
        while not self._ended and len(self._buffer) < size:
            data = self._stream.read(_PIECE)
            self._ended = not data
            self._buffer += data


def _elements(documents: _Documents, notes: Notes, wanted: frozenset[str]) -> Iterator[Found]:
    from lxml import etree  # deferred, because it takes long to import

    root: _Element | None = None
    inside: _Element | None = None
    began = 0
    for event, element in etree.iterparse(documents, events=("start", "end"), **_SAFETY):
        if event == "start":
            if root is None:
                root = element
                if _declares_entities(root):
                    notes.reject(f"a document {_ENTITIES}", line=documents.first_line)
                    return
            if inside is None and name_of(element) in wanted:
                inside, began = element, documents.bytes_read
            elif inside is not None and documents.bytes_read - began > _LONGEST:
                _note_long(inside, documents, notes)
                return
        elif inside is None or element is inside:
            if inside is not None:
                yield Found(name_of(inside), inside, _line(inside, documents))
                inside = None
            _forget(element)


def _forget(element: "_Element") -> None:
    """Free an element, and those before it, which otherwise stay until all has been read."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _note_long(element: "_Element", documents: _Documents, notes: Notes) -> None:
    message = f"a {name_of(element)} of more than {_LONGEST >> 20} MB; the rest is not read"
    notes.reject(message, line=_line(element, documents))


def _line(element: "_Element", documents: _Documents) -> int:
    return documents.first_line + max(0, cast("int", element.sourceline or 1) - 1)


def _root_of(data: bytes) -> "_Element | None":
    from lxml import etree  # deferred, because it takes long to import

    parser = etree.XMLPullParser(events=("start",), **_SAFETY)
    with contextlib.suppress(etree.XMLSyntaxError):  # what comes before an error is enough
        parser.feed(data)
    for _event, element in parser.read_events():
        return cast("_Element", element)
    return None


def _declares_entities(root: "_Element") -> bool:
    dtd = root.getroottree().docinfo.internalDTD
    return dtd is not None and any(True for _entity in dtd.iterentities())  # type: ignore[attr-defined]  # not in the stubs


def _why(error: "XMLSyntaxError") -> str:
    return (error.msg or "it ends too early").partition(", line ")[0]
