"""What kind of thing a piece of a page is, by its text and by where it leads."""

import re
from typing import Final

from papers_tui.dumps.page_words import is_furniture
from papers_tui.dumps.paper_links import (
    account,
    is_discussion,
    is_page,
    is_vote,
    paper_id,
    repository,
)
from papers_tui.dumps.piece_texts import by_text, is_number, names_resource
from papers_tui.dumps.pieces import Kind, Piece
from papers_tui.model.text import clean

_PICTURES: Final = re.compile(r"(?:\[[^\[\]]{0,80}\]\s{0,4})+")
"""What images are said to show, in brackets."""

_BARE: Final = re.compile(
    r"<?(?:url: ?|link: ?|🔗 ?)?((?:https?://|/papers/)\S{1,2000}?)>?", re.IGNORECASE
)
_STARS: Final = re.compile(
    r"(?:link: )?(?:github|code|⭐|★|🌟)?[ :·]{0,3}(?:[⭐★🌟] ?)?(?:[0-9][0-9.,]{0,9}[kKmM]?)?"
    r"(?: stars?| ?[⭐★])?",
    re.IGNORECASE,
)
_LONGEST_NAME: Final = 120
"""Letters that the name of an organisation has at the most."""

_BELOW_NAME: Final = frozenset({Kind.DOT, Kind.DATE, Kind.AUTHORS})
"""What stands below the name of an organisation, where the end of its link is not known."""


def classify(piece: Piece, *, begins: bool = True) -> None:
    """Say what a piece is, and which paper it leads to; the text of prose stays as it is.

    Only a piece that begins a link, or is none, may begin with the picture of somebody.
    """
    text = clean(piece.text)
    if begins or not piece.link:
        text = _without_pictures(piece, text)
    bare = None if _is_within(piece, text) else _BARE.fullmatch(text)
    if bare is not None:
        piece.address, text = piece.address or bare[1], ""
    piece.paper = paper_id(piece.address) if piece.address else None
    if bare is not None:
        is_code = repository(piece.address or "") is not None
        piece.kind = Kind.REPOSITORY if is_code else Kind.ADDRESS
    else:
        piece.kind = _by_address(piece, text) or by_text(text)
    if piece.kind is Kind.PROSE and not piece.paper and is_furniture(text):
        piece.kind = Kind.FURNITURE
    if piece.kind is not Kind.PROSE:
        piece.text = text


def _is_within(piece: Piece, text: str) -> bool:
    """Tell whether an address is written within the text of a link to a paper."""
    address = piece.address or ""
    return bool(piece.link) and is_page(address) and paper_id(text) != paper_id(address)


def _without_pictures(piece: Piece, text: str) -> str:
    """Leave out what images are said to show, where a number or nothing follows it."""
    match = _PICTURES.match(text)
    rest = text[match.end() :] if match else ""
    return rest if match and (is_number(rest) or (not rest and piece.address)) else text


def _by_address(piece: Piece, text: str) -> Kind | None:
    address = piece.address
    if not address:
        return None
    if is_vote(address):
        return Kind.UPVOTES
    if is_discussion(address):
        return Kind.COMMENTS
    if piece.level and text and is_page(address):
        return Kind.PROSE
    if repository(address) and _STARS.fullmatch(text):
        return Kind.REPOSITORY
    if piece.paper is not None:
        return Kind.ADDRESS if not text or names_resource(text) else None
    if account(address) and len(text) <= _LONGEST_NAME:
        kind = by_text(text)
        return kind if kind in _BELOW_NAME else Kind.ACCOUNT
    return None
