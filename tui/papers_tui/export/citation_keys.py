"""Citation keys: family name, three words of the title, year, as Better BibTeX's default."""

import hashlib
import itertools
import re
import string
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from papers_tui.export.names import family_name
from papers_tui.model.identity import Key
from papers_tui.model.paper import Paper

_TITLE_WORDS: Final = 3

_LONGEST: Final = 72

_SKIPPED: Final = frozenset(
    (
        "a about above across after against along among an and around as at before behind below "
        "between beyond but by down during except for from in inside into like near nor of off on "
        "onto or over per since so some than the through to toward towards under until up upon "
        "versus via while with within without yet"
    ).split()
)


def citation_keys(papers: Iterable[Paper]) -> dict[Key, str]:
    """Give each paper a citation key, by the paper's key.

    Keys are ASCII and differ even without regard to case; of papers with the same one the earlier
    published keeps it, and the others get `a`, `b` and so on.
    """
    given: dict[Key, str] = {}
    taken: set[str] = set()
    for paper in sorted(papers, key=_age):
        base = _base(paper)
        key = next(key for key in _candidates(base) if key.lower() not in taken)
        taken.add(key.lower())
        given[paper.key] = key
    return given


def _candidates(base: str) -> Iterator[str]:
    yield base
    for length in itertools.count(1):
        for letters in itertools.product(string.ascii_lowercase, repeat=length):
            yield base + "".join(letters)


def _age(paper: Paper) -> tuple[int, str]:
    return paper.published.ordinal if paper.published else 0, paper.key


def _base(paper: Paper) -> str:
    words = [word for word in re.split(r"[^A-Za-z0-9]+", _ascii(paper.title)) if word]
    telling = [word for word in words if word.lower() not in _SKIPPED][:_TITLE_WORDS]
    title = "".join(word[0].upper() + word[1:] for word in telling)
    year = str(paper.published.year) if paper.published else ""
    base = _author(paper) + title
    if not re.search("[A-Za-z]", base):
        base = "paper" + hashlib.blake2b(paper.title.encode(), digest_size=3).hexdigest()
    base = base[:_LONGEST] + year
    return base if base[0].isalpha() else "p" + base


def _author(paper: Paper) -> str:
    if paper.authors:
        name = family_name(paper.authors[0])
    elif paper.organization is not None:
        name = paper.organization.name
    else:
        return ""
    return re.sub(r"[^a-z0-9]", "", _ascii(name).lower())


def _ascii(text: str) -> str:
    """Fold Latin letters to ASCII; other scripts vanish."""
    text = text.translate({ord("ß"): "ss", ord("ø"): "o", ord("Ø"): "O", ord("ł"): "l"})
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
