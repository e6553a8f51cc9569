"""Work in a process of its own: with a time limit, on one core where asked, its memory watched."""

import contextlib
import multiprocessing
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, Final, Generic, Literal, TypeVar

Value = TypeVar("Value")

_LOOK: Final = 0.1
"""Seconds between two looks at the memory of a child."""

_PSS: Final = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What a child gave."""

    value: Value
    """What its work returned."""

    peak: float
    """The most memory that it and its own children had at a look, in megabytes; memory that
    several of them share is counted once."""


def run(
    work: Callable[..., Value],
    *arguments: object,
    pinned: bool = False,
    method: Literal["spawn", "fork"] = "spawn",
) -> Outcome[Value]:
    """Do some work in a child; wait for it.

    Args:
        work: A function that can be imported.
        arguments: What it is called with.
        pinned: The child and its children have one core.
        method: How the child starts: anew, or as a copy of this process.
    """
    context: BaseContext = multiprocessing.get_context(method)
    ours, its = context.Pipe(duplex=False)
    # Not a daemon: those may have no children of their own.
    process = context.Process(target=_work, args=(its, pinned, work, arguments))  # type: ignore[attr-defined]  # BaseContext lacks it
    process.start()
    its.close()
    peak = 0.0
    try:
        while not ours.poll(_LOOK):
            peak = max(peak, _memory(process.pid))
        value: Value = ours.recv()
    except EOFError:
        raise RuntimeError(f"{work.__name__} failed in its process") from None
    finally:
        process.join()
    return Outcome(value, peak)


class Servant:
    """A child that answers questions, each within a time limit; one that is late is replaced.

    Args:
        make: A function that can be imported; it makes what answers, in the child.
        arguments: What it is called with.
    """

    def __init__(self, make: Callable[..., Callable[..., Any]], *arguments: object) -> None:
        self._make, self._arguments = make, arguments
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.process.BaseProcess | None = None

    def ask(self, *question: object, limit: float) -> Any:  # noqa: ANN401 - as `make` says
        """Give the answer; None where it takes longer than a number of seconds."""
        if self._process is None:
            self._start()
        self._connection.send(question)
        if self._connection.poll(limit):
            return self._connection.recv()
        self.stop()
        return None

    def stop(self) -> None:
        """End the child."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._connection.close()
            self._process = None

    def _start(self) -> None:
        self._connection, its = self._context.Pipe()
        arguments = (its, self._make, self._arguments)
        self._process = self._context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        its.close()
        self._connection.recv()  # it is ready


def _work(
    connection: Connection, pinned: bool, work: Callable[..., Any], arguments: tuple[object, ...]
) -> None:
    if pinned:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    connection.send(work(*arguments))


def _serve(
    connection: Connection, make: Callable[..., Callable[..., Any]], arguments: tuple[object, ...]
) -> None:
    answer = make(*arguments)
    connection.send(None)
    while True:
        connection.send(answer(*connection.recv()))


def memory(process: int) -> tuple[float, float]:
    """Give the memory of a process, and that of its children together, in megabytes."""
    own, *others = map(_own_memory, _family(process))
    return own, sum(others)


def _memory(process: int | None) -> float:
    return sum(memory(process)) if process else 0.0


def _family(process: int) -> Iterator[int]:
    yield process
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))


def _own_memory(process: int) -> float:
    with contextlib.suppress(OSError):
        found = _PSS.search(Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii"))
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


def timed(work: Callable[[], object]) -> float:
    """Give how many milliseconds some work takes."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000
