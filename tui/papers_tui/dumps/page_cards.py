"""Cards: what a page shows of one paper, from the pieces around its title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from papers_tui.dumps.footer import CardDate, read_date
from papers_tui.dumps.page_titles import titles
from papers_tui.dumps.paper_links import account, paper_id, repository
from papers_tui.dumps.pieces import Kind, Piece, authors, counted, date_text, number
from papers_tui.model.paper import Organization
from papers_tui.model.text import fold

_BEFORE: Final = frozenset({Kind.UPVOTES, Kind.NUMBER, Kind.SUBMITTED})
_FOOTER: Final = frozenset({Kind.AUTHORS, Kind.DATE, Kind.ACCOUNT})

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


@dataclass(slots=True)
class Page:
    """A page, parted."""

    head: list[Piece]
    """What stands before the first paper."""

    cards: list[Card]
    """The papers, each once."""

    strays: list[Piece]
    """What belongs to no paper, and is not the page's own."""

    repeated: int = 0
    """How many cards show a paper again."""

    submitted: bool = False
    """Cards say who submitted the paper, as those of the papers of a day do."""


def read_page(pieces: Sequence[Piece], places: Sequence[int] | None = None) -> Page:
    """Part the pieces of a page into cards; `places` are those of the titles, where known."""
    _name_submitters(pieces)
    _name_columns(pieces)
    places = titles(pieces) if places is None else places
    if not places:
        return Page(list(pieces), [], [])
    return _Reader(pieces, places).read()


def _name_submitters(pieces: Sequence[Piece]) -> None:
    """Say of the names of submitters what they are, where they are pieces of their own."""
    waiting = 0
    for piece in pieces:
        if piece.kind is Kind.SUBMITTED:
            waiting = 0 if " by " in piece.text.lower() + " "[: len(piece.text) > 13] else 3
        elif waiting:
            waiting -= 1
            one_word = piece.text and " " not in piece.text and not piece.level and not piece.paper
            if piece.kind in {Kind.ACCOUNT, Kind.PROSE} and (
                one_word or piece.kind is Kind.ACCOUNT
            ):
                piece.kind, waiting = Kind.SUBMITTED, 0
            elif piece.kind not in {Kind.FURNITURE, Kind.ADDRESS}:
                waiting = 0


_COLUMNS: Final = {
    "upvotes": Kind.UPVOTES, "votes": Kind.UPVOTES, "👍": Kind.UPVOTES, "comments": Kind.COMMENTS,
    "authors": Kind.AUTHORS, "#": Kind.FURNITURE, "rank": Kind.FURNITURE, "no.": Kind.FURNITURE,
    "organization": Kind.ACCOUNT, "organisation": Kind.ACCOUNT, "org": Kind.ACCOUNT,
    "title": Kind.PROSE, "paper": Kind.PROSE, "abstract": Kind.PROSE, "date": Kind.DATE,
    "published": Kind.DATE, "id": Kind.ADDRESS, "arxiv": Kind.ADDRESS, "link": Kind.ADDRESS,
    "summary": Kind.PROSE, "arxiv id": Kind.ADDRESS,
}  # fmt: skip


def _name_columns(pieces: Sequence[Piece]) -> None:
    """Say of the cells of a table what their columns are for."""
    columns: dict[int, Kind] = {}
    for piece in pieces:
        if not piece.cell:
            columns = {}
        elif (kind := _COLUMNS.get(piece.text.casefold())) is not None and not piece.paper:
            columns[piece.cell] = kind
            piece.kind = Kind.FURNITURE
        elif piece.kind is Kind.NUMBER and piece.cell in columns:
            piece.kind = columns[piece.cell]
            if piece.kind is Kind.AUTHORS:
                piece.text = f"{piece.text} authors"
        elif columns.get(piece.cell) is Kind.ADDRESS and (found := paper_id("arxiv:" + piece.text)):
            piece.kind, piece.paper, piece.address = Kind.ADDRESS, found, "arxiv:" + found
        elif columns.get(piece.cell) is Kind.ACCOUNT and piece.kind is Kind.PROSE:
            piece.kind = Kind.ACCOUNT


