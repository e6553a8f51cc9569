"""Cards to records, and what is to be said of them and of the page."""

from collections.abc import Iterator, Sequence
from typing import Final

from papers_tui.dumps.card_notes import examine
from papers_tui.dumps.footer import CardDate, read_date
from papers_tui.dumps.notes import Notes, excerpt
from papers_tui.dumps.page_capture import Capture
from papers_tui.dumps.page_card import Card
from papers_tui.dumps.page_cards import Page
from papers_tui.dumps.piece_texts import date_text
from papers_tui.dumps.pieces import Kind
from papers_tui.dumps.texts import texts
from papers_tui.model.dates import PartialDate
from papers_tui.model.paper import Record, Sighting, count_of

_LONGEST: Final = 50_000
"""Letters of an abstract; the longest of arXiv have 6,000."""

_CUT: Final = ("…", "...", "[…]", "[...]", "(…)")
_SENTENCE_ENDS: Final = tuple(".!?)]}\"'”’»。:;*`")


def records(page: Page, capture: Capture, notes: Notes) -> Iterator[Record]:
    """Give the records of a page, and note what it lacks and what belongs to no paper."""
    notes.captured, notes.captured_inferred = capture.day, capture.inferred
    strays = [piece for piece in page.head if piece.kind in {Kind.PROSE, Kind.AUTHORS}]
    for piece in sorted([*strays, *page.strays], key=lambda piece: piece.line):
        notes.reject(
            f"text that belongs to no paper: {excerpt(piece.text)}",
            line=piece.line,
            text=piece.text,
        )
    shown = _shown(page.cards)
    _remark_on_page(page, shown, notes)
    featured = _featured(page, capture, shown)
    for position, card in enumerate(page.cards, start=1):
        yield _record(card, notes.sighting(position, card.line), shown, featured, notes)


def head_date(page: Page) -> CardDate | None:
    """Give the date in the head of a page."""
    for piece in page.head:
        if piece.kind is Kind.DATE:
            date, after = read_date(date_text(piece.text))
            if date is not None and after is None:
                return date
            if date is not None and after is not None and 2000 <= after < 2200:
                return CardDate(date.month, date.day, after)
    return None


def _shown(cards: Sequence[Card]) -> set[str]:
    """Say what some card of a page shows, by the words for it."""
    marks = {
        "abstract": lambda card: bool(card.paragraphs),
        "authors or organisation": lambda card: card.author_count or card.organization,
        "date": lambda card: card.date is not None,
        "link to the paper": lambda card: card.paper is not None,
    }
    return {name for name, is_shown in marks.items() if any(map(is_shown, cards))}


def _remark_on_page(page: Page, shown: set[str], notes: Notes) -> None:
    missing = [
        words
        for name, words in (
            ("abstract", "abstracts"),
            ("authors or organisation", "authors"),
            ("date", "dates"),
            ("link to the paper", "links to the papers"),
        )
        if name not in shown
    ]
    if missing and page.cards:
        notes.remark(f"this page shows no {_listed(missing)}")
    if page.repeated:
        notes.remark(f"{count_of(page.repeated, 'card')} repeated others, and gave no record")


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', no '.join(first)} and no {last}" if first else last


def _featured(page: Page, capture: Capture, shown: set[str]) -> PartialDate | None:
    """Give the day or month of a page; search and trending pages show papers of all days."""
    if not page.submitted or "date" in shown or "abstract" in shown:
        return None
    if capture.month is not None:
        return PartialDate(*capture.month)
    if capture.shown is None:
        return None
    day = capture.shown
    return PartialDate(day.year, day.month, day.day, year_inferred=capture.inferred)


def _record(
    card: Card, sighting: Sighting, shown: set[str], featured: PartialDate | None, notes: Notes
) -> Record:
    faults = list(_faults(card, shown))
    published = examine(card.title, card.date, faults, sighting, notes)
    return Record(
        sighting=sighting,
        **texts(card.title, card.abstract[:_LONGEST] or None),
        author_count=card.author_count,
        organization=card.organization,
        published=published,
        comments=card.comments,
        upvotes=card.upvotes,
        arxiv_id=card.paper,
        repository=card.repository,
        featured=featured,
    )


def _faults(card: Card, shown: set[str]) -> Iterator[str]:
    """Say what a card lacks of what others show."""
    lacks = {
        "abstract": not card.paragraphs,
        "authors or organisation": not (card.author_count or card.organization),
        "date": card.date is None,
        "link to the paper": card.paper is None,
    }
    for name, lacking in lacks.items():
        if lacking and name in shown:
            yield f"no {name}"
    if is_cut(card.title):
        yield "the title is cut"
    if card.paragraphs and (is_cut(card.abstract) or breaks_off(card.abstract)):
        yield "the abstract is cut"
    if len(card.abstract) > _LONGEST:
        yield f"{len(card.abstract):,} letters are no abstract: the first {_LONGEST:,} were taken"


def is_cut(text: str) -> bool:
    """Tell whether a text ends in the sign that it goes on."""
    return text.endswith(_CUT)


def breaks_off(text: str) -> bool:
    """Tell whether a text ends without the end of a sentence; an address may end it too."""
    last = text.rpartition(" ")[2]
    return not text.endswith(_SENTENCE_ENDS) and not any(sign in last for sign in "/@.")
