"""Sorted texts in two arrays, as `column_writer.string_arrays` gives them."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, Final, overload

import numpy as np
from numpy.typing import NDArray

from papers_tui.index.arrays import Arrays

_DENSE: Final = 8
"""Texts are cut one by one where there are so many times more between the first and the last."""


class Strings(Sequence[bytes]):
    """Texts as UTF-8; where they are sorted they can be looked for."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self.bytes: NDArray[np.uint8] = arrays[name]
        """All texts, one after the other."""
        self.ends: NDArray[np.uint32] = arrays[f"{name}.ends"]
        """Where each of them ends."""

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, place: int) -> bytes: ...

    @overload
    def __getitem__(self, place: slice) -> list[bytes]: ...

    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            begin, end, _step = place.indices(len(self))
            return self.between(begin, end)
        if place >= len(self.ends):
            raise IndexError(place)
        begin = int(self.ends[place - 1]) if place else 0
        return self.bytes[begin : int(self.ends[place])].tobytes()

    def between(self, begin: int, end: int) -> list[bytes]:
        """Give the texts from one place up to another."""
        if begin >= end:
            return []
        origin = int(self.ends[begin - 1]) if begin else 0
        ends = (self.ends[begin:end].astype(np.int64) - origin).tolist()
        text = self.bytes[origin : origin + ends[-1]].tobytes()
        return [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]

    def take(self, places: NDArray[np.int64]) -> list[bytes]:
        """Give the texts at ascending places."""
        if not len(places):
            return []
        begin, end = int(places[0]), int(places[-1]) + 1
        if len(places) * _DENSE < end - begin:
            return [self[place] for place in places.tolist()]
        texts = self.between(begin, end)
        if len(texts) == len(places):
            return texts
        return [texts[place] for place in (places - begin).tolist()]

    def find(self, text: bytes) -> int | None:
        """Find the place of a text."""
        place = bisect_left(self, text)
        return place if place < len(self) and self[place] == text else None

    def beginning_with(self, prefix: bytes) -> tuple[int, int]:
        """Find the places of the texts that begin so: the first, and the one after the last."""
        # No byte of UTF-8 is as large as 0xFF.
        begin = bisect_left(self, prefix)
        return begin, bisect_left(self, prefix + b"\xff", lo=begin)
