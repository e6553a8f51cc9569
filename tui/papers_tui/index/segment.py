"""Write one segment: Whoosh's own files, and beside them the same as arrays.

Whoosh's files hold everything that the index knows, and Whoosh's reader needs nothing else. The
arrays are what a search looks at: posting lists, the words behind the stems, and the columns.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage
from whoosh.util.numeric import length_to_byte

from papers_tui.index.analysis import words
from papers_tui.index.arrays import Arrays, arrays_path, write_arrays
from papers_tui.index.column_writer import ColumnWriter, string_arrays
from papers_tui.index.inversion import Lexicon, Postings, Tokens, Vocabulary, lexicon_of
from papers_tui.index.posting_file import CODEC, write_postings
from papers_tui.index.schema import NAME, SEARCHED, schema, texts_of
from papers_tui.model.codec import encode
from papers_tui.model.paper import Paper

_ONE: Final = (1).to_bytes(4, "big")
"""The value of a posting of a field without scores: Whoosh's frequency, once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper that goes into the index."""

    paper: Paper
    """The paper."""

    readings: tuple[str, ...]
    """The names of the readings that it comes from."""


def write_segment(
    folder: Path,
    entries: Iterable[Entry],
    progress: Callable[[], None],
) -> Any:  # noqa: ANN401 - Whoosh has no types
    """Write papers as a segment that belongs to no index yet; the index itself is not opened.

    Args:
        folder: Where its files are written.
        entries: The papers.
        progress: Called after each of them.

    Returns:
        Whoosh's segment, or None where there are no papers.
    """
    storage = FileStorage(str(folder))
    segment = CODEC.new_segment(storage, NAME)
    writer = _SegmentWriter(storage, schema(), segment)
    for number, entry in enumerate(entries):
        writer.add(number, entry)
        progress()
    writer.finish()
    return segment if segment.doc_count_all() else None


class _SegmentWriter:
    """Takes papers one by one, and turns their texts inside out at the end."""

    def __init__(self, storage: Any, schema: Any, segment: Any) -> None:  # noqa: ANN401
        self._storage, self._schema, self._segment = storage, schema, segment
        self._documents = CODEC.per_document_writer(storage, segment)
        self._vocabulary = Vocabulary()
        self._tokens = {name: Tokens() for name in SEARCHED}
        self._keywords: dict[str, defaultdict[str, list[int]]] = {
            "identity": defaultdict(list),
            "reading": defaultdict(list),
        }
        self._columns = ColumnWriter()

    def add(self, number: int, entry: Entry) -> None:
        """Add the next paper."""
        documents, paper = self._documents, entry.paper
        documents.start_doc(number)
        for name, text in texts_of(paper).items():
            numbers = map(self._vocabulary.__getitem__, words(text))
            length = self._tokens[name].add(numbers)
            documents.add_field(name, None, None, length)
        documents.add_field("records", None, encode(paper.records), 0)
        documents.finish_doc()
        for key in paper.identities:
            self._keywords["identity"][key].append(number)
        for reading in entry.readings:
            self._keywords["reading"][reading].append(number)
        self._columns.add(paper, entry.readings)

    def finish(self) -> None:
        """Write everything that was gathered."""
        self._documents.close()
        self._segment.set_doc_count(len(self._columns))
        lexicon = lexicon_of(self._vocabulary)
        self._vocabulary.clear()
        arrays: Arrays = {"words.stem": lexicon.stem_of}
        arrays |= string_arrays("stems", lexicon.stems)
        arrays |= string_arrays("words", lexicon.words)
        writer = CODEC.field_writer(self._storage, self._segment)
        for name in sorted(self._schema.names()):
            if name in SEARCHED:
                arrays |= self._write_text(writer, name, lexicon)
            elif name in self._keywords:
                self._write_keywords(writer, name)
        writer.close()
        arrays |= self._columns.arrays()
        write_arrays(arrays_path(Path(self._storage.folder), self._segment), arrays)

    def _write_text(self, writer: Any, name: str, lexicon: Lexicon) -> Arrays:  # noqa: ANN401
        tokens = self._tokens.pop(name)
        lengths = _length_bytes(tokens.lengths)
        postings = tokens.inverted(lexicon.stem_of_number, len(lexicon.stems))
        writer.start_field(name, self._schema[name])
        write_postings(writer, lexicon.stems, postings, lengths)
        writer.finish_field()
        arrays = {f"{name}.{part}": getattr(postings, part) for part in Postings.__slots__}
        return {
            **arrays,
            f"{name}.lengths": lengths,
            f"{name}.total": tokens.lengths.sum(keepdims=True),
        }

    def _write_keywords(self, writer: Any, name: str) -> None:  # noqa: ANN401
        writer.start_field(name, self._schema[name])
        for term, numbers in sorted((t.encode(), n) for t, n in self._keywords[name].items()):
            writer.start_term(term)
            for number in numbers:
                writer.add(number, 1.0, _ONE, 0)
            writer.finish_term()
        writer.finish_field()


def _length_bytes(lengths: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Round lengths to a byte as Whoosh does."""
    values, places = np.unique(lengths, return_inverse=True)
    rounded = np.array([length_to_byte(int(value)) for value in values], np.uint8)
    return rounded[places]
