"""The pieces of a JSON text one by one, so that a fault takes none with it but its own.

A listing is a list of pieces, or an object that holds such a list under a name that says so; a text
may hold several of them, one after the other.
"""

import json
import re
from collections.abc import Generator, Iterator, Mapping
from typing import Final

from papers_tui.dumps.notes import Notes, excerpt

_LISTS: Final = frozenset({"dailyPapers", "papers", "items", "results", "data"})
"""Names under which an object holds pieces."""

_DEEPEST: Final = 4
"""How deep lists of pieces may lie in each other."""

_MOST_FAULTS: Final = 1000
"""Faults after which a text is given up."""

_DIGITS: Final = 18
"""Digits of a whole number; one with more is no count."""

_SPACE: Final = re.compile(r"[ \t\n\r\ufeff\x1e]*")

_REMAINS: Final = re.compile(r"[ \t\n\r\ufeff\x1e,\]}]*")
"""What may be left of the lists around a piece that was broken."""

_NEXT: Final = re.compile(r'^[\[{]|\{\s*"paper"\s*:', re.MULTILINE)
"""Where reading can go on after a fault."""


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= _DIGITS else float(digits)


DECODER: Final = json.JSONDecoder(
    parse_int=_whole_number, parse_constant=lambda _name: None, strict=False
)
"""Reads JSON; what is no number is unknown, and very large numbers are not exact."""


class Piece:
    """A value that may be a paper, or what stands in place of one and cannot be read."""

    __slots__ = ("_begin", "_end", "_whole", "fault", "line", "value")

    def __init__(
        self, whole: str, begin: int, end: int, line: int, value: object, fault: str | None
    ) -> None:
        self._whole, self._begin, self._end = whole, begin, end
        self.line = line
        """The line on which it begins; the first is 1."""
        self.value = value
        """The value; None where there is a fault."""
        self.fault = fault
        """Why it cannot be read, or None where it can."""

    @property
    def text(self) -> str:
        """The piece as it stands."""
        return self._whole[self._begin : self._end].strip()

    def note_fault(self, notes: Notes, *, line: int | None, record: int | None) -> None:
        """Note why it cannot be read."""
        if text := self.text:
            message = f"{self.fault}: {excerpt(text)}"
            notes.reject(message, line=line, record=record, text=text)
        else:
            notes.remark(str(self.fault), line=line, record=record)


class Pieces:
    """The pieces of a text, to be gone through once."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self._text = text
        self._begin = 0
        self._counted, self._line = 0, first_line
        self.facts: dict[str, str] = {}
        """What the objects that hold lists say besides; whole when all pieces were given."""
        self.listed = False
        """There was a list of papers of a day, even if there is none on it."""

    def __iter__(self) -> Iterator[Piece]:
        place, between, faults = self._skip(0), _SPACE, 0
        while place < len(self._text):
            try:
                end = yield from self._value(place, 0)
            except _BrokenError as broken:
                faults += 1
                between, end = _REMAINS, self._resume(max(broken.place, self._begin + 1))
                end = len(self._text) if faults == _MOST_FAULTS else end
                yield self._piece(self._begin, end, None, str(broken))
            place = self._skip(end, between)

    def _value(self, place: int, depth: int) -> Generator[Piece, None, int]:
        """Give the pieces of a value; return where it ends."""
        self._begin = place
        opening = self._at(place)
        if depth < _DEEPEST and opening == "[":
            return (yield from self._list(place, depth))
        if depth < _DEEPEST and opening == "{":
            return (yield from self._object(place, depth))
        value, end = self._decode(place)
        yield self._piece(place, end, value)
        return end

    def _list(self, place: int, depth: int) -> Generator[Piece, None, int]:
        place = self._skip(place + 1)
        while self._at(place) != "]":
            place = self._begin = self._skip((yield from self._value(place, depth + 1)))
            place = self._after(place, "]")
        return place + 1

    def _object(self, place: int, depth: int) -> Generator[Piece, None, int]:
        begin, members, holds = place, dict[str, object](), False
        place = self._skip(place + 1)
        while self._at(place) != "}":
            name, place = self._name(place)
            if name in _LISTS and "paper" not in members and self._at(place) in ("[", "{"):
                holds = True
                self._learn(name, members)
                place = self._begin = yield from self._value(place, depth + 1)
            else:
                members[name], place = self._decode(place)
            place = self._after(self._skip(place), "}")
        if holds:
            self._learn("", members)
        else:
            yield self._piece(begin, place + 1, members)
        return place + 1

    def _learn(self, name: str, members: Mapping[str, object]) -> None:
        """Take note of the list of a name, and of what is said beside it."""
        self.listed |= name == "dailyPapers"
        facts = members.items()
        self.facts.update({name: fact for name, fact in facts if isinstance(fact, str)})

    def _name(self, place: int) -> tuple[str, int]:
        """Read the name of a member; give it, and where its value begins."""
        name, end = self._decode(place)
        end = self._skip(end)
        if not isinstance(name, str) or self._at(end) != ":":
            raise self._broken(end)
        return name, self._skip(end + 1)

    def _after(self, place: int, closing: str) -> int:
        """Give the place of the next member, or of the sign that closes."""
        sign = self._at(place)
        if sign == ",":
            return self._skip(place + 1)
        if sign != closing:
            raise self._broken(place)
        return place

    def _decode(self, place: int) -> tuple[object, int]:
        try:
            return DECODER.raw_decode(self._text, place)
        except RecursionError:
            raise _BrokenError("nested too deeply", place) from None
        except json.JSONDecodeError as error:
            raise self._broken(error.pos, cut=error.msg.startswith("Unterminated")) from None

    def _broken(self, place: int, *, cut: bool = False) -> "_BrokenError":
        """Say what is wrong at a place: few letters before the end, it is the end that is."""
        cut |= place >= len(self._text) - 8
        return _BrokenError("the text breaks off here" if cut else "this is no JSON", place)

    def _resume(self, place: int) -> int:
        found = _NEXT.search(self._text, place)
        return found.start() if found else len(self._text)

    def _at(self, place: int) -> str:
        return self._text[place : place + 1]

    def _skip(self, place: int, what: re.Pattern[str] = _SPACE) -> int:
        found = what.match(self._text, place)
        return found.end() if found else place

    def _piece(self, begin: int, end: int, value: object, fault: str | None = None) -> Piece:
        self._line += self._text.count("\n", self._counted, begin)
        self._counted = max(begin, self._counted)
        return Piece(self._text, begin, end, self._line, value, fault)


class _BrokenError(Exception):
    """The text cannot be read on from a place."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place
