"""The snapshot of arXiv's metadata: JSON Lines, one paper a line, or the same as one list.

`https://www.kaggle.com/datasets/Cornell-University/arxiv`. Title and abstract have hard line
breaks; `authors` is one text, `authors_parsed` the names in parts; `versions` has the dates.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from papers_tui.dumps import json_stream
from papers_tui.dumps.arxiv import Said, find_id, names, readable_names, record, version_date
from papers_tui.dumps.notes import Notes, excerpt
from papers_tui.dumps.source import HEAD_BYTES, Source
from papers_tui.model.dates import PartialDate
from papers_tui.model.paper import FormatName, Record
from papers_tui.model.text import clean

NAME: Final[FormatName] = "arxiv-snapshot"
"""The name of this format."""

_KEYS: Final = ("authors", "authors_parsed", "abstract", "categories", "versions", "update_date")

_SEVERAL: Final = 3
"""How many of the keys, beside `id`, make an object a paper of the snapshot."""

_BROKEN: Final = 4
"""There may be this many lines at the beginning for each that can be read."""

_LIST: Final = re.compile(r"\[\s*\{")

_OBJECT: Final = re.compile(r'\{\s*"id"\s*:')


def recognise(source: Source) -> bool:
    """Tell whether a dump is of this format, by the lines, or the objects, that it begins with."""
    if source.encoding != "utf-8" or b'"id"' not in source.head:
        return False
    return _has_lines(source) or _has_objects(source)


def read(source: Source, notes: Notes) -> Iterator[Record]:
    """Read a dump; nothing in it is passed over in silence."""
    notes.captured = source.captured_override or source.file_date
    stream = json_stream.lines if _has_lines(source) else json_stream.values
    position = 1
    for line, value, text in stream(source, notes):
        said = _said(value)
        made = None if said is None else record(said, notes.sighting(position, line), notes)
        if made is None:
            what = "no JSON object" if said is None else "a paper without a title"
            notes.reject(f"{what}: {excerpt(clean(text[:200]))}", line=line, text=text.strip())
            continue
        yield made
        position += 1


def _has_lines(source: Source) -> bool:
    """Tell whether there are whole papers on lines; one line that is cut is known by its keys."""
    if _LIST.match(source.head_text):
        return False
    whole = source.head
    if len(whole) == HEAD_BYTES:
        whole = whole.rpartition(b"\n")[0]
        if not whole:
            return source.head_text.startswith("{") and _mentions_keys(source.head_text)
    found = [line for line in whole.splitlines() if line.strip()]
    return 0 < len(found) <= _BROKEN * sum(map(_holds_paper, found))


def _has_objects(source: Source) -> bool:
    """Tell whether there is a list of papers, or papers in a row that take several lines each."""
    start = source.head_text
    return bool(_LIST.match(start) or _OBJECT.match(start)) and _mentions_keys(start)


def _holds_paper(line: bytes) -> bool:
    try:
        value = json.loads(line.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "id" in value and _has_several(value)


def _mentions_keys(text: str) -> bool:
    return _has_several(set(re.findall(r'"([a-z_]+)"\s*:', text)))


def _has_several(keys: Iterable[str]) -> bool:
    present = set(keys)
    return sum(key in present for key in _KEYS) >= _SEVERAL


def _said(paper: Any) -> Said | None:  # noqa: ANN401 - as it stands in the file
    """Give what an object says; None where it is none."""
    if not isinstance(paper, dict):
        return None
    arxiv_id = find_id(_text(paper, "id") or "")
    return Said(
        _text(paper, "title"),
        arxiv_id,
        _text(paper, "abstract"),
        _authors(paper),
        _categories(paper.get("categories")),
        _published(paper.get("versions"), arxiv_id),
        _text(paper, "doi"),
        _text(paper, "journal-ref"),
        _text(paper, "comments"),
    )


def _text(paper: dict[str, Any], key: str) -> str | None:
    value = paper.get(key)
    return value if isinstance(value, str) else None


def _authors(paper: dict[str, Any]) -> tuple[str, ...]:
    try:
        found = [_name(parts) for parts in paper["authors_parsed"]]
    except (KeyError, TypeError):
        found = []
    return readable_names(found) or names(_text(paper, "authors") or "")


def _name(parts: list[str]) -> str:
    """Join the parts of a name: last, first, suffix, and perhaps affiliations, which are left out.

    Raises:
        TypeError: They are no parts of a name.
    """
    if not isinstance(parts, list):
        raise TypeError(f"not the parts of a name: {parts!r}")
    name = " ".join(parts[1::-1])
    return f"{name} {parts[2]}" if len(parts) > 2 and parts[2] else name


def _categories(value: object) -> tuple[str, ...]:
    """Read categories: one text with blanks between them, in some copies a list of texts."""
    if isinstance(value, list):
        value = " ".join(name for name in value if isinstance(name, str))
    return _parted(value) if isinstance(value, str) else ()


@lru_cache(maxsize=1 << 12)
def _parted(categories: str) -> tuple[str, ...]:
    """Part categories; most papers have one of a few hundred combinations."""
    return tuple(clean(categories).split())


def _published(versions: object, arxiv_id: str | None) -> PartialDate | None:
    """Give the date of the first version."""
    for version in versions if isinstance(versions, list) else ():
        if isinstance(version, dict) and version.get("version") == "v1":
            created = version.get("created")
            return version_date(created, arxiv_id) if isinstance(created, str) else None
    return None
