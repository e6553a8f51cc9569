"""How a text is encoded that does not say so, by its bytes."""

import re
from typing import Final

_SEQUENCE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
"""A letter outside ASCII in UTF-8."""

_CUT: Final = re.compile(rb"[\xc0-\xff][\x80-\xbf]{0,2}\Z")
"""The beginning of one, at the end."""

_ASCII: Final = bytes(range(0x80))

_SIGNS: Final = re.compile(
    r"^\s*·\s*$|AK and the research community|huggingface\.co/papers|SVELTE_HYDRATER", re.MULTILINE
)
"""What pages of papers have."""

_SHORT: Final = 100
"""Bytes from which on a text may have two NUL bytes."""

_PAIRS: Final = 8
"""Pairs of bytes by which UTF-16 is known, at the least."""


def has_few_nuls(data: bytes) -> bool:
    """Tell whether so few bytes are NUL, less than one in a thousand, that it may be a text."""
    nuls = data.count(0)
    return not nuls or nuls * 1000 < len(data) or (nuls <= 2 and len(data) >= _SHORT)


def unmarked_utf_16(data: bytes) -> str | None:
    """Say which UTF-16 a text is that has no byte order mark; None where it is none.

    Of the two bytes of a letter of ASCII one is NUL, always the same.
    """
    pairs = len(data) // 2
    if pairs < _PAIRS:
        return None
    first, second = data[0::2].count(0), data[1::2].count(0)
    if second * 2 > pairs and first * 50 < pairs:
        return "utf-16-le"
    return "utf-16-be" if first * 2 > pairs and second * 50 < pairs else None


def is_western(data: bytes) -> bool:
    """Tell whether a page of papers is in Windows-1252: most of its letters are no UTF-8."""
    high = data.translate(None, _ASCII)
    if not high:
        return False
    valid = _SEQUENCE.findall(_CUT.sub(b"", data))
    wrong = len(high) - sum(map(len, valid)) - len(_CUT.findall(data))
    return wrong > len(valid) and _SIGNS.search(data.decode("cp1252", "replace")) is not None
