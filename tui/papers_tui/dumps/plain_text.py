"""The plain text of a search page: title, abstract and a footer of three lines.

A page of the papers of a day, which shows no abstracts, is read by `day_page`.

A capture of `huggingface.co/papers?q=…` as a text extractor leaves it. The head ends with the day
of the capture; a record is a title, an abstract and mostly a footer; a footer is any block with a
line that is a lone dot.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from papers_tui.dumps import day_page
from papers_tui.dumps.blocks import Block, split
from papers_tui.dumps.captured import infer, is_after, place, unplaced
from papers_tui.dumps.footer import CardDate, Footer, is_footer, read_date, read_footer
from papers_tui.dumps.notes import Notes, excerpt
from papers_tui.dumps.segments import segment
from papers_tui.dumps.source import Source
from papers_tui.dumps.texts import texts
from papers_tui.model.dates import PartialDate
from papers_tui.model.paper import FormatName, Record, Sighting

NAME: Final[FormatName] = "plain-text"
"""The name of this format."""

_HEAD: Final = frozenset(
    {
        "new",
        "Get trending papers in your email inbox!",
        "Get trending papers in your email inbox once a day!",
        "Subscribe",
        "Daily Papers",
    }
)

_BYLINE: Final = re.compile(r"by ?AK and the research community")

_LONGEST: Final = 50_000
"""Letters of a block; the longest abstracts of arXiv have 6,000."""

_SENTENCE_ENDS: Final = tuple(".!?…)]}\"'”’»。")


@dataclass(frozen=True, slots=True)
class _Card:
    """A record before the day of the capture is known."""

    blocks: Sequence[Block]
    footer: Footer | None
    footer_line: int
    last: bool


def recognise(source: Source) -> bool:
    """Tell whether a text is of this format: its head, or a footer after two other blocks."""
    if day_page.recognise(source):
        return True
    blocks = split(source.text)
    records, head = _after_head(blocks)
    if head is not None:
        return True
    footers = [number for number, block in enumerate(blocks) if is_footer(block)]
    return any(_is_whole(blocks[number]) for number in footers if number >= records + 1)


def read(source: Source, notes: Notes) -> Iterator[Record]:
    """Read a dump; nothing in it is passed over in silence."""
    if day_page.recognise(source):
        yield from day_page.read(source, notes)
        return
    blocks = split(source.text)
    start, head = _after_head(blocks)
    for block in blocks[: start - (head is not None)]:
        if block.text not in _HEAD and not _BYLINE.fullmatch(block.text):
            _reject(block, "text before the head of the page", notes)
    cards = list(_cards(_readable(blocks[start:], notes), notes))
    dates = [card.footer.date for card in cards if card.footer and card.footer.date]
    notes.captured = source.captured_override or infer(head, dates, source.file_date)
    notes.captured_inferred = source.captured_override is None and notes.captured is not None
    for position, card in enumerate(cards, start=1):
        yield _record(card, notes.sighting(position, card.blocks[0].line), notes)


def _reject(block: Block, why: str, notes: Notes) -> None:
    notes.reject(f"{why}: {excerpt(block.text)}", line=block.line, text=block.text)


def _after_head(blocks: Sequence[Block]) -> tuple[int, CardDate | None]:
    """Find the first block after the head, and the head's date; 0 and None without a head."""
    for number, block in enumerate(blocks[:40]):
        if _BYLINE.fullmatch(block.text):
            if number + 1 < len(blocks) and len(blocks[number + 1].lines) == 1:
                date, comments = read_date(blocks[number + 1].text)
                if date is not None and comments is None:
                    return number + 2, date
            return number + 1, None
    return 0, None


def _is_whole(block: Block) -> bool:
    footer = read_footer(block)
    return not footer.faults


def _readable(blocks: Iterable[Block], notes: Notes) -> Iterator[Block]:
    """Leave out blocks that are too long for a paper's text."""
    for block in blocks:
        if len(block.text) <= _LONGEST:
            yield block
        else:
            _reject(block, f"{len(block.text):,} letters are no abstract", notes)


def _cards(blocks: Iterable[Block], notes: Notes) -> Iterator[_Card]:
    """Part blocks into cards; a footer belongs to the last card before it."""
    run: list[Block] = []
    for block in blocks:
        if not is_footer(block):
            run.append(block)
        elif run:
            *without, owner = segment(run)
            yield from (_Card(card, None, 0, last=False) for card in without)
            yield _Card(owner, read_footer(block), block.line, last=False)
            run = []
        else:
            _reject(block, "a footer without a paper", notes)
    if run:
        *without, owner = segment(run)
        yield from (_Card(card, None, 0, last=False) for card in without)
        yield _Card(owner, None, 0, last=True)


def _record(card: _Card, sighting: Sighting, notes: Notes) -> Record:
    title, *paragraphs = card.blocks
    faults = list(_faults(card))
    footer = card.footer
    date = published = None
    if footer is not None and footer.date is not None:
        date = place(footer.date, sighting.captured)
        if date is None:
            faults.append(unplaced(footer.date, sighting.captured))
        else:
            inferred = footer.date.year is None and sighting.captured_inferred
            published = PartialDate(date.year, date.month, date.day, year_inferred=inferred)
    if date and sighting.captured and is_after(date, sighting.captured):
        message = f"{date} is after the capture, {sighting.captured}: {excerpt(title.text)}"
        notes.remark(message, line=title.line)
    if faults:
        notes.lack(f"{'; '.join(faults)}: {excerpt(title.text)}", line=title.line)
    return Record(
        sighting=sighting,
        **texts(title.text, "\n\n".join(block.text for block in paragraphs)),
        author_count=footer.author_count if footer else None,
        organization=footer.organization if footer else None,
        published=published,
        comments=footer.comments if footer else None,
    )


def _faults(card: _Card) -> Iterator[str]:
    """Say what a card lacks."""
    if len(card.blocks) == 1:
        yield "no abstract"
    if card.footer is not None:
        yield from card.footer.faults
        return
    yield "no footer, so that authors, organisation, date and comments are unknown"
    if card.last and not card.blocks[-1].text.endswith(_SENTENCE_ENDS):
        yield "the dump breaks off here"
