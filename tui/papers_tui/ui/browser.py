"""Opening a page in the user's browser."""

import subprocess
import sys
import webbrowser
from typing import Final
from urllib.parse import quote, urlsplit

from papers_tui.model.describe import is_web_address
from papers_tui.model.paper import Paper

_IN_TERMINAL: Final = ("lynx", "w3m", "links", "elinks", "www-browser")
"""Browsers that draw in the terminal."""


def address_of(paper: Paper) -> str:
    """Give the page of a paper if its id is known, otherwise a search for its title."""
    return paper.url or f"https://huggingface.co/papers?q={quote(paper.title, safe='')}"


def code_of(paper: Paper) -> str | None:
    """Give the repository of a paper, otherwise its own page; None where neither is known."""
    addresses = (paper.repository, paper.project_page)
    return next((own for own in addresses if own and is_web_address(own)), None)


def needs_terminal() -> bool:
    """Tell whether the user's browser draws in the terminal, so that the reader must make way.

    Raises:
        webbrowser.Error: There is no browser.
    """
    name = getattr(webbrowser.get(), "name", "")
    return any(name.endswith(browser) for browser in _IN_TERMINAL)


def open_page(address: str) -> None:
    """Open a page, in a process of its own that writes nothing to this terminal.

    Raises:
        ValueError: The address is not one of the web.
        webbrowser.Error: There is no browser.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError(f"{address} is not an address of the web")
    if needs_terminal():
        webbrowser.open(address)
        return
    subprocess.Popen(
        [sys.executable, "-P", "-m", "webbrowser", address],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
