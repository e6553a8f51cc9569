"""The pieces of a page in the order in which they are read, and what kind of thing each is."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from papers_tui.dumps.footer import read_date
from papers_tui.dumps.paper_links import account, is_discussion, is_vote, paper_id, repository


class Kind(Enum):
    """What a piece of a page is, by itself."""

    PROSE = auto()
    """A title, an abstract, a name: whatever is none of the others."""

    UPVOTES = auto()
    """A number of upvotes, or the word for them."""

    COMMENTS = auto()
    """A number of comments."""

    NUMBER = auto()
    """A number of which its place must tell what it counts."""

    AUTHORS = auto()
    """A number of authors."""

    DATE = auto()
    """A date, and perhaps a number of comments."""

    SUBMITTED = auto()
    """Who submitted the paper."""

    ACCOUNT = auto()
    """The name of an organisation or a person, with a link."""

    REPOSITORY = auto()
    """A link to the code."""

    ADDRESS = auto()
    """A bare address, or a link with a name that all papers have, such as `arXiv Page`."""

    DOT = auto()
    """A lone dot or bullet."""

    FURNITURE = auto()
    """What the page shows for itself."""


@dataclass(slots=True)
class Piece:
    """A piece of a page: a line of it, a link on one, or several lines that are one text."""

    line: int
    """The line on which it begins, the first being 1."""

    paragraph: int
    """The number of the paragraph; an empty line ends one."""

    text: str
    """What is seen, cleaned; paragraphs are parted by an empty line."""

    address: str | None = None
    """Where it leads, if it is a link; empty where that is not known."""

    link: int = 0
    """The number of the link; 0 for none."""

    level: int = 0
    """1 to 6 for a heading."""

    strong: bool = False
    """It is bold as a whole."""

    mark: str = ""
    """The bullet or number before it."""

    starts: bool = True
    """It is the first on its line."""

    indented: bool = False
    """Blanks stand before it."""

    cell: int = 0
    """The column of a table, from 1; 0 outside tables."""

    alt: str | None = None
    """What an image in it says that it shows."""

    kind: Kind = Kind.PROSE
    """What it is."""

    paper: str | None = None
    """The arXiv id of the paper that it leads to."""


NOTHING: Final = frozenset({"-", "–", "—"})
"""How a page writes no upvotes."""

_NUMBER: Final = re.compile(r"[0-9][0-9,]{0,10}|[0-9]{1,4}(?:\.[0-9]{1,3})?[kKmM]")
_ALT: Final = re.compile(r"(?:\[[^\[\]]{0,80}\]\s{0,4})+")
_PICTURES: Final = re.compile(r"(?:\[[^\[\]]{0,80}\]\s{0,4})+")
_AUTHORS: Final = re.compile(r"(?:[-*•·+]\s*){0,8}([0-9][0-9,]{0,10}) authors?", re.IGNORECASE)
_AUTHORS_AFTER: Final = re.compile(r"authors?:? ([0-9][0-9,]{0,10})", re.IGNORECASE)
_UPVOTES: Final = re.compile(
    r"(?:(?:upvotes?|votes|▲|△|👍|⬆️?|🔺|🔥):?\s{0,3})([0-9][0-9,]{0,10}|[-–—])?"
    r"|([0-9][0-9,]{0,10}|[-–—]) ?(?:upvotes?|votes)",
    re.IGNORECASE,
)
_COMMENTS: Final = re.compile(
    r"(?:(?:comments?|💬|🗨️?):?\s{0,3})([0-9][0-9,]{0,10})|([0-9][0-9,]{0,10}) comments?",
    re.IGNORECASE,
)
_PUBLISHED: Final = re.compile(r"(?:[·•]\s*)?published(?: on)?:? ", re.IGNORECASE)
_WEEKDAY: Final = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? ")
_DAY_FIRST: Final = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]{2,8})\.?,?(?: ([12][0-9]{3}))?"
)
_ISO: Final = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])")
_SUBMITTED: Final = re.compile(r"submitted by:?(?: (.{0,100}))?", re.IGNORECASE)
_GITHUB: Final = re.compile(
    r"(?:link: )?(?:github|code|⭐|★|🌟)?[ :·]{0,3}(?:[⭐★🌟] ?)?(?:[0-9][0-9.,]{0,9}[kKmM]?)?(?: stars?| ?[⭐★])?",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"<?(?:url: ?|link: ?|🔗 ?)?((?:https?://|/papers/)\S{1,2000}?)>?", re.IGNORECASE
)
_RESOURCE: Final = re.compile(
    r"(?:view )?(?:on )?(?:arxiv|alphaxiv|pdf|hf|hugging ?face|project|paper|abs|html|paper page|"
    r"project page|demo|arxiv page|view paper|read paper|link|url|paper link|arxiv link)(?: page| pdf)?",
    re.IGNORECASE,
)


def classify(piece: Piece) -> None:
    """Say what a piece is, from its text and where it leads."""
    piece.text = _without_alt(piece.text)
    piece.paper = paper_id(piece.address) if piece.address else None
    if piece.address and _PICTURES.fullmatch(piece.text):
        piece.text = ""
    if match := _BARE.fullmatch(piece.text):
        piece.address = piece.address or match[1]
        piece.paper = paper_id(piece.address)
        piece.text, piece.kind = "", Kind.ADDRESS
        if repository(piece.address) and piece.mark != "[":
            piece.kind = Kind.REPOSITORY
        return
    piece.kind = _by_address(piece) or by_text(piece.text)


def _without_alt(text: str) -> str:
    """Leave out what images are said to show, where only a number follows it."""
    match = _ALT.match(text)
    rest = text[match.end() :] if match else ""
    return rest if rest and (rest in NOTHING or _NUMBER.fullmatch(rest)) else text


def _by_address(piece: Piece) -> Kind | None:
    address, text = piece.address, piece.text
    if not address:
        return None
    if is_vote(address):
        return Kind.UPVOTES
    if is_discussion(address):
        return Kind.COMMENTS
    if repository(address) and _GITHUB.fullmatch(text):
        return Kind.REPOSITORY
    if piece.paper is not None:
        return Kind.ADDRESS if not text or _RESOURCE.fullmatch(text) else None
    if account(address) and len(text) <= 120:
        return Kind.ACCOUNT
    return None


def by_text(text: str) -> Kind:
    """Say what a text is, by itself."""
    if not text or text in {"·", "•", "|", "•·", "• ·"}:
        return Kind.DOT if text else Kind.FURNITURE
    if len(text) > 120:
        return Kind.PROSE
    if text in NOTHING or _NUMBER.fullmatch(text):
        return Kind.NUMBER
    if _AUTHORS.fullmatch(text) or _AUTHORS_AFTER.fullmatch(text):
        return Kind.AUTHORS
    if _UPVOTES.fullmatch(text):
        return Kind.UPVOTES
    if _COMMENTS.fullmatch(text):
        return Kind.COMMENTS
    if is_date(text):
        return Kind.DATE
    if _SUBMITTED.fullmatch(text):
        return Kind.SUBMITTED
    if _RESOURCE.fullmatch(text):
        return Kind.ADDRESS
    if re.fullmatch(r"(?:link: )?github:?(?: [0-9.,]{1,9}[kKmM]?)?", text, re.IGNORECASE):
        return Kind.REPOSITORY
    return Kind.PROSE


def date_text(text: str) -> str:
    """Give a date as `read_date` wants it: without words around it, ISO 8601 written out."""
    text = _PUBLISHED.sub("", text, count=1).lstrip("·• ")
    text = _WEEKDAY.sub("", text, count=1)
    if match := _DAY_FIRST.fullmatch(text):
        text = f"{match[2]} {match[1]}" + (f", {match[3]}" if match[3] else "")
    match = _ISO.fullmatch(text[:10])
    if match and not text[10:].strip() and 1 <= int(match[2]) <= 12:
        months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
        return f"{months[int(match[2]) - 1]} {int(match[3])}, {match[1]}"
    return text


def is_date(text: str) -> bool:
    """Tell whether a text is a date as a card has it."""
    return read_date(date_text(text))[0] is not None


def number(text: str) -> int | None:
    """Read a number as the site writes it: `-` is 0, and `1.2k` is 1,200."""
    text = text.strip().replace(",", "")
    if text in NOTHING:
        return 0
    if not text[:1].isdigit() or not text.isascii() or len(text) > 12:
        return None
    scale = {"k": 1000, "m": 1_000_000}.get(text[-1].lower())
    if scale is None:
        return int(text) if text.isdigit() and len(text) < 10 else None
    return round(float(text[:-1]) * scale)


def authors(text: str) -> int | None:
    """Read a number of authors."""
    match = _AUTHORS.fullmatch(text) or _AUTHORS_AFTER.fullmatch(text)
    return number(match[1]) if match else None


def counted(text: str) -> int | None:
    """Read the number in a piece that counts upvotes or comments; None where it has none."""
    for pattern in (_UPVOTES, _COMMENTS):
        if match := pattern.fullmatch(text):
            found = match[1] or match[2]
            return number(found) if found else None
    return number(text)


def submitter(text: str) -> str:
    """Give who submitted the paper; empty where that stands in the next piece."""
    match = _SUBMITTED.fullmatch(text)
    return (match[1] or "") if match else ""
