"""Markdown as the pieces that a reader sees: text, and where its links lead.

Scrapers write links, breaks and escapes in many ways, and texts hold brackets of their own. So this
goes through the text once, keeps every bracket that has been opened, and decides at each closing
one what it closes. The time is proportional to the length.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from papers_tui.dumps.paper_links import is_vote, site_id

_TOKEN: Final = re.compile(r"\n|\\{5,}|\\|\[{5,}|!?\[|\]{5,}|\]|<")
"""Where something may begin or end; long runs of a sign are text."""

_DESTINATION: Final = re.compile(
    r"\(\s*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?\s*(?:\"[^\"\n]*\"\s*|'[^'\n]*'\s*)?\)"
)
_LABEL: Final = re.compile(r" ?\[([^\[\]\n]{0,80})\]")
_ATTRIBUTES: Final = re.compile(r"\{[^{}\n]{0,400}\}")
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,10})((?:[\s/][^<>]{0,2000})?)>")
_AUTOLINK: Final = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_HREF: Final = re.compile(r"href\s*=\s*[\"']?([^\s\"'>]{1,2000})", re.IGNORECASE)
_ALT: Final = re.compile(r"alt\s*=\s*[\"']([^\"']{0,200})", re.IGNORECASE)

_BREAKS: Final = frozenset("br li tr td th dt dd ul ol button".split())
_PARTS: Final = frozenset("p div section article main header footer nav table hr blockquote".split())
_INLINE: Final = frozenset(
    "a abbr b code em i img small span strong sub sup time svg path u tbody thead details summary "
    "font center picture source del ins mark kbd figure figcaption pre".split()
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MOST_KEPT: Final = 8
"""Brackets at the beginning of lines that may be open at the end of a paragraph."""

_FAR: Final = 6
"""Lines below its bracket on which a link with empty lines in it ends, unless it is a paper's."""


@dataclass(slots=True)
class Span:
    """Some text on one line that leads to one place."""

    text: str
    """What is seen; an image shows nothing."""

    link: int = 0
    """The number of the link; 0 for text that is none."""

    address: str | None = None
    """Where the link leads; empty where a reference leads nowhere."""

    alt: str | None = None
    """What an image says that it shows."""

    literal: bool = False
    """The text was escaped, and so is no mark."""

    tag: str = ""
    """The element that the line begins with, where it is a heading in HTML, or bold."""


@dataclass(slots=True)
class _Open:
    """A bracket that has been opened."""

    place: int
    line: int
    begins: bool
    lonely: bool
    paragraph: int
    image: bool
    address: str | None = None


