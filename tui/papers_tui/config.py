"""The user's configuration: a TOML file that need not exist."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, Self

POSTING_CACHE: Final = 64
"""Megabytes of posting lists that searches keep in memory, unless it is said otherwise."""


@dataclass(frozen=True, slots=True)
class Config:
    """What can be configured."""

    theme: str = "textual-dark"
    """The name of the colour theme."""

    ascii: bool = False
    """Draw signs with ASCII characters."""

    mouse: bool = True
    """Use the mouse; without it the terminal's own selection works."""

    posting_cache: int = POSTING_CACHE
    """Megabytes of posting lists that searches keep in memory at the most."""

    largest_dump: int = 16384
    """Megabytes of one dump, after decompression, at the most."""

    highest_ratio: int = 250
    """How many times larger a compressed file may become, beyond its first 64 megabytes."""

    most_members: int = 100_000
    """Members that an archive may have."""

    problems: tuple[str, ...] = ()
    """What in the file could not be used, in sentences."""

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a configuration; what cannot be used is left at its default, and said."""
        import tomllib  # deferred: most commands need no configuration

        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            return cls(problems=(f"{path} cannot be read and is left aside: {error}",))
        known = {field.name: field.default for field in fields(cls) if field.name != "problems"}
        used: dict[str, Any] = {}
        problems = []
        for name, value in values.items():
            if name not in known:
                problems.append(f"{path}: there is no setting {name!r}")
            elif type(value) is not type(known[name]):
                kind = type(known[name]).__name__
                problems.append(f"{path}: {name} must be a {kind}, not {value!r}")
            else:
                used[name] = value
        return cls(**used, problems=tuple(problems))
