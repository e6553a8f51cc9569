"""The pieces of a Markdown page: its lines without their marks, each with its links."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from papers_tui.dumps.markdown_references import parted
from papers_tui.dumps.markdown_spans import Span
from papers_tui.dumps.markdown_text import scan
from papers_tui.dumps.piece_kinds import classify
from papers_tui.dumps.piece_texts import by_text
from papers_tui.dumps.pieces import Kind, Piece
from papers_tui.model.text import clean

_LINE_ENDS: Final = re.compile(r"\r*\n|\r")
_FENCE: Final = re.compile(r"\s{0,8}(?:```|~~~|:::)")
_PREFIX: Final = re.compile(
    r"\s*(?:>\s*)*(?:[-*+•◦]\s+(?=[-*+•◦>]\s))*"
    r"(?:(?P<heading>#{1,6})(?:\s+|(?=[\[*]))|(?P<mark>[-*+•◦]|\d{1,4}[.)])\s+(?=\S)"
    r"(?:#{1,6}\s+)?(?:\[[ xX]\]\s+)?)?"
)
_UNDERLINE: Final = re.compile(r"\s{0,3}(={3,}|-{3,})\s*")
_ATTRIBUTES: Final = re.compile(r"\s*\{[#.:=][^{}\n]{0,400}\}\s*")
_BULLETS: Final = frozenset("-*+•◦")
_COUNTS: Final = frozenset(
    {Kind.DATE, Kind.AUTHORS, Kind.UPVOTES, Kind.COMMENTS, Kind.SUBMITTED, Kind.REPOSITORY}
)
_TRAILING: Final = re.compile(
    r"(.{0,600}?\S)\s{0,4}[(\[<:–—|→-]{0,3}\s{0,4}"
    r"(https?://(?:www\.)?(?:huggingface\.co|hf\.co)/papers/[\w./-]{5,40})[)\]>.]{0,3}"
)
_LEADING: Final = re.compile(
    r"(https?://(?:www\.)?(?:huggingface\.co|hf\.co)/papers/[\w./-]{5,40})\s{0,4}[:–—|-]?\s{1,4}(.{1,600})"
)


def pieces(text: str) -> list[Piece]:
    """Give the pieces of a Markdown text."""
    found: list[Piece] = []
    bold = False
    paragraph, begun = 0, 0
    kept, references = parted(_LINE_ENDS.split(text))
    plain = "\n".join("" if _FENCE.match(line) else line for line in kept)
    lines, numbers = scan(plain, references)
    for number, spans in zip(numbers, lines, strict=True):
        whole = "".join(span.text for span in spans)
        if not whole.strip() and not any(span.alt for span in spans):
            paragraph, begun = paragraph + 1, 0
            continue
        if (match := _UNDERLINE.fullmatch(whole)) and found:
            if 1 <= begun <= 2:
                _underline(found, paragraph, 1 if match[1][0] == "=" else 2)
            paragraph, begun = paragraph + 1, 0
            continue
        begun += 1
        line, bold = _line(spans, whole, Piece(number, paragraph, ""), bold=bold)
        found += line
    for piece in found:
        classify(piece)
    return found


def _underline(found: list[Piece], paragraph: int, level: int) -> None:
    """Make a heading of the lines of the paragraph that is underlined."""
    first = True
    for piece in [piece for piece in found[-6:] if piece.paragraph == paragraph]:
        if not piece.level and not piece.mark:
            piece.level, piece.indented = level, not first
            first = False


def _line(spans: list[Span], whole: str, model: Piece, *, bold: bool) -> tuple[list[Piece], bool]:
    """Make the pieces of a line, and say whether it ends in bold text."""
    prefix = _PREFIX.match(whole)
    assert prefix is not None
    level, mark = len(prefix["heading"] or ""), prefix["mark"] or ""
    tag = next((span.tag for span in spans if span.tag), "")
    if tag.startswith("h"):
        level = int(tag[1])
    if (
        whole.strip() in _BULLETS
        and spans[0].text.strip()
        and any(span.alt is not None for span in spans)
    ):
        _cut(spans, len(whole))
    indented = whole[:1] in {" ", "\t"}
    _cut(spans, prefix.end())
    continued = bold
    strong, bold = _plain_emphasis(spans, bold=bold)
    cells = _cells(spans) if whole.lstrip().startswith("|") else [spans]
    result: list[Piece] = []
    for column, cell in enumerate(cells, start=1):
        for link, run in groupby(cell, key=lambda span: span.link):
            parts = list(run)
            piece = Piece(
                model.line, model.paragraph, "".join(span.text for span in parts),
                parts[0].address if link else None, link, level, strong or tag == "b",
                mark, not result, indented or continued, column if len(cells) > 1 else 0,
                next((span.alt for span in parts if span.alt), None),
            )  # fmt: skip
            if not link:
                piece.text = _without_attributes(piece.text)
            if clean(piece.text) or piece.link or piece.alt:
                result += _parts(piece)
    return result, bold


def _without_attributes(text: str) -> str:
    """Take away what Pandoc writes behind a heading or a link: classes in braces."""
    if text.rstrip().endswith("}"):
        start = text.rfind("{")
        return text[:start] if _ATTRIBUTES.fullmatch(text[start:]) else text
    return text


def _cut(spans: list[Span], length: int) -> None:
    """Take the first letters away from the text of some spans."""
    for span in spans:
        taken = min(length, len(span.text))
        span.text = span.text[taken:]
        length -= taken
        if not length:
            return


def _plain_emphasis(spans: list[Span], *, bold: bool) -> tuple[bool, bool]:
    """Take the signs of emphasis away; say whether the line is bold, and whether it ends so."""
    marked = [span for span in spans if not span.literal]
    whole = "".join(span.text for span in spans).strip()
    strong = bold or whole.startswith(("**", "__"))
    if strong and not bold and whole[:2] not in {whole[-2:]} and whole.count("**") > 1:
        strong = False
    count = sum(span.text.count("**") for span in marked)
    for span in marked:
        span.text = span.text.replace("**", "")
    bold = bool(count % 2) != bold and bool(count or bold)
    whole = "".join(span.text for span in spans).strip()
    for sign in ("__", "*", "_", "`"):
        if len(whole) > 2 * len(sign) and whole.startswith(sign) and whole.endswith(sign):
            _strip(marked, sign)
            whole = whole[len(sign) : -len(sign)]
    return strong, bold


def _strip(spans: list[Span], sign: str) -> None:
    for span in spans:
        if span.text.strip():
            span.text = span.text.lstrip().removeprefix(sign)
            break
    for span in reversed(spans):
        if span.text.strip():
            span.text = span.text.rstrip().removesuffix(sign)
            break


def _cells(spans: list[Span]) -> list[list[Span]]:
    """Part a line of a table into its cells."""
    cells: list[list[Span]] = [[]]
    for span in spans:
        if span.literal or "|" not in span.text:
            cells[-1].append(span)
            continue
        first, *others = span.text.split("|")
        cells[-1].append(_copy(span, first))
        cells += [[_copy(span, other)] for other in others]
    return (
        cells[1:] if len(cells) > 1 and not any(span.text.strip() for span in cells[0]) else cells
    )


def _copy(span: Span, text: str) -> Span:
    return Span(text, span.link, span.address, span.alt, span.literal, span.tag)


def _parts(piece: Piece) -> Iterator[Piece]:
    """Part a piece at its dots where one of the parts is a date or a number of something."""
    shown = clean(piece.text)
    bare = shown.strip("-–—|:,;() ")
    if not piece.starts and bare != shown and by_text(bare) in _COUNTS:
        yield _like(piece, bare, starts=False)
        return
    if len(shown) <= 300 and ("·" in shown or "•" in shown or " | " in shown or " - " in shown):
        for sign in ("·", "•", " | ", " - "):
            parts = shown.split(sign)
            if len(parts) > 1 and any(by_text(part.strip()) in _COUNTS for part in parts):
                yield from _parted(piece, parts)
                return
    if not piece.link and piece.starts and len(shown) <= 700 and "/papers/" in shown:
        if match := _TRAILING.fullmatch(shown):
            piece.text, piece.address = match[1], match[2]
        elif match := _LEADING.fullmatch(shown):
            piece.text, piece.address = match[2], match[1]
    yield piece


def _parted(piece: Piece, parts: list[str]) -> Iterator[Piece]:
    starts = piece.starts
    for number, part in enumerate(parts):
        if number:
            yield _like(piece, "·", starts=False)
        if part.strip():
            yield from _parts(_like(piece, part.strip(" *_`"), starts=starts))
            starts = False


def _like(piece: Piece, text: str, *, starts: bool) -> Piece:
    return Piece(
        piece.line, piece.paragraph, text, piece.address, piece.link, piece.level, piece.strong,
        piece.mark, starts, piece.indented, piece.cell, piece.alt,
    )  # fmt: skip
