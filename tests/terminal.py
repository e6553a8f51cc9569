"""A program in a real pseudo-terminal, and the screen that a person would see.

A thread stamps output with the monotonic clock the moment it can be read; what it means is worked
out behind it, so that the time pyte takes is in no measurement. While a program holds back a frame
(synchronized output, mode 2026) the screen is not looked at.
"""

import codecs
import contextlib
import fcntl
import os
import pty
import re
import signal
import struct
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Final, Self

import pyte

Condition = str | Callable[[list[str]], bool]
"""A text that stands in some line, or what tells whether the lines are as wanted."""

_CSI: Final = r"\x1b\[(?P<prefix>[<-?]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
_STRING: Final = r"\x1b[P\]X^_][^\x07\x1b]*(?:\x07|\x1b\\)"
_SEQUENCE: Final = re.compile(f"{_CSI}|{_STRING}")
"""A whole control sequence, or a string for the terminal (ECMA-48): DCS, OSC, SOS, PM, APC."""

_BEGUN: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[P\]X^_][^\x07\x1b]*\x1b?)?\Z")
"""The beginning of one, at the end of what was read."""

_SYNCHRONIZED: Final = "2026"
_FRAME_BEGINS: Final = b"\x1b[?2026h"
_FRAME_ENDS: Final = b"\x1b[?2026l"
_ALTERNATE_SCREEN: Final = "1049"
_KEPT_AWAY: Final = ("NO_COLOR", "COLUMNS", "LINES", "TERM_PROGRAM", "TMUX", "TEXTUAL")
"""Beginnings of variables of the developer's own terminal that are kept from the program."""


class Screen:
    """Draws what a program writes, by pyte, which is spared what it would print as text."""

    def __init__(self, columns: int, rows: int) -> None:
        self.whole = True
        """No frame is half drawn."""
        self._normal = pyte.Screen(columns, rows)
        self._alternate = pyte.Screen(columns, rows)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._lines: list[str] = []
        self._use(self._normal)

    @property
    def lines(self) -> list[str]:
        """What each line shows, blanks at the end included."""
        for number in self._shown.dirty:
            cells = self._shown.buffer[number]
            self._lines[number] = "".join(cells[x].data for x in range(self._shown.columns))
        self._shown.dirty.clear()
        return list(self._lines)

    def feed(self, data: bytes) -> bytes:
        """Draw; give what a terminal would answer."""
        text = self._held + self._decoder.decode(data)
        answer, end = b"", 0
        for match in _SEQUENCE.finditer(text):
            self._stream.feed(text[end : match.start()])
            answer += self._obey(match)
            end = match.end()
        begun = _BEGUN.search(text, end)
        self._held = "" if begun is None else begun[0]
        self._stream.feed(text[end : len(text) - len(self._held)])
        return answer

    def _obey(self, match: re.Match[str]) -> bytes:
        """Follow one sequence; give the answer that it asks for."""
        prefix, numbers, between, final = match.group("prefix", "numbers", "between", "final")
        if (prefix, numbers, between, final) == ("?", _SYNCHRONIZED, "$", "p"):
            return b"\x1b[?2026;2$y"
        if final is None or between or ":" in numbers:
            return b""
        if prefix == "?" and final in "hl":
            modes = numbers.split(";")
            if _SYNCHRONIZED in modes:
                self.whole = final == "l"
            if _ALTERNATE_SCREEN in modes:
                self._alternate.reset()
                self._use(self._alternate if final == "h" else self._normal)
        if not prefix or (prefix == "?" and final in "hl"):
            self._stream.feed(match[0])
        return b""

    def _use(self, screen: pyte.Screen) -> None:
        self._shown = screen
        self._stream = pyte.Stream(screen)
        self._lines = [""] * screen.lines
        screen.dirty.update(range(screen.lines))


