"""Responses of arXiv's OAI-PMH interface: compared with another reading, and piece by piece."""

import datetime
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers_tui.errors import DumpError
from papers_tui.model.paper import Record
from papers_tui.model.tex import readable
from tests.dumps.test_broken_input import check, read_or_refuse
from tests.dumps.whole import Whole, begins_as, read

OAI = "{http://www.openarchives.org/OAI/2.0/}"
ARXIV = "{http://arxiv.org/OAI/arXiv/}"

AUTHOR = (
    "<author><keyname>Person</keyname><forenames>Ada B.</forenames><suffix>Jr.</suffix>"
    "<affiliation>Somewhere</affiliation></author>"
    "<author><keyname>A Collaboration</keyname></author>"
)

PAPER = f"""<arXiv xmlns="http://arxiv.org/OAI/arXiv/">
 <id>0704.0003</id><created>2007-04-02</created><updated>2008-01-01</updated>
 <authors>{AUTHOR}</authors><title>A Paper with x &amp;lt; y
  on Two Lines</title><categories>math.CO cs.CG</categories><comments>12 pages &amp; more</comments>
 <journal-ref>J. Examples 7</journal-ref><doi>10.1000/example.7</doi>
 <abstract>  We show a thing, and
then that &quot;1 &lt; 2&quot;.
</abstract></arXiv>"""

RAW = """<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>math.GT/0309136</id>
 <submitter>A. Person</submitter>
 <version version="v1"><date>Mon, 8 Sep 2003 09:00:00 GMT</date><size>9kb</size></version>
 <version version="v2"><date>Tue, 9 Sep 2003 09:00:00 GMT</date><size>9kb</size></version>
 <title>A Raw Paper</title><authors>Ada Person (Here), B. Other and C. Third</authors>
 <categories>math.GT</categories><comments>5 pages</comments><abstract>  We show it.</abstract>
</arXivRaw>"""

DUBLIN_CORE = """<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A Plain Paper</dc:title>
 <dc:creator>Person, Ada</dc:creator><dc:creator>Other, B. C., Jr</dc:creator>
 <dc:creator>A Collaboration</dc:creator><dc:subject>Computer Science - Logic</dc:subject>
 <dc:description>  We show it
plainly.</dc:description><dc:description>Comment: 5 pages</dc:description>
 <dc:date>2007-04-03</dc:date><dc:date>2007-04-02</dc:date><dc:type>text</dc:type>
 <dc:identifier>http://arxiv.org/abs/0704.0009</dc:identifier>
 <dc:identifier>J. Examples 7</dc:identifier><dc:identifier>doi:10.1000/x.9</dc:identifier>
</oai_dc:dc>"""


def entry(metadata: str, number: int = 3) -> str:
    header = f"<header><identifier>oai:arXiv.org:0704.{number:04}</identifier></header>"
    return f"<record>{header}<metadata>{metadata}</metadata></record>"


DELETED = (
    '<record><header status="deleted"><identifier>oai:arXiv.org:0704.0001</identifier>'
    "</header></record>"
)


def response(*entries: str, date: str = "<responseDate>2016-03-09T00:35:38Z</responseDate>") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">\n{date}\n'
        '<request verb="ListRecords" metadataPrefix="arXiv">http://export.arxiv.org/oai2</request>'
        f"\n<ListRecords>{''.join(f'{chr(10)}{entry}' for entry in entries)}\n"
        '<resumptionToken cursor="0">1|1001</resumptionToken></ListRecords></OAI-PMH>\n'
    )


def reading_of(text: str, **facts: datetime.date | None) -> Whole:
    return read(text.encode(), **facts)


def test_a_real_response_agrees_with_another_reading(shared: Callable[[str], Path]) -> None:
    data = shared("dumps/arxiv/oai-1.xml").read_bytes()
    papers = list(ET.fromstring(data).iter(f"{ARXIV}arXiv"))
    whole = read(data)
    assert whole.format == "arxiv-oai"
    assert whole.captured == datetime.date(2016, 3, 9)
    assert len(whole.records) == len(papers) == data.count(b"<record>") == 1000
    assert (whole.incomplete, whole.rejected, whole.problems) == (0, 0, ())
    lines = data.split(b"\n")
    for number, (record, paper) in enumerate(zip(whole.records, papers, strict=True), start=1):
        assert record.sighting.position == number
        assert record.sighting.line and lines[record.sighting.line - 1] == b"<record>"
        assert _said(record) == _true(paper)


def _said(record: Record) -> tuple[object, ...]:
    return (
        record.arxiv_id,
        record.title_tex or record.title,
        record.abstract_tex or record.abstract,
        record.authors,
        record.author_count,
        record.published and record.published.iso,
        record.categories,
        record.note,
        record.journal_ref,
        record.doi,
    )


