"""What the index knows of a paper."""

import hashlib
import struct
from typing import Any, Final

import numpy as np
from whoosh import columns, fields

from papers_tui.index.analysis import STEMMING, folded_words
from papers_tui.model.identity import Key
from papers_tui.model.paper import Paper

VERSION: Final = 2
"""Goes up when the schema, the analysis or the merging changes: older indexes are made again."""

UNKNOWN: Final = -1
"""A number in the facts of a paper that is not known."""

FACTS: Final = np.dtype([("date", "<i4"), ("year", "<i2"), ("comments", "<i4"), ("order", "<u8")])
"""The numbers of a paper, packed: the day (`datetime.date.toordinal`), the year, the number of
comments, and a hash that orders papers which are otherwise equal."""

_PACK: Final = struct.Struct("<ihiQ")

SEARCHED: Final = {"title": 3.0, "abstract": 1.0, "authors": 1.0, "org": 1.0, "keywords": 1.0}
"""The fields in which plain words are searched, with their weights."""


def schema() -> Any:  # noqa: ANN401 - Whoosh has no types
    """Make the schema: searched text, identities, and columns for filters and orders.

    `spelling` keeps the words as they were before stemming too; beginnings of words need them. What
    is one word to a person and several to the analysis, such as `in-context`, is a phrase.
    """
    return fields.Schema(
        **{
            name: fields.TEXT(analyzer=STEMMING, spelling=True, multitoken_query="phrase")
            for name in SEARCHED
        },
        identity=fields.KEYWORD(scorable=False),
        dump=fields.KEYWORD(scorable=False),
        reading=fields.KEYWORD(scorable=False),
        facts=fields.COLUMN(columns.FixedBytesColumn(_PACK.size)),
        identity_hashes=fields.COLUMN(columns.VarBytesColumn()),
        title_order=fields.COLUMN(columns.VarBytesColumn()),
        organization=fields.COLUMN(columns.RefBytesColumn()),
        dumps=fields.COLUMN(columns.RefBytesColumn()),
        records=fields.STORED(),
    )


def document(paper: Paper, records: str, readings: list[str]) -> dict[str, Any]:
    """Give the fields of a paper, as Whoosh's writer takes them."""
    dumps = sorted({sighting.dump for sighting in paper.sightings})
    organization = paper.organization
    return {
        "title": paper.title,
        "abstract": paper.abstract or "",
        "authors": " ; ".join(paper.authors or ()),
        "org": f"{organization.handle or ''} {organization.name}" if organization else "",
        "keywords": " ; ".join(paper.keywords or ()),
        "identity": " ".join(paper.identities),
        "dump": " ".join(dumps),
        "reading": " ".join(readings),
        "facts": _facts(paper),
        "identity_hashes": b"".join(map(identity_hash, paper.identities)),
        "title_order": " ".join(folded_words(paper.title)).encode(),
        "organization": organization.name.encode() if organization else b"",
        "dumps": " ".join(dumps).encode(),
        "records": records,
    }


def identity_hash(identity: Key) -> bytes:
    """Reduce an identity to the eight bytes that columns hold."""
    return hashlib.blake2b(identity.encode(), digest_size=8).digest()


def _facts(paper: Paper) -> bytes:
    published = paper.published
    return _PACK.pack(
        published.ordinal if published else UNKNOWN,
        published.year if published else UNKNOWN,
        UNKNOWN if paper.comments is None else paper.comments,
        int.from_bytes(identity_hash(paper.key), "little"),
    )
