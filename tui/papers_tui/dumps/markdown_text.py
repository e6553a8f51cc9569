"""Markdown as the lines that a reader sees: text, and where its links lead.

Scrapers write links, breaks and escapes in many ways, and texts hold brackets of their own. So this
goes through the text once, keeps every bracket that has been opened, and decides at each closing
one what it closes. The time is proportional to the length.
"""

import html
import re
from collections.abc import Mapping
from typing import Final

from papers_tui.dumps.markdown_brackets import Brackets, Open
from papers_tui.dumps.markdown_destinations import destination
from papers_tui.dumps.markdown_references import key
from papers_tui.dumps.markdown_spans import Span, Spans
from papers_tui.dumps.markdown_tags import BREAKS, PARTS, Tag, tag_at
from papers_tui.dumps.paper_links import is_useful, is_vote, site_id

_TOKEN: Final = re.compile(r"\n|\\{5,}|\\|\[{5,}|!?\[|\]{5,}|\]|<")
"""Where something may begin or end; long runs of a sign are text."""

_LABEL: Final = re.compile(r" ?\[([^\[\]\n]{0,80})\]")
_CONTROL: Final = re.compile(r"\((?:BUTTON|INPUT|IMAGE)\)[ ]?")
"""What Lynx writes before the name of a button."""

_ATTRIBUTES: Final = re.compile(r"\{[^{}\n]{0,400}\}")
_LONG_LABEL: Final = 30
"""Letters that the text of a link may have whose number stands behind it, unless it is ours."""

_FAR: Final = 4000
"""Letters within which a link ends that holds another."""

_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_DOT_LINE: Final = re.compile(r"[^\S\n]*·[^\S\n]*(?:\n|\Z)")
_LINE_MARKS: Final = "#>-*+•|0123456789.) \t"


def scan(text: str, references: Mapping[str, str]) -> tuple[list[list[Span]], list[int]]:
    """Give the lines of a Markdown text as spans, and the number of each line in the text.

    A line break in HTML makes a line of its own, with the number of the line that it stands on.

    Args:
        text: The text, without the references that it gives.
        references: Where these lead, by the keys of their names.
    """
    return _Scanner(text, references).scan()


