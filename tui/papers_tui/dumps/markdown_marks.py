"""The marks that a line of Markdown begins with: of quotations, lists and headings."""

import re
from collections.abc import Sequence
from typing import Final

from papers_tui.dumps.markdown_spans import Span
from papers_tui.dumps.paper_links import is_page
from papers_tui.dumps.piece_texts import by_text
from papers_tui.dumps.pieces import Kind
from papers_tui.model.text import clean

_PREFIX: Final = re.compile(
    r"\s*(?:>\s*)*(?:[-*+•◦]\s+(?=[-*+•◦>]\s))*"
    r"(?:(?P<heading>#{1,6})(?:\s+|(?=[\[*]))|(?P<mark>[-*+•◦]|\d{1,4}[.)])\s+(?=\S)"
    r"(?:#{1,6}\s+)?(?:\[[ xX]\]\s+)?)?"
)


def line_marks(spans: Sequence[Span], whole: str) -> tuple[int, int, str]:
    """Give the length of the marks of a line, the level of its heading, and its bullet or number.

    What was escaped is none, nor is what stands behind the number of a link, or begins the text of
    a link to a paper.
    """
    prefix = _PREFIX.match(whole)
    assert prefix is not None
    group = "heading" if prefix["heading"] else "mark"
    if not prefix[group]:
        return prefix.end(), 0, ""
    rest = clean(whole[prefix.end() :])
    place, number = 0, False
    for span in spans:
        end = place + len(span.text)
        if span.literal and place < prefix.end(group) and end > prefix.start(group):
            return prefix.start(group), 0, ""
        if place <= prefix.start(group) < end:
            in_link = group == "mark" and is_page(span.address or "")
            if number or (in_link and by_text(rest) is Kind.PROSE and not _shows(spans)):
                return prefix.start(group), 0, ""
        number = number or span.tag == "a"
        place = end
    return prefix.end(), len(prefix["heading"] or ""), prefix["mark"] or ""


def _shows(spans: Sequence[Span]) -> bool:
    return any(span.alt is not None for span in spans)
