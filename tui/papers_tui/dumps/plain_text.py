"""The plain text of a search page: title, abstract and a footer of three lines.

A page of the papers of a day, which shows no abstracts, is read by `day_page`.

A capture of `huggingface.co/papers?q=…` as a text extractor leaves it. The head ends with the day
of the capture; a record is a title, an abstract and mostly a footer; a footer is any block with a
line that is a lone dot.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from papers_tui.dumps import day_page
from papers_tui.dumps.blocks import Block, single, split
from papers_tui.dumps.captured import infer
from papers_tui.dumps.card_notes import examine
from papers_tui.dumps.footer import Footer, read_footer
from papers_tui.dumps.notes import Notes, excerpt
from papers_tui.dumps.plain_cards import Card, cards, runs, take_upvotes_below, without_repeats
from papers_tui.dumps.plain_evidence import has_cards, has_whole_lines
from papers_tui.dumps.plain_footers import parted
from papers_tui.dumps.plain_lines import is_of_page, spoken
from papers_tui.dumps.plain_pages import Page, pages, says_nothing_found, without_foot
from papers_tui.dumps.source import Source
from papers_tui.dumps.texts import texts
from papers_tui.model.paper import FormatName, Record, Sighting, count_of

NAME: Final[FormatName] = "plain-text"
"""The name of this format."""

_LONGEST: Final = 50_000
"""Letters of a block; the longest abstracts of arXiv have 6,000."""

_SENTENCE_ENDS: Final = tuple(".!?…)]}\"'”’»。")


def recognise(source: Source) -> bool:
    """Tell whether a text is of this format: its head, or cards as the site shows them."""
    if day_page.recognise(source):
        return True
    blocks = split(source.text)
    found = _pages(blocks)
    if single(blocks) != blocks and not all(has_whole_lines(page.body) for page in found):
        return False
    return any(page.headed for page in found) or has_cards(found[0].body)


def read(source: Source, notes: Notes) -> Iterator[Record]:
    """Read a dump; nothing in it is passed over in silence."""
    if day_page.recognise(source):
        yield from day_page.read(source, notes)
        return
    found = _pages(split(source.text))
    made = [card for page in found for card in _cards(page, notes)]
    if made and made[-1].place is None:
        made[-1].last = True
    kept = without_repeats(made)
    if len(kept) < len(made):
        repeated = count_of(len(made) - len(kept), "card")
        notes.remark(f"{repeated} repeated others, and gave no record")
    whole = [(card, _footer(card)) for card in kept]
    _set_captured(found, [footer for _card, footer in whole if footer], source, notes)
    for position, (card, footer) in enumerate(whole, start=1):
        sighting = notes.sighting(position, card.blocks[0].line)
        yield _record(card, footer, sighting, notes)


def _pages(blocks: Sequence[Block]) -> list[Page]:
    return pages(list(spoken(single(blocks))))


def _set_captured(
    found: Sequence[Page], footers: Sequence[Footer], source: Source, notes: Notes
) -> None:
    """Work out the day of the capture; that of the first holds for all that a text consists of."""
    dates = [footer.date for footer in footers if footer.date]
    heads = [(page.date, page.line) for page in found if page.date is not None]
    head = heads[0][0] if heads else None
    for date, line in heads[1:]:
        if date != head:
            message = "a capture of another day begins here; it was read as of the first one's day"
            notes.remark(message, line=line)
    notes.captured = source.captured_override or infer(head, dates, source.file_date)
    notes.captured_inferred = source.captured_override is None and notes.captured is not None


def _cards(page: Page, notes: Notes) -> list[Card]:
    """Make the cards of a capture, and note what belongs to none."""
    for block in page.before:
        if not all(map(is_of_page, block.lines)):
            _reject(block, "text before the head of the page", notes)
    found = runs(parted(list(_readable(page.body, notes))))
    take_upvotes_below(found)
    if found and found[-1].place is None:
        blocks, rest = without_foot(found[-1].blocks)
        for block in rest:
            _reject(block, "text after the papers", notes)
        for block in filter(says_nothing_found, blocks):
            notes.remark("the page says that nothing was found", line=block.line)
        found[-1].blocks = [block for block in blocks if not says_nothing_found(block)]
    return cards(found, notes)


def _footer(card: Card) -> Footer | None:
    return None if card.place is None else read_footer(card.place.who, card.place.when)


def _reject(block: Block, why: str, notes: Notes) -> None:
    notes.reject(f"{why}: {excerpt(block.text)}", line=block.line, text=block.text)


def _readable(blocks: Iterable[Block], notes: Notes) -> Iterator[Block]:
    """Leave out blocks that are too long for a paper's text."""
    for block in blocks:
        if len(block.text) <= _LONGEST:
            yield block
        else:
            _reject(block, f"{len(block.text):,} letters are no abstract", notes)


def _record(card: Card, footer: Footer | None, sighting: Sighting, notes: Notes) -> Record:
    title, *paragraphs = card.blocks
    date = footer.date if footer else None
    published = examine(title.text, date, list(_faults(card, footer)), sighting, notes)
    return Record(
        sighting=sighting,
        **texts(title.text, "\n\n".join(block.text for block in paragraphs)),
        author_count=footer.author_count if footer else None,
        organization=footer.organization if footer else None,
        published=published,
        comments=footer.comments if footer and footer.comments else card.comments,
        upvotes=card.upvotes,
    )


def _faults(card: Card, footer: Footer | None) -> Iterator[str]:
    """Say what a card lacks."""
    if len(card.blocks) == 1:
        yield "no abstract"
    if footer is not None:
        yield from footer.faults
        return
    yield "no footer, so that authors, organisation, date and comments are unknown"
    if card.last and not card.blocks[-1].text.endswith(_SENTENCE_ENDS):
        yield "the dump breaks off here"
