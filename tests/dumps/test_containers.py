"""Compressed files and archives: what is in them, and what is said where that cannot be read."""

import bz2
import datetime
import io
import lzma
import os
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers_tui.dumps.limits import Limits
from papers_tui.library import Library
from papers_tui.model.dump import AddReport
from tests.builders import SAMPLE, card, dump_text
from tests.dumps.packing import COMPRESSED, MTIME, gz, tar, unpack, zipped, zst

TEXT = sorted(SAMPLE.glob("*.txt"))[0].read_bytes()
SMALL = dump_text(card("A Small Paper")).encode()
DAY = datetime.date(2023, 11, 14)

codecs = pytest.mark.parametrize("name", list(COMPRESSED))


def put(tmp_path: Path, data: bytes, name: str = "dump") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def only(path: Path) -> bytes | None:
    [got] = unpack(path).values()
    assert got.fault is None
    return got.data


def test_a_plain_file_is_itself_whatever_it_is_called(tmp_path: Path) -> None:
    found = unpack(put(tmp_path, TEXT, "dump.gz"))
    assert list(found) == [""]
    assert found[""].data == TEXT and found[""].named and found[""].fault is None


@codecs
def test_compressed_files(tmp_path: Path, name: str) -> None:
    found = unpack(put(tmp_path, COMPRESSED[name](TEXT), "dump.txt"))
    assert list(found) == [""]
    assert found[""].data == TEXT and found[""].named


@codecs
def test_streams_in_a_row(tmp_path: Path, name: str) -> None:
    pack = COMPRESSED[name]
    pieces = [TEXT[:1000], b"", TEXT[1000:1001], TEXT[1001:]]
    assert only(put(tmp_path, b"".join(map(pack, pieces)))) == TEXT
    assert only(put(tmp_path, pack(TEXT) + b"\0" * 512)) == TEXT
    assert only(put(tmp_path, pack(TEXT) + b"\0" * 512 + pack(b"tail"))) == TEXT + b"tail"


@codecs
def test_what_follows_is_left_aside_and_said(tmp_path: Path, name: str) -> None:
    for rest in (b"x", b"\0\0garbage", os.urandom(100_000)):
        [got] = unpack(put(tmp_path, COMPRESSED[name](TEXT) + rest)).values()
        assert got.data == TEXT
        assert got.fault is not None and "left aside" in got.fault


