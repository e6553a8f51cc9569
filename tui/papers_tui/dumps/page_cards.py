"""A page parted into its cards, each from the pieces around a title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from papers_tui.dumps.page_card import Card, Filler, positive
from papers_tui.dumps.page_roles import name_columns, name_submitters, name_titles
from papers_tui.dumps.page_titles import titles
from papers_tui.dumps.page_wholes import name_abstract
from papers_tui.dumps.piece_texts import counted, number
from papers_tui.dumps.pieces import Kind, Piece
from papers_tui.model.text import fold

_BEFORE: Final = frozenset({Kind.UPVOTES, Kind.NUMBER, Kind.SUBMITTED})


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
    name_submitters(pieces)
    name_columns(pieces)
    if places is None:
        name_titles(pieces)
        places = titles(pieces)
    if not places:
        return Page(list(pieces), [], [])
    return _Reader(pieces, places).read()


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
        for position, card in enumerate(cards):
            place, last = self._places[position], position + 1 == len(cards)
            end = len(self._pieces) if last else self._before(position + 1, votes=self._votes_first)
            card.paper = card.paper or self._paper_in(place, end)
            name_abstract(self._pieces[place], self._pieces[place + 1 : end])
            Filler(card, self._strays).fill(self._pieces[place + 1 : end])
            if not last:
                self._read_before(end, position + 1, card, cards[position + 1])
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

    def _before(self, position: int, *, votes: bool) -> int:
        """Find the first of the pieces that belong to a title and stand before it."""
        place = self._places[position]
        paper = self._pieces[place].paper
        former = self._pieces[self._places[position - 1]].paper if position else None
        start = place
        floor = self._places[position - 1] + 1 if position else 0
        while start > floor:
            piece = self._pieces[start - 1]
            is_own = piece.paper is not None and piece.paper == (paper or piece.paper)
            if piece.paper is not None and (not is_own or piece.paper == former):
                break
            if piece.kind is Kind.UPVOTES and not votes and (paper is None or not piece.paper):
                break
            silent = piece.kind in {Kind.ADDRESS, Kind.FURNITURE} and not piece.text
            if piece.kind not in _BEFORE and not silent:
                break
            start -= 1
        return start

    def _read_before(self, start: int, position: int, former: Card | None, card: Card) -> None:
        """Read the numbers before a title: upvotes, and before them comments on the last paper."""
        pieces = self._pieces[start : self._places[position]]
        card.paper = next((piece.paper for piece in pieces if piece.paper), None)
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
            former.comments = positive(number(pieces[theirs[0]].text))

    def _paper_in(self, start: int, end: int) -> str | None:
        return next((piece.paper for piece in self._pieces[start:end] if piece.paper), None)


def _once(cards: Sequence[Card]) -> list[Card]:
    """Put cards of one paper together."""
    kept: list[Card] = []
    seen: dict[str, Card] = {}
    for card in cards:
        keys = list(_keys(card))
        former = next((seen[key] for key in keys if key in seen), None)
        if former is not None and not _differ(former, card):
            former.take_from(card)
            keys = list(_keys(former))
        else:
            former = card
            kept.append(card)
        for key in keys:
            seen.setdefault(key, former)
    return kept


def _differ(one: Card, other: Card) -> bool:
    """Tell whether two cards cannot be one: by their papers, or by title and abstract."""
    if one.paper and other.paper and one.paper != other.paper:
        return True
    whole = all(card.paragraphs and _has_footer(card) for card in (one, other))
    if not whole or fold(one.title) == fold(other.title):
        return False
    texts = sorted((fold(one.abstract.rstrip(".… ")), fold(other.abstract.rstrip(".… "))), key=len)
    return not texts[1].startswith(texts[0])


def _has_footer(card: Card) -> bool:
    return bool(card.author_count or card.organization or card.date)


def _keys(card: Card) -> Iterator[str]:
    if card.paper:
        yield "id " + card.paper
    if len(folded := fold(card.title)) > 3:
        yield "title " + folded
    elif card.paragraphs:
        yield f"text {folded} {fold(card.abstract)}"
