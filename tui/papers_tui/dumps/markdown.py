"""The site's pages of papers as scrapers turn them into Markdown.

Every scraper writes links, titles and breaks in its own way. What is the same is what the page
shows: a head, and for each paper upvotes, a title, mostly an abstract, authors or an organisation,
a date, comments. So the text becomes pieces (`markdown_pieces`), each of which is of some kind; the
page tells which of them are titles (`page_titles`), and what stands around a title makes its card.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from papers_tui.dumps.markdown_pieces import pieces
from papers_tui.dumps.notes import Notes
from papers_tui.dumps.page_capture import capture, month_of
from papers_tui.dumps.page_card import Card
from papers_tui.dumps.page_cards import Page, read_page
from papers_tui.dumps.page_facts import facts
from papers_tui.dumps.page_records import head_date, records
from papers_tui.dumps.page_texts import joined
from papers_tui.dumps.page_words import shows_heading, shows_marks, shows_nothing, shows_title
from papers_tui.dumps.paper_links import site_id
from papers_tui.dumps.pieces import Kind, Piece
from papers_tui.dumps.source import Source
from papers_tui.errors import DumpError
from papers_tui.model.paper import FormatName, Record

NAME: Final[FormatName] = "markdown"
"""The name of this format."""

_HINT: Final = re.compile(
    r"/papers/|papers%2f|research community|trending papers|daily papers", re.IGNORECASE
)
"""What the beginning of every such page has, so that others need not be read."""

_OTHER: Final = re.compile(
    r"\A(?:<(?:!doctype|\?xml|rss|feed)|\{|\[\s*[{\"]|@\w{1,20}\s*\{)"
    r"|<(?:html|head|body)[\s>]|SVELTE_HYDRATER",
    re.IGNORECASE,
)
"""How files of other formats begin, and what only web pages have."""

_LINE_ENDS: Final = re.compile(r"\r*\n|\r")


_SIGN: Final = re.compile(
    r"\]\(|\]\[|\]:|</|```|~~~|\*\*|__|huggingface\.co/|arxiv\.org/"
    r"|^ {0,3}(?:#|[-=]{3}|[-*+] |\||>)",
    re.MULTILINE,
)
"""What a text in Markdown has, one of it at the least; most plain texts have none."""


def recognise(source: Source) -> bool:
    """Tell whether a text is a page of papers in Markdown.

    It has what only these pages have (the offer of the newsletter, the byline), or their title or
    address and cards that are like theirs; and its titles are marked as such.
    """
    head = source.head_text
    if not _HINT.search(head) or _OTHER.search(head):
        return False
    text = _LINE_ENDS.sub("\n", source.text)
    if not _SIGN.search(text):
        return False
    page, _found, pieces_ = _read(text)
    if not any(card.paper or _shows_counts(card) for card in page.cards) and shows_nothing(text):
        raise DumpError("this page of papers says that no papers were found")
    return _is_marked(page, pieces_) and _is_listing(page, pieces_, text)


def read(source: Source, notes: Notes) -> Iterator[Record]:
    """Read a page; nothing in it is passed over in silence."""
    page, found, whole = _read(source.text)
    addresses = [piece.address for piece in whole if piece.address]
    dates = [card.date for card in page.cards if card.date is not None]
    if (given := source.captured_override) is not None:
        found = {"captured": given.isoformat(), **{k: v for k, v in found.items() if "url" in k}}
    seen = capture(found, head_date(page), addresses, dates, source.file_date)
    seen = replace(seen, month=month_of(found))
    yield from records(page, seen, notes)


def _read(text: str) -> tuple[Page, dict[str, str], list[Piece]]:
    """Read a page; give also what is written above it, and its pieces."""
    found, text = facts(_LINE_ENDS.sub("\n", text))
    whole = joined(pieces(text))
    return read_page(whole), found, whole


def _is_marked(page: Page, whole: Sequence[Piece]) -> bool:
    """Tell whether a page has titles, and has them marked, as plain text has not."""
    lines = {card.line for card in page.cards}
    marked = sum(
        bool(piece.level or piece.strong or piece.mark or piece.cell)
        or (piece.paper is not None and piece.starts)
        for piece in whole
        if piece.kind is Kind.PROSE and piece.line in lines
    )
    linked = any(piece.paper for piece in whole)
    dots = 0 if linked else sum(piece.kind is Kind.DOT for piece in whole)
    return marked > 0 and marked * 2 >= dots


def _is_listing(page: Page, whole: Sequence[Piece], text: str) -> bool:
    cards = page.cards
    known = [card for card in cards if card.paper or _shows_counts(card)]
    if shows_marks(text):
        return bool(known) or len(cards) > 1
    if shows_title(text):
        return len(known) * 2 >= len(cards)
    on_site = {piece.paper for piece in whole if piece.address and site_id(piece.address)}
    known = [card for card in cards if card.paper in on_site]
    if not shows_heading(text):
        known = [card for card in known if _shows_counts(card)]
    return len(known) > 1 and len(known) * 2 >= len(cards)


def _shows_counts(card: Card) -> bool:
    """Tell whether a card has what the site shows below or above a title."""
    return (card.author_count or card.organization) is not None and (
        card.date is not None or card.upvotes is not None or card.repository is not None
    )
