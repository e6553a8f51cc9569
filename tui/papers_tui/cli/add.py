"""`papers-tui add`: read dumps into the library."""

import datetime
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from papers_tui.cli.progress import progress_bar
from papers_tui.cli.session import Day, open_library
from papers_tui.errors import DumpError, PapersError
from papers_tui.model.dump import AddReport, FileReport, Problem
from papers_tui.model.paper import count_of
from papers_tui.model.text import clean

if TYPE_CHECKING:
    from papers_tui.library import Library


@click.command("add", short_help="Add dumps.")
@click.argument("files", nargs=-1, required=True)
@click.option("--captured", type=Day(), help="The day of the capture, instead of the inferred one.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--report-progress", is_flag=True, hidden=True)
def command(
    files: tuple[str, ...], captured: datetime.date | None, as_json: bool, report_progress: bool
) -> None:
    """Add dumps: FILES, all files below a folder, or `-` for standard input.

    A copy of each is kept, so the file itself is not needed any more. The report says what could
    not be read, and where. Adding a file again changes nothing. Files of a folder that are no dumps
    are reported, and no failure unless nothing else was found.
    """
    library = open_library()
    if report_progress:
        _add_for_a_program(library, files, captured)
        return
    with progress_bar() as progress:
        report = library.add(files, captured, progress)
    if as_json:
        click.echo(json.dumps(_as_json(report), ensure_ascii=False, indent=2))
    else:
        for file in report.files:
            click.echo(_of_file(file))
        click.echo(
            f"{report.new} new, {report.updated} updated, {report.unchanged} unchanged; "
            f"{count_of(report.papers_in_index, 'paper')} in the library"
        )
    refused = [file for file in report.files if file.refusal is not None]
    if len(refused) == len(report.files) or any(file.named for file in refused):
        raise DumpError(_of_refused(refused))


def _add_for_a_program(
    library: "Library", files: tuple[str, ...], captured: datetime.date | None
) -> None:
    """Add dumps, and say how far that is in lines of JSON."""
    from papers_tui.library import Progress

    def say(message: dict[str, Any]) -> None:
        click.echo(json.dumps(message))

    def stand(step: str, file: str, done: int) -> None:
        values = {"step": step, "file": file, "done": done}
        say({"progress": {**values, "total": None, "rate": None, "seconds_left": None}})

    progress = Progress(
        file=lambda path: stand("reading", path, 0),
        written=lambda papers: stand("indexing", files[0], papers),
    )
    try:
        report = library.add(files, captured, progress)
        refused = [file for file in report.files if file.refusal is not None]
        if len(refused) == len(report.files) or any(file.named for file in refused):
            raise DumpError(_of_refused(refused))
    except PapersError as error:
        say({"error": str(error)})
        raise
    say({"report": _as_json(report)})


def _of_refused(refused: Sequence[FileReport]) -> str:
    if not refused:
        return "there is no file to add"
    if len(refused) == 1:
        return f"{refused[0].path} was not added: {refused[0].refusal}"
    return f"{len(refused)} files were not added; the report says why"


def _of_file(file: FileReport) -> str:
    """Say what came of one file."""
    reading = file.reading
    if reading is None:
        return f"{clean(file.path)}: not added: {file.refusal}"
    captured = f"captured {reading.captured}" if reading.captured else "day of capture unknown"
    inferred = " (year inferred)" if reading.captured_inferred else ""
    lines = [
        f"{clean(file.path)}: {reading.format}, {captured}{inferred}: "
        f"{count_of(reading.papers, 'paper')}, {reading.incomplete} incomplete, "
        f"{reading.rejected} rejected"
    ]
    for problem in reading.problems:
        lines.append(f"  {problem.place}: {problem.message}" if problem.place else problem.message)
    return "\n".join(lines)


def _as_json(report: AddReport) -> dict[str, Any]:
    return {
        "files": [_file_as_json(file) for file in report.files],
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "papers_in_index": report.papers_in_index,
    }


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
        "incomplete": reading.incomplete if reading else 0,
        "rejected": reading.rejected if reading else 0,
        "problems": [{"line": p.line, "message": p.message} for p in problems],
    }
