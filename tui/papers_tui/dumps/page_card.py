"""A card: what a page shows of one paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from papers_tui.dumps.footer import CardDate, read_date
from papers_tui.dumps.page_names import named, without_picture
from papers_tui.dumps.page_titles import names_part
from papers_tui.dumps.paper_links import account, repository
from papers_tui.dumps.piece_texts import authors, counted, date_text, number
from papers_tui.dumps.pieces import Kind, Piece
from papers_tui.model.paper import Organization

_FOOTER: Final = frozenset({Kind.AUTHORS, Kind.DATE, Kind.ACCOUNT})

_HANDLE: Final = re.compile(r"(?!image)[\w.-]{2,96}", re.IGNORECASE)
"""What the image of an organisation is called: its handle."""

_LONGEST_NAME: Final = 100
"""Letters that the name of an organisation may have."""

_ABSTRACT: Final = 80
"""Letters from which on a text below the footer may be the abstract."""


@dataclass(slots=True)
class Card:
    """What a page shows of one paper."""

    title: str
    """The title."""

    line: int
    """The line of the title."""

    paper: str | None = None
    """The arXiv id."""

    paragraphs: list[str] = field(default_factory=list)
    """The abstract."""

    author_count: int | None = None
    """How many authors there are."""

    organization: Organization | None = None
    """The organisation that it is listed under."""

    date: CardDate | None = None
    """When it was published."""

    comments: int | None = None
    """How many comments it has."""

    upvotes: int | None = None
    """How many upvotes it has."""

    repository: str | None = None
    """The address of its code."""

    @property
    def abstract(self) -> str:
        """The abstract; empty where none is shown."""
        return "\n\n".join(self.paragraphs)

    def take_from(self, other: "Card") -> None:
        """Take over from another card of the paper what this one does not show."""
        for name in (
            "paper", "author_count", "organization", "date", "comments", "upvotes", "repository",
        ):  # fmt: skip
            if getattr(self, name) is None:
                setattr(self, name, getattr(other, name))
        if len(other.abstract) > len(self.abstract):
            self.paragraphs = other.paragraphs


class Filler:
    """Fills a card from the pieces after its title."""

    def __init__(self, card: Card, strays: list[Piece]) -> None:
        self._card = card
        self._strays = strays
        self._below = False
        self._last = Kind.PROSE

    def fill(self, pieces: Sequence[Piece]) -> None:
        """Take what the pieces say; what belongs to no paper goes to the strays."""
        for number_, piece in enumerate(pieces):
            self._take(piece, pieces[number_ + 1 : number_ + 3])
            if piece.kind is not Kind.FURNITURE or piece.text:
                self._last = piece.kind
            self._below = self._below or piece.kind in _FOOTER

    def _take(self, piece: Piece, after: Sequence[Piece]) -> None:
        card, kind = self._card, piece.kind
        if kind is Kind.PROSE:
            self._take_text(piece, after)
        elif kind is Kind.AUTHORS and card.author_count is None:
            card.author_count = authors(piece.text)
        elif kind is Kind.DATE and card.date is None:
            card.date, comments = read_date(date_text(piece.text))
            card.comments = comments if card.comments is None else card.comments
        elif kind is Kind.COMMENTS and card.comments is None:
            card.comments = positive(counted(piece.text))
        elif kind is Kind.UPVOTES and card.upvotes is None:
            card.upvotes = counted(piece.text)
        elif kind is Kind.NUMBER:
            self._take_number(piece)
        elif kind is Kind.ACCOUNT:
            self._take_account(piece)
        elif kind is Kind.REPOSITORY and card.repository is None:
            card.repository = repository(piece.address or "")

    def _take_text(self, piece: Piece, after: Sequence[Piece]) -> None:
        card = self._card
        short = len(piece.text) <= _LONGEST_NAME
        beside_dot = self._last is Kind.DOT or bool(after and after[0].kind is Kind.DOT)
        if short and beside_dot and card.author_count is None and card.organization is None:
            handle = piece.alt if piece.alt and _HANDLE.fullmatch(piece.alt) else None
            card.organization = Organization(handle, piece.text) if handle else named(piece.text)
            self._below = True
        elif not self._below or (not card.paragraphs and len(piece.text) >= _ABSTRACT):
            self._take_paragraph(piece)
        else:
            self._strays.append(piece)

    def _take_paragraph(self, piece: Piece) -> None:
        """Take a paragraph of the abstract, with its mark where it is part of a list."""
        paragraphs = self._card.paragraphs
        if not paragraphs and names_part(piece):
            return
        listed = piece.mark and paragraphs
        paragraphs.append(_without_bracket(f"{piece.mark} {piece.text}" if listed else piece.text))

    def _take_number(self, piece: Piece) -> None:
        card = self._card
        if self._last is Kind.UPVOTES and card.upvotes is None:
            card.upvotes = number(piece.text)
        elif self._below and card.comments is None:
            card.comments = positive(number(piece.text))

    def _take_account(self, piece: Piece) -> None:
        card = self._card
        if card.organization is None and card.author_count is None and card.date is None:
            handle = account(piece.address or "")
            name = without_picture(piece.text) or piece.alt or handle
            if handle and name and name.startswith(handle + " "):
                name = name[len(handle) + 1 :]
            if name:
                card.organization = Organization(handle, name) if handle else named(name)


def _without_bracket(text: str) -> str:
    """Leave out the bracket of a link whose end is missing."""
    if text.startswith("[") and text.count("[") > text.count("]"):
        return text[1:].lstrip()
    return text


def positive(found: int | None) -> int | None:
    """Give a number of comments; a page writes none where there are none."""
    return found or None
