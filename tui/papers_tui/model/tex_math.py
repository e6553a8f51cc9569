"""The mathematics of TeX as one line of Unicode."""

import re
import unicodedata
from typing import Final

from papers_tui.model.tex_braces import partners
from papers_tui.model.tex_line import Line
from papers_tui.model.tex_rules import BRACED_ONLY, INFIX, RULES, WORDS, quotient
from papers_tui.model.tex_scripts import subscript, superscript, term
from papers_tui.model.tex_symbols import (
    DROPPED,
    ESCAPED,
    HABITS,
    NAMES,
    OPERATORS,
    PROSE,
    RELATIONS,
    SPACES,
    SYMBOLS,
)

_TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+(?:\*(?=\{))?|.)|\s+|'+|-+|.", re.DOTALL)

_DEEPEST: Final = 24
"""How deep groups are followed; what lies deeper is left as it is."""

_INDEX_LENGTH: Final = 12
"""The most tokens between the brackets of a root."""

_DELIMITED: Final = frozenset(
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr".split()
)

_SPACED: Final = frozenset("=<>+-|*/:")
"""Signs that keep the blank between a command and them."""

_NOT: Final = "\u0338"
"""The stroke through a sign, as a combining character."""


def mathematics(source: str) -> str:
    """Turn mathematics, without its dollars, into text."""
    return _Formula(source).all()


def symbol(name: str) -> str | None:
    """Give what a command without arguments stands for, in prose too."""
    for table in (SYMBOLS, RELATIONS, OPERATORS, NAMES):
        if name in table:
            return table[name]
    return HABITS.get(name) if len(name) > 1 else None


