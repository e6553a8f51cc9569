"""Place what the user said of papers on document numbers."""

from collections.abc import Callable, Sequence

import numpy as np

from papers_tui.index.columns import Columns, Mask, Numbers, ranges
from papers_tui.index.schema import identity_hash
from papers_tui.model.identity import Key, contradict

Identities = Callable[[int], tuple[Key, ...]]
"""Gives the identities of the paper of a document number."""


def place_marks(columns: Columns, papers: Sequence[Sequence[Key]], identities: Identities) -> Mask:
    """Find the documents of papers that are given by their identities."""
    mask = np.zeros(columns.size, np.bool_)
    if not papers or not columns.size:
        return mask
    hashes, documents = columns.identities
    wanted = np.frombuffer(b"".join(identity_hash(k) for keys in papers for k in keys), "<u8")
    owner = np.repeat(np.arange(len(papers)), [len(keys) for keys in papers])
    first = np.searchsorted(hashes, wanted, "left")
    counts = np.searchsorted(hashes, wanted, "right") - first
    candidates = documents[ranges(first, counts)]
    mask[candidates] = True
    _withdraw_contradictions(mask, papers, np.repeat(owner, counts), candidates, identities)
    return mask


def _withdraw_contradictions(
    mask: Mask,
    papers: Sequence[Sequence[Key]],
    owners: Numbers,
    candidates: Numbers,
    identities: Identities,
) -> None:
    """Take back what only a common title matched, where the ids name different papers.

    A pair that matches in more than one identity, or whose mark has only one, is beyond doubt.
    """
    pairs, hits = np.unique(np.stack([owners, candidates]), axis=1, return_counts=True)
    lengths = np.array([len(keys) for keys in papers])
    doubtful = pairs[:, (hits == 1) & (lengths[pairs[0]] > 1)]
    if not doubtful.size:
        return
    agreed = {
        document
        for owner, document in pairs.T.tolist()
        if not contradict(papers[owner], identities(document))
    }
    for document in set(doubtful[1].tolist()) - agreed:
        mask[document] = False
