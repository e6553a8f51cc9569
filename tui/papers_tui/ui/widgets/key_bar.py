"""The line of keys at the foot of the screen; each can be clicked."""

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from papers_tui.ui.commands import Command, bar
from papers_tui.ui.widgets.row_list import component_style


class KeyBar(Widget):
    """Shows the commands of the command table that belong there, as many as fit."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}

    def __init__(self, commands: Iterable[Command], id: str) -> None:
        super().__init__(id=id)
        self._commands = bar(commands)

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        base = self.rich_style
        key = base + component_style(self, "key-bar--key")
        segments = [
            segment
            for command, _begin, _end in self._places()
            for segment in _drawn(command, key, base)
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        for command, begin, end in self._places():
            if begin <= event.x < end:
                await self.screen.run_action(command.action)

    def _places(self) -> list[tuple[Command, int, int]]:
        """Say where each command that fits begins and ends."""
        places: list[tuple[Command, int, int]] = []
        begin = 0
        for command in self._commands:
            end = begin + len(_key(command)) + len(command.label) + 4
            if end > self.size.width + 1:
                break
            places.append((command, begin, end))
            begin = end
        return places


def _key(command: Command) -> str:
    return command.shown_keys[0]


def _drawn(command: Command, key: Style, base: Style) -> tuple[Segment, Segment]:
    return Segment(f" {_key(command)} ", key), Segment(f"{command.label}  ", base)
