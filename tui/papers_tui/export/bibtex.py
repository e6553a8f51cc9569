"""Papers as BibTeX. Nothing is written that no source said."""

from collections.abc import Iterator, Sequence

from papers_tui.export.citation_keys import citation_keys
from papers_tui.export.latex import encode, encode_title
from papers_tui.export.names import bibtex_authors
from papers_tui.model.dates import MONTHS
from papers_tui.model.paper import Paper


def bibtex(papers: Sequence[Paper]) -> str:
    """Write papers as BibTeX entries, in order, each once; ends with a line break unless empty."""
    distinct = {paper.key: paper for paper in papers}
    keys = citation_keys(distinct.values())
    return "\n".join(_entry(paper, keys[key]) for key, paper in distinct.items())


def _entry(paper: Paper, citation_key: str) -> str:
    lines = [f"  {name:<13} = {value}," for name, value in _fields(paper)]
    return "\n".join([f"@misc{{{citation_key},", *lines, "}", ""])


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", _braced(encode_title(paper.title))
    if paper.authors:
        yield "author", _braced(bibtex_authors(paper.authors))
    elif paper.organization is not None:
        yield "author", _braced(_braced(encode(paper.organization.name)))
    else:
        yield "key", _braced(encode(paper.title))  # what styles sort by where there is no author
    if paper.published is not None:
        yield "year", _braced(str(paper.published.year))
        if paper.published.month is not None:
            yield "month", MONTHS[paper.published.month - 1].lower()
    if paper.arxiv_id is not None:
        yield "howpublished", _braced(f"arXiv:{paper.arxiv_id}")
        yield "eprint", _braced(paper.arxiv_id)
        yield "archiveprefix", _braced("arXiv")
        if paper.categories:
            yield "primaryclass", _braced(paper.categories[0])
    if paper.doi is not None:
        yield "doi", _braced(paper.doi)
    if paper.url is not None:
        yield "url", _braced(paper.url)
    if note := "; ".join(_notes(paper)):
        yield "note", _braced(encode(note))


def _notes(paper: Paper) -> Iterator[str]:
    """Say what the sources knew in place of what a reference should have."""
    if not paper.authors:
        if paper.organization is not None:
            yield "Organisation as listed by Hugging Face"
        if paper.author_count is None:
            yield "author names not in the source"
        elif paper.author_count == 1:
            yield "1 author; name not in the source"
        else:
            yield f"{paper.author_count} authors; names not in the source"
    if paper.published is None:
        yield "date not in the source"
    elif paper.published.year_inferred:
        yield "year inferred from the date of the capture"


def _braced(text: str) -> str:
    return f"{{{text}}}"
