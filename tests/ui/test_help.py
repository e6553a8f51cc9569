"""The help screen."""

import pytest
from textual.containers import VerticalScroll

from papers_tui.library import Library
from papers_tui.model.language_help import HELP
from papers_tui.ui.commands import COMMANDS
from tests.ui.driving import reading


@pytest.mark.parametrize("size", [(140, 40), (100, 30), (60, 20)])
async def test_the_help_shows_every_command_and_the_whole_language(
    library: Library, size: tuple[int, int]
) -> None:
    async with reading(library, size=size) as reader:
        await reader.press("question_mark")
        scroll = reader.app.screen.query_one(VerticalScroll)
        assert scroll.max_scroll_y > 0 and scroll.max_scroll_x == 0
        seen = reader.text
        for place in range(0, int(scroll.max_scroll_y) + 10, 10):
            scroll.scroll_to(y=place, animate=False, immediate=True)
            await reader.pilot.pause()
            seen += reader.text
        words = " ".join(seen.split())
        for example, _finds in HELP:
            assert example in words, example
        assert all(command.help.split(";")[0][:16] in words for command in COMMANDS)
