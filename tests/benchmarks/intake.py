"""Measure how fast dumps are read, as ratios to the plain parsers alone on the same bytes.

Run as `python -m tests.benchmarks.intake`; it needs the shared data. With `--large`, the 100,000
papers of the arXiv snapshot are added to an empty library as well, by the program itself.
"""

import argparse
import hashlib
import html
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from papers_tui.dumps.reading import OpenDump
from papers_tui.dumps.source import Source
from papers_tui.export.json_form import lossless_lines
from papers_tui.model.merge import merge
from papers_tui.model.paper import Marks
from papers_tui.paths import HOME_VARIABLE
from tests.benchmarks.children import memory
from tests.benchmarks.records import find_snapshot

_LEAST: Final = 0.1
"""Seconds that a sample takes at the least: a short file is read several times."""

_LOOK: Final = 0.1
"""Seconds between two looks at the memory of the program."""

Parser = Callable[[bytes], object]
"""Goes through a dump and makes no records of it."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast a dump was read."""

    format: str
    """The format of the dump."""

    file: str
    """Where it came from."""

    megabytes: float
    """How large it is."""

    records: int
    """How many records it holds."""

    seconds: float
    """How long reading takes; the median."""

    parser: str
    """The plain parser."""

    plain: float
    """How many seconds the plain parser takes alone; the median."""


@dataclass(frozen=True, slots=True)
class Ingest:
    """What adding many papers took."""

    papers: int
    """How many papers were added."""

    seconds: float
    """How long it took, from the start of the program to its end."""

    peak: float
    """The most memory that the program had, its children left out, in megabytes."""

    children_peak: float
    """The most memory that its children had together, in megabytes."""


def main() -> None:
    """Measure, print the table, write the figures where that is asked for."""
    options = _options()
    snapshot = find_snapshot()
    if snapshot is None:
        sys.exit("no data/arxiv-100k.jsonl.xz below ../shared or $PAPERS_TUI_SHARED")
    before = os.getloadavg()[0]
    rates = [_rate(*case, options.runs) for case in _cases(snapshot.parents[1])]
    print("\n".join(table(rates)))
    large = _ingest(snapshot) if options.large else None
    if large is not None:
        print(
            f"{large.papers:,} papers of the snapshot added: {large.seconds:,.1f} s, "
            f"{large.papers / large.seconds:,.0f} papers/s; memory at most {large.peak:,.0f} MB, "
            f"and {large.children_peak:,.0f} MB of its children"
        )
    after = os.getloadavg()[0]
    print(f"medians of {options.runs}; load average {before:.2f} before, {after:.2f} after")
    if options.json:
        content = {
            "rates": [asdict(rate) for rate in rates],
            "large": large and asdict(large),
            "runs": options.runs,
            "load": [before, after],
        }
        options.json.write_text(json.dumps(content, indent=1), encoding="utf-8")


