"""What is aimed at, beside what was measured: a table with a verdict for each row."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

Figures = tuple[float, ...]
"""One figure, or several of the same unit that must all do."""

_WHAT: Final = 62
_CELL: Final = 16


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured, and how good it should be."""

    what: str
    """What was measured."""

    measured: Figures | None
    """The figures; None where it could not be measured."""

    least: Figures
    """What must be reached."""

    aim: Figures
    """What should be reached."""

    unit: str
    """What the figures are given in."""

    more_is_better: bool = False
    """A greater figure is a better one."""

    note: str = field(default="", kw_only=True)
    """What is to be known besides, such as why it could not be measured."""

    @property
    def verdict(self) -> str:
        """How good it is: `aim`, `at least`, `missed`, or `skipped`."""
        if self.measured is None:
            return "skipped"
        if self._reaches(self.aim):
            return "aim"
        return "at least" if self._reaches(self.least) else "missed"

    def _reaches(self, wanted: Figures) -> bool:
        pairs = zip(self.measured or (), wanted, strict=True)
        return all(own >= goal if self.more_is_better else own <= goal for own, goal in pairs)


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Write the rows, a line at a time; below them what is to be known besides."""
    heads = ("measured", "at least", "aim")
    yield f"{'what':{_WHAT}}" + "".join(f"{head:>{_CELL}}" for head in heads) + "  verdict"
    for row in rows:
        cells = (_cell(figures, row.unit) for figures in (row.measured, row.least, row.aim))
        yield f"{row.what:{_WHAT}}{''.join(f'{cell:>{_CELL}}' for cell in cells)}  {row.verdict}"
    yield from (f"  {row.what}: {row.note}" for row in rows if row.note)


def as_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Give the rows with their verdicts."""
    return [asdict(row) | {"verdict": row.verdict} for row in rows]


def _cell(figures: Figures | None, unit: str) -> str:
    if figures is None:
        return "-"
    return f"{' / '.join(map(_number, figures))} {unit}"


def _number(figure: float) -> str:
    if figure >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.3g}"
