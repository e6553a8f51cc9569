"""Chips, related papers, reasons, matches and what was meant, with the keys that lead to them."""

import time
from pathlib import Path

from papers_tui.library import Library
from papers_tui.model.query import Group, Query, Results
from papers_tui.ui.screens.main import MainScreen
from papers_tui.ui.screens.why import WhyDialog
from tests.builders import card, dump_text
from tests.ui.driving import Reader, reading


def labels(reader: Reader) -> list[str]:
    return [chip.label for chip in reader.main.chips.chips]


async def test_what_narrows_the_list_is_said_and_can_be_taken_away(reader: Reader) -> None:
    await reader.press("slash", *"model", "enter", "r", "u")
    assert labels(reader) == ["only unread", "model"] or labels(reader) == ["model", "only unread"]
    summary = reader.main.chips.summary
    listed = len(reader.titles)
    assert summary.startswith(f"{listed} of 49") and "1 hidden by unread" in summary
    await reader.press("backspace")
    assert labels(reader) == ["model"] and len(reader.titles) == listed + 1
    await reader.pilot.click("#chips", offset=(3, 0))
    await reader.settle()
    assert labels(reader) == [] and len(reader.titles) == 49
    assert reader.main.search_line.value == "" and reader.main.chips.summary == "49 papers"


async def test_a_chip_stands_for_each_value(reader: Reader) -> None:
    query = Query(
        chosen=frozenset({(Group.YEAR, "2026"), (Group.AUTHORS, "1")}),
        excluded=frozenset({(Group.CODE, "code")}),
        months=("2020-01", "2026-12"),
    )
    reader.main._ask(query)
    await reader.settle()
    assert labels(reader) == ["2026", "1 authors", "not code", "2020-01 to 2026-12"]
    await reader.press("escape")
    assert labels(reader) == []


async def test_related_papers_and_the_way_back(reader: Reader) -> None:
    await reader.press("slash", *"model", "enter", *"jjj")
    before, row, top = reader.titles, reader.main.papers.cursor, reader.main.papers.scroll_offset.y
    title = before[row]
    await reader.press("m")
    assert labels(reader)[0].startswith("related to ") and title not in reader.titles
    assert reader.main.papers.cursor == 0
    reasons = reader.main.papers.reasons(0)
    assert reasons and f"{reasons[0].word}" in reader.text
    related = reader.titles
    await reader.press("j", "m", "escape")
    assert reader.titles == related and reader.main.papers.cursor == 1
    await reader.press("escape")
    assert reader.titles == before and reader.main.search_line.value == "model"
    assert (reader.main.papers.cursor, reader.main.papers.scroll_offset.y) == (row, top)
    await reader.press("m", "slash", *"graph", "enter")
    assert labels(reader) == ["graph"]
    await reader.press("escape")
    assert labels(reader) == []


async def test_the_words_in_common_are_shown_where_there_is_little_room(library: Library) -> None:
    async with reading(library, (80, 24)) as reader:
        await reader.press("m")
        for row in range(3):
            assert reader.main.papers.reasons(row)[0].word in reader.text.splitlines()[4 + 2 * row]


async def test_why_a_paper_is_listed(reader: Reader) -> None:
    await reader.press("slash", *"attention", "enter", "w")
    assert isinstance(reader.app.screen, WhyDialog)
    reasons = reader.main.papers.reasons(0)
    assert (
        sum(reason.share for reason in reasons) == 1
        or abs(sum(reason.share for reason in reasons) - 1) < 1e-6
    )
    scores = reader.main.papers.results.scores
    assert scores is not None
    assert abs(sum(reason.score for reason in reasons) - scores[0]) < 1e-3
    assert "attention" in reader.text and "abstract" in reader.text
    await reader.press("escape", "escape", "w")
    assert "No word was looked for" in reader.text
    await reader.press("w")
    assert isinstance(reader.app.screen, MainScreen)


async def test_matches_are_gone_to_in_the_abstract(reader: Reader) -> None:
    await reader.press("slash", *"the OR of", "enter", "enter")
    view = reader.main.view
    assert reader.main.focused is view and len(view._matches) > 2
    for expected in (0, 1, 2):
        await reader.press("n")
        assert view._at == expected
    await reader.press("p")
    assert view._at == 1
    await reader.press("g", "g", "p", "p")
    assert view._at == len(view._matches) - 1
    begin, end = view._matches[view._at]
    assert view._content.plain[begin:end].lower() in ("the", "of")
    await reader.press("escape", "n")
    assert reader.main.papers.cursor == 1  # in the list it is the next unread paper


async def test_what_was_meant_is_one_key_away(reader: Reader) -> None:
    await reader.press("slash", *"atention difusion", "enter")
    assert reader.titles == [] and "Did you mean: attention diffusion" in reader.text
    await reader.press("d")
    assert reader.main.search_line.value == "attention diffusion"
    await reader.press("slash", *"atention", "ctrl+r")
    assert reader.main.search_line.value == "attention" and reader.titles


async def test_the_part_that_finds_nothing_is_named(reader: Reader) -> None:
    await reader.press("slash", *"attention qqqqqqqq", "enter")
    assert "qqqqqqqq: in no paper" in reader.text
    assert "attention: " in reader.text and "alone" in reader.text


async def test_what_is_not_understood_is_said(reader: Reader) -> None:
    await reader.press("slash", *"titel:attention", "enter")
    assert 'unknown field "titel": did you mean title:?' in reader.text
    assert "(at 1)" in reader.text


def slowed(library: Library, seconds: float) -> None:
    """Let every search of a library take its time."""
    search = library.search

    def slow(query: Query) -> Results:
        time.sleep(seconds)
        return search(query)

    library.search = slow  # type: ignore[method-assign]


async def test_going_back_before_the_answer_keeps_the_row(reader: Reader, library: Library) -> None:
    await reader.press(*"jjjjj")
    title = reader.paper.title
    slowed(library, 0.3)
    await reader.pilot.press("m", "escape")
    await reader.settle()
    assert reader.paper.title == title and reader.main.papers.cursor == 5
    assert len(reader.titles) == 49


async def test_keys_behind_enter_move_in_the_list_that_was_asked_for(
    reader: Reader, library: Library
) -> None:
    slowed(library, 0.3)
    await reader.pilot.press("slash", *"the", "enter", "G")
    await reader.settle()
    assert reader.main.papers.cursor == len(reader.titles) - 1 > 0


async def test_papers_that_are_added_meanwhile_are_listed_after_a_mark(
    reader: Reader, library: Library, tmp_path: Path
) -> None:
    more = tmp_path / "more.txt"
    more.write_text(dump_text(card("A Paper That Nobody Has Seen Before Today")))
    Library(library._paths).add([str(more)])
    await reader.press("r")  # counts anew, and so opens what was added
    await reader.until(lambda: len(reader.titles) == 50)
    assert reader.main.papers.results.total == 50


async def test_papers_that_are_added_meanwhile_are_listed_after_going_back(
    reader: Reader, library: Library, tmp_path: Path
) -> None:
    await reader.press("j", "m")
    more = tmp_path / "more.txt"
    more.write_text(dump_text(card("A Paper That Nobody Has Seen Before Today")))
    Library(library._paths).add([str(more)])
    await reader.until(lambda: reader.main.papers.results.total == 50)
    await reader.press("escape")
    await reader.until(lambda: len(reader.titles) == 50)
    await reader.press("n")
    assert "no unread paper" not in reader.said
