"""The project's own JSON Lines: what `export --format jsonl` writes is read back without loss.

`model/record_form.py` has the form. Every record of a paper comes back with the format in which it
was seen first, so that its word counts as before; with the day of its capture, whatever day is
given for the file; and with its origin, the dump that the other library read. What the user said of
the papers, read and bookmarked, is not taken over. A line without records, as `search --format
jsonl` and version 0.1 write it, is read from the paper's own fields.
"""

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from papers_tui.dumps.json_pieces import DECODER
from papers_tui.dumps.lines import Line, lines
from papers_tui.dumps.notes import Notes, excerpt
from papers_tui.dumps.source import Source
from papers_tui.dumps.values import Values, arxiv_id, count, line, string, words
from papers_tui.errors import DumpError
from papers_tui.model.dates import PartialDate
from papers_tui.model.paper import FormatName, Organization, Origin, Record, Sighting
from papers_tui.model.record_form import FORM, MARKER
from papers_tui.model.text import clean

NAME: Final[FormatName] = "papers-jsonl"
"""The name of this format."""

_BEGINNING: Final = re.compile(
    rf'^\{{\s*"(?:{MARKER}"\s*:\s*(?P<form>\d{{1,9}})\b|key"\s*:\s*"(?:arxiv|doi|title):)',
    re.MULTILINE,
)
"""How a line begins: with the marker, or before there was one, with the paper's key."""

_LINES: Final = ("doi", "repository", "project_page", "journal_ref", "note", "title_tex")
_COUNTS: Final = ("author_count", "comments", "upvotes")
_LISTS: Final = ("authors", "categories", "keywords")
_DATES: Final = ("published", "featured")


def recognise(source: Source) -> bool:
    """Tell whether a text is of this format: one of its first lines begins as they do.

    Raises:
        DumpError: It is of a later version of this format.
    """
    found = _BEGINNING.search(source.head_text)
    if found is not None and int(found["form"] or 0) > FORM:
        raise DumpError(
            f"an export of a later version of papers-tui (form {found['form']}; "
            f"this version reads form {FORM})"
        )
    return found is not None


def read(source: Source, notes: Notes) -> Iterator[Record]:
    """Read a dump line by line; a line that cannot be read takes no other with it."""
    notes.captured = source.captured_override or source.file_date
    position = 0
    for each in lines(source):
        if each.damaged:
            notes.remark("bytes that are no text", line=each.number)
        try:
            paper = _paper(each)
            records = _records(paper)
        except ValueError as error:
            message = f"{error}: {excerpt(each.text)}"
            notes.reject(message, line=each.number, text=each.text)
            continue
        for values in records:
            record = _record(paper, values, notes.sighting(position + 1, each.number), notes)
            if record is not None:
                position += 1
                yield record


def _paper(each: Line) -> Mapping[str, object]:
    """Read the object of a line; raise ValueError where there is none of this form."""
    if not each.whole:
        raise ValueError("the line is too long")
    try:
        paper, end = DECODER.raw_decode(each.text)
    except json.JSONDecodeError:
        raise ValueError("this is no JSON") from None
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(paper, dict) or each.text[end:].strip() or "title" not in paper:
        raise ValueError("this is no paper")
    form = paper.get(MARKER)
    if MARKER in paper and form != FORM:
        known = isinstance(form, int) and form > FORM
        raise ValueError(f"form {form} of a later version" if known else "of no known form")
    return paper


def _records(paper: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Give the objects of a paper's records; of a paper without any, one that stands for all."""
    records = paper.get("records")
    if records is None:
        sightings = paper.get("sightings")
        last = sightings[-1] if isinstance(sightings, list) and sightings else None
        return [{"sighting": last}]
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        raise ValueError("its records are no list of objects")
    return records


def _record(
    paper: Mapping[str, object], own: Mapping[str, object], here: Sighting, notes: Notes
) -> Record | None:
    """Make a record of its object and its paper's, or note why there is none."""
    values = Values({**paper, **own})
    title = values.get("title", line)
    sighting = _sighting(own.get("sighting"), here, values.faults)
    fields = _fields(values)
    if title is None:
        message = "; ".join(["a record without a title", *values.faults])
        notes.reject(message, line=here.line, record=here.position)
        return None
    if values.faults:
        message = f"{'; '.join(values.faults)}: {excerpt(title)}"
        notes.remark(message, line=here.line, record=here.position)
    return Record(sighting=sighting, title=title, **fields)


def _fields(values: Values) -> dict[str, Any]:
    """Read the fields of a record but its title and its sighting."""
    fields: dict[str, Any] = {
        "abstract": values.get("abstract", _paragraphs),
        "abstract_tex": values.get("abstract_tex", _paragraphs),
        "organization": values.get("organization", _organization),
        "arxiv_id": values.get("arxiv_id", arxiv_id),
    }
    fields |= {name: values.get(name, line) for name in _LINES}
    fields |= {name: values.get(name, count) for name in _COUNTS}
    fields |= {name: values.get(name, words) for name in _LISTS}
    for name in _DATES:
        date, inferred = values.get(name, _date), values.get(f"{name}_year_inferred", _flag)
        if date is not None and inferred:
            date = PartialDate(date.year, date.month, date.day, year_inferred=True)
        fields[name] = date
    return fields


def _sighting(value: object, here: Sighting, faults: list[str]) -> Sighting:
    """Give the sighting of a record: its place here, and all else as it was at first."""
    if not isinstance(value, dict):
        faults.append("where it was seen is not known")
        return here
    values = Values(value)
    format_name = values.get("format", _format)
    dump, position = values.get("dump", line), values.get("position", count)
    origin = values.get("origin", _origin)
    if origin is None and dump is not None and position is not None:
        origin = Origin(dump, position)
    captured = values.get("captured", _day)
    inferred = values.get("captured_inferred", _flag)
    faults += values.faults
    return Sighting(
        dump=here.dump,
        format=format_name or NAME,
        captured=captured,
        captured_inferred=bool(inferred),
        position=here.position,
        line=here.line,
        origin=origin,
    )


def _paragraphs(value: object) -> str:
    paragraphs = (clean(paragraph) for paragraph in string(value).split("\n\n"))
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    if not text:
        raise ValueError("is empty")
    return text


def _organization(value: object) -> Organization:
    values = Values(value) if isinstance(value, dict) else Values()
    name = values.get("name", line)
    if name is None:
        raise ValueError("has no name")
    return Organization(values.get("handle", line), name)


def _origin(value: object) -> Origin:
    values = Values(value) if isinstance(value, dict) else Values()
    dump, position = values.get("dump", line), values.get("position", count)
    if dump is None or position is None:
        raise ValueError("is no place in a dump")
    return Origin(dump, position)


def _format(value: object) -> FormatName:
    for name in get_args(FormatName):
        if name == value:
            known: FormatName = name
            return known
    raise ValueError("is no format")


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("is neither true nor false")
    return value


def _day(value: object) -> datetime.date:
    try:
        return datetime.date.fromisoformat(string(value))
    except ValueError:
        raise ValueError("is no day") from None


def _date(value: object) -> PartialDate:
    text = string(value)
    if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", text):
        raise ValueError("is no date")
    try:
        return PartialDate.from_iso(text)
    except ValueError:
        raise ValueError("is no date") from None
