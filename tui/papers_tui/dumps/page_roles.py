"""What pieces are by what stands beside them: submitters, cells of tables, titles of one word."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from papers_tui.dumps.page_titles import title_level
from papers_tui.dumps.paper_links import is_page, paper_id
from papers_tui.dumps.piece_texts import names_submitter
from papers_tui.dumps.pieces import Kind, Piece


def name_submitters(pieces: Sequence[Piece]) -> None:
    """Say of the names of submitters what they are, where they are pieces of their own."""
    waiting = 0
    for piece in pieces:
        if piece.kind is Kind.SUBMITTED:
            waiting = 0 if names_submitter(piece.text) else 3
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


def name_columns(pieces: Sequence[Piece]) -> None:
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


_COUNTED: Final = frozenset(
    {Kind.NUMBER, Kind.DATE, Kind.AUTHORS, Kind.COMMENTS, Kind.UPVOTES, Kind.ADDRESS}
)
"""What a title may look like."""

_FOOTER: Final = frozenset({Kind.AUTHORS, Kind.DATE, Kind.DOT})


def name_titles(pieces: Sequence[Piece]) -> None:
    """Say of titles what they are, where their words look like a number, a date or the like.

    They are marked as the other titles of the page are: headings of the same level with a card
    below, or the first links to their papers.
    """
    level = title_level(pieces)
    headings = [n for n, piece in enumerate(pieces) if piece.level]
    for number, end in pairwise([*headings, len(pieces)]):
        piece = pieces[number]
        below = {one.kind for one in pieces[number + 1 : end]}
        if piece.level == level and piece.kind in _COUNTED and below & _FOOTER:
            piece.kind = Kind.PROSE
    _name_linked(pieces)


def _name_linked(pieces: Sequence[Piece]) -> None:
    firsts: dict[str, Piece] = {}
    for piece in pieces:
        if piece.paper and piece.text and is_page(piece.address or ""):
            firsts.setdefault(piece.paper, piece)
    titles = Counter(_style(piece) for piece in firsts.values() if piece.kind is Kind.PROSE)
    if not titles:
        return
    named: set[tuple[str | None, str]] = set()
    for piece in firsts.values():
        others = titles.total() if piece.strong else len(firsts)
        if piece.kind in _COUNTED and titles[_style(piece)] * 2 >= others:
            named.add((piece.paper, piece.text))
    for piece in pieces:
        if (piece.paper, piece.text) in named and is_page(piece.address or ""):
            piece.kind = Kind.PROSE


def _style(piece: Piece) -> tuple[bool, bool, bool, bool]:
    return bool(piece.level), piece.strong, bool(piece.mark), bool(piece.cell)