class Terminal:
    """A pseudo-terminal with one program in it, which is ended at the latest on leaving.

    Args:
        argv: The program and its arguments.
        env: Variables laid over those of this process; an empty text unsets most.
        columns: The width of the screen.
        rows: The height of the screen.
    """

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], columns: int = 120, rows: int = 40
    ) -> None:
        self.started = self.exited = 0.0
        """When the program was started and was gone, by `time.monotonic`."""
        self.pid = 0
        """The number of its process."""
        self._argv = list(argv)
        self._environment = {k: v for k, v in os.environ.items() if not k.startswith(_KEPT_AWAY)}
        self._environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._environment |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **env}
        self._size = rows, columns
        self._drawn = Screen(columns, rows)
        self._output: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
        self._stamp = 0.0
        self._ended = False
        self._gone = threading.Event()
        self._status = 0

    def __enter__(self) -> Self:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *self._size, 0, 0))
        name = os.ttyname(slave)
        self.started = time.monotonic()
        # The first terminal that the leader of a new session opens becomes the one it is ruled by.
        self.pid = os.posix_spawnp(
            self._argv[0],
            self._argv,
            self._environment,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
            setsid=True,
            setsigdef=[signal.SIGPIPE],
        )
        self._threads = [
            threading.Thread(target=run, daemon=True) for run in (self._read, self._mourn)
        ]
        for thread in self._threads:
            thread.start()
        os.close(slave)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill(signal.SIGKILL)
        for thread in self._threads:
            thread.join()
        os.close(self._master)

    @property
    def screen(self) -> list[str]:
        """The lines as they are now."""
        while self._draw_next(timeout=0):
            pass
        return self._drawn.lines

    def send(self, text: str) -> float:
        """Press keys; give when they were written."""
        stamp = time.monotonic()
        os.write(self._master, text.encode())
        return stamp

    def wait_for(self, condition: Condition, timeout: float = 20) -> float:
        """Wait until the screen is as wanted; give when the bytes arrived that made it so.

        Raises:
            AssertionError: It did not become so in `timeout` seconds, or the program ended.
        """
        deadline = time.monotonic() + timeout
        while not (self._drawn.whole and _holds(condition, self._drawn.lines)):
            if not self._draw_next(deadline - time.monotonic()):
                how = "the program ended" if self._ended else f"not within {timeout} s"
                raise AssertionError(f"{condition!r} did not come ({how}):\n{self._picture()}")
        return self._stamp

    def wait_exit(self, timeout: float = 20) -> int:
        """Wait until the program is gone; give its exit status, or minus the signal's number."""
        if not self._gone.wait(timeout):
            raise AssertionError(f"the program still runs after {timeout} s:\n{self._picture()}")
        return self._status

    def kill(self, number: int) -> None:
        """Send the program a signal, unless it is gone."""
        if not self._gone.is_set():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def _draw_next(self, timeout: float) -> bool:
        """Draw the next piece of output; say whether there was one in time."""
        try:
            stamp, data = self._output.get(timeout=max(0.0, timeout))
        except Empty:
            return False
        self._ended = not data
        if self._ended:
            self._output.put((stamp, data))  # whoever asks again is told again
            return False
        self._stamp = stamp
        if answer := self._drawn.feed(data):
            os.write(self._master, answer)
        return True

    def _picture(self) -> str:
        return "\n".join(f"|{line.rstrip()}" for line in self.screen)

    def _read(self) -> None:
        """Stamp output until the terminal is closed.

        A frame is passed on as one piece: drawing its beginning would only keep this thread from
        reading its end.
        """
        frame = b""
        while data := self._read_some():
            stamp = time.monotonic()
            frame += data
            if frame.rfind(_FRAME_BEGINS) <= frame.rfind(_FRAME_ENDS):
                self._output.put((stamp, frame))
                frame = b""
        if frame:
            self._output.put((stamp, frame))
        self._output.put((time.monotonic(), b""))

    def _read_some(self) -> bytes:
        """Read what there is; nothing once nobody has the terminal open any more."""
        try:
            return os.read(self._master, 65536)
        except OSError:  # how Linux says so
            return b""

    def _mourn(self) -> None:
        """Note when the program is gone."""
        _pid, status = os.waitpid(self.pid, 0)
        self.exited = time.monotonic()
        self._status = os.waitstatus_to_exitcode(status)
        self._gone.set()


def _holds(condition: Condition, lines: list[str]) -> bool:
    if isinstance(condition, str):
        return any(condition in line for line in lines)
    return condition(lines)
