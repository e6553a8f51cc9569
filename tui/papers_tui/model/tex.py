"""TeX in titles and abstracts as text that reads well in a terminal."""

import re
from typing import Final

from papers_tui.model.tex_lost import restore
from papers_tui.model.tex_prose import prose

_SIGNS: Final = ("\\", "$", "{", "}", "^", "_", "~", "`", "--", "''")
"""Text without any of these has no TeX."""

_BLANKS: Final = re.compile(r"  +")

_QUOTED: Final = re.compile(r"(?<![\w`])`((?:[^`'\n]|'(?=\w)){1,80})'(?![\w'])")


def readable(text: str) -> str:
    """Turn the TeX in a cleaned text into Unicode; text without any comes back as it is.

    Paragraphs are parted by an empty line. What is not understood stays as it is, and nothing is
    ever raised.
    """
    for sign in _SIGNS:
        if sign in text:
            break
    else:
        return text
    paragraphs = (_paragraph(paragraph) for paragraph in text.split("\n\n"))
    shown = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return text if shown == text else shown


def _paragraph(text: str) -> str:
    shown = _BLANKS.sub(" ", prose(restore(text))).strip(" ")
    return _QUOTED.sub(r"‘\1’", shown) if "`" in shown else shown
