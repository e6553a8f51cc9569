"""A dump, and what came of reading it."""

import datetime
from dataclasses import dataclass
from pathlib import PurePath

from papers_tui.model.paper import FormatName


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a dump that could not be read as it stands."""

    line: int | None
    """The line, the first being 1, or None where there is none or it concerns the whole file."""

    message: str
    """What it is, and what was done about it."""

    record: int | None = None
    """The number of the record, the first being 1, where records are counted and not lines."""

    text: str | None = None
    """What could not be read, as it stands, cut where it is long."""

    @property
    def place(self) -> str:
        """Where it is: `line 5`, `record 5`, or nothing for the whole file."""
        if self.line is not None:
            return f"line {self.line}"
        return "" if self.record is None else f"record {self.record}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a dump says."""

    format: FormatName
    """The format that it was read as."""

    captured: datetime.date | None
    """The day of the capture, if known."""

    captured_inferred: bool
    """The year of the capture was worked out from the dates in the dump."""

    papers: int
    """How many records it holds."""

    incomplete: int
    """How many of the records lack a part that the format has."""

    rejected: int
    """How many pieces of text or data belong to no record, or to one that cannot be read."""

    problems: tuple[Problem, ...]
    """What is incomplete, rejected or doubtful, in the order of the dump; the first of them."""

    further_problems: int = 0
    """How many problems there are beyond those."""

    @property
    def problem_count(self) -> int:
        """How many problems there are."""
        return len(self.problems) + self.further_problems


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump that was added and is kept."""

    sha256: str
    """The SHA-256 of its bytes, in hexadecimal: its name."""

    path: str
    """Where it came from: a path, or `-` for standard input."""

    added: datetime.datetime
    """When it was added, in UTC."""

    file_date: datetime.date | None
    """The file's own date, if it had one; the capture's year may hang on it."""

    captured_override: datetime.date | None
    """The day of the capture as the user gave it."""

    format: FormatName
    """The format that it was read as."""

    captured: datetime.date | None
    """The day of the capture, if known."""

    captured_inferred: bool
    """The year of the capture was worked out from the dates in the dump."""

    papers: int
    """How many records it holds."""

    incomplete: int
    """How many of them are incomplete."""

    rejected: int
    """How many pieces of it belong to no record, or to one that cannot be read."""

    problems: tuple[Problem, ...] = ()
    """What is incomplete, rejected or doubtful, as far as it was asked for."""

    further_problems: int = 0
    """How many problems there are beyond those."""

    fault: str | None = None
    """Why the file that it came from ended before its end, if it did."""

    damage: str | None = None
    """What is wrong with the kept copy, if something was when it was read last."""

    read_by: int = 0
    """The version of the readers that read it; 0 is that of the first release."""

    @property
    def problem_count(self) -> int:
        """How many problems it has."""
        return len(self.problems) + self.further_problems

    @property
    def file(self) -> str:
        """The name of the file that it came from."""
        return "standard input" if self.path == "-" else PurePath(self.path).name

    @property
    def label(self) -> str:
        """What it is called where there is little room: when it was captured, and its file."""
        return f"{self.captured or 'undated'} {PurePath(self.path).name}"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file that was to be added."""

    path: str
    """The file as it was named, or `-`."""

    sha256: str | None
    """The SHA-256 of its bytes, or None where it could not be read."""

    reading: Reading | None
    """What it says, or None where it cannot be read."""

    refusal: str | None
    """Why it was not added, or None where it was."""

    named: bool = True
    """The user named this file, and not only the folder that it lies in."""

    known: bool = False
    """The same dump was kept already."""

    merged: int = 0
    """How many of its records are of papers that another record of the library is of, too."""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What came of adding dumps."""

    files: tuple[FileReport, ...]
    """One report for each file."""

    new: int
    """Papers of these files that were not known."""

    updated: int
    """Papers of these files that were known, and of which something is known better now."""

    unchanged: int
    """Papers of these files of which nothing new was learned."""

    papers_in_index: int
    """Papers in the library now."""
