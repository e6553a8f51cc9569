"""What every dialog has in common."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A dialog that closes once, however often it is asked to before it is gone."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the dialog with a result, unless that has been done."""
        if self.is_current:
            return super().dismiss(result)
        return AwaitComplete()
