"""The errors that a person is told about, each a sentence and an exit code."""

from typing import ClassVar


class PapersError(Exception):
    """Something went wrong that the person in front of the terminal can act on."""

    exit_code: ClassVar[int] = 1
    """What the command line exits with."""


class UsageError(PapersError):
    """A command, an option or the configuration asks for something that cannot be."""

    exit_code = 2


class DumpError(PapersError):
    """A file is no dump that can be read, or a kept dump is missing or damaged."""


class UnreachableDumpError(DumpError):
    """A kept copy cannot be read just now; nothing is known to be wrong with it."""


class StaleIndexError(PapersError):
    """The index is missing, damaged or of another version: a rebuild mends it."""


class BusyError(PapersError):
    """Another copy of the program is changing the index."""


class UnwritableError(PapersError):
    """The index cannot be written: the disk is full, or the folder may only be read."""


class StateError(PapersError):
    """The database of read marks and bookmarks cannot be opened or written."""


class ExportError(PapersError):
    """An export cannot be written where it was asked for."""
