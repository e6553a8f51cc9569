"""What makes two records one paper."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Final, NewType

from papers_tui.model.text import fold

Key = NewType("Key", str)
"""An identity of a paper: `arxiv:2510.12345`, `doi:10.1/abc` or `title:` and a hash."""

_SHORT_TITLE: Final = 20
"""Letters below which a title alone is no identity: there are many called "Introduction"."""

_ABSTRACT_LETTERS: Final = 80
"""Letters of the abstract that count together with a short title."""

_BEGINNING: Final = 400
"""Characters of the abstract in which as many letters stand as count; more are not looked at."""

_MARK: Final = "."
"""What parts the hash of a title from that of the abstract."""

_ARXIV: Final = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE)
"""What has the form of an arXiv id, which keys are made of; its month may be none."""

_ADDRESS: Final = re.compile(
    r"(?:(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)", re.IGNORECASE
)
"""What may stand before an arXiv id."""

_MONTH: Final = re.compile(r"(?:.*/)?\d\d(?:0[1-9]|1[0-2])", re.DOTALL)
"""How an arXiv id begins: with its archive, if it is an old one, its year and its month."""


def title_keys(title: str, abstract: str | None, year: int | None = None) -> tuple[Key, ...]:
    """Hash a folded title: alone, and, where the abstract is known, together with its beginning.

    The second one tells papers of the same title apart. A short title is no identity alone: it
    counts only with the abstract, or, where that is unknown, with the year.
    """
    folded, begin = fold(title), fold((abstract or "")[:_BEGINNING])[:_ABSTRACT_LETTERS]
    if len(folded) < _SHORT_TITLE:
        return (Key(f"title:{_hash(f'{folded}|{begin or year or str()}', 8)}"),)
    alone = Key(f"title:{_hash(folded, 8)}")
    return (alone, Key(f"{alone}{_MARK}{_hash(begin, 4)}")) if begin else (alone,)


def _hash(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()


def arxiv_id_of(text: str) -> str | None:
    """Read an arXiv id as one without version; None where it is none.

    It may be written with `arXiv:` before it, or as its address.
    """
    text = text.strip()
    if not text.isascii():
        return None
    if before := _ADDRESS.match(text):
        text = text[before.end() :].removesuffix("/").removesuffix(".pdf")
    match = _ARXIV.fullmatch(text)
    return match[1] if match and _MONTH.match(match[1]) else None


def arxiv_key(arxiv_id: str) -> Key:
    """Make the identity of an arXiv id; the version is no part of it."""
    match = _ARXIV.fullmatch(arxiv_id.strip())
    return Key("arxiv:" + (match[1] if match else arxiv_id).lower())


def doi_key(doi: str) -> Key:
    """Make the identity of a DOI, which is compared without regard to case."""
    return Key("doi:" + doi.strip().lower())


def known_as(key: str) -> Key:
    """Read a key as a person types it: an arXiv id or a DOI may come without its prefix."""
    text = key.strip()
    if _ARXIV.fullmatch(text):
        return arxiv_key(text)
    if text.startswith("10.") and "/" in text:
        return doi_key(text)
    scheme, _, rest = text.partition(":")
    if scheme.lower() == "arxiv":
        return arxiv_key(rest)
    return Key(f"{scheme.lower()}:{rest.lower()}")


def contradict(one: Iterable[Key], other: Iterable[Key]) -> bool:
    """Tell whether two sets of identities name different papers.

    They do when both have arXiv ids and none in common; where one has no arXiv id, when both have
    DOIs and none in common (a preprint and its published version have two DOIs); where one has no
    id at all, when both know their abstract and have none in common.
    """
    ours, theirs = _by_scheme(one), _by_scheme(other)
    for scheme in ("arxiv", "doi", "abstract"):
        if scheme in ours and scheme in theirs:
            return ours[scheme].isdisjoint(theirs[scheme])
    return False


def best(identities: Sequence[Key]) -> Key:
    """Choose the key to show: arXiv before DOI before title, the lowest of equals.

    Of titles the one with the abstract comes first: other papers may have the same title.
    """
    return min(identities, key=lambda key: (_ORDER.index(_scheme(key)), key))


_ORDER: Final = ("arxiv", "doi", "abstract", "title")


def _scheme(key: Key) -> str:
    """Name the kind of an identity; a title with its abstract is one of its own."""
    scheme = key.partition(":")[0]
    return "abstract" if scheme == "title" and _MARK in key else scheme


def _by_scheme(identities: Iterable[Key]) -> dict[str, set[Key]]:
    schemes: dict[str, set[Key]] = {}
    for key in identities:
        schemes.setdefault(_scheme(key), set()).add(key)
    return schemes
