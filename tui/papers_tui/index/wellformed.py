"""Put a typed query in order: what does not add up is reported and made harmless."""

import re
from typing import Final

from papers_tui.index.text_fields import UNFINISHED
from papers_tui.model.query import Note

_LONGEST: Final = 1000
"""Characters of a query that are looked at: more is a slip of the clipboard."""

_DEEPEST: Final = 20
"""Parentheses within each other that are understood."""

_CHARACTERS: Final = {ord(UNFINISHED): " "} | dict.fromkeys(map(ord, "“”„‟"), '"')

MINUS: Final = r"""(?<!:)-(?=[\w"'(*?])"""
"""A regular expression of a minus that means NOT, where a word can begin."""


def operator(name: str) -> str:
    """Give the regular expression of an operator, where a word can begin."""
    return rf'(?<!:){name}(?![^\s()"])'


_LEXEME: Final = re.compile(
    r'(?P<quoted>"[^"]*"?)'
    r"|(?P<open>\()|(?P<close>\))"
    rf"|(?P<operator>{operator('(?:AND|OR|NOT)')}|{MINUS})"
    r'|(?P<word>[^\s()"]+)'
)

_NOT: Final = ("NOT", "-")

_Row = list[re.Match[str]]
"""The operators and operands between two parentheses; one lexeme stands for parentheses in it."""

_NOTHING: Final = "has nothing to work on: it is left out"


def well_formed(text: str, *, typing: bool) -> tuple[str, list[Note]]:
    """Give a query whose quotation marks, parentheses and operators add up, and what did not.

    Every character stays in its place; only what is missing is added at the end. While the user
    types, what is open there is closed without a word, and `UNFINISHED` put behind the last word.
    """
    return _Repair(text, typing=typing).result()


class _Repair:
    """The repair of one query."""

    def __init__(self, text: str, *, typing: bool) -> None:
        self._notes: list[Note] = []
        self._typing = typing and len(text) <= _LONGEST
        self._text = self._shortened(text).translate(_CHARACTERS)
        self._quote_open = False

    def result(self) -> tuple[str, list[Note]]:
        """Repair everything."""
        self._quotation_marks()
        unclosed = self._structure()
        text = self._text
        ending = ""
        if self._typing and (self._quote_open or not text.endswith(("(", ")", '"'))):
            ending = UNFINISHED if text and not text[-1].isspace() else ""
        ending += '"' if self._quote_open else ""
        return text + ending + ")" * unclosed, self._notes

    def _shortened(self, text: str) -> str:
        """Cut what is too long, between words if it can be."""
        if len(text) <= _LONGEST:
            return text
        message = f"only the first {_LONGEST} characters are looked at"
        self._notes.append(Note(message, _LONGEST, len(text)))
        return re.sub(r"\s\S*\Z", " ", text[: _LONGEST + 1])[:_LONGEST]

    def _quotation_marks(self) -> None:
        """Make the last of an odd number of quotation marks an apostrophe, which means nothing."""
        if self._text.count('"') % 2 == 0:
            return
        if self._typing:
            self._quote_open = True
            return
        place = self._text.rindex('"')
        self._note("the quotation mark is not closed: it is left out", place, place + 1)
        self._replace(place, place + 1, "'")

    def _structure(self) -> int:
        """Repair parentheses and operators; give the number of parentheses still to be closed."""
        rows: list[_Row] = [[]]
        opened: list[int] = []
        for lexeme in _LEXEME.finditer(self._text):
            match lexeme.lastgroup:
                case "open" if len(opened) == _DEEPEST:
                    return self._without_parentheses(lexeme.start())
                case "open":
                    opened.append(lexeme.start())
                    rows.append([])
                case "close" if not opened:
                    self._note("the parenthesis was not opened: it is left out", *lexeme.span())
                    self._replace(*lexeme.span(), " ")
                case "close":
                    if not self._close(rows, opened.pop()):
                        self._replace(*lexeme.span(), " ")
                case "operator":
                    self._operator(rows[-1], lexeme)
                case _:
                    rows[-1].append(lexeme)
        for place in opened if not self._typing else ():
            self._note("the parenthesis is not closed", place, place + 1)
        unclosed = sum(self._close(rows, place) for place in reversed(opened))
        self._end(rows[0])
        return unclosed

    def _close(self, rows: list[_Row], begin: int) -> bool:
        """End the innermost parentheses; tell whether anything stands between them."""
        row = rows.pop()
        self._end(row)
        if row:
            rows[-1].append(row[-1])
            return True
        self._replace(begin, begin + 1, " ")
        if rows[-1] and rows[-1][-1].end() == begin and self._typed_last(begin):
            self._forget_name(rows[-1])
        self._end(rows[-1])
        return False

    def _forget_name(self, row: _Row) -> None:
        """Leave out the name of a field whose value is yet to come."""
        if row[-1]["word"] and row[-1]["word"].endswith(":"):
            self._replace(*row.pop().span(), " ")

    def _operator(self, row: _Row, lexeme: re.Match[str]) -> None:
        """Take an operator into a row, unless it cannot follow what stands there."""
        after_not = row and row[-1]["operator"] in _NOT
        if lexeme["operator"] in _NOT:
            if after_not:
                self._replace(*row.pop().span(), " ")
                self._replace(*lexeme.span(), " ")
            else:
                row.append(lexeme)
            return
        if after_not:
            self._leave_out(row.pop())
        if row and row[-1]["operator"] is None:
            row.append(lexeme)
        else:
            self._leave_out(lexeme)

    def _end(self, row: _Row) -> None:
        """Leave out operators that nothing follows."""
        while row and row[-1]["operator"]:
            self._leave_out(row.pop())

    def _leave_out(self, operator: re.Match[str]) -> None:
        self._replace(*operator.span(), " ")
        if not self._typed_last(operator.end()):
            self._note(f"{operator[0]} {_NOTHING}", *operator.span())

    def _typed_last(self, place: int) -> bool:
        """Tell whether the user is typing at a place: nothing is left behind it."""
        return self._typing and not self._text[place:].strip()

    def _without_parentheses(self, place: int) -> int:
        self._note(
            f"more than {_DEEPEST} parentheses within each other: all are left out",
            place,
            place + 1,
        )
        self._text = re.sub(
            r'"[^"]*"?|[()]', lambda match: " " if match[0] in "()" else match[0], self._text
        )
        return self._structure()

    def _replace(self, begin: int, end: int, character: str) -> None:
        self._text = self._text[:begin] + character * (end - begin) + self._text[end:]

    def _note(self, message: str, begin: int, end: int) -> None:
        self._notes.append(Note(message, begin, end))
