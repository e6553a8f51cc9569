"""Pieces put together: lines to paragraphs, and bare addresses to what they are written beside."""

import re
from collections.abc import Sequence
from typing import Final

from papers_tui.dumps.page_wholes import name_texts
from papers_tui.dumps.paper_links import account, is_page, repository, site_id
from papers_tui.dumps.piece_kinds import classify
from papers_tui.dumps.piece_texts import names_resource
from papers_tui.dumps.pieces import Kind, Piece
from papers_tui.model.text import clean

_TITLE: Final = 300
"""Letters that a title may have."""

_LONG_HEADING: Final = 55
"""Letters from which on a heading may have been broken into two lines."""

_DASH: Final = re.compile(r"\s*(?:[-–—]|:)\s+\S")
_ITEMS: Final = ("- ", "* ", "+ ", "• ")
_ENDS: Final = (".", "!", "?")


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Join the lines of a text, and bare addresses to the texts that they belong to."""
    name_texts(pieces)
    whole: list[Piece] = []
    for number, piece in enumerate(pieces):
        last = whole[-1] if whole else None
        described = last is not None and _describes(last, piece)
        if described:
            piece.text = piece.text.strip().lstrip("-–—: ")
        if (
            last is not None
            and not described
            and piece.kind is last.kind is Kind.PROSE
            and (_continues(last, piece, pieces[number - 1], pieces[number + 1 : number + 2]))
        ):
            _append(last, piece, pieces[number - 1])
        elif last is not None and _is_one_name(last, piece):
            last.text += piece.text if last.text.endswith("-") else f" {piece.text}"
        elif last is not None and _ends_text(last, piece):
            last.text += f" {piece.address}"
        else:
            whole.append(piece)
    for piece in whole:
        piece.text = "\n\n".join(filter(None, map(clean, piece.text.split("\n\n"))))
        if piece.kind is Kind.PROSE:
            piece.text = piece.text.removesuffix(" (").removesuffix(" [")
            classify(piece)
    return _addressed([piece for piece in whole if piece.text or piece.address is not None])


def _describes(last: Piece, piece: Piece) -> bool:
    """Tell whether a text stands behind the linked title that it describes, as `Title - text`."""
    return (
        piece.kind is last.kind is Kind.PROSE and not (piece.starts or piece.link or last.level)
        and is_page(last.address or "") and _DASH.match(piece.text) is not None
    )  # fmt: skip


def _is_one_name(last: Piece, piece: Piece) -> bool:
    """Tell whether two lines are one link: the name of an organisation, or such as `arXiv Page`."""
    if not piece.link or piece.link != last.link or piece.paragraph != last.paragraph:
        return False
    named = last.kind is Kind.ADDRESS and names_resource(f"{last.text} {piece.text}")
    return named or last.kind is piece.kind is Kind.ACCOUNT


def _ends_text(last: Piece, piece: Piece) -> bool:
    """Tell whether a bare address is the end of the text that it stands below."""
    return (
        piece.kind in {Kind.ADDRESS, Kind.REPOSITORY} and not piece.text and not piece.link
        and piece.paragraph == last.paragraph and last.kind is Kind.PROSE and not piece.mark
        and not (last.level or last.strong or last.paper or site_id(piece.address or ""))
        and not clean(last.text).endswith(_ENDS)
    )  # fmt: skip


def _continues(last: Piece, piece: Piece, before: Piece, after: Sequence[Piece]) -> bool:
    """Tell whether a piece goes on with the text before it."""
    if piece.link and piece.link == before.link:
        return True
    if piece.paragraph != last.paragraph or piece.cell:
        return False
    if not piece.starts:
        return True
    if last.level or last.strong:
        return _continues_heading(last, piece, after)
    if piece.level or piece.strong or piece.mark in {"-", "*", "+", "•", "◦"} or piece.alt:
        return False
    if after and after[0].kind is Kind.DOT and len(piece.text) <= 100:
        return not clean(last.text).endswith(_ENDS)
    if piece.paper and piece.address != last.address:
        return False
    if piece.mark and last.mark:
        return False
    if last.paper and last.link == before.link and last.link != piece.link:
        return False
    return not (piece.link and piece.paper)


def _continues_heading(last: Piece, piece: Piece, after: Sequence[Piece]) -> bool:
    if piece.mark or piece.cell or (piece.link and piece.link != last.link):
        return False
    if piece.level or piece.strong:
        return piece.indented
    if last.link or len(piece.text) > 100:
        return False
    if piece.indented:
        return True
    alone = not after or after[0].paragraph != piece.paragraph
    follows = (
        bool(after)
        and after[0].kind is Kind.PROSE
        and not after[0].level
        and len(after[0].text) > 60
    )
    return (
        alone and follows and len(clean(last.text)) >= _LONG_HEADING
        and not clean(piece.text).endswith(_ENDS)
    )  # fmt: skip


def _is_listed(text: str, piece: Piece) -> bool:
    """Tell whether a line is another item of a list, after that before it or a colon."""
    paragraph = text.rpartition("\n\n")[2]
    begins = piece.text.startswith(_ITEMS)
    return piece.starts and begins and (paragraph.startswith(_ITEMS) or text.endswith(":"))


def _append(last: Piece, piece: Piece, before: Piece) -> None:
    if piece.paragraph != before.paragraph or _is_listed(last.text, piece):
        last.text += "\n\n" + piece.text
    elif piece.starts:
        mark = f"{piece.mark} " if piece.mark else ""
        last.text += f" {mark}{piece.text}"
    else:
        last.text += piece.text
    if last.link != piece.link and last.paper is None:
        last.link, last.address = 0, None


def _addressed(pieces: list[Piece]) -> list[Piece]:
    """Give bare addresses to the texts that they stand below, or above."""
    bare = [n for n, piece in enumerate(pieces) if piece.kind is Kind.ADDRESS and not piece.text]
    papers = [n for n in bare if is_page(pieces[n].address or "")]
    if not any(site_id(pieces[number].address or "") for number in bare):
        return pieces
    below = not papers or _stand_below(pieces, papers)
    for number in bare:
        if below:
            _give_back(pieces, number)
        elif is_page(pieces[number].address or ""):
            _give_on(pieces, number)
    return pieces


def _stand_below(pieces: Sequence[Piece], papers: Sequence[int]) -> bool:
    """Tell whether addresses stand below their texts, and not above."""
    first, last = papers[0], papers[-1]
    before, after = _is_text(pieces, first - 1), _is_text(pieces, last + 1)
    if before != after:
        return before
    votes = 0
    for number in papers:
        if _is_text(pieces, number - 1) and _is_text(pieces, number + 1):
            one, other = pieces[number - 1], pieces[number + 1]
            if bool(one.level) != bool(other.level):
                votes += 1 if one.level else -1
            else:
                votes += 1 if len(one.text) <= len(other.text) else -1
    return before and votes >= 0


def _is_text(pieces: Sequence[Piece], number: int) -> bool:
    return 0 <= number < len(pieces) and pieces[number].kind is Kind.PROSE


def _give_back(pieces: Sequence[Piece], number: int) -> None:
    address = pieces[number].address or ""
    if number == 0 or repository(address):
        return
    target = pieces[number - 1]
    if target.kind is Kind.DOT or not target.text or (target.address and target.paper):
        return
    if not (site_id(address) or account(address) or target.kind is Kind.FURNITURE):
        return
    target.address = address
    classify(target)
    if number > 1 and len(target.text) > _TITLE and _is_text(pieces, number - 2):
        title = pieces[number - 2]
        if len(title.text) <= _TITLE and not title.address and target.paper:
            title.address = address
            classify(title)


def _give_on(pieces: Sequence[Piece], number: int) -> None:
    for target in pieces[number + 1 : number + 4]:
        if target.kind is Kind.PROSE or (target.kind is Kind.FURNITURE and target.text):
            if not target.paper:
                target.address = pieces[number].address
                classify(target)
            return
        if target.kind is not Kind.NUMBER:
            return
