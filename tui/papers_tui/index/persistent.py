"""An answer that is looked for again where the index turns out to be damaged."""

from collections.abc import Callable
from typing import TypeVar

from papers_tui.errors import StaleIndexError
from papers_tui.model.query import Answer, Bar, Clause, Facet, Reason, Spans

Part = TypeVar("Part")


class PersistentAnswer:
    """An answer; when a part of it cannot be read, the question is asked once more."""

    def __init__(self, answer: Answer, again: Callable[[], Answer]) -> None:
        """Take an answer, and what asks the question again of an index that was mended."""
        self._answer = answer
        self._again = again

    def matches(self, text: str) -> Spans:
        """Find the words of the query in a text."""
        return self._answer.matches(text)

    def facets(self) -> tuple[Facet, ...]:
        """Give the filter values, by group, with their counts."""
        return self._part(lambda answer: answer.facets())

    def histogram(self) -> tuple[Bar, ...]:
        """Count the papers found by date of publication."""
        return self._part(lambda answer: answer.histogram())

    def reasons(self, document: int) -> tuple[Reason, ...]:
        """Say why a paper is listed; nothing where the index is damaged: the next list says it."""
        try:
            return self._answer.reasons(document)
        except StaleIndexError:
            return ()

    def clauses(self) -> tuple[Clause, ...]:
        """Say what each part of the query finds alone."""
        return self._part(lambda answer: answer.clauses())

    def suggestion(self) -> str | None:
        """Give the query with words that the library knows, where some are unknown."""
        return self._part(lambda answer: answer.suggestion())

    def _part(self, ask: Callable[[Answer], Part]) -> Part:
        try:
            return ask(self._answer)
        except StaleIndexError:
            self._answer = self._again()
            return ask(self._answer)
