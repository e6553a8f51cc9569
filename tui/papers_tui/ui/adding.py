"""Adding dumps while reading goes on: each job is a process of its own, one after the other."""

import asyncio
import contextlib
import json
import os
import shlex
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from papers_tui.model.text import clean
from papers_tui.paths import Paths

_PATIENCE: Final = 5.0
"""Seconds that a job which was asked to stop may take before it is asked more firmly."""

_LONGEST_LINE: Final = 1 << 28
"""Bytes of a line that a job may write: its report is one, and names every file."""


LEFT_OVER: Final = "what was left over"
"""Stands for a path where an addition goes on that was broken off."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a job is."""

    step: str
    """What it is doing: `reading` or `indexing`."""

    file: str
    """The file that it is reading."""

    done: int
    """How much of the step is done."""

    total: int | None
    """How much there is to do, if known."""

    rate: float | None
    """How much is done in a second, if known."""

    seconds_left: float | None
    """How long the step still takes, if known."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a job."""

    sentence: str
    """What to tell the user."""

    failed: bool
    """It ended otherwise than it should, and was not asked to."""


@dataclass(slots=True)
class _Heard:
    """What a job said."""

    report: dict[str, Any] | None = None
    error: str | None = None
    last_words: str = ""


@dataclass(slots=True)
class _Job:
    """A job that is being done."""

    path: str
    process: Process | None = None
    stand: Stand | None = None
    stopping: bool = False
    heard: _Heard = field(default_factory=_Heard)


class Adding:
    """Adds what it is given, one path after the other, and knows how far it is."""

    def __init__(self, paths: Paths, ended: Callable[[Ended], None]) -> None:
        """Begin with nothing to do.

        Args:
            paths: The folders of the library.
            ended: Told what came of each job.
        """
        self._paths = paths
        self._ended = ended
        self._followers: list[Callable[[], None]] = []
        self._waiting: deque[str] = deque()
        self._job: _Job | None = None
        self._given = asyncio.Event()

    @property
    def path(self) -> str | None:
        """What is being added, if anything is."""
        return self._job.path if self._job else None

    @property
    def stand(self) -> Stand | None:
        """How far that is, if it is known."""
        return self._job.stand if self._job else None

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._job is not None and self._job.stopping

    @property
    def waiting(self) -> int:
        """How many paths wait behind it."""
        return len(self._waiting)

    def follow(self, follower: Callable[[], None]) -> None:
        """Tell somebody of everything that happens from now on."""
        self._followers.append(follower)

    def unfollow(self, follower: Callable[[], None]) -> None:
        """Tell somebody no longer."""
        self._followers.remove(follower)

    def add(self, path: Path) -> None:
        """Add a file or a folder, behind what is being added."""
        self._waiting.append(str(path.absolute()))
        self._given.set()
        self._tell()

    def go_on(self) -> None:
        """Take in what an addition that was broken off left over."""
        self._waiting.append(LEFT_OVER)
        self._given.set()
        self._tell()

    async def serve(self) -> None:
        """Do jobs until cancelled."""
        while True:
            await self._given.wait()
            self._given.clear()
            while self._waiting:
                self._job = job = _Job(self._waiting.popleft())
                self._tell()
                ended = await self._do(job)
                self._job = None
                self._tell()
                self._ended(ended)

    async def stop(self) -> None:
        """Ask the job to stop; what is in the library by then stays there."""
        if (job := self._job) is None or job.stopping:
            return
        job.stopping = True
        self._tell()
        if job.process is not None:
            await _end(job.process)

    async def leave(self) -> Sequence[str]:
        """Stop everything; give the paths that are not added, or not wholly."""
        left, self._waiting = list(self._waiting), deque()
        if (job := self._job) is None:
            return left
        if job.process is not None:
            await _end(job.process)
            if job.process.returncode == 0:
                return left
        return [job.path, *left]

    async def _do(self, job: _Job) -> Ended:
        try:
            job.process = await _begin(job.path, self._paths.environment)
        except OSError as error:
            return Ended(f"adding cannot begin: {error.strerror or error}", failed=True)
        if job.stopping:  # it was asked to before it had begun
            await _end(job.process)
        assert job.process.stdout is not None, "it was asked for"
        async for line in job.process.stdout:
            self._hear(job, line)
        return _outcome(job, await job.process.wait())

    def _hear(self, job: _Job, line: bytes) -> None:
        """Take in a line of a job: a message, or words for a person."""
        try:
            message = json.loads(line)
        except ValueError:
            job.heard.last_words = line.decode(errors="replace").strip()
            return
        match message:
            case {"progress": {"step": str(step), "file": str(file), "done": int(done)} as rest}:
                numbers = rest.get("total"), rest.get("rate"), rest.get("seconds_left")
                job.stand = Stand(step, file, done, *numbers)
                self._tell()
            case {"report": dict(report)}:
                job.heard.report = report
            case {"error": str(sentence)}:
                job.heard.error = sentence

    def _tell(self) -> None:
        for follower in tuple(self._followers):
            follower()


def how_to_go_on(paths: Sequence[str]) -> str:
    """Say that adding was stopped, and what command adds the rest, if there is one."""
    names = [path for path in paths if path != LEFT_OVER]
    command = f"; to go on: papers-tui add {clean(shlex.join(names))}".rstrip() if paths else ""
    return f"papers-tui: adding was stopped{command}"


async def _begin(path: str, environment: Mapping[str, str]) -> Process:
    """Start a job. It finds modules where this process does, and nowhere else."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "papers_tui", "add", "--report-progress", "--",
        *([] if path == LEFT_OVER else [path]),
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=STDOUT,
        limit=_LONGEST_LINE,
        start_new_session=True,
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip


async def _end(process: Process) -> None:
    """Ask a process to end, more and more firmly, and wait until it has."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(number)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _PATIENCE)
            return


def _outcome(job: _Job, status: int) -> Ended:
    name, heard = Path(job.path).name, job.heard
    if heard.report is not None and heard.error is None:
        return Ended(f"{name}: {_sum(heard.report)}", failed=False)
    if job.stopping:
        sentence = f"adding {name} was stopped; add it again to go on"
        return Ended(sentence, failed=False)
    words = heard.error or heard.last_words or f"adding ended with status {status}"
    return Ended(f"{name}: {words}", failed=True)


def _sum(report: Mapping[str, Any]) -> str:
    """Say what a report says: `12 new, 3 updated`."""
    counts = [f"{report[kind]:,} {kind}" for kind in ("new", "updated") if report.get(kind)]
    if not counts:
        counts = [f"nothing new, {report.get('unchanged', 0):,} unchanged"]
    refused = sum(file.get("format") is None for file in report.get("files", ()))
    if refused:
        counts.append(f"{refused:,} of {len(report['files']):,} files not added")
    return ", ".join(counts)
