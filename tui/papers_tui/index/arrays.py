"""Arrays in a file that is mapped into memory: nothing is read before it is looked at.

The file is a mark, the length of a description, the description in JSON (for each array its type,
its length and where it begins), and the arrays, each at a multiple of 64 bytes.
"""

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]
"""Arrays of one dimension by name."""

_MARK: Final = b"papers-tui arrays 1\n"
_ALIGNMENT: Final = 64


def arrays_path(folder: Path, segment: Any) -> Path:  # noqa: ANN401 - Whoosh has no types
    """Tell where the arrays of a segment are; Whoosh removes them together with its own files."""
    return folder / f"{segment.segment_id()}.arrays"


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays to a new file; nothing may map it yet."""
    places: dict[str, tuple[Any, int, int]] = {}
    position = 0
    for name, array in arrays.items():
        places[name] = (np.lib.format.dtype_to_descr(array.dtype), len(array), position)
        position = _aligned(position + array.nbytes)
    description = json.dumps(places).encode()
    head = _MARK + len(description).to_bytes(8, "little") + description
    with path.open("wb") as file:
        file.write(head.ljust(_aligned(len(head)), b"\0"))
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data if len(array) else b"")
            file.write(b"\0" * (_aligned(array.nbytes) - array.nbytes))


def read_arrays(path: Path) -> Arrays:
    """Map the arrays of a file.

    Raises:
        ValueError: The file is cut short or is none of these.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    begin = len(_MARK) + 8
    if mapped[: len(_MARK)] != _MARK:
        raise ValueError(f"{path.name} holds no arrays")
    length = int.from_bytes(mapped[len(_MARK) : begin], "little")
    places = json.loads(mapped[begin : begin + length])
    origin = _aligned(begin + length)
    return {
        name: np.frombuffer(mapped, _dtype(kind), count, origin + position)
        if count
        else np.empty(0, _dtype(kind))
        for name, (kind, count, position) in places.items()
    }


def _dtype(description: Any) -> np.dtype[Any]:  # noqa: ANN401 - as NumPy describes types
    if isinstance(description, list):  # JSON has no tuples
        description = [tuple(field) for field in description]
    dtype: np.dtype[Any] = np.dtype(description)
    return dtype


def _aligned(position: int) -> int:
    return -(-position // _ALIGNMENT) * _ALIGNMENT
