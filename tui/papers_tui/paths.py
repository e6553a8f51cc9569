"""Where the program keeps its files."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

HOME_VARIABLE: Final = "PAPERS_TUI_HOME"
"""The environment variable that moves every folder under one path."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The three folders of one library; none of them needs to exist."""

    data: Path
    """Dumps, index, read marks and bookmarks."""

    config: Path
    """The configuration that the user writes."""

    cache: Path
    """What can be thrown away at any time."""

    @classmethod
    def under(cls, home: Path) -> Self:
        """Place all three folders under one."""
        return cls(home / "data", home / "config", home / "cache")

    @classmethod
    def from_environment(cls) -> Self:
        """Take the folders from `PAPERS_TUI_HOME`, otherwise from the platform's custom."""
        home = os.environ.get(HOME_VARIABLE)
        if home:
            return cls.under(Path(home).expanduser().absolute())
        import platformdirs  # deferred: not needed where the variable is set

        application = platformdirs.PlatformDirs("papers-tui", appauthor=False)
        return cls(
            application.user_data_path, application.user_config_path, application.user_cache_path
        )

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables by which another process finds these folders."""
        home = self.data.parent
        return {HOME_VARIABLE: str(home)} if Paths.under(home) == self else {}

    @property
    def dumps(self) -> Path:
        """The folder of kept dumps."""
        return self.data / "dumps"

    @property
    def index(self) -> Path:
        """The folder of the full-text index."""
        return self.data / "index"

    @property
    def state(self) -> Path:
        """The database of read marks and bookmarks."""
        return self.data / "state.db"

    @property
    def configuration(self) -> Path:
        """The user's configuration file."""
        return self.config / "config.toml"