class _Formula:
    """Mathematics that is being read, token by token."""

    def __init__(self, source: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(source)
        self._partners = partners(self._tokens)
        self._at = 0
        self._end = len(self._tokens)
        self._depth = 0

    def all(self) -> str:
        return self._sequence(self._end)

    def _sequence(self, end: int) -> str:
        """Read up to a token, which is not read; the rest of a fraction may be among it."""
        outer, self._end = self._end, end
        line, infix = Line(), None
        while self._at < end:
            name = self._tokens[self._at][1:]
            if name in INFIX and infix is None and self._tokens[self._at][0] == "\\":
                infix = INFIX[name], line.text()
                line = Line()
                self._at += 1
            else:
                self._step(line)
        self._end = outer
        text = line.text()
        return text if infix is None else infix[0](infix[1], text)

    def _step(self, line: Line) -> None:
        """Read one token, and with it what belongs to it."""
        token = self._tokens[self._at]
        self._at += 1
        first = token[0]
        if first == "\\" and len(token) > 1:
            self._command(token, line)
        elif first.isspace() or first in "~&":
            line.blank()
        elif first == "{":
            self._at -= 1
            line.add(self._group())
        elif first in "^_":
            self._script(token, line)
        elif first == "-":
            line.add({2: "–", 3: "—"}.get(len(token), token))
        elif first == "'":
            line.attach({2: "″", 3: "‴"}.get(len(token)) or "′" * len(token))
        elif first != "}" or (self._at - 1) not in self._partners:
            line.add(token)

    def _script(self, sign: str, line: Line) -> None:
        argument = self._argument()
        if argument is None:
            line.add(sign)
        elif argument:
            line.attach(superscript(argument) if sign == "^" else subscript(argument))

    def _group(self) -> str:
        """Read a group; a brace that is never closed stands for itself."""
        start = self._at
        closing = self._partners.get(start, self._end)
        if closing >= self._end:
            self._at += 1
            return "{"
        if self._depth >= _DEEPEST:
            self._at = closing + 1
            return "".join(self._tokens[start : self._at])
        self._depth += 1
        self._at += 1
        text = self._sequence(closing)
        self._at = closing + 1
        self._depth -= 1
        return text

    def _argument(self) -> str | None:
        """Read a group or a single token; None where there is none."""
        self._skip_blanks()
        if self._at >= self._end or self._tokens[self._at] in ("}", "^", "_", "&", "\\\\"):
            return None
        if self._tokens[self._at] == "{":
            return self._group() if self._at in self._partners else None
        if self._depth >= _DEEPEST:
            return None
        self._depth += 1
        line = Line()
        self._step(line)
        self._depth -= 1
        return line.text()

    def _skip_blanks(self) -> None:
        while self._at < self._end and self._tokens[self._at].isspace():
            self._at += 1

    def _next_is(self, sign: str) -> bool:
        return self._at < self._end and self._tokens[self._at] == sign

    def _command(self, token: str, line: Line) -> None:
        name = token[1:].rstrip("*") or token[1:]
        if name in WORDS:
            self._words(token, line)
        elif name == "operatorname" and self._next_is("{"):
            line.name(self._group())
        elif name == "sqrt":
            self._root(line)
        elif name == "not":
            sign = self._argument()
            line.relation(
                unicodedata.normalize("NFC", sign[0] + _NOT) + sign[1:] if sign else token
            )
        elif name in ("begin", "end") and self._next_is("{"):
            self._environment()
        elif name in RULES and (name not in BRACED_ONLY or self._next_is("{")):
            self._apply(token, name, line)
        elif name.isalpha():
            self._word(token, name, line)
        else:
            self._sign(token, name, line)

    def _apply(self, token: str, name: str, line: Line) -> None:
        count, rule = RULES[name]
        arguments: list[str] = []
        while len(arguments) < count and (argument := self._argument()) is not None:
            arguments.append(argument)
        if len(arguments) == count and rule is quotient:
            line.name(quotient(*arguments))
        elif len(arguments) == count:
            line.words(rule(*arguments))
        else:
            line.add(token + "".join(f"{{{argument}}}" for argument in arguments))

    def _words(self, token: str, line: Line) -> None:
        """Read words of prose within mathematics, where the blanks at both ends count."""
        self._skip_blanks()
        if not self._next_is("{") or self._at not in self._partners:
            line.add(token)
            return
        start = self._at
        text = self._group()
        before = self._tokens[start + 1].isspace()
        after = self._tokens[self._at - 2].isspace()
        line.words(f"{' ' * before}{text}{' ' * after}")

    def _root(self, line: Line) -> None:
        degree = ""
        if self._next_is("["):
            limit = min(self._end, self._at + _INDEX_LENGTH)
            if "]" in self._tokens[self._at : limit]:
                closing = self._tokens.index("]", self._at)
                self._at += 1
                degree = self._sequence(closing)
                self._at = closing + 1
        argument = self._argument()
        if argument is None:
            line.add(f"\\sqrt{f'[{degree}]' * bool(degree)}")
            return
        sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree) or superscript(degree) + "√"
        line.add(sign + term(argument))
        line.end_term()

    def _environment(self) -> None:
        """Leave the beginning or end of an environment out, with the columns of a table."""
        if self._group().rstrip("*") in ("array", "tabular") and self._next_is("{"):
            self._group()

    def _word(self, token: str, name: str, line: Line) -> None:
        """Read a command of letters that has no arguments."""
        if name in RELATIONS:
            line.relation(RELATIONS[name])
        elif name in OPERATORS:
            line.operator(OPERATORS[name])
        elif name == "deg" and line.last.isdigit():
            line.attach("°")
        elif name in NAMES:
            line.name(NAMES[name])
        elif name in SYMBOLS or name in HABITS:
            line.add(SYMBOLS.get(name) or HABITS[name])
            self._keep_blank(line)
        elif name == "colon":
            line.attach(":")
            line.blank()
        elif name in SPACES:
            line.blank()
        elif len(name) > 3 and name in PROSE:
            line.add(PROSE[name])
        elif name in DROPPED:
            if name in _DELIMITED and self._next_is("."):
                self._at += 1
        else:
            self._unknown(token, line)
            return
        self._skip_blanks()

    def _keep_blank(self, line: Line) -> None:
        """Note the blank behind a command where it stands before a sign, as before the command."""
        start = self._at
        self._skip_blanks()
        if start < self._at < self._end and self._tokens[self._at][0] in _SPACED:
            line.blank()

    def _unknown(self, token: str, line: Line) -> None:
        line.add(token)
        while self._next_is("{") and self._at in self._partners:
            text = self._group()
            if text:
                line.attach(f"{{{text}}}")

    def _sign(self, token: str, name: str, line: Line) -> None:
        if name in ESCAPED:
            line.add(ESCAPED[name])
        elif name == "\\":
            line.attach(";")
            line.blank()
        elif name in SPACES:
            if SPACES[name]:
                line.blank()
        else:
            line.add(token)