@codecs
def test_a_stream_that_breaks_off_gives_what_comes_before(tmp_path: Path, name: str) -> None:
    noise = b"".join(b"%d %d\n" % (n, n * n * 7919 % 10007) for n in range(60_000))
    packed = COMPRESSED[name](noise) + COMPRESSED[name](noise)
    for cut in (len(packed) - 1, len(packed) * 3 // 4):
        [got] = unpack(put(tmp_path, packed[:cut])).values()
        assert got.data is not None and len(got.data) >= len(noise)
        assert (noise + noise).startswith(got.data)
        assert got.fault is not None and "break off" in got.fault
    [nothing] = unpack(put(tmp_path, packed[:11])).values()
    assert nothing.error == "the compressed data break off"


@pytest.mark.parametrize("data", [SMALL, TEXT, TEXT * 40])
@pytest.mark.parametrize("name", ["gz", "xz", "zst"])
def test_a_wrong_checksum_loses_nothing(tmp_path: Path, name: str, data: bytes) -> None:
    packed = bytearray(COMPRESSED[name](data))
    place = {"gz": -8, "zst": -1}.get(name, -len(_xz_tail(packed)) - 1)
    packed[place] ^= 0xFF
    [got] = unpack(put(tmp_path, bytes(packed))).values()
    assert got.data == data
    assert got.fault is not None and "damaged" in got.fault


def _xz_tail(packed: bytes | bytearray) -> bytes:
    """Give index and footer of a stream of one block, before which its checksum stands."""
    size = (struct.unpack("<I", packed[-8:-4])[0] + 1) * 4
    return bytes(packed[-12 - size :])


def test_damage_in_a_large_stream_loses_little(tmp_path: Path) -> None:
    noise = os.urandom(3 << 20)
    text = b"".join(b"%d\n" % n for n in noise)
    packed = bytearray(gz(text))
    packed[-6] ^= 0xFF
    [got] = unpack(put(tmp_path, bytes(packed))).values()
    assert got.data is not None and text.startswith(got.data)
    assert len(text) - len(got.data) <= 1 << 16
    assert got.fault is not None and "damaged" in got.fault


ARCHIVES = {
    "tar": tar({"in/a.txt": TEXT, "b": SMALL}),
    "tar, gnu": tar({"in/a.txt": TEXT, "b": SMALL}, form=tarfile.GNU_FORMAT),
    "tar, ustar": tar({"in/a.txt": TEXT, "b": SMALL}, form=tarfile.USTAR_FORMAT),
    "tar, without its end": tar({"in/a.txt": TEXT, "b": SMALL}).rstrip(b"\0") + b"\0" * 512,
    "zip, stored": zipped({"in/a.txt": TEXT, "b": SMALL}, zipfile.ZIP_STORED),
    "zip, deflate": zipped({"in/a.txt": TEXT, "b": SMALL}, zipfile.ZIP_DEFLATED),
    "zip, bzip2": zipped({"in/a.txt": TEXT, "b": SMALL}, zipfile.ZIP_BZIP2),
    "zip, lzma": zipped({"in/a.txt": TEXT, "b": SMALL}, zipfile.ZIP_LZMA),
}


@pytest.mark.parametrize("name", list(ARCHIVES))
@pytest.mark.parametrize("outer", ["", *COMPRESSED])
def test_archives_plain_and_compressed(tmp_path: Path, name: str, outer: str) -> None:
    packed = COMPRESSED[outer](ARCHIVES[name]) if outer else ARCHIVES[name]
    found = unpack(put(tmp_path, packed))
    assert [(place, got.data) for place, got in found.items()] == [
        ("/in/a.txt", TEXT), ("/b", SMALL),
    ]  # fmt: skip
    assert all(got.date == DAY and not got.named and not got.fault for got in found.values())


def test_tar_of_the_time_before_its_magic(tmp_path: Path) -> None:
    packed = bytearray(tar({"a.txt": SMALL}, form=tarfile.USTAR_FORMAT))
    packed[257:265] = b"\0" * 8
    packed[148:156] = b" " * 8
    packed[148:156] = b"%06o\0 " % sum(packed[:512])
    assert only(put(tmp_path, bytes(packed))) == SMALL


def test_three_layers_are_followed_and_no_more(tmp_path: Path) -> None:
    for inner in (tar, zipped):
        for outer in (tar, zipped):
            archive = outer({"x": inner({"a.gz": gz(TEXT), "b.gz": gz(gz(TEXT))}), "c": SMALL})
            found = unpack(put(tmp_path, archive))
            assert list(found) == ["/x/a.gz", "/x/b.gz", "/c"]
            assert found["/x/a.gz"].data == TEXT and found["/c"].data == SMALL
            error = found["/x/b.gz"].error
            assert error is not None and "packed more than 3 times over" in error
    [got] = unpack(put(tmp_path, gz(gz(gz(TEXT))))).values()
    assert got.data == TEXT
    [got] = unpack(put(tmp_path, gz(gz(gz(gz(TEXT)))))).values()
    assert got.error is not None and got.named


def test_only_files_are_looked_at_and_no_hidden_ones(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        kinds = (
            tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE,
            tarfile.BLKTYPE,
        )  # fmt: skip
        for kind in kinds:
            info = tarfile.TarInfo(f"a{ord(kind)}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        for name in (".DS_Store", "__MACOSX/._a", ".git/config", "x/.y/z", "./in/../a", "/etc/b"):
            info = tarfile.TarInfo(name)
            info.size = len(SMALL)
            archive.addfile(info, io.BytesIO(SMALL))
    assert list(unpack(put(tmp_path, out.getvalue()))) == ["/in/a", "/etc/b"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive_:
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive_.writestr(link, "/etc/passwd")
        for name in ("dir/", ".DS_Store", "__MACOSX/._a", "../../up.txt", "/etc/b"):
            archive_.writestr(name, b"" if name.endswith("/") else SMALL)
    before = sorted(tmp_path.rglob("*"))
    path = put(tmp_path, out.getvalue())
    assert list(unpack(path)) == ["/up.txt", "/etc/b"]
    assert sorted(tmp_path.rglob("*")) == before


def test_an_archive_of_nothing_is_refused(tmp_path: Path) -> None:
    for packed in (tar({".hidden": b""}), zipped({}), zipped({"dir/": b""}), gz(zipped({}))):
        [(place, got)] = unpack(put(tmp_path, packed)).items()
        assert (place, got.named) == ("", True)
        assert got.error == "there is no file in the archive"


def test_encrypted_members_are_refused_and_the_others_read(tmp_path: Path) -> None:
    packed = bytearray(zipped({"secret.txt": SMALL, "open.txt": SMALL}))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    found = unpack(put(tmp_path, bytes(packed)))
    assert found["/secret.txt"].error == "it is encrypted in the archive"
    assert found["/open.txt"].data == SMALL


def test_methods_that_are_not_read_and_zstandard(tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.txt": zst(TEXT)}, zipfile.ZIP_STORED))
    directory = packed.index(b"PK\x01\x02")
    for method, read in ((93, True), (9, False)):
        packed[8:10] = packed[directory + 10 : directory + 12] = struct.pack("<H", method)
        packed[directory + 24 : directory + 28] = struct.pack("<I", len(TEXT))
        packed[directory + 16 : directory + 20] = struct.pack("<I", zlib.crc32(TEXT))
        got = unpack(put(tmp_path, bytes(packed)))["/a.txt"]
        assert got.fault is None
        if read:
            assert got.data == TEXT
        else:
            assert got.error == "it is compressed by method 9, which is not read"


def test_a_wrong_checksum_in_a_zip_loses_nothing(tmp_path: Path) -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        packed = bytearray(zipped({"a.txt": SMALL, "b.txt": SMALL}, method))
        packed[packed.index(b"PK\x01\x02") + 16] ^= 0xFF
        found = unpack(put(tmp_path, bytes(packed)))
        assert found["/a.txt"].data == SMALL == found["/b.txt"].data
        assert "checksum" in (found["/a.txt"].fault or "") and found["/b.txt"].fault is None


def test_archives_that_break_off(tmp_path: Path) -> None:
    packed = tar({"a.txt": SMALL, "b.txt": TEXT, "c.txt": SMALL})
    cut = packed[: packed.index(TEXT[:200]) + 5000]
    for data in (cut, gz(cut), gz(packed)[:-400]):
        found = unpack(put(tmp_path, data))
        assert list(found) == ["/a.txt", "/b.txt", ""]
        assert found["/a.txt"].data == SMALL
        part = found["/b.txt"]
        assert part.data and TEXT.startswith(part.data) and part.fault
        assert found[""].named and found[""].error
    [(place, got)] = unpack(put(tmp_path, zipped({"a.txt": TEXT})[:-30])).items()
    assert place == "" and (got.error or "").startswith("the zip archive cannot be read")


@pytest.mark.parametrize("inner", [{"deep.txt": SMALL}, {}])
@pytest.mark.parametrize("lost", [40, 150])
def test_a_cut_zip_is_not_the_zip_inside_of_it(
    tmp_path: Path, inner: dict[str, bytes], lost: int
) -> None:
    files = {"a.txt": SMALL, "in.zip": zipped(inner, zipfile.ZIP_STORED), "b.txt": SMALL}
    packed = zipped(files, zipfile.ZIP_STORED)
    assert list(unpack(put(tmp_path, packed)))[::2] == ["/a.txt", "/b.txt"]
    [(place, got)] = unpack(put(tmp_path, packed[:-lost])).items()
    assert place == "" and (got.error or "").startswith("the zip archive is damaged or cut")


@pytest.mark.parametrize("packed", [tar({}), zipped({}), gz(tar({})), bytes(1024)])
def test_archives_without_files_are_said_to_be(tmp_path: Path, packed: bytes) -> None:
    [(place, got)] = unpack(put(tmp_path, packed)).items()
    assert (place, got.error) == ("", "there is no file in the archive")


def test_a_damaged_header_is_no_end(tmp_path: Path) -> None:
    packed = bytearray(tar({"a.txt": SMALL, "b.txt": SMALL}, form=tarfile.USTAR_FORMAT))
    packed[packed.index(b"b.txt")] ^= 0xFF
    found = unpack(put(tmp_path, bytes(packed)))
    assert list(found) == ["/a.txt", ""]
    assert "damaged" in (found[""].error or "")


def test_a_tar_whose_compression_is_damaged_at_its_end(tmp_path: Path) -> None:
    packed = bytearray(gz(tar({"a.txt": SMALL})))
    packed[-8] ^= 0xFF
    found = unpack(put(tmp_path, bytes(packed)))
    assert found["/a.txt"].data == SMALL
    assert "damaged" in (found[""].error or "")
    assert list(unpack(put(tmp_path, gz(tar({"a.txt": SMALL})) + b"garbage"))) == ["/a.txt"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "an image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "an image"),
        (b"\x7fELF\2\1\1\0\0", "a program"),
        (b"MZ\x90\0\3\0\0\0", "a program"),
        (b"SQLite format 3\0" + b"\0" * 84, "a database"),
        (b"PAR1\x15\0", "a table in a binary format"),
        (b"words and \0 others", "binary"),
        (b"\0" * 10_000, "binary"),
    ],
)
def test_binary_files_are_called_what_they_are(tmp_path: Path, data: bytes, what: str) -> None:
    for packed in (data, gz(data), data * (300_000 // len(data))):
        [got] = unpack(put(tmp_path, packed)).values()
        assert got.error == f"the file is {what}, not a paper listing that can be read"


def test_a_text_in_which_a_word_stands_where_tar_has_its_magic(tmp_path: Path) -> None:
    data = b"x" * 257 + b"ustar" + b"y" * 1000
    assert only(put(tmp_path, data)) == data


def test_utf_16_is_text(tmp_path: Path) -> None:
    data = SMALL.decode().encode("utf-16")
    assert only(put(tmp_path, data)) == only(put(tmp_path, lzma.compress(data))) == data


@pytest.mark.parametrize("mtime", [0, 2**33, 315532800])
def test_a_day_that_says_nothing_is_that_of_the_file(tmp_path: Path, mtime: int) -> None:
    path = put(tmp_path, tar({"a.txt": SMALL}, mtime))
    os.utime(path, (MTIME, MTIME))
    assert unpack(path)["/a.txt"].date == DAY
    path = put(tmp_path, zipped({"a.txt": SMALL}, date=(1980, 1, 1, 0, 0, 0)))
    os.utime(path, (MTIME, MTIME))
    assert unpack(path)["/a.txt"].date == DAY


def test_names_of_every_kind(tmp_path: Path) -> None:
    names = ["od\udcffd", "a\nb", "\x1b[31mred", "x" * 300, "ümlaut", "a\\b"]
    found = unpack(put(tmp_path, tar(dict.fromkeys(names, SMALL), form=tarfile.GNU_FORMAT)))
    assert list(found) == [f"/{name}" for name in names]
    assert {got.data for got in found.values()} == {SMALL}
    found = unpack(put(tmp_path, zipped(dict.fromkeys(names[1:], SMALL))))
    assert list(found) == [f"/{name}" for name in names[1:]]
    odd = zipped({"AB": SMALL}).replace(b"AB", b"\xff\xfe")
    assert list(unpack(put(tmp_path, odd))) != []


def added(library: Library, *paths: Path) -> AddReport:
    return library.add([str(path) for path in paths])


def test_the_same_dump_in_another_wrapping_is_the_same_dump(
    library: Library, tmp_path: Path
) -> None:
    kept = {dump.sha256 for dump in library.dumps()}
    for number, pack in enumerate(COMPRESSED.values()):
        report = added(library, put(tmp_path, pack(TEXT), f"{number}"))
        assert (report.new, report.updated, report.unchanged) == (0, 0, 27)
    report = added(library, put(tmp_path, gz(tar({"a": TEXT, "b.xz": lzma.compress(TEXT)}))))
    assert (report.new, report.unchanged, len(report.files)) == (0, 27, 2)
    assert {dump.sha256 for dump in library.dumps()} == kept


def test_members_are_kept_under_their_names(library: Library, tmp_path: Path) -> None:
    path = put(tmp_path, tar({"in/new.txt": SMALL, "notes.md": b"# Notes", "p.png": b"\x89PNG\0"}))
    report = added(library, path)
    assert [(file.path, file.named) for file in report.files] == [
        (f"{path}/in/new.txt", False), (f"{path}/notes.md", False), (f"{path}/p.png", False),
    ]  # fmt: skip
    assert [file.refusal is None for file in report.files] == [True, False, False]
    dump = library.dumps()[-1]
    assert dump.path == f"{path}/in/new.txt" and dump.file_date == DAY
    assert report.new == 1


def test_a_dump_that_breaks_off_says_so(library: Library, tmp_path: Path) -> None:
    more = dump_text(*(card(f"Paper Number {n} of Many") for n in range(300))).encode()
    [file] = added(library, put(tmp_path, bz2.compress(more)[:-4])).files
    assert file.reading is not None and file.reading.papers == 300
    problem = file.reading.problems[0]
    assert "break off" in problem.message and problem.place == ""
    assert library.with_problems(library.dumps()[-1]).problems[0] == problem


def test_nothing_is_left_of_what_is_refused(library: Library, tmp_path: Path) -> None:
    before = sorted((tmp_path / "home").rglob("*"))
    report = added(
        library, put(tmp_path, gz(zipped({"a": b"\0", "b": b"words"}))), tmp_path / "gone"
    )
    assert all(file.refusal for file in report.files)
    assert sorted((tmp_path / "home").rglob("*")) == before


MAGIC = [
    b"\x1f\x8b\x08", b"BZh91AY&SY", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"\x50\x2a\x4d\x18",
    b"PK\x03\x04", b"PK\x05\x06",
]  # fmt: skip
WHOLE = [
    *ARCHIVES.values(), *(pack(SMALL) for pack in COMPRESSED.values()), zipped({"a.gz": gz(SMALL)}),
    gz(tar({"a" * 200: SMALL, "b.zip": zipped({"c": SMALL})})),
]  # fmt: skip
LOW = Limits(largest_dump=8, most_members=20)


@given(st.sampled_from(MAGIC), st.binary(max_size=600))
@settings(max_examples=300)
def test_any_bytes_behind_each_magic(
    tmp_path_factory: pytest.TempPathFactory, magic: bytes, data: bytes
) -> None:
    unpack(put(tmp_path_factory.getbasetemp(), magic + data, "any"), LOW)


@given(st.binary(min_size=255, max_size=700), st.binary(max_size=300))
def test_any_bytes_in_a_tar_header(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, rest: bytes
) -> None:
    header = bytearray(data[:257] + b"ustar" + data[257:] + bytes(512))[:512]
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    unpack(put(tmp_path_factory.getbasetemp(), bytes(header) + rest, "any"), LOW)


@given(
    st.sampled_from(WHOLE),
    st.integers(0, 1 << 17),
    st.binary(max_size=20),
    st.integers(0, 20),
    st.booleans(),
)
@settings(max_examples=400)
def test_containers_with_other_bytes_in_them(
    tmp_path_factory: pytest.TempPathFactory,
    whole: bytes,
    place: int,
    data: bytes,
    gone: int,
    cut: bool,
) -> None:
    place %= len(whole)
    rest = b"" if cut else whole[place + gone :]
    unpack(put(tmp_path_factory.getbasetemp(), whole[:place] + data + rest, "any"), LOW)


def test_members_without_a_name(tmp_path: Path) -> None:
    packed = zipped({"A": SMALL})
    place = packed.index(b"PK\x01\x02")
    local = packed[:26] + b"\0\0" + packed[28:30] + packed[31:place]
    entry = packed[place : place + 28] + b"\0\0" + packed[place + 30 : place + 46]
    end = bytearray(packed[packed.index(b"PK\x05\x06") :])
    end[12:20] = struct.pack("<II", len(entry), len(local))
    for data in (local + entry + bytes(end), tar({"": SMALL})):
        found = unpack(put(tmp_path, data))
        assert [(name, got.data) for name, got in found.items()] == [("/?", SMALL)]