def _true(paper: ET.Element) -> tuple[object, ...]:
    def text(name: str, within: ET.Element = paper) -> str | None:
        found = within.findtext(f"{ARXIV}{name}")
        return " ".join(found.split()) if found else None

    authors = tuple(
        " ".join(filter(None, [text(part, author) for part in ("forenames", "keyname", "suffix")]))
        for author in paper.iter(f"{ARXIV}author")
    )
    return (
        text("id"),
        text("title"),
        text("abstract"),
        tuple(map(readable, authors)),
        len(authors),
        text("created"),
        tuple((text("categories") or "").split()),
        text("comments"),
        text("journal-ref"),
        (text("doi") or "").split(" ")[0] or None,
    )


def test_every_field() -> None:
    whole = reading_of(response(entry(PAPER)))
    [record] = whole.records
    assert (whole.captured, whole.captured_inferred) == (datetime.date(2016, 3, 9), False)
    assert (whole.incomplete, whole.rejected, whole.problems) == (0, 0, ())
    assert record.title == "A Paper with x &lt; y on Two Lines"
    assert record.abstract == 'We show a thing, and then that "1 < 2".'
    assert record.authors == ("Ada B. Person Jr.", "A Collaboration")
    assert record.author_count == 2
    assert record.arxiv_id == "0704.0003"
    assert record.published and record.published.iso == "2007-04-02"
    assert record.categories == ("math.CO", "cs.CG")
    assert record.note == "12 pages & more"
    assert (record.journal_ref, record.doi) == ("J. Examples 7", "10.1000/example.7")
    assert record.sighting.line == 6


def test_raw_metadata() -> None:
    whole = reading_of(response(entry(RAW)))
    [record] = whole.records
    assert record.authors == ("Ada Person", "B. Other", "C. Third")
    assert record.arxiv_id == "math.GT/0309136"
    assert record.published and record.published.iso == "2003-09-08"
    assert (record.title, record.abstract) == ("A Raw Paper", "We show it.")
    assert (record.note, record.categories) == ("5 pages", ("math.GT",))
    assert whole.problems == ()


def test_dublin_core() -> None:
    whole = reading_of(response(entry(DUBLIN_CORE)))
    [record] = whole.records
    assert record.authors == ("Ada Person", "B. C. Other Jr", "A Collaboration")
    assert record.arxiv_id == "0704.0009"
    assert record.published and record.published.iso == "2007-04-02"
    assert (record.title, record.abstract) == ("A Plain Paper", "We show it plainly.")
    assert (record.note, record.doi) == ("5 pages", "10.1000/x.9")
    assert (record.journal_ref, record.categories) == ("J. Examples 7", None)
    assert whole.problems == ()


def test_the_day_of_the_capture() -> None:
    given, file_date = datetime.date(2020, 1, 1), datetime.date(2019, 1, 1)
    text, undated = response(entry(PAPER)), response(entry(PAPER), date="")
    assert reading_of(text, captured_override=given).captured == given
    assert reading_of(text, file_date=file_date).captured == datetime.date(2016, 3, 9)
    assert reading_of(undated, file_date=file_date).captured == file_date
    assert reading_of(undated).captured is None
    assert reading_of(undated, file_date=file_date).records[0].sighting.captured == file_date


def test_deleted_records_are_remarks() -> None:
    text = response(DELETED, entry(PAPER), DELETED)
    whole = reading_of(text)
    assert len(whole.records) == 1
    assert whole.rejected == 0
    lines = [number for number, line in enumerate(text.split("\n"), 1) if "deleted" in line]
    assert [problem.line for problem in whole.problems] == lines
    assert "oai:arXiv.org:0704.0001" in whole.problems[0].message


def test_records_that_say_nothing_are_rejected() -> None:
    bare = "<record><header><identifier>oai:arXiv.org:1</identifier></header></record>"
    untitled = entry(PAPER.replace("title>", "other>"))
    whole = reading_of(response(bare, untitled, entry(PAPER)))
    assert [record.sighting.position for record in whole.records] == [1]
    assert whole.rejected == 2


