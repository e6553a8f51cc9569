"""What a paper is, has, or is named by: the conditions of a query that have no number."""

import fnmatch
import re
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from papers_tui.index.columns import Columns, Mask, States
from papers_tui.index.nodes import Flag
from papers_tui.index.schema import Has
from papers_tui.model.dump import Dump
from papers_tui.model.identity import Key, known_as

Named = Callable[[Key], list[int]]
"""Finds the documents that have an identity."""

_HAS: Final = {
    "id": Has.ID,
    "code": Has.CODE,
    "authors": Has.AUTHORS,
    "comments": Has.COMMENTS,
    "abstract": Has.ABSTRACT,
    "date": Has.DATE,
    "org": Has.ORGANIZATION,
}


def flag_mask(
    flag: Flag, columns: Columns, states: States, dumps: Mapping[str, Dump], named: Named
) -> Mask:
    """Tell which documents are, have or are named what a flag says."""
    if flag.name == "is":
        return _is(flag.value, columns, states)
    if flag.name == "has":
        return _has(columns, _HAS[flag.value])
    if flag.name in ("id", "key"):
        mask = np.zeros(columns.size, np.bool_)
        mask[named(known_as(flag.value))] = True
        return mask
    if flag.name == "cat":
        return _in(columns, "category", _category(flag.value))
    return _in(columns, "dump", lambda name: _is_dump(name, flag.value, dumps))


def _is(value: str, columns: Columns, states: States) -> Mask:
    if value == "incomplete":
        return _has(columns, Has.GAPS)
    masks = {"read": states.read, "bookmarked": states.bookmarked, "new": states.new}
    return ~states.read if value == "unread" else masks[value]


def _has(columns: Columns, flag: Has) -> Mask:
    mask: Mask = (columns.facts["has"] & flag) != 0
    return mask


def _in(columns: Columns, name: str, wanted: Callable[[str], bool]) -> Mask:
    coded = columns.coded(name)
    return coded.has_any(np.array([wanted(text) for text in coded.names], np.bool_))


def _category(value: str) -> Callable[[str], bool]:
    """Fit a category, or the archive that it belongs to: `cs` is all of `cs.LG`, `cs.CL`, ..."""
    fits = re.compile(fnmatch.translate(value)).match
    return lambda name: bool(fits(name.lower()) or fits(name.lower().partition(".")[0]))


def _is_dump(name: str, value: str, dumps: Mapping[str, Dump]) -> bool:
    """Fit the beginning of a dump's name, or a part of what it is called."""
    label = dumps[name].label.lower() if name in dumps else ""
    return name.startswith(value) or value in label
