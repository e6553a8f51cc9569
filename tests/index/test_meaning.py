"""Queries in words."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.index.meaning import meaning
from papers_tui.index.syntax import parse
from papers_tui.model.language_help import HELP

TODAY = datetime.date(2026, 8, 2)

SAID = [
    ("Learning", "learning, in any form, in any field"),
    ("survey", "survey, in any form, in any field"),
    ("-survey", "without survey, in any form, in any field"),
    ("NOT survey", "without survey, in any form, in any field"),
    ("vision OR speech", "vision or speech, in any form, in any field"),
    ("title:attention", "attention, in any form, in the title"),
    ("title:x OR abs:x", "x, in any form, in the title or the abstract"),
    ("title:x OR abs:y", "(x, in any form, in the title) or (y, in any form, in the abstract)"),
    ('title:"graph neural networks"', 'the phrase "graph neural networks" in the title'),
    ("in-context", 'the phrase "in context" in any field'),
    ("transf*", 'words that begin with "transf" in any field'),
    ("in-cont*", 'in, in any form, and words that begin with "cont" in any field'),
    ("col?r", 'words like "col?r" in any field'),
    ("atention~", 'words that differ from "atention" in one letter in any field'),
    ("atention~2", 'words that differ from "atention" in up to 2 letters in any field'),
    ("-(a OR is:read)", "not ((a, in any form, in any field) or read)"),
    ("cat:cs.LG", "in the category cs.LG"),
    ("-cat:cs.*", 'not in a category like "cs.*"'),
    ("cat:(cs.LG OR cs.CL)", "in the category cs.LG or in the category cs.CL"),
    ("year:2023", "published in 2023"),
    ("year:2020..2023", "published from 2020 to 2023"),
    ("year:>2020", "published in 2021 or later"),
    ("date:2025", "published in 2025"),
    ("date:2025-02", "published in 2025-02"),
    ("date:2025-02-28", "published on 2025-02-28"),
    ("date:2025-01..2025-03", "published from 2025-01 to 2025-03"),
    ("date:2025-01-02..2025-03", "published from 2025-01-02 to 2025-03-31"),
    ("date:<2025", "published in 2024 or earlier"),
    ("-date:>=2026-01-15", "not published on 2026-01-15 or later"),
    ("date:>9999", "published on 9999-12-31 or later"),
    ("since:7d", "published on 2026-07-26 or later"),
    ("comments:>2", "at least 3 comments"),
    ("comments:<2", "at most 1 comment"),
    ("comments:1", "1 comment"),
    ("upvotes:0..9", "0 to 9 upvotes"),
    ("authors:>10", "at least 11 authors"),
    ("is:unread", "not read"),
    ("-is:unread", "read"),
    ("has:code", "with a link to code"),
    ("-has:code", "without a link to code"),
    ('dump:"Daily Papers"', 'in a dump called "Daily Papers"'),
    ("id:2510.12345", "the paper with the id 2510.12345"),
    ("*", "every paper"),
    ("-*", "no paper"),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_query_in_words(text: str, said: str) -> None:
    assert meaning(parse(text, today=TODAY).tree, text) == said


def test_no_words_ask_for_everything() -> None:
    assert meaning(None) == "every paper"


def test_examples_that_mean_different_things_are_said_differently() -> None:
    said = {meaning(parse(example).tree, example) for example, _ in HELP}
    same = {"graph NOT survey"}
    assert len(said) == len(HELP) - len(same)


@given(st.lists(st.sampled_from([e for e, _ in HELP] + ["(", ")", "OR", "-"]) | st.text()))
def test_whatever_is_typed_can_be_said(pieces: list[str]) -> None:
    text = " ".join(pieces)
    parsed = parse(text)
    assert meaning(parsed.tree, text)
    assert all(meaning(tree, clause) for clause, tree in parsed.clauses)
