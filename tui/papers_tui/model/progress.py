"""How far a long work is."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """Whom to tell how far adding is."""

    reading: Callable[[str, int], None] = field(default=lambda file, records: None)
    """Told the name of each file before it is read, and now and then how many records it gave."""

    indexed: Callable[[int, int], None] = field(default=lambda done, total: None)
    """Told now and then how many records the index has taken in, and how many it is to."""