def test_what_a_record_lacks_is_said() -> None:
    whole = reading_of(response(entry("<arXiv><title>Bare</title></arXiv>")))
    assert whole.incomplete == 1
    assert "no arXiv id, no abstract, no authors, no categories, no date: Bare" in (
        whole.problems[0].message
    )
    assert whole.records[0].authors is None


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(' xmlns="http://www.openarchives.org/OAI/2.0/"', ""),
        lambda text: text.replace(' xmlns="http://arxiv.org/OAI/arXiv/"', ""),
        lambda text: text.replace("http://www.openarchives.org/OAI/2.0/", "urn:other"),
        lambda text: (
            text.replace("<record", "<o:record")
            .replace("</record", "</o:record")
            .replace("<OAI-PMH ", '<OAI-PMH xmlns:o="urn:o" ')
        ),
        lambda text: text.replace('<?xml version="1.0" encoding="UTF-8"?>', ""),
        lambda text: "\ufeff" + text,
        lambda text: "\n \n" + text + "\n\n",
        lambda text: text.replace("<record>", "<record><!-- record --><?ours record?>"),
        lambda text: text.replace("<OAI-PMH", '<!DOCTYPE OAI-PMH SYSTEM "no.dtd"><OAI-PMH'),
    ],
)
def test_other_writings_of_the_same(change: Callable[[str], str]) -> None:
    text = response(entry(PAPER), entry(RAW))
    whole = reading_of(change(text))
    assert [record.title for record in whole.records] == [
        record.title for record in reading_of(text).records
    ]
    assert whole.problems == ()


def test_responses_in_a_row() -> None:
    one, two = response(entry(PAPER)), response(entry(RAW), entry(PAPER))
    whole = reading_of(one + one.rstrip() + two)
    assert [record.sighting.position for record in whole.records] == [1, 2, 3, 4]
    lines = (one + one.rstrip() + two).split("\n")
    assert all(
        lines[(record.sighting.line or 0) - 1].startswith("<record>") for record in whole.records
    )
    broken = reading_of(one + one[:-60] + two)
    assert len(broken.records) == 4
    assert broken.rejected == 1


def test_an_error_among_responses_is_reported() -> None:
    error = '<error code="badResumptionToken">It is gone.</error>'
    wrong = f'<?xml version="1.0"?>\n<OAI-PMH>{error}</OAI-PMH>\n'
    whole = reading_of(response(entry(PAPER)) + wrong + response(entry(RAW)))
    assert len(whole.records) == 2
    assert whole.rejected == 1
    assert "badResumptionToken: It is gone." in whole.problems[0].message


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<OAI-PMH><error code="badArgument">No such set</error></OAI-PMH>',
         "badArgument: No such set"),
        ("<OAI-PMH><Identify><repositoryName>arXiv</repositoryName></Identify></OAI-PMH>",
         "without papers of arXiv"),
        ("<OAI-PMH><ListRecords><record><header><identifier>oai:zenodo.org:1</identifier></header>"
         "</record></ListRecords></OAI-PMH>", "without papers of arXiv"),
        ("<collection><record><leader/></record></collection>", "looks like"),
    ],
)  # fmt: skip
def test_other_responses_are_refused_by_name(text: str, why: str) -> None:
    with pytest.raises(DumpError, match=why):
        reading_of(f'<?xml version="1.0"?>{text}')


def test_every_hundredth_cut_keeps_what_comes_before(shared: Callable[[str], Path]) -> None:
    data = shared("dumps/arxiv/oai-1.xml").read_bytes()
    data = data[: data.index(b"<record>", 200_000)] + b"</ListRecords></OAI-PMH>"
    whole = read(data)
    assert whole.rejected == 0
    lengths = []
    for part in range(1, 100):
        cut = read(data[: len(data) * part // 100])
        assert begins_as(cut, whole)
        assert cut.rejected == 1
        assert cut.problems[-1].line is not None
        assert cut.problems[-1].line >= (cut.records[-1].sighting.line or 0 if cut.records else 1)
        lengths.append(len(cut.records))
    assert lengths == sorted(lengths)
    assert lengths[-1] >= 0.98 * len(whole.records) - 1


TEXT = response(entry(PAPER), DELETED, entry(RAW), entry(DUBLIN_CORE)).encode()


@given(st.integers(0, len(TEXT)))
def test_any_cut(end: int) -> None:
    cut = read_or_refuse(TEXT[:end])
    check(cut)
    assert cut is None or begins_as(cut, read(TEXT))
    check(read_or_refuse(TEXT[end:]))


@given(st.integers(0, len(TEXT) - 1), st.binary(min_size=1, max_size=20))
def test_any_other_bytes_within(place: int, other: bytes) -> None:
    check(read_or_refuse(TEXT[:place] + other + TEXT[place + len(other) :]))


@given(st.lists(st.integers(0, 1 << 20), min_size=2, max_size=6))
@settings(max_examples=40)
def test_spliced_real_responses(shared: Callable[[str], Path], places: list[int]) -> None:
    data = shared("dumps/arxiv/oai-1.xml").read_bytes()
    pieces = [data[place : place + 3000] for place in places]
    check(read_or_refuse(data[:3000] + b"".join(pieces)))
