"""A text that says several things of a paper, parted: `6 authors · Oct 23, 2025`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from papers_tui.dumps.paper_links import is_page
from papers_tui.dumps.piece_texts import by_text
from papers_tui.dumps.pieces import Kind, Piece
from papers_tui.model.text import clean

_COUNTS: Final = frozenset(
    {Kind.DATE, Kind.AUTHORS, Kind.UPVOTES, Kind.COMMENTS, Kind.SUBMITTED, Kind.REPOSITORY}
)
_TRAILING: Final = re.compile(
    r"(.{0,600}?\S)\s{0,4}[(\[<:–—|→-]{0,3}\s{0,4}"
    r"(https?://(?:www\.)?(?:huggingface\.co|hf\.co)/papers/[\w./-]{5,40})[)\]>.]{0,3}"
)
_NOTED: Final = re.compile(r"(.{3,4000}\S)\s*\(([^()]{3,80})\)\s*")
"""A text with what is known of its paper behind it: `(6 authors, Oct 23, 2025)`."""

_LEADING: Final = re.compile(
    r"(https?://(?:www\.)?(?:huggingface\.co|hf\.co)/papers/[\w./-]{5,40})\s{0,4}[:–—|-]?\s{1,4}(.{1,600})"
)


def parts(piece: Piece) -> Iterator[Piece]:
    """Part a piece at its dots where one of the parts is a date or a number of something."""
    if piece.level and is_page(piece.address or ""):
        yield piece
        return
    shown = clean(piece.text)
    bare = shown.strip("-–—|:,;() ")
    if not piece.starts and by_text(shown) not in _COUNTS and by_text(bare) in _COUNTS:
        yield _like(piece, bare, starts=False)
        return
    whole = piece.level or "/papers/" in (piece.address or "")
    if whole and by_text(re.split("[·•|]", shown, maxsplit=1)[0].strip()) is Kind.PROSE:
        yield piece
        return
    if len(shown) <= 300 and ("·" in shown or "•" in shown or " | " in shown or " - " in shown):
        for sign in ("·", "•", " | ", " - "):
            texts = shown.split(sign)
            if len(texts) > 1 and any(by_text(text.strip()) in _COUNTS for text in texts):
                yield from _parted(piece, texts)
                return
    if not piece.link and not piece.starts and (notes := _notes(piece)):
        yield from notes
        return
    if not piece.link and piece.starts and len(shown) <= 700 and "/papers/" in shown:
        if match := _TRAILING.fullmatch(shown):
            piece.text, piece.address = match[1], match[2]
        elif match := _LEADING.fullmatch(shown):
            piece.text, piece.address = match[2], match[1]
    yield piece


def _notes(piece: Piece) -> list[Piece]:
    """Part a text from what is known of its paper; give nothing where it says nothing of it."""
    match = _NOTED.fullmatch(piece.text)
    if match is None:
        return []
    notes = [match[2]] if by_text(match[2]) in _COUNTS else match[2].split(", ", 1)
    if any(by_text(note) not in _COUNTS for note in notes):
        return []
    return [_like(piece, text, starts=False) for text in (match[1], *notes)]


def _parted(piece: Piece, texts: list[str]) -> Iterator[Piece]:
    starts = piece.starts
    for number, text in enumerate(texts):
        if number:
            yield _like(piece, "·", starts=False)
        if text.strip():
            yield from parts(_like(piece, text.strip(" *_`"), starts=starts))
            starts = False


def _like(piece: Piece, text: str, *, starts: bool) -> Piece:
    return replace(piece, text=text, starts=starts, mark=piece.mark if starts else "")
