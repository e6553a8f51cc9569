"""The command palette, which minds small terminals and impatient people."""

from typing import Final

from textual import events
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.geometry import Size

_LEAST: Final = (30, 10)
"""Columns and lines below which Textual's palette cannot be drawn."""


class Palette(CommandPalette):
    """Textual's palette, with three faults mended that would end the program."""

    @classmethod
    def fits(cls, size: Size) -> bool:
        """Tell whether there is room for the palette."""
        return size.width >= _LEAST[0] and size.height >= _LEAST[1]

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close the palette, unless that has been done."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def on_resize(self, _event: events.Resize) -> None:
        """Close the palette where there is no room for it any more."""
        if not self.fits(self.app.size):
            self.dismiss()

    def _action_command_list(self, action: str) -> None:
        """Move in the list of commands, once there is one to move in.

        Paging through one that has not been laid out yet raises KeyError in Textual 8.
        """
        try:
            super()._action_command_list(action)
        except KeyError:
            return
