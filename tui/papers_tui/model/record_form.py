"""The fields of papers and records spelled out, as the project's own JSON has them.

A paper's object has every field of a paper. The object of one of its records has its sighting, and
of the other fields those whose values differ from the paper's: a name that is absent has the
paper's value, and null means that the record does not know it.
"""

from typing import Any, Final

from papers_tui.model.dates import PartialDate
from papers_tui.model.paper import Organization, Paper, Record, Sighting

MARKER: Final = "papers_tui"
"""The first name of an object that can be read back without loss."""

FORM: Final = 1
"""The value of the marker: the version of this form."""

_PLAIN: Final = (
    "title", "abstract", "title_tex", "abstract_tex", "authors", "author_count", "comments",
    "upvotes", "arxiv_id", "doi", "categories", "keywords", "repository", "project_page",
    "journal_ref", "note",
)  # fmt: skip
"""The fields that are texts, numbers and lists of texts."""


def record_objects(paper: Paper) -> list[dict[str, Any]]:
    """Spell out the records of a paper, in the order of capture."""
    own = _spelled(paper)
    return [
        {"sighting": sighting_object(record.sighting, origin=True)}
        | {name: value for name, value in _spelled(record).items() if value != own[name]}
        for record in paper.records
    ]


def sighting_object(sighting: Sighting, *, origin: bool = False) -> dict[str, Any]:
    """Spell out where and when a paper was seen, and on request where another library saw it."""
    spelled: dict[str, Any] = {
        "dump": sighting.dump,
        "format": sighting.format,
        "captured": sighting.captured and sighting.captured.isoformat(),
        "captured_inferred": sighting.captured_inferred,
        "position": sighting.position,
        "line": sighting.line,
    }
    if origin and (place := sighting.origin) is not None:
        spelled["origin"] = {"dump": place.dump, "position": place.position}
    return spelled


def organization_object(organization: Organization | None) -> dict[str, str | None] | None:
    """Spell out an organisation."""
    if organization is None:
        return None
    return {"handle": organization.handle, "name": organization.name}


def _spelled(source: Paper | Record) -> dict[str, Any]:
    return {
        **{name: getattr(source, name) for name in _PLAIN},
        "organization": organization_object(source.organization),
        **_date("published", source.published),
        **_date("featured", source.featured),
    }


def _date(name: str, date: PartialDate | None) -> dict[str, str | bool | None]:
    inferred = f"{name}_year_inferred"
    if date is None:
        return {name: None, inferred: None}
    return {name: date.iso, inferred: date.year_inferred}
