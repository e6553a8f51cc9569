"""Textual's driver with three faults mended, which takes over a terminal that shows a picture.

Leaving the reader waits for nothing, bytes that are no UTF-8 do not end it (textual#6456), and text
that is pasted cannot press keys. It leans on private names of Textual 8, to which the program is
pinned.
"""

import codecs
import os
import selectors
from typing import Any, ClassVar, Final

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from papers_tui.held_terminal import ENTER, HeldTerminal

_PASTE_BEGINS: Final = "\x1b[200~"
_PASTE_ENDS: Final = "\x1b[201~"


class PasteGuard:
    """Drops control characters inside a bracketed paste, so that nothing in it ends the paste."""

    def __init__(self) -> None:
        self._inside = False
        self._held = ""
        """The end of the last input, which may be the beginning of a mark."""
        self._passed = 0
        """How many letters of it were let through all the same: a lone escape is a key."""

    def __call__(self, text: str) -> str:
        """Let input through; what may be the beginning of a mark waits for the next input."""
        text, before = self._held + text, self._passed
        self._held, self._passed = "", 0
        passed = []
        while text:
            mark = _PASTE_ENDS if self._inside else _PASTE_BEGINS
            outside, found, after = text.partition(mark)
            if not found:
                passed.append(self._hold(mark, text))
                break
            passed.append(self._cleaned(outside) + mark)
            text, self._inside = after, not self._inside
        output = "".join(passed)
        if not output:
            self._passed = before
        return output[before:]

    def _hold(self, mark: str, text: str) -> str:
        """Hold back the longest end that a mark begins with; give the rest."""
        lengths = range(min(len(mark) - 1, len(text)), 0, -1)
        length = next((n for n in lengths if mark.startswith(text[-n:])), 0)
        self._held = text[len(text) - length :]
        shown = self._cleaned(text[: len(text) - length])
        if length == 1 and not self._inside:
            self._passed = 1
            return shown + self._held
        return shown

    def _cleaned(self, text: str) -> str:
        if not self._inside:
            return text
        return "".join(c for c in text if c in "\t\n\r" or (c >= " " and not "\x7f" <= c <= "\x9f"))


class PapersDriver(LinuxDriver):
    """Reads the terminal, as Textual does."""

    held: ClassVar[HeldTerminal] = HeldTerminal()
    """The terminal as it is found; where it shows a picture, that stays until there is a frame."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Textual calls it
        super().__init__(*args, **kwargs)
        self._wake_reader, self._wake_writer = os.pipe()
        os.set_blocking(self._wake_reader, False)

    @classmethod
    def taking_over(cls, terminal: HeldTerminal) -> "type[PapersDriver]":
        """Give the driver that takes a terminal over."""

        class TakingOver(cls):  # type: ignore[valid-type,misc]  # mypy knows no variable bases
            held = terminal

        return TakingOver

    def start_application_mode(self) -> None:
        """Take the terminal over, as Textual does; its picture stays where it shows one."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's is not typed
        if self.held.is_held:
            self.attrs_before = self.held.give_over()

    def write(self, data: str) -> None:
        """Write, but go to the alternate screen only from the normal one: going clears it."""
        if not (data == ENTER and self.held.is_held):
            super().write(data)

    def disable_input(self) -> None:
        """Stop reading at once: wake the thread that reads, instead of waiting for its pause."""
        if not self.exit_event.is_set() and self._key_thread is not None:
            self.exit_event.set()
            os.write(self._wake_writer, b"x")
            self._key_thread.join()
            self.exit_event.clear()
            self._key_thread = None
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read keys until the terminal is closed or reading is stopped."""
        parser, guard = XTermParser(self._debug), PasteGuard()
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake_reader, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                for key, _events in selector.select(0.1):
                    if key.fd == self._wake_reader:
                        os.read(self._wake_reader, 64)
                        continue
                    data = os.read(self.fileno, 65536)
                    if not data:
                        return  # the terminal is gone
                    if text := guard(decoder.decode(data)):  # an empty text would end the parser
                        for message in parser.feed(text):
                            self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
        try:
            for _message in parser.feed(""):
                pass
        except (EOFError, ParseError):
            return
