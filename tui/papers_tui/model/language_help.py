"""The query language by examples; the help screen, the command line and the README show them."""

from typing import Final

HELP: Final[tuple[tuple[str, str], ...]] = (
    ("graph neural", "all these words, in any form, in title, abstract, authors, org or keywords"),
    ('"diffusion model"', "these words, one behind the other"),
    ("in-context", "the same as a phrase: what a hyphen joins stays together"),
    ("graph -survey", "the first word, without the second"),
    ("graph NOT survey", "the same"),
    ("vision OR speech", "either word; OR binds closer than a blank, AND closer than OR"),
    ("(vision OR speech) AND model", "parentheses join"),
    ("transf*", "words that begin so"),
    ("col?r or*tion", "a ? stands for one letter, a * for any"),
    ("atention~", "words that differ in one letter; the first is the same"),
    ("transformr~2", "words that differ in up to two letters"),
    ("title:attention", "a word of the title; abs:, author:, org: and keyword: likewise"),
    ('title:(graph OR "neural network")', "the same for several words and phrases"),
    ('author:"jane doe"', "a name of an author"),
    ("cat:cs.LG", "a category of arXiv"),
    ("cat:cs.* -cat:cs.CV", "any category that begins so, but for one"),
    ("cat:(cs.LG OR cs.CL)", "either category"),
    ("year:2023", "papers of a year; year:>=2020 and year:2020.. are those since then"),
    ("year:2020..2023", "papers of some years"),
    ("date:2025-01..2025-03", "papers of some months; days and years can be given too"),
    ("date:>=2026-01-15", "papers of a day or later; also >, <, <= and ="),
    ("since:7d", "papers of the last days; 3w are weeks, 2m are 60 days, 1y are 365"),
    ("comments:>2", "papers with more comments; also comments:5 and comments:2..9"),
    ("upvotes:>=50", "papers with so many upvotes or more"),
    ("authors:>10", "papers with more authors"),
    ("is:unread", "papers that are not read; also is:read, is:bookmarked"),
    ("is:incomplete", "papers of which something is not known"),
    ("has:code", "also has:id, has:authors, has:comments, has:abstract, has:date, has:org"),
    ('dump:"daily papers"', "papers of a dump"),
    ("id:2510.12345", "the paper of an arXiv id or a DOI; also arxiv: and doi:"),
    ("key:vaswani2017attention", "the paper of a key"),
    ("*", "every paper"),
)
"""Queries, and what each finds."""
