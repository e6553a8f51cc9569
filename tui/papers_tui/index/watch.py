"""Damage that is met while an open index is read, told from a fault of the program."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from papers_tui.errors import StaleIndexError
from papers_tui.index.folder import DAMAGE
from papers_tui.index.seal import SEAL, damage

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class Watch:
    """What is known of the files of one opened index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.damage: str | None = None
        """What is wrong with them, in a sentence, once it was noticed."""

    def look(self) -> str | None:
        """Go through the sums of all files; say what is wrong, if anything."""
        self.damage = self.damage or damage(self._folder)
        return self.damage

    def stale(self, error: Exception) -> StaleIndexError:
        """Turn what reading the index raised into an error of ours.

        Raises:
            Exception: The error itself, where every file is as it was written.
        """
        if self.look() is None:
            if (self._folder / SEAL).exists():
                raise error
            self.damage = f"the index cannot be read ({error!r})"
        return StaleIndexError(self.damage)


class Watched(Protocol):
    """What reads an index."""

    watch: Watch
    """What is known of the index's files."""


Reader = TypeVar("Reader", bound=Watched)


def watched(
    method: Callable[Concatenate[Reader, Arguments], Answer],
) -> Callable[Concatenate[Reader, Arguments], Answer]:
    """Let a method raise `StaleIndexError` where it fails over a damaged index."""

    @functools.wraps(method)
    def guarded(self: Reader, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            return method(self, *args, **kwargs)
        except DAMAGE as error:
            raise self.watch.stale(error) from error

    return guarded
