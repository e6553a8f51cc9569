"""Dashes, quotation marks and ties of TeX's prose."""

from papers_tui.model.tex_cursor import Cursor


def dashes(cursor: Cursor, token: str) -> str:
    """Read hyphens; two before a word that nothing stands before are an option of a program."""
    if len(token) == 2 and cursor.after.isalpha() and not joins(cursor.before):
        return token
    return {2: "–", 3: "—"}.get(len(token), token)


def quotes(cursor: Cursor, token: str) -> str:
    """Read quotation marks; closing ones before a word are meant as opening ones."""
    if len(token) != 2:
        return token
    opens = cursor.before in " ([—" and cursor.after.isalnum()
    return "“" if opens or token == "``" else "”"


def tie(cursor: Cursor, token: str) -> str:
    """Read a tie, which is a blank; where nothing stands before it, it means "about"."""
    before, after = cursor.before, cursor.after
    if before.isspace() or before in "(/[~<>=" or after.isspace() or after == "/":
        return token
    return token if before.isdigit() and after.isdigit() else " "


def joins(before: str) -> bool:
    """Tell whether a script or a dash can belong to the character before it."""
    return before.isalnum() or before in ")]}$’”\"'%.,°"
