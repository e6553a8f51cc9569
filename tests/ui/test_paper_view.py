"""What is shown of one paper besides its texts."""

import datetime
from dataclasses import replace

import pytest

from papers_tui.config import Config
from papers_tui.library import Library
from papers_tui.model.dates import PartialDate
from papers_tui.model.merge import merge
from papers_tui.model.paper import Marks, Paper
from tests.builders import paper, record
from tests.ui.driving import Reader, reading


def words(reader: Reader, shown: Paper) -> str:
    """Give all that the pane says of a paper."""
    reader.main.view.show(shown, Marks(), lambda _text: [])
    return " ".join(reader.main.view._content.plain.split())


async def test_it_shows_where_the_paper_was_seen(reader: Reader, library: Library) -> None:
    dump = library.dumps()[0]
    seen = [
        record(dump=dump.sha256, position=7, comments=1, upvotes=3),
        record(dump="e" * 64, captured=datetime.date(2026, 5, 2), comments=5),
    ]
    text = words(reader, merge(seen))
    assert "Seen in 2 captures; comments 1 → 5" in text
    day = f"2026-04-21? · place 7 · plain-text · 1 comment · 3 upvotes · {dump.file}"
    assert day in text
    assert f"2026-05-02? · place 1 · plain-text · 5 comments · {'e' * 12}" in text
    assert "Seen in 1 capture, 2026-04-21? at place 1 plain-text" in words(reader, paper())


async def test_arrows_and_dots_are_ascii_where_they_must_be(library: Library) -> None:
    async with reading(library, config=Config(ascii=True)) as reader:
        seen = [record(comments=1), record(dump="e" * 64, comments=5)]
        text = words(reader, merge(seen))
        assert "comments 1 -> 5" in text and text.isascii()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 15)])
async def test_what_few_sources_know_is_shown_where_one_does(
    library: Library, size: tuple[int, int]
) -> None:
    full = paper(
        arxiv_id="2607.00001",
        featured=PartialDate.from_iso("2026-07-03"),
        note="37 pages\x1b[31m",
        journal_ref="Journal of Questions 12",
        repository="https://code.example/right-questions",
        project_page="HTTPS://questions.example",
    )
    async with reading(library, size=size) as reader:
        await reader.press("l")
        text = words(reader, full)
        for fact in (
            "Featured 2026-07-03",
            "Note 37 pages Code",
            "Journal Journal of Questions 12",
            "https://code.example/right-questions (O)",
            "Link https://arxiv.org/abs/2607.00001 (o)",
            "Page HTTPS://questions.example",
        ):
            assert fact.replace(" ", "") in text.replace(" ", ""), fact  # some are wrapped
        text = words(reader, replace(full, repository=None))
        assert "PageHTTPS://questions.example(O)" in text.replace(" ", "") and "Code" not in text
        text = words(reader, replace(full, repository="javascript:x", project_page="file:///x"))
        assert "javascript" not in text and "file:" not in text and "(O)" not in text
        plain = words(reader, paper())
        for name in ("Featured", "Note", "Journal", "Code", "Page"):
            assert name not in plain


async def test_the_browser_opens_the_code(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("papers_tui.ui.browser.needs_terminal", lambda: False)
    monkeypatch.setattr("papers_tui.ui.browser.open_page", opened.append)
    await reader.press("O")
    assert "no repository or page of this paper is known" in reader.said
    shown = replace(reader.paper, repository="ftp://x", project_page="https://questions.example")
    monkeypatch.setattr(type(reader.main.papers), "paper", shown)
    await reader.press("O")
    assert opened == ["https://questions.example"]
