"""Title and abstract as a source has them, and as they are read."""

from typing import TypedDict

from papers_tui.model.tex import readable
from papers_tui.model.text import clean, is_printable


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
    abstract = _in_paragraphs(abstract) if abstract else None
    shown, shown_abstract = readable(title) or title, abstract and readable(abstract)
    return Texts(
        title=shown,
        abstract=shown_abstract,
        title_tex=None if shown == title else title,
        abstract_tex=None if shown_abstract == abstract else abstract,
    )


def _in_paragraphs(text: str) -> str | None:
    """Clean the paragraphs of a text; None where nothing stays."""
    line = text.strip().replace("\n", " ")
    if "  " not in line and is_printable(line):  # one paragraph, and far the most are so
        return line or None
    paragraphs = [clean(paragraph) for paragraph in text.split("\n\n")]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) or None
