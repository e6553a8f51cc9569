"""A line of mathematics that grows from left to right, with blanks where they help."""

from typing import Final

_CLOSING: Final = frozenset(")]}|⟩⌉⌋′″*…!‖")
_ENDING: Final = frozenset("⌋⌉⟩})]")
_OPENING: Final = frozenset("\\√|‖∑∏∫")


class Line:
    """A line; blanks at its ends and repeated ones are left out."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.last = ""
        """The last character; blanks do not count."""

        self._gap = False
        self._tight = False
        self._waiting = False

    def text(self) -> str:
        """Give the line."""
        return "".join(self._pieces)

    def blank(self) -> None:
        """Note a blank of the source; it counts if something follows."""
        self._gap = not (self._tight or self._waiting)

    def add(self, text: str) -> None:
        """Add a term, which a blank parts from a function's name before it."""
        if not text:
            return
        if text[0] in _ENDING:
            self._gap = False
        applied = self._waiting and (text[0].isalnum() or text[0] in _OPENING)
        if (applied or self._gap) and self._pieces:
            self._pieces.append(" ")
        self._put(text)
        self._tight = text in ("{", "(", "[")

    def words(self, text: str) -> None:
        """Add a text whose blanks at both ends count."""
        if text[:1] == " ":
            self._tight = self._waiting = False
            self.blank()
        self.add(text.strip(" "))
        if text[-1:] == " ":
            self.blank()

    def attach(self, text: str) -> None:
        """Add what belongs to the term before it: a script, a prime."""
        waiting, self._gap = self._waiting, False
        self._put(text)
        self._waiting = waiting

    def end_term(self) -> None:
        """Part what follows from the term before it, which could be read as part of it."""
        self._waiting = True

    def name(self, text: str) -> None:
        """Add the name of a function, or a sum; a blank parts it from a term before it."""
        self._gap = self._gap or self.last.isalnum() or self.last in _CLOSING
        self.add(text)
        self._waiting = bool(text)

    def relation(self, text: str) -> None:
        """Add a relation: with a blank on both sides, but close to its term in the beginning."""
        self._gap = bool(self._pieces)
        self.add(text)
        self._gap = len(self._pieces) > 1
        self._tight = not self._gap

    def operator(self, text: str) -> None:
        """Add an operator: with a blank on both sides if there is one before it."""
        wide = self._gap and (self.last.isalnum() or self.last in _CLOSING)
        wide = wide or (text.isalpha() and bool(self._pieces))
        self._gap = self._gap or wide
        self.add(text)
        self._gap, self._tight = wide, not wide

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self.last = text[-1]
        self._gap = self._tight = self._waiting = False
