"""Searches off the thread that draws: one at a time, and only the latest that was asked for."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from papers_tui.errors import PapersError
from papers_tui.library import Library
from papers_tui.model.query import Query, Results


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and what its answer is for."""

    query: Query
    """What to look for."""

    counts_only: bool = False
    """Only the numbers are wanted: the list stays as it is."""


class Searcher:
    """Answers the latest question; while one is being answered at most one other waits."""

    def __init__(
        self,
        library: Library,
        answered: Callable[[Question, Results], None],
        failed: Callable[[PapersError], None],
    ) -> None:
        self._library = library
        self._answered = answered
        self._failed = failed
        self._latest: Question | None = None
        self._open = asyncio.Event()
        # A thread of our own: leaving waits for those of asyncio.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")

    @property
    def busy(self) -> bool:
        """Whether a question is open."""
        return self._latest is not None

    @property
    def lists(self) -> bool:
        """Whether another list is being looked for."""
        return self._latest is not None and not self._latest.counts_only

    def ask(self, query: Query, *, counts_only: bool = False) -> None:
        """Ask; a question that was asked before and is still open is forgotten."""
        if self._latest is not None and not self._latest.counts_only:
            counts_only = False
        self._latest = Question(query, counts_only)
        self._open.set()

    async def serve(self) -> None:
        """Answer questions until cancelled."""
        while True:
            await self._open.wait()
            self._open.clear()
            question = self._latest
            if question is None:
                continue
            try:
                results = await asyncio.get_running_loop().run_in_executor(
                    self._thread, self._search, question.query
                )
            except PapersError as error:
                self._latest = None
                self._failed(error)
                continue
            if question is self._latest:
                self._latest = None
                self._answered(question, results)

    def _search(self, query: Query) -> Results:
        """Search, and work out what will be asked about the answer, off the thread that draws."""
        results = self._library.search(query)
        results.answer.facets()
        results.answer.histogram()
        if not len(results):
            results.answer.suggestion()
            results.answer.clauses()
        return results
