"""What the site's pages of papers show for themselves, around the papers."""

import re
from typing import Final

_FURNITURE: Final = frozenset(
    """
    new|web source|web capture|hugging face|hugging face's logo|hugging face's logo hugging face
    models|datasets|spaces
    posts|docs|pricing|log in|sign up|enterprise|tasks|huggingchat|collections|languages
    organizations|community|blog|daily papers|learn|discord|forum|github|solutions|website
    team & enterprise|hugging face pro|enterprise support|inference providers|inference endpoints
    storage buckets|buckets|buckets new|new buckets|storage|huggingface.js|subscribe|daily|weekly
    monthly|trending papers|trending|papers|submit a paper|submit paper|submit|previous|next
    previous next|« previous|next »|← previous|next →|company|© hugging face|tos|privacy|about|jobs
    careers|brand assets|system theme|theme|light|dark|system|terms of service|settings|search
    search papers|tos privacy about jobs|tos privacy about careers
    models datasets spaces pricing docs
    daily papers - hugging face|trending papers - hugging face|what is papers with code?
    by|ak|and the research community|image|upvote|upvotes|hide|show more|load more|view all
    get trending papers in your email inbox!|get trending papers in your email inbox once a day!
    papers with code|title|paper|markdown content:|markdown content|skip to main content|back to top
    top|sort by|filter|filters|today|hf|hugging face papers|image: hugging face's logo|menu|home
    [content truncated]|page navigation|navigation|footer|extracted text|daily weekly monthly|ai
    """.strip().replace("\n    ", "|").split("|")
)  # fmt: skip

_BYLINE: Final = re.compile(r"(?:by\s?.{0,80}?)?AK\s?and the research community")

_PATTERNS: Final = (
    _BYLINE,
    re.compile(r"trending papers ranked by .{0,60}", re.IGNORECASE),
    re.compile(r"(?:image|图片)\s?\d{0,5}(?:: ?.{0,60})?", re.IGNORECASE),
    re.compile(r"(?:previous|next) (?:day|week|month|page).{0,20}", re.IGNORECASE),
    re.compile(r"[-=_*·•|<>«»←→↑↓‹›()\[\],;:\s~`]{1,400}"),
    re.compile(r"\[[^\[\]]{0,80}\]"),
    re.compile(r"page \d{1,5}(?: of \d{1,5})?", re.IGNORECASE),
    re.compile(r"week \d{1,2}(?:, \d{4})?|\d{4}[- ]W\d{1,2}", re.IGNORECASE),
    re.compile(r"(?:daily|trending|weekly|monthly) papers\s?[-|–—·:•].{0,80}", re.IGNORECASE),
    re.compile(r"(?:.{0,40}[-|–—·]\s?)?(?:daily|weekly|monthly|trending) papers", re.IGNORECASE),
    re.compile(r"(?:©|copyright).{0,60}", re.IGNORECASE),
    re.compile(
        r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
        r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?:,? \d{4})?"
    ),
)

_PICTURE: Final = re.compile(r"^\[[^\[\]]{0,80}\]\s?(?=\S)")

_FIELD: Final = re.compile(r"\W{0,4}([A-Za-z][\w /()-]{0,30}?)\W{0,3}:\W{0,4}(.{0,2000})")

_MARKS: Final = (
    re.compile(
        r"^\W{0,8}(?:new\W{1,8})?get trending papers in your email inbox[^\n]{0,80}$",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(r"^\W{0,8}by.{0,200}AK.{0,200}and the research community\W{0,8}$", re.MULTILINE),
)
"""What only the site's pages of papers have."""

_TITLES: Final = (
    re.compile(
        r"^\W{0,8}(?:[\w ]{0,20}title\W{1,8})?(?:daily|trending) papers ?[-|–—·] ?hugging ?face"
        r"\W{0,8}$",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(
        r"^\W{0,8}(?:[\w ]{0,20}url|source|link|url source)\W{1,8}(?:https?://)?(?:www\.)?"
        r"(?:huggingface\.co|hf\.co)/papers(?:/date/|/week/|/month/|/trending|\?|/?\W{0,4}$)",
        re.IGNORECASE | re.MULTILINE,
    ),
)
"""Its title and its address, which others may write too."""

_HEADING: Final = re.compile(
    r"^\W{0,8}(?:daily|weekly|monthly|trending) papers\W{0,8}$", re.IGNORECASE | re.MULTILINE
)


_NOTHING: Final = re.compile(
    r"^\W{0,8}no (?:papers|results)(?: (?:were )?found.{0,80}|\W{0,8})$",
    re.IGNORECASE | re.MULTILINE,
)


def is_furniture(text: str) -> bool:
    """Tell whether a text is one that the page shows for itself."""
    if len(text) > 400:
        return False
    folded = _PICTURE.sub("", text).strip(" *_:").casefold()
    return folded in _FURNITURE or any(
        pattern.fullmatch(text) or pattern.fullmatch(folded) for pattern in _PATTERNS
    )


def field(text: str) -> tuple[str, str] | None:
    """Read a line that tells of the capture, such as `URL Source: https://…`."""
    match = _FIELD.fullmatch(text) if len(text) < 2100 else None
    if match is None or len(match[1].split()) > 3:
        return None
    return match[1].strip().casefold(), match[2].strip().strip("\"'*`<>")


def shows_marks(text: str) -> bool:
    """Tell whether a text has what only the site's pages of papers have."""
    return any(pattern.search(text) for pattern in _MARKS)


def shows_nothing(text: str) -> bool:
    """Tell whether a text is a page of the site that says that no papers were found."""
    return shows_marks(text) and _NOTHING.search(text) is not None


def shows_title(text: str) -> bool:
    """Tell whether a text has the title or the address of such a page; others may cite it."""
    return any(pattern.search(text) for pattern in _TITLES)


def shows_heading(text: str) -> bool:
    """Tell whether a text has the heading of such a page; others may have the same."""
    return _HEADING.search(text) is not None
