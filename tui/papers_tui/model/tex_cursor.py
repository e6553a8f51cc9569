"""A place in a text that was cut into pieces."""

from papers_tui.model.tex_braces import partners


class Cursor:
    """A place in a text of pieces, between the piece that is being read and the next."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.partners = partners(tokens)
        self.at = 0

    @property
    def before(self) -> str:
        """The character before the current piece; a blank where there is none."""
        return self.tokens[self.at - 2][-1] if self.at > 1 else " "

    @property
    def after(self) -> str:
        """The character behind the current piece; a blank where there is none."""
        return self.tokens[self.at][0] if self.at < len(self.tokens) else " "

    @property
    def closing(self) -> int:
        """Where the group ends that begins behind the current piece; -1 where none does."""
        if self.after != "{":
            return -1
        return self.partners.get(self.at, -1)

    def source(self) -> str | None:
        """Take the group that begins here as it stands; None where none does."""
        closing = self.closing
        if closing < 0:
            return None
        text = "".join(self.tokens[self.at + 1 : closing])
        self.at = closing + 1
        return text

    def cut(self, count: int) -> None:
        """Take some characters off the next piece."""
        rest = self.tokens[self.at][count:]
        if rest:
            self.tokens[self.at] = rest
        else:
            self.at += 1

    def skip_blank(self) -> None:
        """Take a blank that comes next."""
        if self.at < len(self.tokens) and self.after == " ":
            self.cut(1)

    def skip_to_group(self) -> None:
        """Take a blank that comes next if a group follows it."""
        if self.tokens[self.at : self.at + 2] == [" ", "{"] and self.at + 1 in self.partners:
            self.at += 1

    def single(self) -> str | None:
        """Take a single letter or digit, and a blank before it; None where there is none."""
        if self.at >= len(self.tokens):
            return None
        token = self.tokens[self.at]
        rest = token.removeprefix(" ")
        if not rest[:1].isalnum() or rest[1:2].isalnum():
            return None
        self.cut(len(token) - len(rest) + 1)
        return rest[0]
