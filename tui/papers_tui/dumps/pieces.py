"""The pieces of a page in the order in which they are read, and what kind of thing each is."""

from dataclasses import dataclass
from enum import Enum, auto


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
