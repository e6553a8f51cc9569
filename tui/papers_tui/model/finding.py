"""What an examination of the library found."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How it is with something that was looked at."""

    OK = "ok"
    """As it should be."""

    WARNING = "warning"
    """It works, but not as well as it could, or not for long."""

    WRONG = "wrong"
    """Something does not work, or was lost."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing that was looked at."""

    check: str
    """What was looked at."""

    state: Health
    """How it is."""

    found: str
    """What was found, in a few words."""

    advice: str | None = None
    """What to do about it, where there is something."""
