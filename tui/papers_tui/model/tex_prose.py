"""The TeX of prose as plain text."""

import re
from collections.abc import Callable
from typing import Final

from papers_tui.model.tex_accents import accented_letter
from papers_tui.model.tex_braces import only_protects
from papers_tui.model.tex_commands import CITED, ENVIRONMENTS, UNWRAPPED
from papers_tui.model.tex_cursor import Cursor
from papers_tui.model.tex_math import mathematics, symbol
from papers_tui.model.tex_pieces import inner, is_prose, pieces
from papers_tui.model.tex_rules import ARGUMENTS
from papers_tui.model.tex_scripts import ACCENTS, subscript, superscript
from papers_tui.model.tex_signs import dashes, joins, quotes, tie
from papers_tui.model.tex_symbols import (
    DROPPED,
    ESCAPED,
    LETTERS,
    NAMES,
    PROSE,
    RELATIONS,
    SPACES,
)

_DEEPEST: Final = 24
"""How deep groups are followed; what lies deeper is left as it is."""

_LONGEST_PROTECTED: Final = 8
"""The most pieces in braces that only protect what stands in them from being changed."""

_CODE: Final = re.compile(r"x([0-9A-Fa-f]{1,5})|([0-9]{1,6})")

_LONGEST_NOTE: Final = 12
"""The most pieces in brackets before a group."""


def prose(text: str) -> str:
    """Turn one paragraph with TeX into text."""
    return _Prose(pieces(text)).all()


