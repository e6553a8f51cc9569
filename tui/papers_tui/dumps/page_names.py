"""The names of organisations, as the text of a page gives them."""

from papers_tui.model.paper import Organization
from papers_tui.model.text import fold


def named(text: str) -> Organization:
    """Read the name of an organisation, before which its handle may stand, even as an image's."""
    if (name := without_picture(text)) != text:
        return Organization(text[1 : text.index("]")] or None, name)
    handle, _, name = text.partition(" ")
    short, whole = fold(handle), fold(name)
    initials = "".join(word[:1] for word in name.split()).casefold()
    is_handle = (
        short
        and whole
        and (
            whole.startswith(short)
            or short.startswith(whole[:6])
            or "-" in handle
            or short == initials
        )
    )
    return Organization(handle, name) if is_handle else Organization(None, text)


def without_picture(text: str) -> str:
    """Leave out what an image before a name is said to show."""
    if text.startswith("[") and "]" in text[:120]:
        return text.partition("]")[2].strip() or text
    return text
