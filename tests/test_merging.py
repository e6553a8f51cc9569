"""One paper of many records, and two papers of one title: through the library, with marks."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from papers_tui.library import Library
from papers_tui.model.paper import Paper
from papers_tui.model.query import Query
from papers_tui.paths import Paths
from tests.builders import dump_text

TITLE = "Lamplight: Reading the Margins of Long Documents"
ONE = "Long documents carry notes in their margins that models ignore, and we read them all."
OTHER = "Oceans are deep and boats are slow, and nobody who sails them knows why at night."


def plain(abstract: str, date: str = "Oct 23, 2025", title: str = TITLE) -> str:
    return dump_text(f"{title}\n\n{abstract}\n\n  • 6 authors\n·\n{date}")


def site(number: str, abstract: str, date: str = "2025-10-23", title: str = TITLE) -> str:
    paper = {
        "id": number,
        "title": title,
        "summary": abstract,
        "authors": [{"name": "Ann Other"}],
        "publishedAt": f"{date}T12:00:00.000Z",
    }
    return json.dumps([{"paper": paper}])


class Adding:
    """A library, and dumps added to it one by one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        self.library = Library(Paths.under(folder / "home"))

    def add(self, *texts: str) -> None:
        for text in texts:
            path = self._folder / f"{len(list(self._folder.iterdir()))}.dump"
            path.write_text(text)
            assert self.library.add([str(path)]).files[0].refusal is None

    @property
    def papers(self) -> list[Paper]:
        found = self.library.search(Query())
        return [found.paper(row) for row in range(len(found))]

    @property
    def marked(self) -> set[str]:
        """The keys of the papers that are read and bookmarked."""
        marks = {str(paper.key): self.library.marks(paper) for paper in self.papers}
        by_marks = {key for key, said in marks.items() if said.read and said.bookmarked}
        unread = self.library.search(Query("is:unread"))
        assert by_marks == set(marks) - {unread.paper(row).key for row in range(len(unread))}
        return by_marks


@pytest.fixture
def adding(tmp_path: Path) -> Adding:
    return Adding(tmp_path / "adding")


def test_two_papers_of_one_title_are_two_with_keys_of_their_own(adding: Adding) -> None:
    adding.add(plain(ONE, "Jan 5, 2025"), plain(OTHER, "Dec 20, 2025"))
    one, other = adding.papers
    assert one.key != other.key and {one.abstract, other.abstract} == {ONE, OTHER}
    for paper in (one, other):
        found = adding.library.find(paper.key)
        assert found is not None and found.abstract == paper.abstract
    adding.library.mark([one], read=True, bookmarked=True)
    assert adding.marked == {one.key}
    adding.library.mark([one], read=False, bookmarked=False)
    adding.library.mark([other], read=True, bookmarked=True)
    assert adding.marked == {other.key}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_mark_does_not_spread_to_a_paper_of_the_same_title(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    adding = Adding(tmp_path / "adding")
    dumps = [plain(ONE), site("2510.11001", ONE), site("2511.99999", OTHER, "2025-12-20")]
    for number in order:
        adding.add(dumps[number])
        if number == 0:
            kept = [paper for paper in adding.papers if paper.abstract == ONE]
            adding.library.mark(kept, read=True, bookmarked=True)
    assert {paper.key for paper in adding.papers} == {"arxiv:2510.11001", "arxiv:2511.99999"}
    assert adding.marked == {"arxiv:2510.11001"}
    before = adding.papers
    adding.library.rebuild()
    assert adding.papers == before and adding.marked == {"arxiv:2510.11001"}


def test_a_mark_stays_when_the_id_and_another_title_come_later(adding: Adding) -> None:
    adding.add(plain(ONE))
    [first] = adding.papers
    adding.library.mark([first], read=True, bookmarked=True)
    adding.add(site("2510.11001", ONE), site("2510.11001", ONE, title="Candlelight, by Many Hands"))
    [paper] = adding.papers
    assert adding.marked == {"arxiv:2510.11001"}
    for key in (first.key, *first.identities):
        assert adding.library.find(key) == paper
    assert [kept.key for kept in adding.library.bookmarks()] == ["arxiv:2510.11001"]
    gone = adding.library.dumps()[0]
    adding.library.remove_dump(gone.sha256)
    assert adding.marked == {"arxiv:2510.11001"}


def test_a_mark_made_without_the_abstract_is_found_when_it_comes(adding: Adding) -> None:
    adding.add(dump_text(TITLE, head="Apr 20"))
    [bare] = adding.papers
    adding.library.mark([bare], read=True, bookmarked=True)
    adding.add(plain(ONE))
    [paper] = adding.papers
    assert adding.marked == {paper.key} and paper.key != bare.key
    assert adding.library.find(bare.key) == paper


def test_introductions_and_editorials_stay_apart(adding: Adding) -> None:
    adding.add(
        site("2510.00001", ONE, title="Introduction"),
        site("2510.00002", OTHER, title="Introduction"),
        plain(ONE, title="Editorial"),
        plain(OTHER, title="Editorial"),
    )
    assert len(adding.papers) == len({paper.key for paper in adding.papers}) == 4


def test_the_dates_of_a_page_and_of_the_site_are_one_day_apart(adding: Adding) -> None:
    adding.add(plain(ONE, "Oct 22, 2025"), site("2510.11001", ONE, "2025-10-23"))
    [paper] = adding.papers
    assert paper.published is not None and paper.published.iso == "2025-10-23"
