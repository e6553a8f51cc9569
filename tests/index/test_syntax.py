"""The query language: what a text means, what is said of what has no meaning, what is marked."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query

from papers_tui.index import language
from papers_tui.index.analysis import FOLDING, STEMMING, stemmed, word_spans, words
from papers_tui.index.highlight import matcher
from papers_tui.index.nodes import Flag, Range
from papers_tui.index.schema import SEARCHED
from papers_tui.index.syntax import Parsed, Sought, parse, sought
from papers_tui.model.language_help import HELP
from papers_tui.model.query import Note

TODAY = datetime.date(2026, 8, 2)


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def in_all(make: Callable[..., query.Query], *arguments: object, **options: object) -> query.Query:
    """The same leaf in every searched field, with the weight of the field."""
    return query.Or([make(f, *arguments, boost=b, **options) for f, b in SEARCHED.items()])


def word(stem: str) -> query.Query:
    return in_all(query.Term, stem)


def phrase(*stems: str) -> query.Query:
    return in_all(query.Phrase, list(stems))


def beginning(text: str) -> query.Query:
    return in_all(query.Prefix, text)


def either(*trees: query.Query) -> query.Query:
    """An Or of trees which themselves are Ors of all fields."""
    return query.Or([leaf for tree in trees for leaf in tree.children()])


def wordy(before: str, text: str) -> query.Query:
    """A word and the beginning of another, in one field."""
    return query.Or(
        [
            query.And([query.Term(f, before, boost=b), query.Prefix(f, text, boost=b)])
            for f, b in SEARCHED.items()
        ]
    )


def tree(text: str, *, typing: bool = False) -> query.Query:
    return parse(text, typing=typing, today=TODAY).tree


GRAPH, NEURAL = word("graph"), word("neural")

TREES = [
    # Words
    ("", None),
    ("  ...  ", None),
    ("graph", GRAPH),
    ("Graphs", GRAPH),
    ("GRÅPH", word("graph")),
    ("graph graphs", GRAPH),
    ("graph neural", query.And([GRAPH, NEURAL])),
    ("attention?", word("attent")),
    ("+graph !neural", query.And([GRAPH, NEURAL])),
    ("and or not", query.And([word("and"), word("or"), word("not")])),
    ("ORDER ANDROID", query.And([word("order"), word("android")])),
    # Phrases
    ('"neural networks"', phrase("neural", "network")),
    ("“neural networks”", phrase("neural", "network")),
    ('"graph"', GRAPH),
    ('"graph* ~"', GRAPH),
    ('""', None),
    ("in-context", phrase("in", "context")),
    ("a/b", phrase("a", "b")),
    ("gpt3.5", word("gpt3.5")),
    ("GPT-4: a http://x", query.And([phrase("gpt", "4"), word("a"), phrase("http", "x")])),
    # NOT
    ("-graph", query.Not(GRAPH)),
    ("NOT graph", query.Not(GRAPH)),
    ("NOT NOT graph", GRAPH),
    ("NOT -graph", GRAPH),
    ("--graph", GRAPH),
    ("neural -graph", query.And([NEURAL, query.Not(GRAPH)])),
    ("neural - graph", query.And([NEURAL, GRAPH])),
    ('-"graph neural"', query.Not(phrase("graph", "neural"))),
    ("-(graph neural)", query.Not(query.And([GRAPH, NEURAL]))),
    ("-in-context", query.Not(phrase("in", "context"))),
    ("-...", None),
    # AND, OR, parentheses
    ("graph AND neural", query.And([GRAPH, NEURAL])),
    ("graph OR neural", either(GRAPH, NEURAL)),
    ("(graph)OR(neural)", either(GRAPH, NEURAL)),
    ("a OR b OR c", either(word("a"), word("b"), word("c"))),
    ("a b OR c", query.And([word("a"), either(word("b"), word("c"))])),
    (
        "a OR b AND c",
        query.Or([*word("a").children(), query.And([word("b"), word("c")])]),
    ),
    ("(a b) (c)", query.And([word("a"), word("b"), word("c")])),
    ("a OR NOT b", query.Or([*word("a").children(), query.Not(word("b"))])),
    ("()", None),
    ("a () OR b", either(word("a"), word("b"))),
    # Beginnings, wildcards, likeness
    ("Tränsf*", beginning("transf")),
    ("transf**", beginning("transf")),
    ("transforms*", beginning("transforms")),
    ("in-cont*", wordy("in", "cont")),
    ("-tra*", query.Not(beginning("tra"))),
    ("wild?card", in_all(query.Wildcard, "wild?card")),
    ("Wi*rd", in_all(query.Wildcard, "wi*rd")),
    ("*ing", in_all(query.Wildcard, "*ing")),
    ("wi*rd*", in_all(query.Wildcard, "wi*rd*")),
    ("v1.*", beginning("v1.")),
    ("title:*", query.Wildcard("title", "*")),
    ("*", query.Every()),
    ("-*", query.Not(query.Every())),
    ("* graph", GRAPH),
    ("* -graph", query.Not(GRAPH)),
    ("* OR graph", query.Every()),
    ("?", None),
    ("Graphs~", in_all(query.FuzzyTerm, "graphs", maxdist=1, prefixlength=1)),
    ("graph~1", in_all(query.FuzzyTerm, "graph", maxdist=1, prefixlength=1)),
    ("graph~2", in_all(query.FuzzyTerm, "graph", maxdist=2, prefixlength=1)),
    # Searched fields
    ("title:Graphs", query.Term("title", "graph")),
    ("TITLE:graph", query.Term("title", "graph")),
    ("abs:graph", query.Term("abstract", "graph")),
    ("abstract:graph", query.Term("abstract", "graph")),
    ("author:smith", query.Term("authors", "smith")),
    ("authors:smith", query.Term("authors", "smith")),
    ('authors:"jane smith"', query.Phrase("authors", ["jane", "smith"])),
    ("org:meta", query.Term("org", "meta")),
    ("organisation:meta", query.Term("org", "meta")),
    ("organization:meta", query.Term("org", "meta")),
    ("keyword:graph", query.Term("keywords", "graph")),
    ("keywords:graph", query.Term("keywords", "graph")),
    ("title:in-context", query.Phrase("title", ["in", "context"])),
    ("title:pre*", query.Prefix("title", "pre")),
    ("title:p?e", query.Wildcard("title", "p?e")),
    ("title:graph~", query.FuzzyTerm("title", "graph", maxdist=1, prefixlength=1)),
    ("-title:graph", query.Not(query.Term("title", "graph"))),
    (
        'title:(graph OR "neural network")',
        query.Or([query.Term("title", "graph"), query.Phrase("title", ["neural", "network"])]),
    ),
    (
        "title:(graph abs:neural)",
        query.And([query.Term("title", "graph"), query.Term("abstract", "neural")]),
    ),
    ("title:(NOT graph)", query.Not(query.Term("title", "graph"))),
    ("title:year:2020", query.Phrase("title", ["year", "2020"])),
    # Names
    ("cat:cs.LG", Flag("cat", "cs.lg")),
    ("category:cs.LG", Flag("cat", "cs.lg")),
    ("cat:cs.*", Flag("cat", "cs.*")),
    ("cat:*", Flag("cat", "*")),
    ("-cat:cs.CV", query.Not(Flag("cat", "cs.cv"))),
    ("cat:(cs.LG OR cs.CL)", query.Or([Flag("cat", "cs.lg"), Flag("cat", "cs.cl")])),
    ('dump:"Daily Papers"', Flag("dump", "daily papers")),
    ("dump:daily", Flag("dump", "daily")),
    ("id:2510.12345", Flag("id", "2510.12345")),
    ("arxiv:2510.12345", Flag("id", "arxiv:2510.12345")),
    ("doi:10.1/AbC", Flag("id", "doi:10.1/abc")),
    ("key:arxiv:2510.12345", Flag("key", "arxiv:2510.12345")),
    # Numbers
    ("year:2023", Range("year", 2023, 2023)),
    ('year:"2023"', Range("year", 2023, 2023)),
    ("year:2020..2023", Range("year", 2020, 2023)),
    ("year:2023..2020", Range("year", 2020, 2023)),
    ("year:2020..", Range("year", 2020, None)),
    ("year:..2020", Range("year", None, 2020)),
    ("year:>=2020", Range("year", 2020, None)),
    ("year:>2020", Range("year", 2021, None)),
    ("year:<=2020", Range("year", None, 2020)),
    ("year:<2020", Range("year", None, 2019)),
    ("year:(2020 OR 2023)", query.Or([Range("year", 2020, 2020), Range("year", 2023, 2023)])),
    ("-year:2020", query.Not(Range("year", 2020, 2020))),
    ("comments:>2", Range("comments", 3, None)),
    ("comments:=2", Range("comments", 2, 2)),
    ("comments:2", Range("comments", 2, 2)),
    ("comments:2..9", Range("comments", 2, 9)),
    ("upvotes:>=50", Range("upvotes", 50, None)),
    ("upvotes:≥50", Range("upvotes", 50, None)),
    ("upvotes:<5", Range("upvotes", None, 4)),
    ("authors:>10", Range("authors", 11, None)),
    ("authors:3", Range("authors", 3, 3)),
    ("authors:2..5", Range("authors", 2, 5)),
    # Dates
    ("date:2025", Range("date", day("2025-01-01"), day("2025-12-31"))),
    ("date:2024-02", Range("date", day("2024-02-01"), day("2024-02-29"))),
    ("date:2025-01-15", Range("date", day("2025-01-15"), day("2025-01-15"))),
    ("date:2025-01..2025-03", Range("date", day("2025-01-01"), day("2025-03-31"))),
    ("date:>=2026-01-15", Range("date", day("2026-01-15"), None)),
    ("date:>2025", Range("date", day("2026-01-01"), None)),
    ("date:<2025-03", Range("date", None, day("2025-02-28"))),
    ("date:<=2025-03", Range("date", None, day("2025-03-31"))),
    ("date:9999", Range("date", day("9999-01-01"), day("9999-12-31"))),
    ("since:7d", Range("date", day("2026-07-26"), None)),
    ("since:3w", Range("date", day("2026-07-12"), None)),
    ("since:2m", Range("date", day("2026-06-03"), None)),
    ("since:1y", Range("date", day("2025-08-02"), None)),
    ("since:9999y", Range("date", 1, None)),
    ("since:2025-01", Range("date", day("2025-01-01"), None)),
    # States
    *[(f"is:{state}", Flag("is", state)) for state in ("unread", "read", "bookmarked")],
    ("is:incomplete", Flag("is", "incomplete")),
    *[(f"has:{part}", Flag("has", part)) for part in ("id", "code", "authors", "comments")],
    *[(f"has:{part}", Flag("has", part)) for part in ("abstract", "date", "org")],
    ("IS:Unread", Flag("is", "unread")),
    ("NOT is:read", query.Not(Flag("is", "read"))),
    (
        "-is:read -has:code",
        query.And([query.Not(Flag("is", "read")), query.Not(Flag("has", "code"))]),
    ),
    (
        "graph OR is:unread",
        query.Or([*GRAPH.children(), Flag("is", "unread")]),
    ),
]


@pytest.mark.parametrize(("text", "expected"), TREES, ids=[text for text, _ in TREES])
def test_what_a_text_means(text: str, expected: query.Query) -> None:
    parsed = parse(text, today=TODAY)
    assert parsed.tree == expected
    assert parsed.notes == ()


ALL_FIELDS = ", ".join(f"{name}:" for name in language.FIELDS)

NOTES = [
    ("titel:graph", 'unknown field "titel": did you mean title:?', "titel", "titel graph"),
    ("a -Titel:graph", 'unknown field "Titel": did you mean title:?', "Titel", "a -(titel graph)"),
    ('foo:"a b"', f'unknown field "foo": the fields are {ALL_FIELDS}', "foo", 'foo "a b"'),
    ("x foo:bar", f'unknown field "foo": the fields are {ALL_FIELDS}', "foo", "x foo bar"),
    ("title: graph", "nothing stands right behind title:", "title", "title graph"),
    ("year:abc", '"abc" is no year; write year:2023 or year:2020..2023', "abc", "abc"),
    ("b -year:abc", '"abc" is no year; write year:2023 or year:2020..2023', "abc", "b -abc"),
    ("year:20235", '"20235" is no year; write year:2023 or year:2020..2023', "20235", "20235"),
    ("year:..", '".." is no year; write year:2023 or year:2020..2023', "..", ""),
    (
        "year:(2020 OR abc)",
        '"abc" is no year; write year:2023 or year:2020..2023',
        "abc",
        "year:2020 OR abc",
    ),
    (
        "date:2025-13",
        '"2025-13" is no date; write date:2025-01-15, date:2025-01..2025-03 or date:>=2025',
        "2025-13",
        "2025 13",
    ),
    (
        "since:yesterday",
        '"yesterday" is no time; write since:7d, since:3w, since:2m, since:1y or since:2025-01-15',
        "yesterday",
        "yesterday",
    ),
    (
        "comments:>many",
        '">many" is no number; write comments:5, comments:>2 or comments:2..9',
        ">many",
        "many",
    ),
    (
        "authors:>many",
        '">many" is no number; write authors:5, authors:>2 or authors:2..9',
        ">many",
        "many",
    ),
    ("is:unraed", 'unknown value "unraed" of is: did you mean is:unread?', "unraed", "unraed"),
    (
        "is:xyzzy",
        'unknown value "xyzzy" of is: the values are unread, read, bookmarked, new, incomplete',
        "xyzzy",
        "xyzzy",
    ),
    (
        'has:"qqq www"',
        'unknown value "qqq www" of has: the values are '
        "id, code, authors, comments, abstract, date, org",
        '"qqq www"',
        "qqq www",
    ),
    ("a ~graph~7", "~7: a word can differ in one letter or two, word~2", "~graph~7", "a graph~2"),
    ('"a b"~3', "~3 is left out: quoted words stand one behind the other", '"a b"~3', '"a b"'),
    ('a "b c', "the quotation mark is not closed: it is left out", '"', "a b c"),
    ('title:"b c', "the quotation mark is not closed: it is left out", '"', "title:b c"),
    ("title:(a b", "the parenthesis is not closed", "(", "title:(a b)"),
    ("a) b", "the parenthesis was not opened: it is left out", ")", "a b"),
    ("a OR", "OR has nothing to work on: it is left out", "OR", "a"),
    ("AND a", "AND has nothing to work on: it is left out", "AND", "a"),
    ("a NOT", "NOT has nothing to work on: it is left out", "NOT", "a"),
    ("a OR AND b", "AND has nothing to work on: it is left out", "AND", "a OR b"),
    ("(a NOT) b", "NOT has nothing to work on: it is left out", "NOT", "a b"),
    ("a OR () b", "OR has nothing to work on: it is left out", "OR", "a b"),
    ("-() b", "- has nothing to work on: it is left out", "-", "b"),
    ("NOT OR a", "NOT has nothing to work on: it is left out", "NOT", "a"),
    (
        "(" * 21 + "a" + ")" * 21,
        "more than 20 parentheses within each other: all are left out",
        "(",
        "a",
    ),
]


@pytest.mark.parametrize(("text", "message", "place", "instead"), NOTES, ids=[n[0] for n in NOTES])
def test_what_is_not_understood_is_noted(text: str, message: str, place: str, instead: str) -> None:
    parsed = parse(text, today=TODAY)
    note = next(note for note in parsed.notes if note.message == message)
    assert text[note.begin : note.end] == place
    assert parsed.tree == tree(instead)
    assert len(parsed.notes) == 1 + (text == "NOT OR a")


def test_a_note_says_where() -> None:
    assert parse("graph titel:x year:abc (").notes == (
        Note('unknown field "titel": did you mean title:?', 6, 11),
        Note('"abc" is no year; write year:2023 or year:2020..2023', 19, 22),
        Note("the parenthesis is not closed", 23, 24),
    )


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    parsed = parse("graph " * 200)
    assert parsed.tree == GRAPH
    assert parsed.notes == (Note("only the first 1000 characters are looked at", 1000, 1200),)


PROSE = [
    "GPT-4: a study", "http://x.org/a?b=c", "a : b", "Stable: diffusion", "BERT:x", "3:1 C:D",
    "Title: a survey", "::", "a:", "x:y", "arXiv: 2510.12345", "foo:", "foo:,", "what is this?",
]  # fmt: skip


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_not_complained_of(text: str) -> None:
    assert parse(text).notes == ()


TYPED = [
    ("gra", beginning("gra")),
    ("graphs", beginning("graphs")),
    ("graph neu", query.And([GRAPH, beginning("neu")])),
    ("graph ", GRAPH),
    ("graph.", GRAPH),
    ("in-cont", wordy("in", "cont")),
    ("-gra", query.Not(beginning("gra"))),
    ("graph -", GRAPH),
    ("graph O", query.And([GRAPH, beginning("o")])),
    ("graph OR", GRAPH),
    ("graph OR ", GRAPH),
    ("graph OR NOT", GRAPH),
    ("graph OR neu", query.Or([*GRAPH.children(), *beginning("neu").children()])),
    ("NOT", None),
    ("(graph OR", GRAPH),
    ("(gra", beginning("gra")),
    ("graph (", GRAPH),
    ("(graph)", GRAPH),
    ('"', None),
    ('"gra', beginning("gra")),
    ('"graph ', GRAPH),
    ('"graph neu', wordy("graph", "neu")),
    ('"graph neural"', phrase("graph", "neural")),
    ('title:"graph neu', query.And([query.Term("title", "graph"), query.Prefix("title", "neu")])),
    ("title:(graph OR neu", query.Or([query.Term("title", "graph"), query.Prefix("title", "neu")])),
    ("graph*", beginning("graph")),
    ("wi?d", in_all(query.Wildcard, "wi?d*")),
    ("graph~", in_all(query.FuzzyTerm, "graph", maxdist=1, prefixlength=1)),
    ("titl", beginning("titl")),
    ("title:", None),
    ("title:gra", query.Prefix("title", "gra")),
    ("authors:smi", query.Prefix("authors", "smi")),
    ("graph year:", GRAPH),
    ("graph year:20", GRAPH),
    ("year:2023", Range("year", 2023, 2023)),
    ("year:2020.", Range("year", 2020, 2020)),
    ("year:2020..20", Range("year", 2020, None)),
    ("year:>", None),
    ("year:>=20", None),
    ("year:..20", None),
    ("comments:>", None),
    ("comments:>2", Range("comments", 3, None)),
    ("date:2025-", Range("date", day("2025-01-01"), day("2025-12-31"))),
    ("date:2025-01-3", Range("date", day("2025-01-01"), day("2025-01-31"))),
    ("since:", None),
    ("since:7", None),
    ("since:7d", Range("date", day("2026-07-26"), None)),
    ("is:unr", None),
    ("is:read", Flag("is", "read")),
    ("has:co", None),
    ("cat:cs.LG", Flag("cat", "cs.lg")),
    ("cat:cs.L", Flag("cat", "cs.l*")),
    ("cat:c", Flag("cat", "c*")),
    ('dump:"daily pa', Flag("dump", "daily pa")),
    ("id:2510", Flag("id", "2510")),
    ("foo:", word("foo")),
    ("graph -title:(", GRAPH),
    ("graph -(", GRAPH),
    ("graph titel:(", GRAPH),
]


@pytest.mark.parametrize(("text", "expected"), TYPED, ids=[text for text, _ in TYPED])
def test_what_is_being_typed_is_no_mistake(text: str, expected: query.Query) -> None:
    parsed = parse(text, typing=True, today=TODAY)
    assert parsed.tree == expected
    assert parsed.notes == ()


@pytest.mark.parametrize(
    "text", ["year:abc", "is:xyz", "titel:gra", "a) b", "year:20 graph", "OR a"]
)
def test_what_cannot_become_right_is_noted_while_typing(text: str) -> None:
    assert len(parse(text, typing=True).notes) == 1


LONG = [
    'title:(graph OR "neural network") -cat:cs.CV year:2020..2023 is:unread comments:>=2',
    'NOT (abs:in-context~ OR wi?d* ) AND date:2025-01-02..2026-03 has:code dump:"daily papers"',
    "since:3w authors:smith authors:<=5 upvotes:≥50 id:2510.12345 cat:(cs.LG OR stat.*) key:a",
]


@pytest.mark.parametrize("text", LONG)
def test_no_step_of_typing_is_a_mistake(text: str) -> None:
    assert parse(text).notes == ()
    for length in range(len(text) + 1):
        parsed = parse(text[:length], typing=True)
        assert parsed.notes == (), text[:length]


NODES = (
    query.And, query.Or, query.Not, query.Term, query.Phrase, query.Prefix, query.Wildcard,
    query.FuzzyTerm, query.Every, Range, Flag,
)  # fmt: skip


def check(text: str, parsed: Parsed) -> None:
    """What holds for every query."""
    nodes = [parsed.tree] if parsed.tree is not None else []
    while nodes:
        node = nodes.pop()
        assert type(node) in NODES
        nodes.extend(node.children())
        if isinstance(node, query.Not):
            assert not isinstance(node.query, query.Not)
        if isinstance(node, query.And | query.Or):
            children = list(node.children())
            assert len(set(children)) == len(children) > 1
            assert not any(type(child) in (type(node), query.Every) for child in children)
        if isinstance(node, query.Term | query.Phrase | query.Prefix):
            assert node.fieldname in SEARCHED
            assert node.boost in (1.0, SEARCHED[node.fieldname])
    for note in parsed.notes:
        assert 0 <= note.begin < note.end <= len(text)
    assert all(clause and clause in text for clause, _ in parsed.clauses)
    assert bool(parsed.clauses) == (parsed.tree is not None)
    matches = matcher(parsed.tree)(text)
    assert matches == sorted(matches)
    assert all(0 <= begin < end <= len(text) for begin, end in matches)


PIECES = st.sampled_from(
    [*'()"*-~:?.<>= \ue000', "AND", "OR", "NOT", " AND ", " OR ", " NOT ", "graph", "ñ", "İ", "ß"]
    + [f"{name}:" for name in language.NAMES]
    + ["2020", "2020..", "7d", "unread", "cs.*", "~2", '"a b"', "foo:", "“", "ſ", "\x1c", "\u2028"]
)


@given(st.text(max_size=60) | st.lists(PIECES, max_size=25).map("".join), st.booleans())
def test_no_text_fails(text: str, typing: bool) -> None:
    check(text, parse(text, typing=typing))


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_whoosh_finds_nothing_more_to_simplify(text: str) -> None:
    found = tree(text)
    leaves = [] if found is None else list(found.leaves())
    # What Whoosh makes of these is not what they mean.
    starry = [x for x in leaves if type(x) is query.Every or getattr(x, "text", "") == "*"]
    if leaves and not starry:
        assert set_of(found.normalize()) == set_of(found)


def set_of(node: query.Query) -> object:
    """A tree without the order and the names that normalize changes."""
    if isinstance(node, query.And | query.Or):
        return type(node), frozenset(map(set_of, node.children()))
    return (query.Not, set_of(node.query)) if isinstance(node, query.Not) else node


NONSENSE = [
    "(" * 5000, '"' * 999, "-" * 5000, "NOT " * 300, "a* " * 400, "NOT -" * 200, "a OR " * 200,
    "(" * 25 + '"', "(a OR -" * 20, "title:" * 200, "- NOT " * 150, "a~" * 500,
]  # fmt: skip


@pytest.mark.parametrize("text", NONSENSE)
def test_long_nonsense_does_not_fail(text: str) -> None:
    for typing in (False, True):
        check(text, parse(text, typing=typing))


CLAUSES = [
    ("graph", ["graph"]),
    ("graph -title:(a b)  is:unread", ["graph", "-title:(a b)", "is:unread"]),
    ("a AND b c", ["a", "b", "c"]),
    ("a OR b", ["a OR b"]),
    ("a b OR c", ["a", "b OR c"]),
    ("(a b) AND NOT (c OR d)", ["(a b)", "NOT (c OR d)"]),
    ("(a b)", ["a", "b"]),
    ('"a b" "c"', ['"a b"', '"c"']),
    ("(a OR b", ["a OR b"]),
    ("a OR", ["a"]),
    ("AND a", ["a"]),
    ("titel:x y", ["titel:x", "y"]),
    ("a ... b", ["a", "b"]),
    ("* a", ["*", "a"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES, ids=[text for text, _ in CLAUSES])
def test_the_parts_that_must_all_be_satisfied(text: str, expected: list[str]) -> None:
    clauses = parse(text).clauses
    assert [clause for clause, _ in clauses] == expected
    assert all(part == tree(clause) for clause, part in clauses)


def test_threads_share_the_parser() -> None:
    texts = [text for text, _ in TREES] * 5
    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(tree, texts))
    assert trees == [expected for _, expected in TREES] * 5


@pytest.mark.parametrize("example", [example for example, _ in HELP])
def test_every_example_is_understood(example: str) -> None:
    parsed = parse(example)
    assert parsed.tree is not None
    assert parsed.notes == ()


def test_the_examples_cover_the_language() -> None:
    help_text = " ".join(f"{example} {meaning}" for example, meaning in HELP)
    assert [name for name in language.FIELDS if f"{name}:" not in help_text] == []
    values = language.FIELDS["is"].values + language.FIELDS["has"].values
    assert [value for value in values if f":{value}" not in help_text] == []


def test_every_searched_field_has_a_name() -> None:
    assert list(language.SEARCHED_NAMES.values()) == list(SEARCHED.values())


# Words


@given(
    st.text() | st.lists(st.sampled_from([*"aZ0_.-'*İßſΣσçÉH ²\n", "été", "gpt3.5"])).map("".join)
)
def test_words_are_those_of_the_analysis(text: str) -> None:
    expected = [(t.text, t.startchar, t.endchar) for t in FOLDING(text, chars=True)]
    assert list(word_spans(text)) == expected
    assert words(text) == [word for word, _, _ in expected]
    assert [stemmed(word) for word in words(text)] == [t.text for t in STEMMING(text)]


# Highlighting


def test_what_is_sought() -> None:
    found = sought(tree('graphs "neural nets" -video tra* w?ld fuzy~ title:(a OR NOT b) is:read'))
    assert found == Sought(
        stems=frozenset({"graph", "a"}),
        phrases=(("neural", "net"),),
        beginnings=("tra",),
        patterns=("w?ld",),
        fuzzy=(("fuzy", 1),),
    )
    assert sought(None) == sought(tree("-graph is:read")) == Sought(frozenset(), (), (), (), ())


MARKED = [
    ("graph", "Graphs, a grapher, Gräph", ["Graphs", "Gräph"]),
    ("tra*", "Transfer of a tra, extra", ["Transfer", "tra"]),
    ("w?ld", "Wild world weld wld", ["Wild", "weld"]),
    ("t*er", "transformer transformers tether", ["transformer", "tether"]),
    ("grpah~", "graph", ["graph"]),
    ("grapx~", "graph grape raph grap grapxy", ["graph", "grape", "grap", "grapxy"]),
    ("grpah~2", "graph xgraph", ["graph"]),
    ('"neural network"', "Neural networks, a network, neural", ["Neural networks"]),
    ('"neural network" deep', "deep neural-network", ["deep", "neural-network"]),
    ('"neural network" network', "neural network network", ["neural network", "network"]),
    ('"a b a"', "a b a b a", ["a b a b a"]),
    ("-graph is:unread", "graph unread", []),
    ("title:*", "graph", []),
    ("graph* OR neural", "Graph of İ neural — neurals", ["Graph", "neural", "neurals"]),
]


@pytest.mark.parametrize(("text", "title", "expected"), MARKED, ids=[text for text, *_ in MARKED])
def test_what_is_marked(text: str, title: str, expected: list[str]) -> None:
    spans = matcher(tree(text))(title)
    assert [title[begin:end] for begin, end in spans] == expected


def test_nothing_is_marked_for_nothing() -> None:
    assert matcher(None)("graph") == []


@pytest.mark.parametrize("condition", ['year:"abc"', 'is:"foo"', 'date:"x y"', 'id:""'])
@pytest.mark.parametrize("typing", [False, True])
def test_a_distance_behind_a_condition_is_noted_with_it(condition: str, typing: bool) -> None:
    for text in (f"{condition}~3", f"title:({condition}~)"):
        notes = parse(text, typing=typing).notes
        assert len(notes) == 2
        assert all(0 <= note.begin < note.end <= len(text) for note in notes)
