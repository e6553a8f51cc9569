"""Damage that nothing else would notice is found and mended while one reads."""

from pathlib import Path

import pytest

from papers_tui.library import Library
from papers_tui.paths import Paths
from tests.ui.driving import reading


def spoil(paths: Paths, suffix: str) -> Path:
    [path] = paths.index.glob(f"*/*{suffix}")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", [".pst", ".arrays", "._stored.col"])
async def test_damage_is_found_while_reading(
    library: Library, paths: Paths, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr("papers_tui.ui.index_check.AFTER", 0)
    path = spoil(paths, suffix)
    async with reading(library) as reader:
        await reader.until(lambda: "made again from 2 kept dumps" in reader.said)
        assert path.name in reader.said
        await reader.until(lambda: library.lists(reader.main.papers.results))
        await reader.press("j")
        assert len(reader.titles) == 49 and reader.main.papers.cursor == 1
    assert not path.exists()


async def test_an_index_that_is_whole_is_no_matter(
    library: Library, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papers_tui.ui.index_check.AFTER", 0)
    async with reading(library) as reader:
        await reader.until(lambda: (paths.cache / "index-check").exists())
        assert reader.said == ""