class _Reader:
    def __init__(self, pieces: Sequence[Piece], places: Sequence[int]) -> None:
        self._pieces = pieces
        self._places = places
        self._strays: list[Piece] = []
        first = self._before(0, votes=True)
        kinds = [piece.kind for piece in pieces[first : places[0]]]
        self._votes_first = Kind.UPVOTES in kinds or Kind.NUMBER in kinds
        self._submitter_last = bool(kinds) and kinds[-1] is Kind.SUBMITTED and self._votes_first
        self._first = first

    def read(self) -> Page:
        cards = [
            Card(self._pieces[place].text.replace("\n\n", " "), self._pieces[place].line)
            for place in self._places
        ]
        self._read_before(self._first, 0, None, cards[0])
        for number, card in enumerate(cards):
            place, last = self._places[number], number + 1 == len(cards)
            end = len(self._pieces) if last else self._before(number + 1, votes=self._votes_first)
            card.paper = self._pieces[place].paper or self._paper_in(place + 1, end)
            _Filler(card, self._strays).fill(self._pieces[place + 1 : end])
            if not last:
                self._read_before(end, number + 1, card, cards[number + 1])
        return self._page(cards)

    def _page(self, cards: list[Card]) -> Page:
        kept = _once(cards)
        return Page(
            head=list(self._pieces[: self._first]),
            cards=kept,
            strays=self._strays,
            repeated=len(cards) - len(kept),
            submitted=any(piece.kind is Kind.SUBMITTED for piece in self._pieces),
        )

    def _before(self, number: int, *, votes: bool) -> int:
        """Find the first of the pieces that belong to a title and stand before it."""
        place = self._places[number]
        paper = self._pieces[place].paper
        former = self._pieces[self._places[number - 1]].paper if number else None
        start = place
        floor = self._places[number - 1] + 1 if number else 0
        while start > floor:
            piece = self._pieces[start - 1]
            if piece.paper is not None and (piece.paper != paper or piece.paper == former):
                break
            is_own = piece.paper is not None and piece.paper != former
            if piece.kind is Kind.UPVOTES and not votes and not is_own:
                break
            if piece.kind not in _BEFORE and not (piece.kind is Kind.ADDRESS and not piece.text):
                if piece.kind is not Kind.FURNITURE or piece.text:
                    break
            start -= 1
        return start

    def _read_before(self, start: int, number_: int, former: Card | None, card: Card) -> None:
        """Read the numbers before a title: upvotes, and before them comments on the last paper."""
        pieces = self._pieces[start : self._places[number_]]
        by_name = [piece for piece in pieces if piece.kind is Kind.UPVOTES]
        if by_name:
            card.upvotes = counted(by_name[-1].text)
        submitted = [n for n, piece in enumerate(pieces) if piece.kind is Kind.SUBMITTED]
        numbers = [n for n, piece in enumerate(pieces) if piece.kind is Kind.NUMBER]
        if submitted and not self._submitter_last:
            own = [n for n in numbers if n > submitted[0]]
        else:
            own = numbers[-1:] if self._votes_first and not by_name else []
        if own and card.upvotes is None:
            card.upvotes = number(pieces[own[-1]].text)
        theirs = [n for n in numbers if n not in own]
        if theirs and former is not None and former.comments is None:
            former.comments = _positive(number(pieces[theirs[0]].text))

    def _paper_in(self, start: int, end: int) -> str | None:
        return next((piece.paper for piece in self._pieces[start:end] if piece.paper), None)


class _Filler:
    """Fills a card from the pieces after its title."""

    def __init__(self, card: Card, strays: list[Piece]) -> None:
        self._card = card
        self._strays = strays
        self._below = False
        self._last = Kind.PROSE

    def fill(self, pieces: Sequence[Piece]) -> None:
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
            card.comments = _positive(counted(piece.text))
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
            card.organization = named(piece.text)
            self._below = True
        elif not self._below or (not card.paragraphs and len(piece.text) >= _ABSTRACT):
            card.paragraphs.append(_without_bracket(piece.text))
        else:
            self._strays.append(piece)

    def _take_number(self, piece: Piece) -> None:
        card = self._card
        if self._last is Kind.UPVOTES and card.upvotes is None:
            card.upvotes = number(piece.text)
        elif self._below and card.comments is None:
            card.comments = _positive(number(piece.text))

    def _take_account(self, piece: Piece) -> None:
        card = self._card
        if card.organization is None and card.author_count is None and card.date is None:
            handle = account(piece.address or "")
            name = _without_picture(piece.text) or piece.alt or handle
            if handle and name and name.startswith(handle + " "):
                name = name[len(handle) + 1 :]
            if name:
                card.organization = Organization(handle, name) if handle else named(name)


def named(text: str) -> Organization:
    """Read the name of an organisation, before which its handle may stand, even as an image's."""
    if (name := _without_picture(text)) != text:
        return Organization(text[1 : text.index("]")] or None, name)
    handle, _, name = text.partition(" ")
    short, whole = fold(handle), fold(name)
    initials = "".join(word[:1] for word in name.split()).casefold()
    is_handle = (
        short
        and whole
        and (
            whole.startswith(short)
            or short.startswith(whole[:6])
            or "-" in handle
            or short == initials
        )
    )
    return Organization(handle, name) if is_handle else Organization(None, text)


def _without_picture(text: str) -> str:
    """Leave out what an image before a name is said to show."""
    if text.startswith("[") and "]" in text[:120]:
        return text.partition("]")[2].strip() or text
    return text


def _without_bracket(text: str) -> str:
    """Leave out the bracket of a link whose end is missing."""
    if text.startswith("[") and text.count("[") > text.count("]"):
        return text[1:].lstrip()
    return text


def _positive(found: int | None) -> int | None:
    """Give a number of comments; a page writes none where there are none."""
    return found or None


def _once(cards: Sequence[Card]) -> list[Card]:
    """Put cards of one paper together."""
    kept: list[Card] = []
    seen: dict[str, Card] = {}
    for card in cards:
        keys = list(_keys(card))
        former = next((seen[key] for key in keys if key in seen), None)
        if former is not None and not (former.paper and card.paper and former.paper != card.paper):
            former.take_from(card)
            keys = list(_keys(former))
        else:
            former = card
            kept.append(card)
        for key in keys:
            seen.setdefault(key, former)
    return kept


def _keys(card: Card) -> Iterator[str]:
    if card.paper:
        yield "id " + card.paper
    if len(folded := fold(card.title)) > 3:
        yield "title " + folded
