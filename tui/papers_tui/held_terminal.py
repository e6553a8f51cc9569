"""The terminal while the program is still being loaded: shows a picture, keeps what is typed.

Nothing here waits for a slow import. Whatever happens before the reader has taken the terminal
over, it is given back as it was found.
"""

import contextlib
import os
import signal
import sys
import termios
from collections.abc import Sequence
from types import FrameType, TracebackType
from typing import Any, Final, Self

ENTER: Final = "\x1b[?1049h"
"""Goes to the alternate screen (xterm), where what stood on the terminal is not overwritten."""

_BEGIN: Final = f"{ENTER}\x1b[?25l\x1b[?7l\x1b[0m\x1b[2J"
"""Goes there, hides the cursor, cuts long lines instead of wrapping them, clears the screen."""

_END: Final = "\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
"""Takes all of that back."""

_INPUT, _SCREEN = 0, 2
"""The reader reads keys from standard input and draws on standard error, as Textual does."""

_IFLAG, _LFLAG, _CC = 0, 3, 6
"""Places in what `tcgetattr` gives."""

_INTERRUPTED: Final = b"papers-tui: interrupted\n"


class HeldTerminal:
    """A terminal that is held from when a picture is shown until it is given back or over."""

    def __init__(self) -> None:
        self._attributes: list[Any] | None = None
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.give_back()

    @property
    def is_held(self) -> bool:
        """Whether a picture is shown."""
        return self._attributes is not None

    def show(self, lines: Sequence[str]) -> None:
        """Show a picture, a line of text and colours (SGR) each; from now on nothing is echoed.

        Keys wait in the terminal's queue for whoever reads it next. Ctrl-C ends the program.
        """
        try:
            attributes = termios.tcgetattr(_INPUT)
            termios.tcsetattr(_INPUT, termios.TCSANOW, _silent(attributes))
        except termios.error:
            return  # the terminal is gone, or not ours: the reader will say so
        self._attributes = attributes
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, self._end)
        placed = (f"\x1b[{y};1H{line}\x1b[0m" for y, line in enumerate(lines, start=1))
        try:
            _write(_BEGIN + "".join(placed))
        except OSError:
            self.give_back()

    def give_over(self) -> list[Any]:
        """Leave the terminal to the reader; give the attributes to set when it is left."""
        assert self._attributes is not None, "it is not held"
        attributes, self._attributes = self._attributes, None
        self._mind_no_signals()
        return attributes

    def give_back(self) -> None:
        """Leave the terminal as it was found; nothing where it is not held."""
        if self._attributes is None:
            return
        attributes, self._attributes = self._attributes, None
        with contextlib.suppress(termios.error, OSError):  # it may be gone
            termios.tcsetattr(_INPUT, termios.TCSANOW, attributes)
            _write(_END)
        self._mind_no_signals()

    def _mind_no_signals(self) -> None:
        while self._handlers:
            signal.signal(*self._handlers.popitem())

    def _end(self, number: int, _frame: FrameType | None) -> None:
        """End the program at a signal, whatever it is importing."""
        self.give_back()
        if number == signal.SIGINT:
            with contextlib.suppress(OSError):
                os.write(_SCREEN, _INTERRUPTED)
        os._exit(128 + number)


def _silent(attributes: list[Any]) -> list[Any]:
    """Give the attributes of a terminal that passes keys on as they are, Ctrl-C excepted.

    They are those of Textual's driver, except that Ctrl-C still sends its signal. Ctrl-Z and the
    quit key are keys already: stopped now, the program would leave its picture behind.
    """
    silent = [*attributes[:_CC], list(attributes[_CC])]
    silent[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    silent[_IFLAG] &= ~(
        termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
    )
    silent[_CC][termios.VMIN], silent[_CC][termios.VTIME] = 1, 0
    disabled = bytes([os.fpathconf(_INPUT, "PC_VDISABLE")])
    silent[_CC][termios.VSUSP] = silent[_CC][termios.VQUIT] = disabled
    return silent


def _write(text: str) -> None:
    data = text.encode(sys.__stderr__.encoding if sys.__stderr__ else "utf-8", "replace")
    while data:
        data = data[os.write(_SCREEN, data) :]
