"""What pieces are by what stands beside them: names of submitters, and the cells of tables."""

from collections.abc import Sequence
from typing import Final

from papers_tui.dumps.paper_links import paper_id
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
