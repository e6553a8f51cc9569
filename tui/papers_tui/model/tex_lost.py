"""TeX that lost its backslashes and dollars on the way, given back where it is unmistakable."""

import re
from collections.abc import Iterable
from typing import Final

from papers_tui.model.tex_symbols import OPERATORS, RELATIONS, SYMBOLS

_BRACED: Final = (
    "mathcal mathbb mathbf mathrm mathfrak mathsf mathit mathscr textbf textit texttt textsc "
    "textsf emph operatorname widetilde widehat overline underline boldsymbol sqrt frac binom "
    "tilde hat vec citep citet"
).split()
"""Commands that no word looks like when a brace follows."""

_NO_WORDS: Final = (
    "leq geq neq propto subseteq otimes oplus cdot rightarrow leftarrow mapsto infty varepsilon"
).split()
"""Names of symbols that are no words of English."""

_BETWEEN: Final = "times circ gg ll sim approx pm cup cap subset".split()
"""Names of symbols that are taken for such between two single letters."""

_GREEK: Final = [
    name
    for name, sign in SYMBOLS.items()
    if len(sign) == 1 and "Α" <= sign <= "ϵ" and name not in ("eps", "chiup", "muup")
]


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_INSIDE: Final = _any([*_GREEK, *_NO_WORDS, *_BETWEEN, "ell", "log", "exp", "ldots"])

_COMMAND: Final = re.compile(
    rf"(?<![\\\w/.@-])({_any(_BRACED)})(?=\{{)"
    r"|(?<![\\\w/.@-])(sqrt)(?=\[[^\[\]{}]{1,8}\]\{)"
    r"|(?<=\{)(bf|tt|rm|sc|sf|cal)(?= )"
    r"|(?<=[\w)}]\^)(top|circ|star|ast|prime|dagger|infty|alpha|beta|gamma|theta|lambda)"
    r"(?![A-Za-z])"
)
"""Commands that are given back their backslash wherever they stand."""

_SYMBOL: Final = re.compile(
    rf"(?<![\\\w/.@{{-])({_any(_NO_WORDS)})(?![\w/@{{}}-])(?!\.\w)"
    r"|(?<=\d)\{(times)\}|(?<![\w\\])\{(sim|approx)\}(?=\d)"
    r"|(?<=\d\d )(times)(?= \d\d)"
    rf"|(?<=(?<![\w'’])[b-zB-HJ-Z] )({_any(_BETWEEN[:4])})(?= [b-zB-HJ-Z](?![\w'’.]))"
)
"""Names in prose that are taken for symbols."""

_HINTS: Final = (
    *_NO_WORDS,
    *("{times}", "{sim}", "{approx}"),
    *(f" {name} " for name in _BETWEEN[:4]),
)
"""What stands in every text with such a name; most texts have none, which is soon seen."""

_SCRIPT: Final = re.compile(r"(?<=[_^])\{[^\\{}]{1,60}\}")

_CALLIGRAPHIC: Final = re.compile(r"(?<![\\\w])math(?:cal|frak|bb|bf|rm)\{[^\\{}]{1,60}")

_NAME: Final = re.compile(
    rf"(?<![\\A-Za-z])({_INSIDE})(?:(?![A-Za-z])|(?=circ ))|(?<=[a-z])(circ)(?= )"
)

_BULLET: Final = re.compile(r"(?:^|(?<=[.:;] ))bullet (?=[A-Z])")


def restore(text: str) -> str:
    """Give lost commands their backslash back."""
    if "{" in text or "^" in text:
        if "}" in text and "$" not in text:
            text = _SCRIPT.sub(_named, text)
            if "math" in text:
                text = _CALLIGRAPHIC.sub(_named, text)
        text = _COMMAND.sub(r"\\\g<0>", text)
    if any(hint in text for hint in _HINTS):
        text = _SYMBOL.sub(_signed, text)
    return _BULLET.sub("• ", text) if "bullet" in text else text


def _named(match: re.Match[str]) -> str:
    """Give the names of symbols in a group their backslash back."""
    return _NAME.sub(r"\\\g<0>", match[0])


def _signed(match: re.Match[str]) -> str:
    name = match[0].strip("{}")
    return OPERATORS.get(name) or RELATIONS.get(name) or SYMBOLS[name]
