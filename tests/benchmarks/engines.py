"""What answers the queries: papers-tui, and the engines that it is compared with."""

import importlib.util
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.benchmarks.corpus import Corpus, conditions
from tests.benchmarks.queries import BenchmarkQuery, Kind

if TYPE_CHECKING:
    import tantivy

FTS5: Final = "FTS5"
FTS5_COUNTED: Final = "FTS5, with count"
TANTIVY: Final = "Tantivy"

TOP: Final = 50
"""Papers that the others are asked for; papers-tui always puts all that it finds in order."""

_TEXTS: Final = ("title", "abstract")
"""The fields that are searched."""

_WRITER_MEMORY: Final = 256_000_000
"""Bytes of postings that Tantivy gathers before it writes them out."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One way to answer the queries."""

    name: str
    """What it is called."""

    ask: Callable[[BenchmarkQuery, int], object]
    """Answers a query, which is asked for the time that the number says."""

    count: Callable[[BenchmarkQuery], int]
    """Says how many papers a query finds."""

    cannot: frozenset[Kind] = frozenset()
    """What cannot be expressed."""


def fts5(corpus: Corpus) -> tuple[Engine, Engine]:
    """Ask SQLite's full-text search for the best papers, without and with the number of all."""
    database = sqlite3.connect(corpus.database)
    bare = "FROM papers WHERE papers MATCH ?"
    joined = "FROM papers JOIN facts ON facts.id = papers.rowid WHERE papers MATCH ?"

    def select(what: str, query: BenchmarkQuery, end: str = "") -> list[tuple[int]]:
        condition, values = conditions(query)
        words = f"{query.words}*" if query.kind is Kind.PREFIX else query.words
        sql = f"SELECT {what} {joined if condition else bare}{condition}{end}"
        return database.execute(sql, (words, *values)).fetchall()

    def ask(query: BenchmarkQuery, _time: int) -> object:
        return select("papers.rowid, rank", query, f" ORDER BY rank LIMIT {TOP}")

    def count(query: BenchmarkQuery) -> int:
        return select("count(*)", query)[0][0]

    def ask_both(query: BenchmarkQuery, time: int) -> object:
        return ask(query, time), count(query)

    cannot = frozenset({Kind.FUZZY})
    return Engine(FTS5, ask, count, cannot), Engine(FTS5_COUNTED, ask_both, count, cannot)


def has_tantivy() -> bool:
    """Tell whether Tantivy is installed."""
    return importlib.util.find_spec("tantivy") is not None


def tantivy_engine(corpus: Corpus) -> Engine:
    """Ask Tantivy for the best papers and the number of all."""
    index = _tantivy_index(corpus)
    searcher = index.searcher()

    def ask(query: BenchmarkQuery, _time: int) -> object:
        return searcher.search(_tantivy_query(index, query), limit=TOP, count=True)

    def count(query: BenchmarkQuery) -> int:
        return searcher.search(_tantivy_query(index, query), limit=1, count=True).count or 0

    return Engine(TANTIVY, ask, count)


def _tantivy_query(index: "tantivy.Index", query: BenchmarkQuery) -> "tantivy.Query":
    import tantivy  # deferred: it need not be installed

    from papers_tui.index.analysis import stemmed  # deferred: Whoosh is slow to import

    make, schema = tantivy.Query, index.schema
    if query.kind is Kind.FUZZY:  # Tantivy knows no words, only their stems
        parts = [make.fuzzy_term_query(schema, name, stemmed(query.words)) for name in _TEXTS]
    elif query.kind is Kind.PREFIX:
        parts = [make.regex_query(schema, name, f"{query.words}.*") for name in _TEXTS]
    else:
        years = f" AND year:[{query.years[0]} TO {query.years[1]}]" if query.years else ""
        text = f"({query.words}){years}{' AND read:0' if query.unread else ''}"
        return index.parse_query(text, list(_TEXTS), conjunction_by_default=True)
    return make.boolean_query([(tantivy.Occur.Should, part) for part in parts])


def _tantivy_index(corpus: Corpus) -> "tantivy.Index":
    """Open Tantivy's index; make it unless it is kept from before."""
    import tantivy  # deferred: it need not be installed

    folder = corpus.rivals / f"tantivy-{tantivy.__version__}"
    builder = tantivy.SchemaBuilder()
    for name in _TEXTS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    for name in ("year", "read"):
        builder.add_integer_field(name, indexed=True, fast=True)
    schema = builder.build()
    if not folder.exists():
        unfinished = folder.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        writer = tantivy.Index(schema, str(unfinished)).writer(_WRITER_MEMORY, num_threads=1)
        sql = (
            "SELECT title, abstract, coalesce(year, 0), read FROM papers"
            " JOIN facts ON facts.id = papers.rowid"
        )
        for title, abstract, year, read in sqlite3.connect(corpus.database).execute(sql):
            paper = tantivy.Document(title=title, abstract=abstract, year=year, read=read)
            writer.add_document(paper)
        writer.commit()
        writer.wait_merging_threads()
        unfinished.rename(folder)
    return tantivy.Index.open(str(folder))
