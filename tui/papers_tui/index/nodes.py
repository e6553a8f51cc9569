"""What a query asks of the columns: leaves of a query tree that Whoosh itself does not have."""

from typing import Any

from whoosh import query


class ColumnQuery(query.Query):  # type: ignore[misc]  # Whoosh has no types
    """A condition on what the columns say of a paper; it finds, and adds nothing to a score."""

    boost = 1.0

    def __init__(self, *parts: Any) -> None:  # noqa: ANN401 - as the subclasses say
        self._parts = parts

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._parts == getattr(other, "_parts", None)

    def __hash__(self) -> int:
        return hash((type(self), self._parts))

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._parts!r}"

    def __str__(self) -> str:
        return ":".join(str(part) for part in self._parts if part is not None)

    def with_boost(self, boost: float) -> "ColumnQuery":
        """Give the same condition: it has no score."""
        return self

    def normalize(self) -> "ColumnQuery":
        """Give the same condition: it is as simple as can be."""
        return self

    def is_leaf(self) -> bool:
        """Say that it holds no other query."""
        return True


class Range(ColumnQuery):
    """A number that lies between two others, both included; an unknown one lies nowhere."""

    def __init__(self, column: str, low: int | None, high: int | None) -> None:
        super().__init__(column, low, high)
        self.column = column
        """`date` (`datetime.date.toordinal`), `year`, `comments`, `upvotes` or `authors`."""
        self.low = low
        """The least number, or None for no bound."""
        self.high = high
        """The greatest number, or None for no bound."""


class Flag(ColumnQuery):
    """Something that a paper is, has, or is named by."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(name, value)
        self.name = name
        """`is`, `has`, `cat`, `dump`, `id` or `key`."""
        self.value = value
        """The value as it was typed, in lower case; for `cat` a `*` stands for any letters."""