class _Scanner:
    def __init__(self, text: str, references: Mapping[str, str]) -> None:
        self._text = text
        self._references = references
        self._lines: list[list[Span]] = [[]]
        self._numbers: list[int] = [1]
        self._spans: list[Span] = []
        self._open: list[_Open] = []
        self._begun: _Open | None = None
        self._prefix: tuple[int, str] | None = None
        self._link = 0
        self._line = 1
        self._paragraph = 0

    def scan(self) -> tuple[list[list[Span]], list[int]]:
        text, place = self._text, 0
        while place < len(text):
            match = _TOKEN.search(text, place)
            if match is None:
                break
            if match.start() > place:
                self._add(html.unescape(text[place : match.start()]))
            place = self._take(match)
        self._add(html.unescape(text[place:]))
        self._end_prefix()
        return self._lines, self._numbers

    def _take(self, match: re.Match[str]) -> int:
        token, end = match[0], match.end()
        if token == "\n":
            return self._end_line(end)
        if len(token) >= 5:
            self._add(token)
            return end
        if token == "\\":
            return self._escape(end)
        if token == "<":
            return self._tag(match.start())
        if token == "]":
            return self._close(end)
        return self._push(end, image=token == "![")

    def _add(self, text: str) -> Span:
        span = Span(text)
        self._lines[-1].append(span)
        self._spans.append(span)
        return span

    def _break(self) -> None:
        self._lines.append([])
        self._numbers.append(self._line)

    def _end_prefix(self) -> None:
        """End a link that is known by the number before it."""
        if self._prefix is not None:
            place, address = self._prefix
            self._prefix = None
            self._mark(place, address)

    def _end_line(self, end: int) -> int:
        self._end_prefix()
        blank = not any(span.text.strip() or span.alt for span in self._lines[-1])
        self._line += 1
        self._break()
        if blank:
            self._open = [one for one in self._open if one.lonely or one.begins][-_MOST_KEPT:]
            self._begun = None
            self._paragraph += 1
        elif self._text.startswith("#", end):
            self._open.clear()
            self._begun = None
        return end

    def _escape(self, end: int) -> int:
        after = self._text[end : end + 1]
        if after == "\\" and self._text[end + 1 : end + 2] in {"\n", "\r", ""}:
            return end + 1
        if not after.strip():
            if after not in {"\n", "\r", ""}:
                self._add(" ")
            return end
        if after in _PUNCTUATION:
            self._add(after).literal = True
            return end + 1
        self._add("\\")
        return end

    def _push(self, end: int, *, image: bool) -> int:
        before = self._lines[-1]
        begins = len(before) < 8 and not "".join(span.text for span in before).strip("#>-*+•|0123456789.) \t")
        lonely = begins and self._text[end : end + 2].lstrip(" \r")[:1] == "\n"
        one = _Open(len(self._spans), self._line, begins, lonely, self._paragraph, image)
        self._open.append(one)
        if begins and not image and (self._begun is None):
            self._begun = one
        self._add("![" if image else "[")
        return end

    def _close(self, end: int) -> int:
        text = self._text
        if self._open and self._open[-1].image:
            return self._close_image(end)
        if self._open and self._open[-1].address is not None:
            self._add("]")
            return end
        after = text[end : end + 1]
        if after == "(" and (match := _DESTINATION.match(text, end)):
            self._make_link(match[1])
            return self._after_attributes(match.end())
        if after == "{" and (match := _ATTRIBUTES.match(text, end)):
            self._pop()
            return match.end()
        if after in {"[", " "} and (match := _LABEL.match(text, end)):
            reference = self._refer(match[1])
            if reference is not None:
                self._make_link(reference)
                return self._after_attributes(match.end())
        return self._close_plain(end)

    def _close_plain(self, end: int) -> int:
        """Close a bracket that stands for itself, unless its text is a reference."""
        if self._open:
            label = "".join(span.text for span in self._spans[self._open[-1].place + 1 :][:4])
            found = self._references.get(label.strip().casefold())
            if found is not None and len(label) < 200:
                self._shortcut(label, found, end)
                return end
            self._open.pop()
        self._add("]")
        return end

    def _shortcut(self, label: str, found: str, end: int) -> None:
        """Make a link of a text that is a reference by itself, or has its number beside it."""
        if not label.strip().isdigit():
            self._make_link(found)
            return
        self._end_prefix()
        one = self._open.pop()
        for span in self._spans[one.place :]:
            span.text = ""
        before = [span for span in self._lines[-1] if span.text.strip() and not span.link]
        if not before or self._text[end : end + 1].strip():
            self._prefix = (len(self._spans), found)
            return
        self._link += 1
        for span in before:
            span.link, span.address = self._link, found

    def _refer(self, label: str) -> str | None:
        """Find where a reference leads; one by number that is not explained leads nowhere."""
        if not label:
            inner = "".join(
                span.text for span in self._spans[self._open[-1].place + 1 :][:40]
            ) if self._open else ""
            label = " ".join(inner.split())
        found = self._references.get(label.strip().casefold())
        if found is not None:
            return found
        return "" if label.isdigit() else None

    def _close_image(self, end: int) -> int:
        one = self._open.pop()
        alt = "".join(span.text for span in self._spans[one.place + 1 :][:40])
        for span in self._spans[one.place :]:
            span.text = ""
        self._add("").alt = alt
        match = _DESTINATION.match(self._text, end) or _LABEL.match(self._text, end)
        return self._after_attributes(match.end()) if match else end

    def _pop(self) -> None:
        if self._open:
            one = self._open.pop()
            self._spans[one.place].text = ""

    def _after_attributes(self, end: int) -> int:
        if self._text.startswith("{", end) and (match := _ATTRIBUTES.match(self._text, end)):
            return match.end()
        return end

    def _make_link(self, address: str) -> None:
        one = self._beginning(address)
        self._begun = None
        if one is None:
            self._add("]")
            return
        self._spans[one.place].text = ""
        self._mark(one.place + 1, address)

    def _mark(self, place: int, address: str) -> None:
        self._link += 1
        for span in self._spans[place:]:
            if not span.link:
                span.link, span.address = self._link, address

    def _beginning(self, address: str) -> _Open | None:
        """Find where a link began.

        The text of a paper's link may hold brackets of its own, even lone ones; it began with the
        first on a line that is open, or else with the first that has been closed too early.
        """
        is_paper = site_id(address) is not None and not is_vote(address)
        if not self._open:
            return self._begun if is_paper else None
        if is_paper:
            for number, one in enumerate(self._open[:_MOST_KEPT]):
                if one.begins and (one.lonely or one.paragraph == self._paragraph):
                    del self._open[number:]
                    return one
        one = self._open.pop()
        near = one.paragraph == self._paragraph or self._line - one.line <= _FAR
        return one if near or one.lonely or is_paper else None

    def _tag(self, start: int) -> int:
        text = self._text
        if match := _AUTOLINK.match(text, start):
            self._add(match[1])
            self._mark(len(self._spans) - 1, match[1])
            return match.end()
        if text.startswith("<!--", start):
            end = text.find("-->", start, start + 4000)
            if end > 0:
                self._line += text.count("\n", start, end)
                return end + 3
        match = _TAG.match(text, start)
        name = match[2].lower() if match else ""
        if match is None or not (
            name in _BREAKS or name in _PARTS or name in _INLINE or name in _HEADINGS
        ):
            self._add("<")
            return start + 1
        self._element(name, match[3], closing=bool(match[1]))
        self._line += match[0].count("\n")
        return match.end()

    def _element(self, name: str, attributes: str, *, closing: bool) -> None:
        if name == "a":
            self._anchor(attributes, closing=closing)
        elif name == "img":
            found = _ALT.search(attributes)
            self._add("").alt = html.unescape(found[1]) if found else ""
        elif name in _BREAKS:
            self._break()
        elif name in _PARTS or name in _HEADINGS:
            self._break()
            self._break()
            if name in _HEADINGS and not closing:
                self._add("").tag = name
        elif name in {"b", "strong"} and not closing:
            self._add("").tag = "b"

    def _anchor(self, attributes: str, *, closing: bool) -> None:
        if not closing:
            found = _HREF.search(attributes)
            if found:
                address = html.unescape(found[1])
                self._open.append(_Open(len(self._spans), self._line, True, True, self._paragraph, False, address))
                self._add("")
            return
        for number in range(len(self._open) - 1, max(-1, len(self._open) - 40), -1):
            address = self._open[number].address
            if address is not None:
                place = self._open[number].place
                del self._open[number:]
                self._mark(place, address)
                return


def scan(text: str, references: Mapping[str, str]) -> tuple[list[list[Span]], list[int]]:
    """Give the lines of a Markdown text as spans, and the number of each line in the text.

    A line break in HTML makes a line of its own, with the number of the line that it stands on.

    Args:
        text: The text, without the references that it gives.
        references: Where these lead, by their names in small letters.
    """
    return _Scanner(text, references).scan()
