"""Feeds of arXiv: compared with another reading, and piece by piece."""

import datetime
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.errors import DumpError
from tests.dumps.test_broken_input import check, read_or_refuse
from tests.dumps.whole import Whole, begins_as, read

ATOM = "{http://www.w3.org/2005/Atom}"
OWN = "{http://arxiv.org/schemas/atom}"

ENTRY = """<entry>
    <id>http://arxiv.org/abs/math.GT/0309136v2</id>
    <updated>2008-01-01T00:00:00Z</updated><published>2003-09-08T23:59:59Z</published>
    <title>A Paper with x &amp;lt; y
  on Two Lines</title>
    <summary>  We show a thing, and
then that 1 &lt; 2.
</summary>
    <author><name>Ada Person</name><arxiv:affiliation>Here</arxiv:affiliation></author>
    <author><name>B. Other</name></author>
    <arxiv:doi>10.1000/example.7</arxiv:doi>
    <link title="doi" href="http://dx.doi.org/10.1000/example.7" rel="related"/>
    <arxiv:comment>12 pages</arxiv:comment><arxiv:journal_ref>J. Examples 7</arxiv:journal_ref>
    <arxiv:primary_category term="math.GT"/>
    <category term="math.CO"/><category term="math.GT"/><category term="05C85; 05C70"/>
  </entry>"""

ERROR = """<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1234</id>
    <title>Error</title><summary>incorrect id format for 1234</summary></entry>"""


def feed(*entries: str, updated: str = "<updated>2026-05-11T11:50:16Z</updated>") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">\n'
        f"  <id>http://arxiv.org/api/abc</id>{updated}<title>arXiv Query: x</title>\n"
        f"  {''.join(entries)}\n</feed>\n"
    )


RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 version="2.0"><channel><title>cs.CL updates on arXiv.org</title>
 <link>http://rss.arxiv.org/rss/cs.CL</link>
 <lastBuildDate>Tue, 12 May 2026 04:00:00 +0000</lastBuildDate>
 <pubDate>Tue, 12 May 2026 00:00:00 -0400</pubDate>
 <item><title>An Announced Paper</title><link>https://arxiv.org/abs/2605.00003</link>
  <description>arXiv:2605.00003v1 Announce Type: new
