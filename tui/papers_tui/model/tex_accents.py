"""Accents of TeX's prose."""

from papers_tui.model.tex_cursor import Cursor
from papers_tui.model.tex_math import symbol
from papers_tui.model.tex_scripts import accented
from papers_tui.model.tex_symbols import PROSE


def accented_letter(cursor: Cursor, accent: str) -> str | None:
    """Read the letter that an accent stands before; None where there is none."""
    if cursor.at >= len(cursor.tokens):
        return None
    if cursor.after == "{":
        return _braced(cursor, accent)
    if cursor.tokens[cursor.at] in ("\\i", "\\j"):
        letter = accented(accent, PROSE[cursor.tokens[cursor.at][1]])
        cursor.at += letter is not None
        cursor.skip_blank()
        return letter
    return _following(cursor, accent)


def _braced(cursor: Cursor, accent: str) -> str | None:
    r"""Read a letter in braces, or the rest of a command: some write \b{eta} for \beta."""
    closing = cursor.closing
    if closing < 0:
        return None
    inside = "".join(cursor.tokens[cursor.at + 1 : min(closing, cursor.at + 4)]).strip()
    if len(inside) > 1 and (sign := symbol(accent + inside) or PROSE.get(accent + inside)):
        cursor.at = closing + 1
        return sign
    base = PROSE.get(inside[1:], "") if inside[:1] == "\\" else inside
    letter = accented(accent, base, rare=True) if len(base) == 1 and base.isalpha() else None
    cursor.at = cursor.at if letter is None else closing + 1
    return letter


def _following(cursor: Cursor, accent: str) -> str | None:
    token = cursor.tokens[cursor.at]
    rest = token.removeprefix(" ") if accent.isalpha() else token
    if not rest[:1].isalpha() or (accent.isalpha() and rest == token):
        return None
    if accent == "'" and cursor.before.isalnum() and _is_genitive(rest):
        return None
    letter = accented(accent, rest[0])
    if letter is not None:
        cursor.cut(len(token) - len(rest) + 1)
    return letter


def _is_genitive(text: str) -> bool:
    """Tell whether a text begins with the s of a genitive, before which some escape the sign."""
    return text[0] == "s" and not text[1:2].isalnum()
