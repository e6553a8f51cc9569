"""What the short texts of a card say: numbers of things, dates, and whose turn it was."""

import re
from typing import Final

from papers_tui.dumps.footer import read_date
from papers_tui.dumps.pieces import Kind
from papers_tui.model.dates import MONTHS

_LONGEST: Final = 120
"""Letters that such a text has at the most."""

_NOTHING: Final = frozenset({"-", "–", "—"})
"""How a page writes no upvotes."""

_DOTS: Final = frozenset({"·", "•", "|", "•·", "• ·", "⋅", "∙", "‧", "・"})

_N: Final = r"([0-9][0-9,]{0,10})"
_NUMBER: Final = re.compile(r"[0-9][0-9,]{0,10}|[0-9]{1,4}(?:\.[0-9]{1,3})?[kKmM]")
_AUTHORS: Final = re.compile(rf"(?:[-*•·+]\s*){{0,8}}{_N} authors?|authors?:? {_N}", re.IGNORECASE)
_UPVOTES: Final = re.compile(
    r"(?:(?:upvotes?|votes|▲|△|👍|⬆️?|🔺|🔥):?\s{0,3})([0-9][0-9,]{0,10}|[-–—])?"
    r"|([0-9][0-9,]{0,10}|[-–—]) ?(?:upvotes?|votes)",
    re.IGNORECASE,
)
_COMMENTS: Final = re.compile(
    rf"(?:(?:comments?|💬|🗨️?):?\s{{0,3}}){_N}|{_N} comments?", re.IGNORECASE
)
_SUBMITTED: Final = re.compile(r"submitted by:?(?: .{0,100})?", re.IGNORECASE)
_STARS: Final = re.compile(
    r"(?:link: )?github:?(?: [0-9.,]{1,9}[kKmM]?)?(?:arxiv page)?", re.IGNORECASE
)

_PUBLISHED: Final = re.compile(r"(?:[·•]\s*)?published(?: on)?:? ", re.IGNORECASE)
_WEEKDAY: Final = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? ")
_DAY_FIRST: Final = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]{2,8})\.?,?(?: ([12][0-9]{3}))?"
)
_ISO: Final = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])-([0-3][0-9])")

_RESOURCE: Final = re.compile(
    r"(?:view |read )?(?:on )?(?:arxiv|alphaxiv|pdf|hf|hugging ?face|project|paper|abs|html|"
    r"demo|link|url)(?: page| pdf| link)?|(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d)?",
    re.IGNORECASE,
)
"""The names of links that all papers have."""


def by_text(text: str) -> Kind:
    """Say what a text is, by itself."""
    if not text:
        return Kind.FURNITURE
    if text in _DOTS:
        return Kind.DOT
    if len(text) > _LONGEST:
        return Kind.PROSE
    if is_number(text):
        return Kind.NUMBER
    for kind, pattern in (
        (Kind.AUTHORS, _AUTHORS),
        (Kind.UPVOTES, _UPVOTES),
        (Kind.COMMENTS, _COMMENTS),
        (Kind.SUBMITTED, _SUBMITTED),
        (Kind.ADDRESS, _RESOURCE),
        (Kind.REPOSITORY, _STARS),
    ):
        if pattern.fullmatch(text):
            return kind
    return Kind.DATE if read_date(date_text(text))[0] is not None else Kind.PROSE


def is_number(text: str) -> bool:
    """Tell whether a text is a number as the site writes it."""
    return text in _NOTHING or _NUMBER.fullmatch(text) is not None


def names_resource(text: str) -> bool:
    """Tell whether a text is the name of a link that all papers have, such as `arXiv Page`."""
    return _RESOURCE.fullmatch(text) is not None


def names_submitter(text: str) -> bool:
    """Tell whether `Submitted by` is followed by a name."""
    return len(text.strip(" :")) > len("Submitted by")


def date_text(text: str) -> str:
    """Write a date as `read_date` wants it: without words around it, and the month first."""
    text = _PUBLISHED.sub("", text, count=1).lstrip("·• ")
    text = _WEEKDAY.sub("", text, count=1)
    if match := _DAY_FIRST.fullmatch(text):
        text = f"{match[2]} {match[1]}" + (f", {match[3]}" if match[3] else "")
    if match := _ISO.fullmatch(text):
        text = f"{MONTHS[int(match[2]) - 1]} {int(match[3])}, {match[1]}"
    return text


def number(text: str) -> int | None:
    """Read a number as the site writes it: `-` is 0, and `1.2k` is 1,200."""
    text = text.strip()
    if text in _NOTHING:
        return 0
    if not _NUMBER.fullmatch(text):
        return None
    text = text.replace(",", "")
    scale = {"k": 1000, "m": 1_000_000}.get(text[-1].lower())
    if scale is not None:
        return round(float(text[:-1]) * scale)
    return int(text) if text and len(text) < 10 else None


def authors(text: str) -> int | None:
    """Read a number of authors."""
    return _first(_AUTHORS.fullmatch(text))


def counted(text: str) -> int | None:
    """Read the number in a text that counts upvotes or comments; None where it has none."""
    match = _UPVOTES.fullmatch(text) or _COMMENTS.fullmatch(text)
    return _first(match) if match else number(text)


def _first(match: re.Match[str] | None) -> int | None:
    found = next(filter(None, match.groups()), None) if match else None
    return number(found) if found else None
