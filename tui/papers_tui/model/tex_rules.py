"""The commands of mathematics that have arguments, and what becomes of them."""

from collections.abc import Callable
from typing import Final

from papers_tui.model.tex_letters import calligraphic, fraktur, struck
from papers_tui.model.tex_scripts import MARKS, marked, subscript, superscript, term

Rule = Callable[..., str]
"""What becomes of the arguments of a command."""


def _same(text: str) -> str:
    return text


def quotient(above: str, below: str) -> str:
    """Write a fraction."""
    return f"{term(above)}/{term(below)}"


def _choice(above: str, below: str) -> str:
    return f"({above} choose {below})"


def _marking(name: str) -> Rule:
    return lambda text: marked(name, text)


_SAME: Final = (
    "mathrm mathbf mathsf mathit mathtt boldsymbol bm pmb mb "
    "mathop mathbin mathrel mathord mathnormal ensuremath smash phantom boxed underbrace "
    "overbrace substack vphantom textup"
).split()

RULES: Final[dict[str, tuple[int, Rule]]] = {
    **dict.fromkeys(_SAME, (1, _same)),
    **dict.fromkeys(["frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"], (2, quotient)),
    **dict.fromkeys(["binom", "dbinom", "tbinom"], (2, _choice)),
    **dict.fromkeys(["mathbb", "Bbb", "mathds", "mathbbm"], (1, struck)),
    **{name: (1, _marking(name)) for name in MARKS},
    **dict.fromkeys(["mathcal", "mathscr", "cal", "scr"], (1, calligraphic)),
    **dict.fromkeys(["mathfrak", "frak"], (1, fraktur)),
    "stackrel": (2, lambda above, base: base + superscript(above)),
    "overset": (2, lambda above, base: base + superscript(above)),
    "underset": (2, lambda below, base: base + subscript(below)),
    "textsuperscript": (1, superscript),
    "textsubscript": (1, subscript),
    "textcolor": (2, lambda _, text: text),
    "color": (1, lambda _: ""),
    "pmod": (1, lambda text: f" (mod {text})"),
    "tag": (1, lambda text: f" ({text})"),
    "norm": (1, lambda text: f"‖{text}‖"),
    "abs": (1, lambda text: f"|{text}|"),
    "ceil": (1, lambda text: f"⌈{text}⌉"),
    "floor": (1, lambda text: f"⌊{text}⌋"),
    "set": (1, lambda text: f"{{{text}}}"),
    "ket": (1, lambda text: f"|{text}⟩"),
    "bra": (1, lambda text: f"⟨{text}|"),
}
"""Commands with arguments: how many, and what becomes of them."""

BRACED_ONLY: Final = frozenset("color tag norm abs ceil floor set ket bra mb scr".split())
"""Commands that authors use for other things too, unless a brace follows."""

INFIX: Final[dict[str, Rule]] = {"over": quotient, "choose": _choice, "atop": _choice}
"""Commands between their two arguments."""

WORDS: Final = frozenset(
    "text mbox hbox textrm textit textbf textsf texttt textsc textnormal emph".split()
)
"""Commands with words of prose, whose blanks count."""

ARGUMENTS: Final = {
    **{name: count for name, (count, _) in RULES.items()},
    **dict.fromkeys(["sqrt", "operatorname", *WORDS], 1),
}
"""The commands of mathematics with arguments, and how many."""
