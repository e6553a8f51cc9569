"""Small files that become large: they stop at a limit, and nothing is left of them."""

import bz2
import functools
import gzip
import io
import lzma
import os
import struct
import tarfile
import threading
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from papers_tui.dumps.limits import Limits
from papers_tui.library import Library
from papers_tui.paths import Paths
from tests.builders import card, dump_text
from tests.dumps.packing import COMPRESSED, Got, gz, tar, unpack, zipped, zst

MEGABYTE = b"a" * (1 << 20)
SMALL = dump_text(card("A Small Paper")).encode()
LOW = Limits(largest_dump=8, highest_ratio=50, most_members=10, configuration=Path("/c/c.toml"))


def gz_run(megabytes: int) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile("", "wb", 6, out) as file:
        for _ in range(megabytes):
            file.write(MEGABYTE)
    return out.getvalue()


def zst_run(megabytes: int) -> bytes:
    packer = zstandard.ZstdCompressor().compressobj()
    return b"".join(packer.compress(MEGABYTE) for _ in range(megabytes)) + packer.flush()


def zip_run(megabytes: int, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive, archive.open("a.txt", "w") as file:
        for _ in range(megabytes):
            file.write(MEGABYTE)
    return out.getvalue()


RUNS: dict[str, Callable[[], bytes]] = {
    "gz": lambda: gz_run(200),
    "bz2": lambda: bz2.compress(MEGABYTE * 20, 9) * 10,
    "xz": lambda: lzma.compress(MEGABYTE * 20, preset=0) * 10,
    "zst": lambda: zst_run(200),
    "zip": lambda: zip_run(200),
    "zip, bzip2": lambda: zip_run(200, zipfile.ZIP_BZIP2),
    "tar.gz": lambda: gz(tar({"a.txt": MEGABYTE * 100})),
    "gz in gz": lambda: gz(gz_run(200)),
    "gz in zip": lambda: zipped({"a.gz": gz_run(200)}),
    "zip in gz": lambda: gz(zip_run(200)),
    "zst in tar": lambda: tar({"a": zst_run(200)}),
}


@functools.cache
def bomb(name: str) -> bytes:
    return RUNS[name]()


def put(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "bomb"
    path.write_bytes(data)
    return path


def errors(found: dict[str, Got]) -> list[str]:
    return [got.error for got in found.values() if got.error is not None]


@pytest.mark.parametrize("name", list(RUNS))
def test_a_run_stops_at_the_ratio(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, bomb(name))
    assert path.stat().st_size < 1 << 20
    said = errors(unpack(path, Limits(configuration=Path("/c/c.toml"))))
    assert said
    assert all(
        "more than 250 times" in sentence
        and "highest_ratio = 250" in sentence
        and "/c/c.toml" in sentence
        for sentence in said
    )


@pytest.mark.parametrize("name", list(RUNS))
def test_a_run_stops_at_the_size_and_takes_little_memory(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, bomb(name))
    tracemalloc.start()
    try:
        said = errors(unpack(path, Limits(largest_dump=4, highest_ratio=10**6)))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert said
    assert all("largest_dump = 4" in sentence for sentence in said)
    assert peak < 48 << 20


def test_what_is_within_the_limits_is_read(tmp_path: Path) -> None:
    data = MEGABYTE * 8
    limits = Limits(largest_dump=8, highest_ratio=1, most_members=2)
    for pack in COMPRESSED.values():
        assert unpack(put(tmp_path, pack(data)), limits)[""].data == data
    assert errors(unpack(put(tmp_path, gz(data + b"a")), limits))
    assert not errors(unpack(put(tmp_path, tar({"a": SMALL, "b": SMALL})), limits))


def overlapping(entries: int) -> bytes:
    """Make a zip archive whose entries share their bytes."""
    packed = zip_run(2)
    place = packed.index(b"PK\x01\x02")
    end = packed.index(b"PK\x05\x06")
    directory = packed[place:end] * entries
    tail = bytearray(packed[end:])
    tail[8:12] = struct.pack("<HH", entries, entries)
    tail[12:16] = struct.pack("<I", len(directory))
    return packed[:place] + directory + bytes(tail)


def test_entries_that_share_their_bytes(tmp_path: Path) -> None:
    path = put(tmp_path, overlapping(200))
    assert path.stat().st_size < 1 << 15
    found = unpack(path)
    assert sum(len(got.data or b"") for got in found.values()) <= 68 << 20
    assert errors(found)


def test_a_gzip_that_holds_itself_without_end(tmp_path: Path) -> None:
    data = SMALL
    for _ in range(100):
        data = gz(data)
    assert ["packed more than 3 times" in said for said in errors(unpack(put(tmp_path, data)))]


@pytest.mark.parametrize("pack", [tar, zipped, lambda files: gz(tar(files))])
def test_an_archive_of_too_many_members(
    tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    many = pack({f"{n}.txt": SMALL for n in range(11)})
    [said] = errors(unpack(put(tmp_path, many), LOW))
    assert "more than 10 members" in said and "most_members = 10" in said and "/c/c.toml" in said
    nested = pack({str(n): zipped({f"{m}": SMALL for m in range(3)}) for n in range(5)})
    assert any("most_members" in said for said in errors(unpack(put(tmp_path, nested), LOW)))
    within = pack({f"{n}.txt": SMALL for n in range(10)})
    assert not errors(unpack(put(tmp_path, within), LOW))


def test_one_large_member_stops_no_other(tmp_path: Path) -> None:
    for pack in (tar, zipped):
        found = unpack(put(tmp_path, pack({"a": MEGABYTE * 9, "b": SMALL})), LOW)
        assert list(found) == ["/a", "/b"]
        assert found["/b"].data == SMALL
        assert "largest_dump" in (found["/a"].error or "")


def test_hidden_members_count_too(tmp_path: Path) -> None:
    data = gz(tar({".hidden": MEGABYTE * 100, "a": SMALL}))
    [said] = errors(unpack(put(tmp_path, data), LOW))
    assert "highest_ratio" in said


def test_the_rest_of_an_archive_with_a_bomb_is_not_read(tmp_path: Path) -> None:
    found = unpack(put(tmp_path, tar({"a": SMALL, "b": zst_run(200), "c": SMALL})))
    assert list(found) == ["/a", "/b", ""]
    assert "rest of it is not read" in (found[""].error or "")
    assert found[""].named


def test_headers_are_not_kept_in_memory_without_end(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 100 << 20
    header = info.tobuf(tarfile.USTAR_FORMAT)
    for data in (header + MEGABYTE * 3, gz(header + MEGABYTE * 3)):
        [said] = errors(unpack(put(tmp_path, data)))
        assert "headers that are too long" in said


def test_sizes_that_no_file_has(tmp_path: Path) -> None:
    for size in (1 << 60, -(1 << 40)):
        info = tarfile.TarInfo("x")
        info.size = size
        header = info.tobuf(tarfile.GNU_FORMAT)
        found = unpack(put(tmp_path, header + SMALL + bytes(1024)))
        assert errors(found) or found["/x"].fault
    # Passed over, as a folder is, it must end too.
    info = tarfile.TarInfo(".hidden")
    info.size = 1 << 60
    assert errors(unpack(put(tmp_path, info.tobuf(tarfile.GNU_FORMAT) + SMALL)))


def test_holes_count_as_what_comes_out(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type = tarfile.GNUTYPE_SPARSE
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[386:410] = b"%011o\0%011o\0" % (0, 0)
    header[483:495] = b"%011o\0" % (7 << 30)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    assert errors(unpack(put(tmp_path, bytes(header) + bytes(1024))))


def test_a_directory_of_a_zip_that_is_too_long(tmp_path: Path) -> None:
    packed = gz(overlapping(20_000))
    [said] = errors(unpack(put(tmp_path, packed), LOW))
    assert "directory" in said or "most_members" in said


def test_a_window_that_is_too_large(tmp_path: Path) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=30, enable_ldm=False)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    data = packer.compress(SMALL) + packer.flush()
    [said] = errors(unpack(put(tmp_path, data)))
    assert "memory" in said


def test_the_settings_are_those_of_the_user(paths: Paths, tmp_path: Path) -> None:
    paths.config.mkdir(parents=True)
    paths.configuration.write_text("largest_dump = 1\nmost_members = 'many'\n")
    told: list[str] = []
    library = Library(paths, told.append)
    path = put(tmp_path, zst(MEGABYTE * 2))
    [file] = library.add([str(path)]).files
    assert file.refusal is not None
    assert "largest_dump = 1," in file.refusal and str(paths.configuration) in file.refusal
    assert len(told) == 1 and "most_members" in told[0]
    assert not list(paths.dumps.glob("*")) and not list(paths.dumps.glob(".*"))


def test_an_endless_stream_ends(paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    paths.configuration.write_text("largest_dump = 1\n")
    reading, writing = os.pipe()

    def fill() -> None:
        try:
            with os.fdopen(writing, "wb", buffering=0) as file:
                while True:
                    file.write(MEGABYTE)
        except BrokenPipeError:
            pass

    writer = threading.Thread(target=fill)
    writer.start()
    [file] = Library(paths).add([f"/dev/fd/{reading}"]).files
    os.close(reading)
    writer.join()
    assert "largest_dump" in (file.refusal or "")
    assert not list(paths.dumps.iterdir())
