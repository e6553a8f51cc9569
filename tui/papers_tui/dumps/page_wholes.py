"""Pieces of a text that look like something else, such as a number on a line of its own."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from papers_tui.dumps.paper_links import is_page
from papers_tui.dumps.pieces import Kind, Piece

_FOOTER: Final = frozenset({Kind.AUTHORS, Kind.DATE, Kind.DOT})
_LIKE_TEXTS: Final = frozenset({Kind.NUMBER, Kind.COMMENTS, Kind.UPVOTES})


def name_texts(pieces: Sequence[Piece]) -> None:
    """Say of pieces within a text that they are text: of one link, or of one paragraph."""
    titled: set[str | None] = set()
    for (link, _level), group in groupby(pieces, key=lambda piece: (piece.link, piece.level)):
        run = list(group)
        if link and is_page(run[0].address or "") and not run[0].level:
            _name_linked(run, known=run[0].paper in titled)
        if link and run[0].kind is Kind.PROSE:
            titled.add(run[0].paper)
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        lines = _is_line(before, piece) and _is_line(piece, after)
        if lines and before.kind is after.kind is Kind.PROSE and after.text[:1].islower():
            piece.kind = Kind.PROSE


def name_abstract(title: Piece, pieces: Sequence[Piece]) -> None:
    """Say of pieces between a title and the footer that they are the abstract, or part of it.

    What stands between texts is text where the card has another of its kind below; so is the first
    link to the paper below the title.
    """
    last = {piece.kind: number for number, piece in enumerate(pieces) if piece.kind in _FOOTER}
    for number, piece in enumerate(pieces):
        beside = pieces[max(number - 1, 0) : number + 2]
        is_inner = len(beside) == 3 and beside[0].kind is beside[2].kind is Kind.PROSE
        if is_inner and last.get(piece.kind, 0) > number:
            piece.kind = Kind.PROSE
    shown = (n for n, piece in enumerate(pieces) if piece.text)
    first = next(shown, None)
    if first is None or not title.paper or pieces[first].paper != title.paper:
        return
    piece = pieces[first]
    if not is_page(piece.address or "") or not is_page(title.address or ""):
        return
    if piece.kind in _LIKE_TEXTS or last.get(piece.kind, 0) > first:
        piece.kind = Kind.PROSE


def _name_linked(run: Sequence[Piece], *, known: bool) -> None:
    """Take what a link shows between texts as text, if the title of the paper is known already."""
    texts = [n for n, piece in enumerate(run) if piece.kind is Kind.PROSE and piece.text.strip()]
    if known and texts and texts[0] == 0:
        for piece in run[: texts[-1]]:
            piece.kind = Kind.PROSE


def _is_line(before: Piece, piece: Piece) -> bool:
    """Tell whether a piece is the line below another, both without marks."""
    return (
        piece.paragraph == before.paragraph
        and before.line < piece.line
        and not any(
            one.mark or one.link or one.level or one.strong or one.cell for one in (before, piece)
        )
    )
