"""The commands of prose that have arguments."""

from typing import Final

UNWRAPPED: Final = frozenset(
    "emph textbf textit texttt textsc textsf textrm textmd textup textsl textnormal text "
    "underline uline mbox hbox boldmath em bf it tt lowercase uppercase".split()
)
"""Commands that only say how their argument looks."""

CITED: Final = frozenset(
    "cite citep citet citealp citealt citeauthor citeyear citeyearpar parencite textcite "
    "autocite ref eqref cref Cref autoref pageref".split()
)
"""Commands that refer to something, of which the source has the name only."""

ENVIRONMENTS: Final = frozenset(
    "equation align gather multline eqnarray displaymath math itemize enumerate description "
    "inparaenum compactitem compactenum center quote quotation abstract cases array matrix "
    "pmatrix bmatrix theorem lemma proposition corollary definition flushleft split".split()
)
"""Environments of which beginning and end say nothing."""
