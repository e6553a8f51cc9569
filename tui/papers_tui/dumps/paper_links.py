"""What the addresses on a page of papers lead to."""

import re
from typing import Final
from urllib.parse import unquote

_ID: Final = r"(\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Za-z]{2})?/\d{7})(?:v\d+)?(?![\w.]*\d)"

_SITE: Final = re.compile(rf"(?:^|//(?:www\.)?(?:huggingface\.co|hf\.co)|next=)/papers/{_ID}")

_ELSEWHERE: Final = re.compile(
    r"(?:(?:arxiv\.org|alphaxiv\.org|ar5iv\.org)/(?:abs|pdf|html|overview|e-print)/"
    rf"|doi\.org/10\.48550/arxiv\.|^arxiv:){_ID}",
    re.IGNORECASE,
)

_ACCOUNT: Final = re.compile(r"(?:https?://(?:www\.)?(?:huggingface\.co|hf\.co))?/([\w.-]{1,96})/?")

_REPOSITORY: Final = re.compile(r"https?://(?:www\.)?github\.com/[\w.-]+/[\w.-]+", re.IGNORECASE)

_OURS: Final = re.compile(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co|github\.com)(?:/|$)")

_PAGES: Final = frozenset(
    "models datasets spaces papers docs pricing login join storage enterprise tasks chat blog "
    "posts learn collections languages organizations inference support settings new brand "
    "terms-of-service privacy huggingface buckets akhaliq".split()
)
"""Addresses of one part that are no organisation's."""

_LONGEST: Final = 2000
"""Letters of an address that are looked at."""


def site_id(address: str) -> str | None:
    """Give the arXiv id of the paper whose page on the site an address leads to."""
    match = _SITE.search(unquote(address[:_LONGEST]))
    return match[1] if match else None


def paper_id(address: str) -> str | None:
    """Give the arXiv id of the paper that an address leads to, on the site or elsewhere."""
    found = site_id(address)
    if found is None and (match := _ELSEWHERE.search(unquote(address[:_LONGEST]))):
        found = match[1]
    return found


def is_vote(address: str) -> bool:
    """Tell whether an address is that behind a number of upvotes."""
    return "/login?next=" in address and site_id(address) is not None


def is_discussion(address: str) -> bool:
    """Tell whether an address is that of the comments on a paper."""
    return address.endswith("#community") and site_id(address) is not None


def is_page(address: str) -> bool:
    """Tell whether an address is that of a paper's page on the site, and of nothing on it."""
    return site_id(address) is not None and not is_vote(address) and not is_discussion(address)


def is_useful(address: str) -> bool:
    """Tell whether an address is one of the site, or one that a card may show."""
    return address.startswith("/") or bool(_OURS.match(address)) or paper_id(address) is not None


def account(address: str) -> str | None:
    """Give the handle of the organisation or person whom an address of the site belongs to."""
    match = _ACCOUNT.fullmatch(address)
    return match[1] if match and match[1].lower() not in _PAGES else None


def repository(address: str) -> str | None:
    """Give the address of a repository on GitHub, without what follows its name."""
    match = _REPOSITORY.match(address)
    return match[0].removesuffix(".git") if match else None
