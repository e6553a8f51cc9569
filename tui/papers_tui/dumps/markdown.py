"""The site's pages of papers as scrapers turn them into Markdown.

Every scraper writes links, titles and breaks in its own way. What is the same is what the page
shows: a head, and for each paper upvotes, a title, mostly an abstract, authors or an organisation,
a date, comments. So the text becomes pieces (`markdown_pieces`), each of which is of some kind; the
page tells which of them are titles (`page_titles`), and what stands around a title makes its card.
"""

import re
from collections.abc import Iterator
from typing import Final

from papers_tui.dumps.markdown_pieces import pieces
from papers_tui.dumps.notes import Notes
from papers_tui.dumps.page_capture import capture
from papers_tui.dumps.page_cards import Page, read_page
from papers_tui.dumps.page_facts import facts
from papers_tui.dumps.page_records import head_date, records
from papers_tui.dumps.page_texts import joined
from papers_tui.dumps.page_words import shows_marks
from papers_tui.dumps.pieces import Kind
from papers_tui.dumps.source import Source
from papers_tui.model.paper import FormatName, Record

NAME: Final[FormatName] = "markdown"
"""The name of this format."""

_HINT: Final = re.compile(
    r"/papers/|papers%2f|research community|trending papers|daily papers", re.IGNORECASE
)
"""What the beginning of every such page has, so that others need not be read."""

_OTHER: Final = re.compile(
    r"<(?:!doctype|html|head|body|\?xml)|\{|\[\s*[\[{\"]|@\w+\s*\{|\(dp", re.IGNORECASE
)
"""How files of other formats begin."""

_LINE_ENDS: Final = re.compile(r"\r*\n|\r")


def recognise(source: Source) -> bool:
    """Tell whether a text is a page of papers in Markdown.

    It has what only these pages have (the offer of the newsletter, the byline, the title, the
    address) and titles that are marked as such; or else several cards that are unmistakable.
    """
    head = source.head_text
    if not _HINT.search(head) or _OTHER.match(head):
        return False
    text = source.text
    page, _facts, marked, footers = _read(text)
    if not page.cards or not marked or marked * 4 < footers:
        return False
    if shows_marks(_LINE_ENDS.sub("\n", text)):
        return any(card.paper or card.author_count or card.date or card.upvotes is not None
                   or card.repository or card.organization for card in page.cards) or (
                       len(page.cards) > 1)  # fmt: skip
    whole = [
        card for card in page.cards
        if card.paper and (card.author_count or card.organization)
        and (card.date or card.upvotes is not None)
    ]  # fmt: skip
    return len(whole) > 1 and len(whole) * 2 >= len(page.cards)


def read(source: Source, notes: Notes) -> Iterator[Record]:
    """Read a page; nothing in it is passed over in silence."""
    page, found, _marked, _footers = _read(source.text)
    addresses = found.pop("page addresses").split()
    dates = [card.date for card in page.cards if card.date is not None]
    if (given := source.captured_override) is not None:
        found["captured"] = given.isoformat()
    seen = capture(found, head_date(page), addresses, dates, source.file_date)
    yield from records(page, seen, notes)


def _read(text: str) -> tuple[Page, dict[str, str], int, int]:
    """Read a page; count the titles that Markdown marks, and the footers of plain text."""
    found, text = facts(_LINE_ENDS.sub("\n", text))
    whole = joined(pieces(text))
    page = read_page(whole)
    places = {card.line for card in page.cards}
    marked = sum(
        bool(piece.level or piece.strong or piece.mark or piece.cell or (piece.paper and piece.starts))
        for piece in whole
        if piece.kind is Kind.PROSE and piece.line in places
    )
    footers = sum(piece.kind is Kind.DOT for piece in whole)
    found["page addresses"] = " ".join(
        piece.address for piece in whole if piece.address and "/papers/date/" in piece.address
    )
    return page, found, marked, 0 if any(piece.paper for piece in whole) else footers



