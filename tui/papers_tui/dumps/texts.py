"""Title and abstract as a source has them, and as they are read."""

from typing import TypedDict

from papers_tui.model.tex import readable
from papers_tui.model.text import clean


class Texts(TypedDict):
    """The texts of a record; see `Record`."""

    title: str
    abstract: str | None
    title_tex: str | None
    abstract_tex: str | None


def texts(title: str, abstract: str | None) -> Texts:
    """Clean the texts of a record, and turn their TeX into readable text.

    Args:
        title: The title as the source has it, entities undone.
        abstract: The abstract; paragraphs are parted by an empty line. Empty means unknown.
    """
    title = clean(title)
    paragraphs = (clean(paragraph) for paragraph in (abstract or "").split("\n\n"))
    abstract = "\n\n".join(paragraph for paragraph in paragraphs if paragraph) or None
    shown, shown_abstract = readable(title) or title, abstract and readable(abstract)
    return Texts(
        title=shown,
        abstract=shown_abstract,
        title_tex=None if shown == title else title,
        abstract_tex=None if shown_abstract == abstract else abstract,
    )
