"""The line that a search is typed into, by people who do not wait."""

from textual import events
from textual.widgets import Input
from textual.widgets.input import Selection


class SearchLine(Input):
    """A line of input that minds keys which come in one burst.

    Textual sends all of them to what has the focus when the first is read. So letters that follow
    a slash arrive elsewhere, and commands that follow Enter or Escape arrive here.
    """

    def __init__(self, id: str) -> None:
        super().__init__(placeholder="Search papers", id=id, compact=True, select_on_focus=False)
        self._left = False
        self.submitting = False
        """Enter was pressed, and nobody has taken note of it yet."""

    def takes(self, event: events.Key) -> bool:
        """Tell whether a key is to be typed here: the line was gone to, and not left since."""
        return event.is_printable and bool(event.character) and not self._left

    def take(self, event: events.Key) -> None:
        """Type a key that was sent elsewhere."""
        self.replace(event.character or "", *self.selection)

    def begin(self) -> None:
        """Take what is typed from now on, in place of what stands here."""
        self._left = False
        self.selection = Selection(0, len(self.value))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keep commands from letters only as long as they are typed here."""
        return not self._left and super().check_consume_key(key, character)

    def on_click(self) -> None:
        """Take what is typed, as the focus is here."""
        self._left = False

    async def action_submit(self) -> None:
        """End typing."""
        self._left = self.submitting = True
        await super().action_submit()

    async def _on_key(self, event: events.Key) -> None:
        """Type a key, or send it on to where the focus is about to be."""
        if event.key in ("enter", "escape"):
            self._left = True
        if event.is_printable and not self.takes(event):
            event.stop()
            event.prevent_default()
            self.app.post_message(event.copy())
