"""`papers-tui add`: read dumps into the library."""

import datetime
import json

import click

from papers_tui.cli.add_report import as_json, failure, in_words
from papers_tui.cli.progress import print_error, print_report, progress_bar, reported_progress
from papers_tui.cli.session import Day, open_library
from papers_tui.errors import DumpError, PapersError
from papers_tui.model.dump import AddReport
from papers_tui.model.progress import Progress


@click.command("add", short_help="Add dumps.")
@click.argument("files", nargs=-1)
@click.option("--captured", type=Day(), help="The day of the capture, instead of the inferred one.")
@click.option("--strict", is_flag=True, help="Add no dump that has problems.")
@click.option("--json", "json_wanted", is_flag=True, help="Print the report as JSON.")
@click.option("--report-progress", is_flag=True, hidden=True)
def command(
    files: tuple[str, ...],
    captured: datetime.date | None,
    strict: bool,
    json_wanted: bool,
    report_progress: bool,
) -> None:
    """Add dumps: FILES, all files below a folder or in an archive, or `-` for standard input.

    What is compressed is unpacked as it is read. A copy of each dump is kept, so the file itself is
    not needed any more. The report says what could not be read, and where. Adding a file again
    changes nothing. An addition that was broken off goes on where it was, also without FILES. Files
    of a folder or an archive that are no dumps are reported, and no failure unless nothing else was
    found.
    """
    library = open_library()

    def add(progress: Progress | None) -> AddReport:
        if not files:
            return library.complete(progress)
        return library.add(files, captured, progress, strict=strict)

    if report_progress:
        try:
            report = add(reported_progress())
        except PapersError as error:
            print_error(str(error))
            raise
        print_report(as_json(report))
    else:
        with progress_bar() as progress:
            report = add(progress)
        lines = [json.dumps(as_json(report), ensure_ascii=False, indent=2)]
        for line in lines if json_wanted else in_words(report):
            click.echo(line)
    if files and (why := failure(report)) is not None:
        if report_progress:
            print_error(why)
        raise DumpError(why)
