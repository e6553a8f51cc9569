"""A title whose prose is read and whose mathematics is not, as some listings have it."""

from itertools import groupby

from papers_tui.model.tex import readable
from papers_tui.model.tex_pieces import inner, is_prose, pieces
from papers_tui.model.text import fold


def mixed(text: str) -> str | None:
    r"""Turn the TeX of the prose alone into Unicode: `$\ell_1$ for Erd\H{o}s`, and only the name.

    Listings that have lost the signs of mathematics, but not the accents, have these letters. None
    where the text has not both, so that it has no letters but those of the source or of what is
    shown.
    """
    if "\\" not in text or ("$" not in text and "\\(" not in text):
        return None
    cut = ((_is_mathematics(piece), piece) for piece in pieces(text))
    runs = [(bare, "".join(piece for _, piece in run)) for bare, run in groupby(cut, _kind)]
    parts = [run if bare else readable(run) for bare, run in runs]
    is_read = any(fold(part) != fold(run) for part, (_, run) in zip(parts, runs, strict=True))
    return " ".join(parts) if is_read and any(bare for bare, _ in runs) else None


def _kind(piece: tuple[bool, str]) -> bool:
    return piece[0]


def _is_mathematics(piece: str) -> bool:
    content = inner(piece)
    return content is not None and not is_prose(content)
