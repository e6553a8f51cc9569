"""The plain text of a page of the papers of a day, week or month: titles and counts, no abstracts.

A card is `Submitted by` with a name, the upvotes, the title, a dot with the number of authors or
the organisation, and the comments. A title may be a number too, so it goes by its place.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from papers_tui.dumps.blocks import split
from papers_tui.dumps.notes import Notes
from papers_tui.dumps.page_capture import capture
from papers_tui.dumps.page_card import Card
from papers_tui.dumps.page_cards import Page, read_page
from papers_tui.dumps.page_names import named
from papers_tui.dumps.page_records import head_date, records
from papers_tui.dumps.page_words import shows_marks
from papers_tui.dumps.piece_kinds import classify
from papers_tui.dumps.pieces import Kind, Piece
from papers_tui.dumps.plain_lines import is_of_page, spoken
from papers_tui.dumps.source import Source
from papers_tui.model.paper import Record
from papers_tui.model.text import fold

_BULLET: Final = re.compile(r"\A(?:[•◦*] ?|- (?=·))+")
_GLUED: Final = re.compile(r"(.*\D)([0-9]{1,4})")
_LONGEST_NAME: Final = 100
"""Letters that the name of an organisation may have."""

_ODD_TITLES: Final = frozenset(
    {Kind.NUMBER, Kind.DATE, Kind.FURNITURE, Kind.COMMENTS, Kind.AUTHORS, Kind.DOT}
)
"""What a title may look like, if its place says that it is one."""

_SILENT = frozenset({Kind.FURNITURE, Kind.ADDRESS})


def recognise(source: Source) -> bool:
    """Tell whether a plain text is a page of this kind: cards without any date."""
    if " author" not in source.text and "ubmitted by" not in source.text:
        return False
    pieces = _pieces(source.text)
    for number, piece in enumerate(pieces[:-1]):
        if piece.kind is Kind.DOT and pieces[number + 1].kind is Kind.DATE:
            return False
    submitted = sum(piece.kind is Kind.SUBMITTED for piece in pieces)
    if not submitted and not shows_marks(source.text):
        return False
    cards = _read(pieces).cards
    counted = sum(
        card.upvotes is not None and bool(card.author_count or card.organization) for card in cards
    )
    return counted > 0 and counted * 2 >= len(cards)


def read(source: Source, notes: Notes) -> Iterator[Record]:
    """Read a page; nothing in it is passed over in silence."""
    page = _read(_pieces(source.text))
    given = source.captured_override
    facts = {} if given is None else {"captured": given.isoformat()}
    found = capture(facts, head_date(page), (), (), source.file_date)
    yield from records(page, found, notes)


def _read(pieces: list[Piece]) -> Page:
    page = read_page(pieces, _titles(pieces))
    for card in page.cards:
        if not card.organization and card.author_count is None and len(card.paragraphs) == 1:
            _name_organization(card, page.strays)
    return page


def _name_organization(card: Card, strays: list[Piece]) -> None:
    """Take the only text of a card for its organisation: such a page shows no abstracts.

    Where the comments stand next to the name without a blank, only a handle tells them apart.
    """
    text = card.paragraphs[0]
    if len(text) > _LONGEST_NAME:
        return
    card.paragraphs = []
    whole = named(text)
    glued = _GLUED.fullmatch(text) if card.comments is None else None
    if glued is None or (whole.handle and _ends_alike(whole.handle, whole.name)):
        card.organization = whole
    elif (bare := named(glued[1].strip())).handle or glued[1].endswith(" "):
        card.organization, card.comments = bare, int(glued[2])
    else:
        strays.append(Piece(card.line, 0, text))


def _ends_alike(handle: str, name: str) -> bool:
    """Tell whether a name is the beginning of the handle before it, to the last digit."""
    return fold(handle).startswith(fold(name))


def _pieces(text: str) -> list[Piece]:
    """Give the lines of a text, those of one title as one."""
    lines: list[Piece] = []
    for paragraph, block in enumerate(spoken(split(text))):
        for number, line in enumerate(block.lines):
            piece = Piece(block.line + number, paragraph, _BULLET.sub("", line, count=1) or "·")
            classify(piece)
            if piece.kind is Kind.PROSE and is_of_page(line):
                piece.kind = Kind.FURNITURE
            lines.append(piece)
    return _joined(lines)


def _joined(lines: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for number, piece in enumerate(lines):
        last = joined[-1] if joined else None
        below = lines[number + 1 : number + 3]
        kinds = [after.kind for after in below if after.paragraph == piece.paragraph]
        names = kinds[:1] == [Kind.DOT] and kinds[1:] != [Kind.AUTHORS]
        if (
            last is not None
            and last.kind is piece.kind is Kind.PROSE
            and last.paragraph == piece.paragraph
            and not names
        ):
            last.text += f" {piece.text}"
        else:
            joined.append(piece)
    return joined


def _titles(pieces: Sequence[Piece]) -> list[int]:
    """Find the titles: each is the first text after a submitter or upvotes."""
    heard = [
        number for number, piece in enumerate(pieces) if piece.kind not in _SILENT or piece.text
    ]
    found: list[int] = []
    ready = named = False
    for place, number in enumerate(heard):
        piece = pieces[number]
        after = pieces[heard[place + 1]].kind if place + 1 < len(heard) else None
        before = pieces[heard[place - 1]].kind if place else None
        if named and piece.kind is Kind.PROSE and " " not in piece.text and after is Kind.NUMBER:
            named = False
        elif ready and _is_title(piece, before, after):
            piece.kind = Kind.PROSE
            found.append(number)
            ready = False
        elif piece.kind in {Kind.NUMBER, Kind.UPVOTES, Kind.SUBMITTED}:
            ready = True
        named = piece.kind is Kind.SUBMITTED and piece.text.casefold() == "submitted by"
    return found


def _is_title(piece: Piece, before: Kind | None, after: Kind | None) -> bool:
    """Tell whether a piece is a title, though it may look like something else."""
    if piece.kind is Kind.PROSE:
        return True
    if after is not Kind.DOT or before not in {Kind.NUMBER, Kind.UPVOTES}:
        return False
    return piece.kind in _ODD_TITLES