Abstract: We announce it.</description>
  <guid isPermaLink="false">oai:arXiv.org:2605.00003v1</guid>
  <category>cs.CL</category><category>cs.AI</category>
  <pubDate>Tue, 12 May 2026 00:00:00 -0400</pubDate>
  <arxiv:announce_type>new</arxiv:announce_type><arxiv:DOI>10.1000/x</arxiv:DOI>
  <arxiv:journal_reference>J. Examples 7</arxiv:journal_reference>
  <dc:creator>Ada Person, B. Other</dc:creator></item></channel></rss>"""


def reading_of(text: str, **facts: datetime.date | None) -> Whole:
    return read(text.encode(), **facts)


def test_a_real_feed_agrees_with_another_reading(shared: Callable[[str], Path]) -> None:
    data = shared("dumps/arxiv/atom-2.xml").read_bytes()
    entries = ET.fromstring(data).findall(f"{ATOM}entry")
    whole = read(data)
    assert whole.format == "arxiv-atom"
    assert whole.captured == datetime.date(2026, 5, 11)
    assert len(whole.records) == len(entries) == 2
    assert (whole.incomplete, whole.rejected, whole.problems) == (0, 0, ())
    for record, found in zip(whole.records, entries, strict=True):

        def text(name: str, found: ET.Element = found) -> str | None:
            value = found.findtext(name)
            return " ".join(value.split()) if value else None

        first = [found.find(f"{OWN}primary_category"), *found.findall(f"{ATOM}category")]
        terms = [term.get("term") for term in first if term is not None]
        assert (text(f"{ATOM}id") or "").endswith(f"/{record.arxiv_id}v1")
        assert (record.title_tex or record.title) == text(f"{ATOM}title")
        assert (record.abstract_tex or record.abstract) == text(f"{ATOM}summary")
        assert record.authors == tuple(
            author.findtext(f"{ATOM}name") for author in found.findall(f"{ATOM}author")
        )
        assert record.author_count == len(record.authors or ())
        assert record.published
        assert (text(f"{ATOM}published") or "").startswith(record.published.iso)
        assert record.published.precision == "day"
        assert record.categories == tuple(dict.fromkeys(terms))
        assert record.note == text(f"{OWN}comment")
        assert record.journal_ref == text(f"{OWN}journal_ref")
        assert record.doi == text(f"{OWN}doi")


def test_every_field() -> None:
    whole = reading_of(feed(ENTRY))
    [record] = whole.records
    assert (whole.captured, whole.captured_inferred) == (datetime.date(2026, 5, 11), False)
    assert (whole.incomplete, whole.rejected, whole.problems) == (0, 0, ())
    assert record.arxiv_id == "math.GT/0309136"
    assert record.title == "A Paper with x &lt; y on Two Lines"
    assert record.abstract == "We show a thing, and then that 1 < 2."
    assert (record.authors, record.author_count) == (("Ada Person", "B. Other"), 2)
    assert record.published and record.published.iso == "2003-09-08"
    assert record.categories == ("math.GT", "math.CO")
    assert (record.doi, record.journal_ref) == ("10.1000/example.7", "J. Examples 7")
    assert (record.note, record.comments) == ("12 pages", None)
    assert (record.sighting.position, record.sighting.line) == (1, 4)


def test_the_announcements_as_rss() -> None:
    whole = reading_of(RSS)
    [record] = whole.records
    assert whole.captured == datetime.date(2026, 5, 12)
    assert (whole.incomplete, whole.rejected, whole.problems) == (0, 0, ())
    assert record.arxiv_id == "2605.00003"
    assert (record.title, record.abstract) == ("An Announced Paper", "We announce it.")
    assert record.authors == ("Ada Person", "B. Other")
    assert record.categories == ("cs.CL", "cs.AI")
    assert record.published is None
    assert (record.doi, record.journal_ref) == ("10.1000/x", "J. Examples 7")


def test_the_announcements_as_atom() -> None:
    announced = ENTRY.replace("</entry>", "<arxiv:announce_type>new</arxiv:announce_type></entry>")
    announced = announced.replace("http://arxiv.org/abs/", "oai:arXiv.org:")
    [record] = reading_of(feed(announced)).records
    assert (record.arxiv_id, record.published) == ("math.GT/0309136", None)


def test_the_day_of_the_capture() -> None:
    given, file_date = datetime.date(2020, 1, 1), datetime.date(2019, 1, 1)
    assert reading_of(feed(ENTRY), captured_override=given).captured == given
    assert reading_of(feed(ENTRY), file_date=file_date).captured == datetime.date(2026, 5, 11)
    undated = feed(ENTRY, updated="")
    assert reading_of(undated, file_date=file_date).captured == file_date
    assert reading_of(undated).captured is None


def test_entries_that_are_no_papers_are_rejected() -> None:
    other = "<entry><id>urn:other</id><title>Other</title></entry>"
    whole = reading_of(feed(ENTRY, other, ERROR, ENTRY.replace("title>", "other>"), ENTRY))
    assert [record.sighting.position for record in whole.records] == [1, 2]
    assert whole.rejected == 3
    assert "incorrect id format for 1234" in whole.problems[1].message


def test_a_feed_of_arxiv_without_papers_has_none() -> None:
    assert reading_of(feed()).records == ()


def test_feeds_in_a_row() -> None:
    whole = reading_of(feed(ENTRY, ENTRY) * 3)
    assert [record.sighting.position for record in whole.records] == [1, 2, 3, 4, 5, 6]
    assert whole.problems == ()


def test_a_style_sheet_is_no_new_document() -> None:
    text = feed(ENTRY).replace("?>\n", '?>\n<?xml-stylesheet href="a.css"?>\n', 1)
    assert len(reading_of(text).records) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:blog</id><entry><id>urn:1</id>'
         "<title>Hello</title></entry></feed>", "an Atom feed, but not one of arXiv's papers"),
        ("<feed><id>urn:blog</id></feed>", "an Atom feed, but not one of arXiv's papers"),
        ("<rss><channel><item><link>https://x.org/1</link><title>x</title></item></channel></rss>",
         "an RSS feed, but not one of arXiv's papers"),
        (f"<feed><id>http://arxiv.org/api/a</id>{ERROR}</feed>",
         "answered with an error: incorrect id format for 1234"),
    ],
)  # fmt: skip
def test_other_feeds_are_refused_by_name(text: str, why: str) -> None:
    with pytest.raises(DumpError, match=why):
        reading_of(f'<?xml version="1.0"?>{text}')


def test_every_hundredth_cut_keeps_what_comes_before(shared: Callable[[str], Path]) -> None:
    data = shared("dumps/arxiv/atom-2.xml").read_bytes()
    whole = read(data)
    for part in range(1, 100):
        cut = read_or_refuse(data[: len(data) * part // 100])
        assert cut is None or begins_as(cut, whole)
        assert cut is None or cut.rejected == 1
    assert cut is not None and len(cut.records) == 1


@given(st.sampled_from([feed(ENTRY, ERROR, ENTRY).encode(), RSS.encode()]), st.data())
def test_any_cut(text: bytes, draw: st.DataObject) -> None:
    end = draw.draw(st.integers(0, len(text)))
    cut = read_or_refuse(text[:end])
    check(cut)
    assert cut is None or begins_as(cut, read(text))
    check(read_or_refuse(text[end:]))


@given(
    st.sampled_from([feed(ENTRY, ENTRY).encode(), RSS.encode()]),
    st.data(),
    st.binary(min_size=1, max_size=20),
)
def test_any_other_bytes_within(text: bytes, draw: st.DataObject, other: bytes) -> None:
    place = draw.draw(st.integers(0, len(text) - 1))
    check(read_or_refuse(text[:place] + other + text[place + len(other) :]))
