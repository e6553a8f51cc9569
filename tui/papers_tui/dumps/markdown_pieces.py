"""The pieces of a Markdown page: its lines without their marks, each with its links."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from textwrap import dedent
from typing import Final

from papers_tui.dumps.markdown_breaks import mended
from papers_tui.dumps.markdown_fences import unfenced
from papers_tui.dumps.markdown_marks import line_marks
from papers_tui.dumps.markdown_parts import parts
from papers_tui.dumps.markdown_references import parted
from papers_tui.dumps.markdown_spans import Span
from papers_tui.dumps.markdown_tables import is_rule, with_edges
from papers_tui.dumps.markdown_text import scan
from papers_tui.dumps.piece_kinds import classify
from papers_tui.dumps.pieces import Piece
from papers_tui.model.text import clean

_LINE_ENDS: Final = re.compile(r"\r*\n|\r")
_UNDERLINE: Final = re.compile(r"\s{0,3}(={3,}|-{3,})\s*")
_ROW: Final = re.compile(r"\s*\|.*\|\s*")
_ATTRIBUTES: Final = re.compile(r"\s*\{[#.:=][^{}\n]{0,400}\}\s*")
_BOLD: Final = re.compile(r"(?<!\w)\*\*(?=\S)|(?<=\S)\*\*(?!\w)|^\s*\*\*|\*\*\s*$")
_STRUCK: Final = re.compile(r"(?<![\w~])~~(?=[^\s~])([^~]{1,400})(?<=\S)~~(?![\w~])")
_BULLETS: Final = frozenset("-*+•◦")


def pieces(text: str) -> list[Piece]:
    """Give the pieces of a Markdown text."""
    found: list[Piece] = []
    bold = quoted = False
    paragraph, begun = 0, 0
    kept, references = parted(with_edges(mended(_LINE_ENDS.split(text))))
    lines, numbers = scan(dedent("\n".join(unfenced(kept))), references)
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
        if is_rule(whole):
            continue
        goes_on = _goes_on(found, paragraph, whole, quoted=quoted)
        quoted = whole.lstrip().startswith(">") and not goes_on
        model = Piece(number, paragraph, "")
        line, bold = _line(spans, whole, model, bold=bold, goes_on=goes_on)
        found += line
    for number, piece in enumerate(found):
        before = found[number - 1] if number else None
        goes_on = before is not None and before.link == piece.link and bool(clean(before.text))
        classify(piece, begins=not goes_on)
    return found


def _underline(found: list[Piece], paragraph: int, level: int) -> None:
    """Make a heading of the lines of the paragraph that is underlined."""
    first = True
    for piece in [piece for piece in found[-6:] if piece.paragraph == paragraph]:
        if not piece.level and not piece.mark:
            piece.level, piece.indented = level, not first
            first = False


def _goes_on(found: Sequence[Piece], paragraph: int, whole: str, *, quoted: bool) -> bool:
    """Tell whether a line that begins as a quotation goes on with the text before it."""
    last = found[-1] if found else None
    return (
        whole.lstrip().startswith(">") and not quoted and last is not None
        and last.paragraph == paragraph and not (last.level or last.mark or last.strong)
    )  # fmt: skip


def _line(
    spans: list[Span], whole: str, model: Piece, *, bold: bool, goes_on: bool
) -> tuple[list[Piece], bool]:
    """Make the pieces of a line, and say whether it ends in bold text."""
    end, level, model.mark = (0, 0, "") if goes_on else line_marks(spans, whole)
    tag = next((span.tag for span in spans if span.tag), "")
    model.level = int(tag[1]) if tag.startswith("h") else level
    model.indented = bold or whole[:1] in {" ", "\t"}
    pictured = any(span.alt is not None for span in spans)
    _cut(spans, len(whole) if pictured and _is_bullet(spans, whole) else end)
    begun = 0 if bold else _bold_beginning(spans)
    strong, bold = _plain_emphasis(spans, bold=bold)
    cells = _cells(spans) if _ROW.fullmatch(whole) else [spans]
    result: list[Piece] = []
    for column, cell in enumerate(cells, start=1):
        model.cell = column if len(cells) > 1 else 0
        numbered = enumerate(cell)
        for key, run in groupby(numbered, key=lambda one: (one[1].link, one[0] < begun)):
            model.strong = strong or tag == "b" or key[1]
            result += _run([span for _number, span in run], model, starts=not result)
    return result, bold


def _is_bullet(spans: Sequence[Span], whole: str) -> bool:
    """Tell whether a line shows a bullet before its images, and nothing else."""
    first = next(span for span in spans if span.alt is not None or span.text.strip("> \t"))
    return whole.strip("> \t") in _BULLETS and first.alt is None


def _run(spans: Sequence[Span], model: Piece, *, starts: bool) -> Iterator[Piece]:
    """Make the pieces of spans that lead to one place."""
    text = "".join(span.text for span in spans)
    link = spans[0].link
    piece = replace(
        model,
        text=text if link else _without_attributes(text),
        address=spans[0].address if link else None,
        link=link,
        mark=model.mark if starts else "",
        starts=starts,
        alt=next((span.alt for span in spans if span.alt), None),
    )
    if clean(piece.text) or link or piece.alt:
        yield from parts(piece)


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


def _bold_beginning(spans: list[Span]) -> int:
    """Part bold text from what follows it on a line; say how many spans it has, 0 for a label."""
    signs = [
        (number, match)
        for number, span in enumerate(spans)
        if not span.literal
        for match in _BOLD.finditer(span.text)
    ]
    before = "".join(span.text for span in spans[: signs[0][0] + 1]) if signs else ""
    if len(signs) != 2 or not before.lstrip().startswith("**"):
        return 0
    place, match = signs[1]
    last = spans[place]
    bold, rest = last.text[: match.start()], last.text[match.end() :]
    if bold.rstrip().endswith(":") or rest.lstrip().startswith(":"):
        return 0
    spans[place : place + 1] = [_copy(last, last.text[: match.end()]), _copy(last, rest)]
    return place + 1


def _plain_emphasis(spans: list[Span], *, bold: bool) -> tuple[bool, bool]:
    """Take the signs of emphasis away; say whether the line is bold, and whether it ends so."""
    marked = [span for span in spans if not span.literal]
    whole = "".join(span.text for span in spans).strip()
    count = sum(len(_BOLD.findall(span.text)) for span in marked)
    begins, ends = whole.startswith("**"), whole.endswith("**")
    strong = bold or (begins and (count == 1 or ends)) or whole[:2] == whole[-2:] == "__"
    for span in marked:
        span.text = _STRUCK.sub(r"\1", _BOLD.sub("", span.text))
    bold = (count % 2 == 1) != bold
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
    return replace(span, text=text)
