"""Text on lines, with its links: what a Markdown text shows, as it grows."""

from dataclasses import dataclass


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
    """The element that the line begins with, where it is a heading in HTML, or bold; `a` where the
    number of a link stood."""


class Spans:
    """The spans of a text, and the lines that they stand on."""

    def __init__(self) -> None:
        self.lines: list[list[Span]] = [[]]
        """The lines."""
        self.numbers: list[int] = [1]
        """The numbers of the lines in the text."""
        self.line = 1
        """The number of the line in the text that is read."""
        self._all: list[Span] = []
        self._links = 0

    def __len__(self) -> int:
        return len(self._all)

    def number(self, place: int) -> None:
        """Take the number of a link away, with its brackets, from a place on."""
        self.erase(place)
        self._all[place].tag = "a"

    def add(self, text: str) -> Span:
        """Add some text to the line."""
        span = Span(text)
        self.lines[-1].append(span)
        self._all.append(span)
        return span

    def end_line(self) -> None:
        """Begin another line."""
        self.lines.append([])
        self.numbers.append(self.line)

    def is_blank(self) -> bool:
        """Tell whether the line shows nothing yet."""
        return not any(span.text.strip() or span.alt for span in self.lines[-1])

    def since(self, place: int, most: int) -> str:
        """Give the text of the spans from a place on, of so many at the most."""
        return "".join(span.text for span in self._all[place : place + most])

    def erase(self, place: int, end: int | None = None) -> None:
        """Take the text of the spans from a place on away."""
        for span in self._all[place:end]:
            span.text = ""

    def link(self, place: int, address: str) -> None:
        """Make a link of all text from a place on that is none yet."""
        self._links += 1
        for span in self._all[place:]:
            if not span.link:
                span.link, span.address = self._links, address

    def link_line(self, address: str) -> bool:
        """Make a link of the text on the line that is none; tell whether there is any."""
        before = [span for span in self.lines[-1] if span.text.strip() and not span.link]
        self._links += bool(before)
        for span in before:
            span.link, span.address = self._links, address
        return bool(before)
