"""What is to be noted of a card, and when its paper was published."""

from papers_tui.dumps.captured import is_after, place, unplaced
from papers_tui.dumps.footer import CardDate
from papers_tui.dumps.notes import Notes, excerpt
from papers_tui.model.dates import PartialDate
from papers_tui.model.paper import Sighting


def examine(
    title: str, date: CardDate | None, faults: list[str], sighting: Sighting, notes: Notes
) -> PartialDate | None:
    """Note what a card lacks, and what cannot be; give the day that its date means.

    Args:
        title: The title of the card.
        date: The date that it shows, if it shows one that can be read.
        faults: What it lacks besides; that its date means no day is added.
        sighting: Where it stands.
        notes: Where all of that is noted.
    """
    day = None if date is None else place(date, sighting.captured)
    if date is not None and day is None:
        faults.append(unplaced(date, sighting.captured))
    if day and sighting.captured and is_after(day, sighting.captured):
        message = f"{day} is after the capture, {sighting.captured}: {excerpt(title)}"
        notes.remark(message, line=sighting.line)
    if faults:
        notes.lack(f"{'; '.join(faults)}: {excerpt(title)}", line=sighting.line)
    if date is None or day is None:
        return None
    inferred = date.year is None and sighting.captured_inferred
    return PartialDate(day.year, day.month, day.day, year_inferred=inferred)
