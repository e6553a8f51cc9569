"""Where the stylesheets are."""

from pathlib import Path

import papers_tui


def stylesheets() -> list[Path]:
    """List the stylesheets: beside the package once installed, else in the checkout."""
    package = Path(papers_tui.__file__).parent
    installed, checkout = package / "styles", package.parents[1] / "styles"
    return sorted((installed if installed.is_dir() else checkout).glob("*.tcss"))
