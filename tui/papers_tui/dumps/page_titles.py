"""Which pieces of a page are the titles of papers?

Layouts mark them by headings, by links to the papers, by bold letters, as the rows of a table or
the items of a list. The page is asked which of these it has; all its titles are taken to be alike.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from papers_tui.dumps.paper_links import is_page, site_id
from papers_tui.dumps.pieces import Kind, Piece
from papers_tui.model.text import fold

LONGEST: Final = 400
"""Letters that a title may have at the most."""

_PARTS: Final = frozenset(
    "abstract summary introduction background methods method results conclusion conclusions "
    "overview tldr authors links".split()
)


def titles(pieces: Sequence[Piece]) -> list[int]:
    """Give the places of the titles among the pieces of a page."""
    prose = [n for n, piece in enumerate(pieces) if piece.kind is Kind.PROSE and piece.text]
    short = [n for n in prose if len(pieces[n].text) <= LONGEST]
    known = _known(pieces)
    headings = _headings(pieces, short)
    if headings and len(headings) * 2 >= len(known) > 0:
        return headings
    if headings and not known and len(headings) == _footers(pieces):
        return headings
    strong = [n for n in short if pieces[n].strong and not pieces[n].level]
    rows = _rows(pieces, short)
    if known and (found := _by_paper(pieces, known)):
        fuller = (style for style in (rows, strong) if len(style) > len(found))
        return next((style for style in fuller if set(found) <= set(style)), found)
    listed = [n for n in short if pieces[n].mark and not pieces[n].level and not pieces[n].cell]
    styles = (headings, strong, rows, listed)
    several = next((style for style in styles if len(style) > 1), None)
    return several or next((style for style in styles if style), [])


def _footers(pieces: Sequence[Piece]) -> int:
    """Count what ends cards: numbers of authors, or else dates behind a dot."""
    counts = sum(piece.kind is Kind.AUTHORS for piece in pieces)
    dates = sum(one.kind is Kind.DOT and other.kind is Kind.DATE for one, other in pairwise(pieces))
    return max(counts, dates)


def _known(pieces: Sequence[Piece]) -> set[str]:
    """Give the ids that pieces lead to: on the site, or elsewhere where none leads there."""
    papers = [(piece.paper, piece.address or "") for piece in pieces if piece.paper]
    on_site = {paper for paper, address in papers if site_id(address)}
    return on_site or {paper for paper, _address in papers}


def title_level(pieces: Sequence[Piece]) -> int:
    """Give the level of the headings that are titles: that of most links to papers, or of most.

    Headings that name the part of a text, such as `Abstract`, count where there are no others.
    """
    texts = [piece for piece in pieces if piece.level and piece.kind is Kind.PROSE and piece.text]
    linked = [piece for piece in texts if is_page(piece.address or "")]
    others = [piece for piece in texts if not names_part(piece)]
    levels = Counter(piece.level for piece in linked or others or texts)
    return max(levels, key=lambda level: (levels[level], level), default=0)


def names_part(piece: Piece) -> bool:
    """Tell whether a heading names a part of a text."""
    return bool(piece.level) and fold(piece.text) in _PARTS


def _headings(pieces: Sequence[Piece], short: Sequence[int]) -> list[int]:
    """Give the headings of the level of titles, and those of others that lead to a paper."""
    level = title_level([pieces[n] for n in short])
    linked = any(is_page(pieces[n].address or "") for n in short if pieces[n].level == level)
    return [
        n
        for n in short
        if pieces[n].level
        and (pieces[n].paper or pieces[n].level == level)
        and not (linked and not pieces[n].paper and names_part(pieces[n]))
    ]


def _rows(pieces: Sequence[Piece], short: Sequence[int]) -> list[int]:
    """Give the longest cell of each row of a table."""
    rows: dict[int, int] = {}
    for number in short:
        piece = pieces[number]
        if piece.cell:
            best = rows.get(piece.line)
            if best is None or len(pieces[best].text) < len(piece.text):
                rows[piece.line] = number
    return sorted(rows.values())


def _by_paper(pieces: Sequence[Piece], known: set[str]) -> list[int]:
    """Give the first text that leads to each paper, or follows an address that does."""
    found: list[int] = []
    current = announced = None
    for number, piece in enumerate(pieces):
        paper = piece.paper if piece.paper in known else None
        if piece.kind is Kind.PROSE:
            if len(piece.text) > LONGEST:
                continue
            again = bool(found) and paper == current and _same(pieces[found[-1]], piece)
            if paper and (paper != current or again):
                found.append(number)
                current, announced = paper, None
            elif announced and not paper:
                piece.paper = announced
                found.append(number)
                current, announced = announced, None
        elif paper and paper != current and _announces(piece):
            announced = paper
    return found


def _announces(piece: Piece) -> bool:
    """Tell whether what follows a piece is about the paper that the piece leads to."""
    return piece.kind is Kind.UPVOTES or (piece.kind is Kind.ADDRESS and not piece.text)


def _same(one: Piece, other: Piece) -> bool:
    return fold(one.text) == fold(other.text)