def table(rates: Sequence[Rate]) -> Iterator[str]:
    """Write the rates, a line at a time."""
    yield (
        f"{'format':16}{'file':42}{'MB':>7}{'records':>9}{'records/s':>11}{'ms':>9}"
        f"{'plain ms':>10}{'ratio':>8}  plain parser"
    )
    for rate in rates:
        yield (
            f"{rate.format:16}{rate.file[-40:]:42}{rate.megabytes:7.2f}{rate.records:9,}"
            f"{rate.records / rate.seconds:11,.0f}{rate.seconds * 1000:9,.2f}"
            f"{rate.plain * 1000:10,.3f}{f'×{rate.seconds / rate.plain:,.1f}':>8}  {rate.parser}"
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="samples of every figure")
    parser.add_argument("--large", action="store_true", help="add the whole snapshot, too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


def _cases(shared: Path) -> Iterator[tuple[str, bytes, str, Parser]]:
    """Give dumps of every format: a name, the bytes, and the plain parser with its name."""
    files: list[tuple[str, str, Parser]] = [
        ("dumps/000_49980e1c55eb9916.txt", "str.splitlines", _split),
        ("dumps/rendered/00.txt", "str.splitlines", _split),
        ("dumps/captures/firecrawl_search_source-citations_2026-10-02.excerpt.md",
         "str.splitlines", _split),
        ("dumps/hf-api/2026-07-01.json", "json.loads", json.loads),
        ("dumps/arxiv/snapshot-200.jsonl", "json.loads of each line", _load_lines),
        ("dumps/arxiv/oai-1.xml", "lxml.etree.iterparse", _parse_xml),
        ("dumps/arxiv/atom-2.xml", "lxml.etree.iterparse", _parse_xml),
    ]  # fmt: skip
    for name, parser_name, parser in files:
        yield name, (shared / name).read_bytes(), parser_name, parser
    listing = (shared / "dumps/hf-api/2026-07-01.json").read_bytes()
    yield "page of 2026-07-01.json", page_of(listing), "lxml.etree.HTML, json.loads", _parse_page
    lines = exported((shared / "dumps/arxiv/snapshot-200.jsonl").read_bytes())
    yield "export of snapshot-200.jsonl", lines, "json.loads of each line", _load_lines


def page_of(listing: bytes) -> bytes:
    """Make a page of the site that holds a listing."""
    held = html.escape(f'{{"dailyPapers": {listing.decode()}}}')
    return (
        "<!doctype html><html><head><meta charset='utf-8'></head><body>"
        f'<div data-target="DailyPapers" data-props="{held}"></div></body></html>'
    ).encode()


def exported(data: bytes) -> bytes:
    """Write the papers of a dump as the project's own JSON Lines."""
    papers = [merge([record]) for record in OpenDump(_source(data))]
    return lossless_lines(papers, [Marks()] * len(papers)).encode()


def _rate(name: str, data: bytes, parser_name: str, parser: Parser, runs: int) -> Rate:
    dump = OpenDump(_source(data))
    records = sum(1 for _record in dump)
    seconds, plain = _median(lambda: _read(data), runs), _median(lambda: parser(data), runs)
    size = len(data) / 1e6
    return Rate(dump.reading.format, name, size, records, seconds, parser_name, plain)


def _read(data: bytes) -> None:
    for _record in OpenDump(_source(data)):
        pass


def _source(data: bytes) -> Source:
    return Source(lambda: io.BytesIO(data), hashlib.sha256(data).hexdigest())


def _median(work: Callable[[], object], runs: int) -> float:
    """Give how many seconds some work takes, once it has been done before."""
    begin = time.perf_counter()
    work()
    times = max(1, round(_LEAST / (time.perf_counter() - begin)))
    samples = list[float]()
    for _run in range(runs):
        begin = time.perf_counter()
        for _time in range(times):
            work()
        samples.append((time.perf_counter() - begin) / times)
    return statistics.median(samples)


def _split(data: bytes) -> object:
    return data.decode().splitlines()


def _load_lines(data: bytes) -> object:
    return [json.loads(line) for line in data.splitlines()]


def _parse_xml(data: bytes) -> object:
    return sum(1 for _event in etree.iterparse(io.BytesIO(data)))


def _parse_page(data: bytes) -> object:
    return [json.loads(each.attrib["data-props"]) for each in etree.HTML(data).iter("div")]


def _ingest(snapshot: Path) -> Ingest:
    """Add the whole snapshot to an empty library, in a process of its own."""
    peak = children_peak = 0.0
    with tempfile.TemporaryDirectory(prefix="papers-intake-") as home:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "papers_tui", "add", "--json", str(snapshot)],
            env=os.environ | {HOME_VARIABLE: home},
            stdout=subprocess.PIPE,
        )
        try:
            while process.poll() is None:
                own, others = memory(process.pid)
                peak, children_peak = max(peak, own), max(children_peak, others)
                time.sleep(_LOOK)
        finally:
            process.terminate()  # where this one is interrupted; else it has ended
        seconds = time.perf_counter() - begin
        out, _err = process.communicate()
    if process.returncode:
        sys.exit(f"adding the snapshot failed: {out.decode()}")
    return Ingest(json.loads(out)["new"], seconds, peak, children_peak)


if __name__ == "__main__":
    main()
