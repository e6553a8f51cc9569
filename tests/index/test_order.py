"""Orders that are worked out in part."""

import numpy as np
import pytest

from papers_tui.index.columns import Columns, SegmentArrays
from papers_tui.index.found import Found
from papers_tui.index.order import Listed
from papers_tui.index.schema import FACTS
from papers_tui.model.query import Sort


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 1500, 2500, 4000, 4001, 9000])
@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST, Sort.DISCUSSED, Sort.RELEVANCE])
def test_every_row_is_in_order_however_many_there_are(size: int, sort: Sort) -> None:
    generator = np.random.default_rng(size)
    facts = np.zeros(10_000, FACTS)
    facts["date"] = generator.integers(-1, 5000, 10_000)
    facts["comments"] = generator.integers(-1, 50, 10_000)
    facts["order"] = np.arange(10_000)
    columns = Columns([SegmentArrays({"facts": facts}, 0, 10_000)], [])
    docs = np.sort(generator.choice(10_000, size, replace=False))
    scores = generator.random(size, np.float32)
    listed = Listed(columns, sort, Found(docs, scores), {})
    some = [listed[row] for row in range(min(size, 20))]
    rows = [listed[row] for row in range(size)]
    assert rows[:20] == some and sorted(rows) == docs.tolist()
    assert rows == np.asarray(listed).tolist()
    of = dict(zip(docs.tolist(), scores.tolist(), strict=True))

    def key(document: int) -> tuple[float, ...]:
        date, comments = int(facts["date"][document]), int(facts["comments"][document])
        first = {
            Sort.NEWEST: 0.0,
            Sort.OLDEST: float(date) if date >= 0 else np.inf,
            Sort.DISCUSSED: float(-comments),
            Sort.RELEVANCE: -of[document],
        }[sort]
        return first, -date, -comments, document

    assert rows == sorted(rows, key=key)
