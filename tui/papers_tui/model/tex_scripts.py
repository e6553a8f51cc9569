"""Superscripts, subscripts and marks in Unicode."""

import re
import unicodedata
from typing import Final

_SUPERSCRIPTS: Final = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ′″†‡°*",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ′″†‡°*",
        strict=True,
    )
)

_SUBSCRIPTS: Final = dict(
    zip(
        "0123456789+-−=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)

_SCRIPTS: Final = frozenset([*_SUPERSCRIPTS.values(), *_SUBSCRIPTS.values()])

MARKS: Final = {
    **dict.fromkeys(["hat", "widehat", "Hat"], "\u0302"),
    **dict.fromkeys(["tilde", "widetilde", "Tilde"], "\u0303"),
    **dict.fromkeys(["bar", "Bar"], "\u0304"),
    **dict.fromkeys(["vec", "overrightarrow"], "\u20d7"),
    "overline": "\u0305",
    "underline": "\u0332",
    "underbar": "\u0332",
    "uline": "\u0332",
    "dot": "\u0307",
    "ddot": "\u0308",
    "mathring": "\u030a",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
}
"""The marks of mathematics over and under a letter, as combining characters."""

_UNDER: Final = frozenset(["underline", "underbar", "uline"])

ACCENTS: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
"""The accents of prose, as combining characters."""

_LOOSE: Final = re.compile(r"(?<![^\W_]) | (?![^\W_])")
"""A blank that does not part two words."""

_TERM: Final = re.compile(r"\w+(?:\.\w+)*|\([^()]*\)|(?:\w+)?\([\w,. ]*\)|[^\w\s+−/=-]")
"""What can stand beside an operator without parentheses."""


def superscript(text: str) -> str:
    """Raise a text: in Unicode where all of it can be raised, otherwise behind a ^."""
    text = _LOOSE.sub("", text)
    raised = "".join(_SUPERSCRIPTS.get(letter, "") for letter in text)
    if len(raised) == len(text):
        return raised
    return {"∘": "°", "⊤": "ᵀ", "⋆": "*", "∗": "*"}.get(text) or f"^{_bracketed(text)}"


def subscript(text: str) -> str:
    """Lower a text: in Unicode where all of it can be lowered, otherwise behind a _."""
    text = _LOOSE.sub("", text)
    lowered = "".join(_SUBSCRIPTS.get(letter, "") for letter in text)
    return lowered if len(lowered) == len(text) else f"_{_bracketed(text)}"


def term(text: str) -> str:
    """Put parentheses around a text unless it can stand beside an operator without."""
    whole = all(letter.isalnum() or letter in _SCRIPTS or letter in "√.′" for letter in text)
    return text if whole or _TERM.fullmatch(text) else f"({text})"


def marked(name: str, text: str) -> str:
    """Put a mark of mathematics on a letter, which may have scripts; more is put into words."""
    if text[:1].isalpha() and all(letter in _SCRIPTS for letter in text[1:]):
        return unicodedata.normalize("NFC", text[0] + MARKS[name]) + text[1:]
    if name in _UNDER or not text:
        return text
    return f"{name}({text})"


def accented(accent: str, letter: str, *, rare: bool = False) -> str | None:
    """Put an accent of prose on a letter; None where no language has it, unless that may be."""
    base = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    composed = unicodedata.normalize("NFC", base + ACCENTS[accent])
    return composed if rare or len(composed) == 1 else None


def _bracketed(text: str) -> str:
    if len(text) == 1 or (text[:1] == "(" and text.find(")") == len(text) - 1):
        return text
    return f"({text})"
