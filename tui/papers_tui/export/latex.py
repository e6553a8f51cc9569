r"""Text as BibTeX and LaTeX both read it.

BibTeX counts braces even behind a backslash, cuts bytes where it should cut letters, and
lower-cases titles: so braces are spelt out, Latin letters become `{\'{e}}`, and words whose
capitals carry meaning stand in braces. What LaTeX has no name for stays as it is, in UTF-8.
"""

import re
import unicodedata
from typing import Final

_ASCII: Final = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
}
"""OT1 fonts print other letters for the last three."""

_SYMBOLS: Final = {
    "ß": r"{\ss}", "ø": r"{\o}", "Ø": r"{\O}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}",
    "Œ": r"{\OE}", "ł": r"{\l}", "Ł": r"{\L}", "ı": r"{\i}", "¡": "{!`}", "¿": "{?`}",
    "‘": "`", "’": "'", "“": "``", "”": "''", "–": "--", "—": "---", "…": r"{\dots}",
    "‐": "-", "‑": "-", "−": r"{$-$}", "×": r"{$\times$}", "÷": r"{$\div$}", "±": r"{$\pm$}",
    "°": r"{$^{\circ}$}", "·": r"{$\cdot$}", "≤": r"{$\leq$}", "≥": r"{$\geq$}", "≠": r"{$\neq$}",
    "≈": r"{$\approx$}", "∞": r"{$\infty$}", "→": r"{$\rightarrow$}", "←": r"{$\leftarrow$}",
    "↔": r"{$\leftrightarrow$}", "∈": r"{$\in$}", "∀": r"{$\forall$}", "∃": r"{$\exists$}",
    "√": r"{$\surd$}", "∑": r"{$\sum$}", "∏": r"{$\prod$}", "∂": r"{$\partial$}",
    "∇": r"{$\nabla$}", "⊕": r"{$\oplus$}", "⊗": r"{$\otimes$}", "ℓ": r"{$\ell$}",
    "§": r"{\S}", "¶": r"{\P}", "©": r"{\copyright}", "£": r"{\pounds}", "†": r"{\dag}",
    "‡": r"{\ddag}", "•": r"{\textbullet}", "★": r"{$\star$}", "∗": r"{$\ast$}",
}  # fmt: skip

_GREEK: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi . pi rho . sigma "
    "tau upsilon phi chi psi omega"
).split()

_GREEK_CAPITALS: Final = {
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma",
    "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
"""The capitals that do not look like Latin ones; LaTeX has no names for the others."""

_ACCENTS: Final = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d",
    "\u0327": "c", "\u0331": "b",
}  # fmt: skip

_SCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")

_TEX_ESCAPES: Final = re.compile(r"\\([%&_#$])")

_OPENING_QUOTE: Final = re.compile(r"(?:(?<=[\s(\[/‘'-])|^)\"")

_NAMES: Final = frozenset(
    "Adam Bayes Bayesian Bellman Boltzmann Chomsky Euclidean Fisher Fourier Gaussian Gibbs Hamilton"
    " Hamiltonian Hebbian Hilbert Hopfield Kalman Koopman Kronecker Lagrangian Langevin Laplace"
    " Lipschitz Lyapunov Markov Markovian Monte Carlo Nash Newton Pareto Pavlovian Poisson Python"
    " Riemannian Shannon Taylor Turing Wasserstein Wikipedia".split()
)
"""Names in titles that keep their capital although they look like any other word."""


def encode(text: str) -> str:
    """Write plain text, as cleaned at ingest, for LaTeX; its TeX escapes are read first."""
    return "".join(map(_letter, _plain(text)))


def encode_title(text: str) -> str:
    """Write a title for LaTeX, with braces around the words whose capitals must stay."""
    return " ".join(_protected(word) for word in _plain(text).split(" "))


def _plain(text: str) -> str:
    """Read the TeX escapes and quotation marks that a text holds; an equal text is left so."""
    text = _TEX_ESCAPES.sub(r"\1", text).replace("``", "“").replace("''", "”")
    return unicodedata.normalize("NFC", _OPENING_QUOTE.sub("“", text).replace('"', "”"))


def _protected(word: str) -> str:
    written = encode(word)
    core = word.strip("\"'“”‘’()[]{}.,:;!?*")
    if not core or not any(map(_keeps_capitals, re.split(r"[-‐‑–—/]", core))):
        return written
    start = word.index(core)
    before, inner = encode(word[:start]), encode(core)
    after = encode(word[start + len(core) :])
    # A brace and a backslash at the start would be one letter to BibTeX, and be lower-cased.
    return (
        f"{before}{{{{{inner}}}}}{after}" if inner[:2] == "{\\" else f"{before}{{{inner}}}{after}"
    )


def _keeps_capitals(part: str) -> bool:
    """Tell whether the capitals of a part of a word carry meaning: GPT, mRNA, R1, X, Bayes."""
    if part.removesuffix("'s").removesuffix("’s") in _NAMES:
        return True
    if len(part) == 1:
        return part.isupper() and part not in "AI"
    capital = part[:1].isupper()
    return any(map(str.isupper, part[1:])) or (capital and any(map(str.isdigit, part)))


def _letter(letter: str) -> str:
    if letter.isascii():
        return _ASCII.get(letter, letter)
    if letter in _SYMBOLS:
        return _SYMBOLS[letter]
    if "α" <= letter <= "ω":
        name = _GREEK[ord(letter) - ord("α")]
        return letter if name == "." else f"{{$\\{name}$}}"
    if letter in _GREEK_CAPITALS:
        return f"{{$\\{_GREEK_CAPITALS[letter]}$}}"
    if (plain := letter.translate(_SCRIPTS)) != letter:
        return f"{{$^{{{plain}}}$}}" if letter in "⁰¹²³⁴⁵⁶⁷⁸⁹" else f"{{$_{{{plain}}}$}}"
    return _accented(letter)


def _accented(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    base, marks = decomposed[0], decomposed[1:]
    if marks and base.isascii() and all(mark in _ACCENTS for mark in marks):
        written = f"\\{base}" if base in "ij" else base
        for mark in marks:
            written = f"\\{_ACCENTS[mark]}{{{written}}}"
        return f"{{{written}}}"
    compatible = unicodedata.normalize("NFKC", letter)
    return encode(compatible) if compatible.isascii() else letter