class _Prose:
    """A paragraph that is being read, piece by piece."""

    def __init__(self, tokens: list[str]) -> None:
        self._cursor = Cursor(tokens)
        self._depth = 0

    def all(self) -> str:
        return self._run(len(self._cursor.tokens))

    def _run(self, end: int) -> str:
        found: list[str] = []
        cursor = self._cursor
        while cursor.at < end:
            token = cursor.tokens[cursor.at]
            cursor.at += 1
            found.append(self._piece(token, token[0]))
        return "".join(found)

    def _piece(self, token: str, first: str) -> str:
        if first == "\\":
            return self._backslash(token)
        if first in _SIGNS and not token.strip(first):
            return _SIGNS[first](self._cursor, token)
        if first == "^" or token == "_":
            return self._script(token)
        if first == "{":
            return self._braces()
        if first == "$":
            return self._mathematics(token) or token
        if token.startswith(("http", "www.", "ftp:")):
            return self._address(token)
        return token

    def _group(self) -> str | None:
        """Read the group that begins here; None where none does."""
        cursor = self._cursor
        closing = cursor.closing
        if closing < 0 or self._depth >= _DEEPEST:
            return cursor.source()
        self._depth += 1
        cursor.at += 1
        text = self._run(closing)
        self._depth -= 1
        cursor.at = closing + 1
        return text

    def _braces(self) -> str:
        """Read a group; its braces go where they only protect or delimit something."""
        cursor = self._cursor
        before = cursor.before
        start = cursor.at = cursor.at - 1
        closing = cursor.closing
        if closing < 0:
            cursor.at += 1
            return "{"
        inside = cursor.tokens[start + 1 : min(closing, start + _LONGEST_PROTECTED)]
        text = self._group() or ""
        short = closing - start <= _LONGEST_PROTECTED
        if any(token[0] in "\\${" and len(token) > 1 for token in inside):
            return text
        if not inside:
            return "" if before.isalnum() and cursor.after.isalnum() else "{}"
        if short and only_protects(before, "".join(inside), cursor.after):
            return text
        return f"{{{text}}}"

    def _address(self, token: str) -> str:
        """Read an address, and the text of its link where that follows in braces."""
        address = token.replace("\\", "")
        group = self._group()
        return address if group is None else _link(address, group)

    def _script(self, token: str) -> str:
        cursor = self._cursor
        if not joins(cursor.before):
            return token
        write = superscript if token[0] == "^" else subscript
        if len(token) > 1:
            return write(token[1:])
        content: str | None
        if token == "^" and cursor.after == "\\":
            cursor.at += 1
            command = cursor.tokens[cursor.at - 1]
            content = self._with_arguments(command, ARGUMENTS.get(command[1:], 0))[0]
        else:
            content = cursor.source()
        text = "" if content is None else mathematics(content)
        return write(text) if text else token + (content or "")

    def _mathematics(self, token: str) -> str | None:
        """Read mathematics, or prose that stands where mathematics should."""
        content = inner(token)
        if content is None:
            return None
        return prose(content) if is_prose(content) else mathematics(content)

    def _backslash(self, token: str) -> str:
        if (formula := self._mathematics(token)) is not None:
            return formula
        name = token[1:].rstrip("*") or token[1:]
        if name in ACCENTS and (letter := accented_letter(self._cursor, name)) is not None:
            return letter
        if name.isalpha() and name.isascii():
            return self._command(token, name)
        if name in ("\\", "'", '"'):
            return " " if name == "\\" else name
        return ESCAPED.get(name) or SPACES.get(name, token)

    def _command(self, token: str, name: str) -> str:
        cursor = self._cursor
        if name in _BEFORE_GROUP:
            cursor.skip_to_group()
        if name in UNWRAPPED:
            text = self._group()
            return text if text is not None else "" if cursor.after == " " else token
        if name in _SPECIAL and cursor.closing > 0:
            return _SPECIAL[name](self, token)
        if name in CITED:
            return self._cited(token)
        if name in PROSE:
            if name == "par" or (name in LETTERS and cursor.before.isalpha()):
                cursor.skip_blank()
            self._drop_empty()
            return PROSE[name]
        if name in ARGUMENTS:
            return self._formula(token, ARGUMENTS[name])
        if name in DROPPED:
            cursor.skip_blank()
            return ""
        if name in SPACES:
            return SPACES[name]
        if name == "deg" and cursor.after != "(":
            return "°"
        sign = symbol(name)
        return self._unknown(token) if sign is None else _spaced(name, sign, cursor.before)

    def _drop_empty(self) -> None:
        """Leave out the empty braces that end a command."""
        cursor = self._cursor
        if cursor.closing == cursor.at + 1:
            cursor.at += 2

    def _unknown(self, token: str) -> str:
        """Leave a command as it is, with its arguments."""
        self._drop_empty()
        found = [token]
        while (text := self._group()) is not None:
            found.append(f"{{{text}}}")
        return "".join(found)

    def _formula(self, token: str, count: int) -> str:
        """Read a command of mathematics that stands in prose."""
        source, complete = self._with_arguments(token, count)
        return mathematics(source) if complete else source

    def _with_arguments(self, token: str, count: int) -> tuple[str, bool]:
        """Take the arguments of a command as they stand, and tell whether it has all of them."""
        cursor = self._cursor
        found = [token + (self._bracketed() if token == "\\sqrt" else "")]
        while len(found) <= count and (text := cursor.source()) is not None:
            found.append(f"{{{text}}}")
        if count == 1 == len(found) and (letter := cursor.single()) is not None:
            found.append(f"{{{letter}}}")
        return "".join(found), len(found) > count

    def _cited(self, token: str) -> str:
        """Put what is cited in brackets, with the note before it."""
        note = self._bracketed().strip("[] ")
        keys = self._cursor.source()
        if keys is None:
            return token
        named = [key.strip() for key in keys.split(",")]
        return f"[{', '.join([*named, note] if note else named)}]"

    def _bracketed(self) -> str:
        """Read what stands in brackets before a group: a note, the degree of a root."""
        cursor = self._cursor
        if cursor.after != "[":
            return ""
        for end in range(cursor.at + 1, min(cursor.at + _LONGEST_NOTE, len(cursor.tokens))):
            if cursor.tokens[end - 1][-1] == "]":
                if cursor.tokens[end] != "{":
                    break
                text = "".join(cursor.tokens[cursor.at : end])
                cursor.at = end
                return text.replace("~", " ")
        return ""

    def _url(self, token: str) -> str:
        return (self._cursor.source() or "").replace("\\", "")

    def _href(self, token: str) -> str:
        address = self._url(token)
        text = self._group()
        if text is None:
            return address
        return address if text.strip("/. ") in address else f"{text} ({address})"

    def _footnote(self, token: str) -> str:
        return f" ({(self._group() or '').strip()})"

    def _colored(self, token: str) -> str:
        self._cursor.source()
        return self._group() or ""

    def _environment(self, token: str) -> str:
        name = self._cursor.source() or ""
        if name.rstrip("*") in ENVIRONMENTS:
            return ""
        return f"{token}{{{name}}}"

    def _character(self, token: str) -> str:
        source = self._cursor.source() or ""
        match = _CODE.fullmatch(source)
        code = 0 if match is None else int(match[1], 16) if match[1] else int(match[2])
        character = chr(code) if code <= 0x10FFFF else ""
        return character if character.isprintable() else f"\\unicode{{{source}}}"

    def _script_of_prose(self, token: str) -> str:
        text = self._group() or ""
        return subscript(text) if token == "\\textsubscript" else superscript(text)


_SPECIAL: Final[dict[str, Callable[[_Prose, str], str]]] = {
    "url": _Prose._url,
    "nolinkurl": _Prose._url,
    "path": _Prose._url,
    "href": _Prose._href,
    "footnote": _Prose._footnote,
    "thanks": _Prose._footnote,
    "textcolor": _Prose._colored,
    "color": _Prose._colored,
    "hyperlink": _Prose._colored,
    "begin": _Prose._environment,
    "end": _Prose._environment,
    "unicode": _Prose._character,
    "textsuperscript": _Prose._script_of_prose,
    "textsubscript": _Prose._script_of_prose,
}

_BEFORE_GROUP: Final = frozenset([*UNWRAPPED, *CITED, *_SPECIAL])

_SIGNS: Final[dict[str, Callable[[Cursor, str], str]]] = {
    "-": dashes,
    "`": quotes,
    "'": quotes,
    "~": tie,
}


def _spaced(name: str, sign: str, before: str) -> str:
    """Part a relation from what stands on both sides, and the name of a function before it."""
    if not (before.isalnum() or before in ")]}"):
        return sign
    if name in RELATIONS:
        return f" {sign} "
    return f" {sign}" if name in NAMES else sign


def _link(address: str, text: str) -> str:
    return address if text.strip("/. ") in address else f"{address} ({text})"
