"""Letters of other faces in Unicode, where the face is part of what is meant."""

from typing import Final

_DOUBLE: Final = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))

_SCRIPT: Final = dict(zip("BEFHILMR", "ℬℰℱℋℐℒℳℛ", strict=True))

_FRAKTUR: Final = dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True))


def struck(text: str) -> str:
    """Write letters double-struck."""
    return "".join(_capital(letter, _DOUBLE, 0x1D538) or _small(letter) for letter in text)


def calligraphic(text: str) -> str:
    """Write a single letter calligraphic, but for the O of asymptotic bounds."""
    if len(text) != 1 or text == "O":
        return text
    return _capital(text, _SCRIPT, 0x1D49C) or text


def fraktur(text: str) -> str:
    """Write a single letter in black letter."""
    if len(text) != 1:
        return text
    if "a" <= text <= "z":
        return chr(0x1D51E + ord(text) - ord("a"))
    return _capital(text, _FRAKTUR, 0x1D504) or text


def _capital(letter: str, exceptions: dict[str, str], first: int) -> str:
    """Give a capital of a face of which some were encoded before the rest; "" for no capital."""
    if not "A" <= letter <= "Z":
        return ""
    return exceptions.get(letter) or chr(first + ord(letter) - ord("A"))


def _small(letter: str) -> str:
    return "𝟙" if letter == "1" else letter
