"""What an update does to the papers of the dumps that it reads."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from papers_tui.model.merge import merge
from papers_tui.model.paper import Paper, Record

Became = Literal["new", "updated", "unchanged"]
"""What became of a paper."""

Numbered = tuple[str, int]
"""A dump by its SHA-256, and the place of a record in it or of a part of it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many papers of the dumps that were read are of each kind."""

    new: int = 0
    """Papers that were not in the index."""

    updated: int = 0
    """Papers of which something is known better now."""

    unchanged: int = 0
    """Papers that were seen again, and nothing more."""

    @classmethod
    def of(cls, counter: "Counter[Became]") -> "Changes":
        """Sum up."""
        return cls(counter["new"], counter["updated"], counter["unchanged"])


def became(
    paper: Paper,
    fresh: Collection[str],
    replaced: Mapping[Numbered, Record],
    returning: Collection[Numbered],
) -> Became | None:
    """Tell what became of a paper.

    Args:
        paper: The paper as it is now.
        fresh: The dumps that are read now.
        replaced: Records of these that were in the index from an earlier reading, by their place.
        returning: The places of such records, whether they are at hand or not.

    Returns:
        None where no dump that is read now has the paper.
    """
    ours = [record for record in paper.records if record.sighting.dump in fresh]
    if not ours:
        return None
    before = [record for record in paper.records if record.sighting.dump not in fresh]
    before += [replaced[place] for record in ours if (place := place_of(record)) in replaced]
    if not before:
        return "unchanged" if any(place_of(record) in returning for record in ours) else "new"
    return "unchanged" if _known(merge(before)) == _known(paper) else "updated"


def place_of(record: Record) -> Numbered:
    """Tell where a record stands."""
    return record.sighting.dump, record.sighting.position


def _known(paper: Paper) -> tuple[object, ...]:
    """Give what is known of a paper, apart from where it was seen."""
    return tuple(getattr(paper, name) for name in Paper.__dataclass_fields__ if name != "records")
