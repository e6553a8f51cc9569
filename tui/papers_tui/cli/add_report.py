"""What came of adding dumps, for a person and for another program."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from papers_tui.model.dump import AddReport, FileReport, Problem
from papers_tui.model.paper import count_of
from papers_tui.model.text import clean

_MOST_SHOWN: Final = 20
"""Problems of one file that are shown; `papers-tui dumps show` has all."""


def in_words(report: AddReport) -> Iterator[str]:
    """Say what came of each file, and of all, line by line."""
    for file in report.files:
        yield from _of_file(file)
    yield (
        f"{report.new:,} new, {report.updated:,} updated, {report.unchanged:,} unchanged; "
        f"{count_of(report.papers_in_index, 'paper')} in the library"
    )


def as_json(report: AddReport) -> dict[str, Any]:
    """Give the report as an object of JSON."""
    return {
        "files": [_file_as_json(file) for file in report.files],
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "papers_in_index": report.papers_in_index,
    }


def failure(report: AddReport) -> str | None:
    """Say why adding failed: a file that was named was not added, or nothing was found at all."""
    refused = [file for file in report.files if file.refusal is not None]
    if len(refused) < len(report.files) and not any(file.named for file in refused):
        return None
    if not refused:
        return "there is no file to add"
    if len(refused) == 1:
        return f"{refused[0].path} was not added: {refused[0].refusal}"
    return f"{len(refused)} files were not added; the report says why"


def problems_in_words(problems: Iterable[Problem]) -> Iterator[str]:
    """Say what is wrong, each problem on a line with its place."""
    for problem in problems:
        place = f"{problem.place}: " if problem.place else ""
        yield f"  {place}{clean(problem.message)}"


def problems_as_json(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Give problems as objects of JSON."""
    return [
        {"line": p.line, "record": p.record, "message": p.message, "text": p.text} for p in problems
    ]


def _of_file(file: FileReport) -> Iterator[str]:
    reading = file.reading
    if reading is None:
        yield f"{clean(file.path)}: not added: {file.refusal}"
        return
    refusal = f"not added: {file.refusal}; " if file.refusal else ""
    known = "added before; " if file.known else ""
    captured = f"captured {reading.captured}" if reading.captured else "day of capture unknown"
    inferred = " (year inferred)" if reading.captured_inferred else ""
    yield (
        f"{clean(file.path)}: {refusal}{known}{reading.format}, {captured}{inferred}: "
        f"{count_of(reading.papers, 'paper')}, {file.merged:,} merged, "
        f"{reading.incomplete:,} incomplete, {reading.rejected:,} rejected"
    )
    yield from problems_in_words(reading.problems[:_MOST_SHOWN])
    if (more := reading.problem_count - _MOST_SHOWN) > 0:
        where = f": papers-tui dumps show {file.sha256[:12]}" if file.sha256 else ""
        yield f"  and {count_of(more, 'problem')} more{where}"


def _file_as_json(file: FileReport) -> dict[str, Any]:
    reading = file.reading
    problems = reading.problems if reading else (Problem(None, file.refusal or ""),)
    return {
        "path": file.path,
        "sha256": file.sha256,
        "format": reading and reading.format,
        "captured": reading and reading.captured and reading.captured.isoformat(),
        "captured_inferred": reading and reading.captured_inferred,
        "papers": reading.papers if reading else 0,
        "merged": file.merged,
        "incomplete": reading.incomplete if reading else 0,
        "rejected": reading.rejected if reading else 0,
        "known": file.known,
        "refusal": file.refusal,
        "problems": problems_as_json(problems),
        "further_problems": reading.further_problems if reading else 0,
    }