class _Scanner:
    def __init__(self, text: str, references: Mapping[str, str]) -> None:
        self._text = text
        self._references = references
        self._spans = Spans()
        self._brackets = Brackets()
        self._prefix: tuple[int, str] | None = None
        self._paper = ""

    def scan(self) -> tuple[list[list[Span]], list[int]]:
        text, place = self._text, 0
        while (match := _TOKEN.search(text, place)) is not None:
            if match.start() > place:
                self._spans.add(html.unescape(text[place : match.start()]))
            place = self._take(match)
        self._spans.add(html.unescape(text[place:]))
        self._end_prefix()
        return self._spans.lines, self._spans.numbers

    def _take(self, match: re.Match[str]) -> int:
        token, end = match[0], match.end()
        if token == "\n":
            return self._end_line(end)
        if len(token) >= 5:
            self._spans.add(token)
            return end
        if token == "\\":
            return self._escape(end)
        if token == "<":
            return self._tag(match.start())
        if token == "]":
            after = self._close(end)
            self._spans.line += self._text.count("\n", end, after)
            return after
        return self._push(end, image=token == "![")

    def _end_line(self, end: int) -> int:
        blank = self._spans.is_blank()
        self._spans.line += 1
        self._spans.end_line()
        if blank:
            self._end_prefix()
            self._brackets.end_paragraph()
        elif self._text.startswith("#", end):
            self._brackets.clear()
        elif _DOT_LINE.match(self._text, end):
            self._end_prefix()
        return end

    def _escape(self, end: int) -> int:
        """Read what follows a backslash: one before a break, or blanks, is a break itself."""
        after = self._text[end : end + 1]
        if after == "\\" and self._text[end + 1 : end + 2] in {"\n", ""}:
            return end + 1
        if not after.strip():
            if after not in {"\n", ""}:
                self._spans.add(" ")
            return end
        if after in _PUNCTUATION:
            self._spans.add(after).literal = True
            return end + 1
        self._spans.add("\\")
        return end

    def _push(self, end: int, *, image: bool) -> int:
        line = self._spans.lines[-1]
        begins = len(line) < 8 and not "".join(span.text for span in line).strip(_LINE_MARKS)
        lonely = begins and self._text[end : end + 2].lstrip(" ")[:1] == "\n"
        self._brackets.push(Open(len(self._spans), self._spans.line, begins, lonely, image))
        self._spans.add("![" if image else "[")
        return end

    def _close(self, end: int) -> int:
        text, last = self._text, self._brackets.last
        if last is not None and last.image:
            return self._close_image(end)
        after = text[end : end + 1]
        if last is not None and last.address is not None:
            return self._stay(end)
        if control := _CONTROL.match(text, end):
            return self._close_plain(control.end())
        if after == "(" and (found := destination(text, end)) is not None:
            return self._make_link(*found)
        if after == "{" and (match := _ATTRIBUTES.match(text, end)):
            if (one := self._brackets.pop()) is not None:
                self._spans.erase(one.place, one.place + 1)
            return match.end()
        match = _LABEL.match(text, end)
        if match is not None and (address := self._refer(match[1])) is not None:
            return self._make_link(address, match.end())
        return self._close_plain(end)

    def _stay(self, end: int) -> int:
        """Take a closing bracket as text."""
        self._spans.add("]")
        return end

    def _close_plain(self, end: int) -> int:
        """Close a bracket that stands for itself, unless its text is a reference."""
        last = self._brackets.last
        if last is None:
            return self._stay(end)
        label = self._spans.since(last.place + 1, 40)
        address = self._references.get(key(label)) if len(label) <= 400 else None
        if address is not None and (not label.strip().isdigit() or self._is_heading(label, end)):
            return self._make_link(address, end)
        self._brackets.pop()
        if address is None or self._is_citation(label, address, end):
            return self._stay(end)
        self._spans.number(last.place)
        self._number(address, end)
        return end

    def _is_heading(self, label: str, end: int) -> bool:
        """Tell whether a number in brackets is all that a heading has."""
        before = self._text[max(end - 400, 0) : end - len(label) - 2].rpartition("\n")[2]
        return before.strip(" \t>") != "" and not before.strip("# \t>") and self._ends_line(end)

    def _ends_line(self, end: int) -> bool:
        return not self._text[end : end + 80].partition("\n")[0].strip()

    def _is_citation(self, label: str, address: str, end: int) -> bool:
        """Tell whether a number in brackets is text: within a line, and of no link of the site."""
        after = self._text[end : end + 1]
        if after.strip() and after not in ".,;:)":
            return False
        before = self._text[max(end - 400, 0) : end - len(label) - 2].rpartition("\n")[2]
        is_long = len(before.strip()) > _LONG_LABEL
        return not is_useful(address) and (is_long or not self._ends_line(end))

    def _number(self, address: str, end: int) -> None:
        """Make a link of the text that a number stands behind, or else before."""
        self._end_prefix()
        if self._text[end : end + 1].strip() or not self._spans.link_line(address):
            self._prefix = (len(self._spans), address)

    def _end_prefix(self) -> None:
        """End a link that is known by the number before it."""
        if self._prefix is not None:
            self._spans.link(*self._prefix)
            self._prefix = None

    def _refer(self, label: str) -> str | None:
        """Find where a reference leads; one by number that is not explained leads nowhere."""
        last = self._brackets.last
        if not label and last is not None:
            label = self._spans.since(last.place + 1, 40)
        address = self._references.get(key(label))
        return "" if address is None and label.isdigit() else address

    def _close_image(self, end: int) -> int:
        one = self._brackets.pop()
        assert one is not None
        alt = self._spans.since(one.place + 1, 40)
        self._spans.erase(one.place)
        self._spans.add("").alt = alt
        if (found := destination(self._text, end)) is not None:
            return self._after_attributes(found[1])
        match = _LABEL.match(self._text, end)
        return self._after_attributes(match.end()) if match else end

    def _after_attributes(self, end: int) -> int:
        match = _ATTRIBUTES.match(self._text, end)
        return match.end() if match else end

    def _make_link(self, address: str, end: int) -> int:
        paper = site_id(address) if not is_vote(address) else None
        if paper and paper != self._paper and self._brackets.is_nested() and self._goes_on(end):
            one = self._brackets.pop()
        else:
            self._paper = paper or self._paper
            one = self._brackets.beginning(self._spans.line, paper=paper is not None)
        if one is None:
            self._spans.add("]")
        else:
            self._spans.erase(one.place, one.place + 1)
            self._spans.link(one.place + 1, address)
        return self._after_attributes(end)

    def _goes_on(self, end: int) -> bool:
        """Tell whether the link to the last paper ends below, in the same paragraph."""
        rest = self._text[end : end + _FAR].partition("\n\n")[0]
        return re.search(rf"\]\([^\s()]*/papers/{re.escape(self._paper)}\b", rest) is not None

    def _tag(self, start: int) -> int:
        tag = tag_at(self._text, start)
        if tag is None:
            self._spans.add("<")
            return start + 1
        self._element(tag)
        self._spans.line += self._text.count("\n", start, tag.end)
        return tag.end

    def _element(self, tag: Tag) -> None:
        if tag.name == "autolink" and tag.href:
            self._spans.add(tag.href)
            self._spans.link(len(self._spans) - 1, tag.href)
        elif tag.name == "a":
            self._anchor(tag)
        elif tag.name == "img":
            self._spans.add("").alt = tag.alt
        elif tag.name in BREAKS:
            self._spans.end_line()
        elif tag.name in PARTS:
            self._spans.end_line()
            self._spans.end_line()
            if tag.name.startswith("h") and tag.name[1:].isdigit() and not tag.closing:
                self._spans.add("").tag = tag.name
        elif tag.name in {"b", "strong"} and not tag.closing:
            self._spans.add("").tag = "b"

    def _anchor(self, tag: Tag) -> None:
        if not tag.closing and tag.href is not None:
            place = len(self._spans)
            self._brackets.push(
                Open(place, self._spans.line, begins=True, lonely=True, address=tag.href)
            )
            self._spans.add("")
        elif tag.closing and (one := self._brackets.close_element()) is not None:
            self._spans.link(one.place, one.address or "")
