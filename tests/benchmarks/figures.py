"""What was measured, as medians and ratios: a table for people, JSON for programs."""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

Series = defaultdict[str, list[float]]
"""The samples of one subject, by the name of what was measured."""

_CELL: Final = 25
_NAME: Final = 34


def median(samples: Sequence[float]) -> float:
    """Give the middle one; infinite where half of them were given up."""
    return statistics.median(samples)


def percentile95(samples: Sequence[float]) -> float:
    """Give the least sample that 95 of a hundred do not exceed."""
    return sorted(samples)[math.ceil(0.95 * len(samples)) - 1]


def table(subjects: dict[str, Series], base: str, small: str, large: str) -> Iterator[str]:
    """Write the table, a line at a time.

    Args:
        subjects: What was measured of each, a column each.
        base: The subject that the others are compared with.
        small: The subject that stands for a small library.
        large: The one that is compared with it in the last column.
    """
    head = f"{f'median / p95, × of {base}':{_NAME}}"
    yield head + "".join(f"{name:>{_CELL}}" for name in subjects) + f"  {large} / {small}"
    for measure in dict.fromkeys(name for own in subjects.values() for name in own):
        reference = subjects[base].get(measure)
        cells = (f"{_cell(own.get(measure), reference):>{_CELL}}" for own in subjects.values())
        growth = _ratio(
            subjects.get(large, Series(list)).get(measure), subjects[small].get(measure)
        )
        yield f"{measure:{_NAME}}{''.join(cells)}  {growth and f'×{growth}'}".rstrip()


def comparison(commands: Series) -> str:
    """Write what two commands took, in milliseconds, and the ratio."""
    (name, samples), (other, others) = commands.items()
    return (
        f"{name}: {_cell(samples, None).strip()} ms; {other}: {_cell(others, None).strip()} ms; "
        f"×{_ratio(samples, others)}"
    )


def as_json(subjects: dict[str, Series]) -> dict[str, Any]:
    """Give every figure; what was given up has no number."""
    return {
        name: {
            measure: {
                "median": _finite(median(samples)),
                "p95": _finite(percentile95(samples)),
                "samples": [_finite(sample) for sample in samples],
            }
            for measure, samples in own.items()
        }
        for name, own in subjects.items()
    }


def _cell(samples: Sequence[float] | None, reference: Sequence[float] | None) -> str:
    if not samples:
        return "-"
    ratio = _ratio(samples, reference) if samples is not reference else ""
    shown = f"{_number(median(samples))} / {_number(percentile95(samples))}"
    return f"{shown} {ratio and f'×{ratio}':>6}"


def _ratio(samples: Sequence[float] | None, reference: Sequence[float] | None) -> str:
    if not samples or not reference or math.isinf(median(samples)):
        return ""
    return f"{median(samples) / median(reference):.2f}"


def _number(value: float) -> str:
    return "given up" if math.isinf(value) else f"{value:,.1f}"


def _finite(value: float) -> float | None:
    return None if math.isinf(value) else round(value, 3)
