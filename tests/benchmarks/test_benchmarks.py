"""What can be known of the measurements without measuring."""

import json
from collections import Counter

import pytest

from papers_tui.library import Library
from papers_tui.paths import Paths
from tests.benchmarks import asking, engines, intake, keystrokes, ours, scoreboard
from tests.benchmarks.building import DAY, day_of_papers
from tests.benchmarks.corpus import corpus_of
from tests.benchmarks.figures import Series
from tests.benchmarks.queries import QUERIES, Kind
from tests.benchmarks.scoreboard import Row
from tests.builders import record
from tests.dumps.site import site_item
from tests.dumps.whole import read


def test_there_are_five_queries_of_every_kind() -> None:
    assert Counter(query.kind for query in QUERIES) == dict.fromkeys(Kind, 5)
    assert len({query.text for query in QUERIES}) == 40


def test_every_query_can_be_asked(library: Library) -> None:
    own = ours.engines(library)[0]
    for query in QUERIES:
        if query.kind not in own.cannot:
            assert own.count(query) >= 0


def test_every_engine_counts_the_same_papers_of_the_sample(library: Library, paths: Paths) -> None:
    own = ours.engines(library)[0]
    corpus = corpus_of(paths.data.parent)
    others = [engines.fts5(corpus)[0]]
    if engines.has_tantivy():
        others.append(engines.tantivy_engine(corpus))
    found = 0
    for query in QUERIES:
        if query.kind in (Kind.THREE, Kind.PHRASE, Kind.RANGE, Kind.PREFIX):
            counts = {own.count(query), *(other.count(query) for other in others)}
            assert len(counts) == 1, query
            found += counts.pop()
    assert found


@pytest.mark.parametrize(
    ("measured", "more_is_better", "verdict"),
    [
        ((3.0,), False, "aim"),
        ((9.0,), False, "at least"),
        ((11.0,), False, "missed"),
        ((11.0,), True, "at least"),
        (None, True, "skipped"),
    ],
)
def test_a_row_is_judged(measured: tuple[float] | None, more_is_better: bool, verdict: str) -> None:
    least, aim = ((10.0,), (20.0,)) if more_is_better else ((10.0,), (5.0,))
    row = Row("search", measured, least, aim, "ms", more_is_better)
    assert row.verdict == verdict
    assert list(scoreboard.table([row]))[1].endswith(f"  {verdict}")


def test_the_worst_of_several_figures_decides() -> None:
    assert Row("search", (4.0, 60.0), (10.0, 50.0), (5.0, 20.0), "ms").verdict == "missed"


def test_typing_is_judged_where_it_was_measured() -> None:
    echo, reader = Series(list), Series(list)
    assert [row.verdict for row in keystrokes.rows(echo, reader)] == ["skipped"] * 3
    echo[keystrokes.LISTED], reader[keystrokes.LISTED] = [10.0], [18.0]
    reader[keystrokes.AT_REST], reader[keystrokes.SEARCHING] = [10.0], [10.5]
    reader[keystrokes.PEAK] = [400.0]
    rows = keystrokes.rows(echo, reader)
    assert [row.verdict for row in rows] == ["at least", "aim", "missed"]


def test_counts_that_lie_apart_are_marked() -> None:
    text = QUERIES[0].text
    answers = asking.Answers(
        times={ours.OURS: {text: 1.0}, engines.FTS5: {text: 2.0}},
        counts={asking.WHOOSH: {}, ours.OURS: {text: 100}, engines.FTS5: {text: 94}},
    )
    answers.times[asking.WHOOSH] = {}
    assert answers.ratio(engines.FTS5, ours.OURS) == pytest.approx(2)
    assert "2.00: 94!" in list(asking.queries_table(answers))[1]


def test_a_day_of_papers_is_a_dump_without_faults(library: Library, paths: Paths) -> None:
    records = [record(f"How Many Papers Say So, Part {number}") for number in range(9)]
    dump = paths.data / "day.txt"
    dump.write_text(day_of_papers(records, 0), encoding="utf-8")
    report = library.add([str(dump)])
    assert report.new == DAY
    assert report.files[0].reading and not report.files[0].reading.problems


def test_dumps_that_are_made_to_be_measured_are_read() -> None:
    listing = json.dumps([site_item(1), site_item(2)]).encode()
    page, lines = intake.page_of(listing), intake.exported(listing)
    assert [(read(data).format, len(read(data).records)) for data in (page, lines)] == [
        ("web-page", 2),
        ("papers-jsonl", 2),
    ]
    rate = intake.Rate("markdown", "a.md", 1.0, 50, 0.5, "str.splitlines", 0.25)
    head, row = intake.table([rate])
    assert head.split()[-2:] == ["plain", "parser"]
    assert row.split() == "markdown a.md 1.00 50 100 500.00 250.000 ×2.0 str.splitlines".split()
